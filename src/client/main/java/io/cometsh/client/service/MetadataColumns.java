package io.cometsh.client.service;

import io.cometsh.client.wire.ExperimentMetadata;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The columns of the source {@code metadata}, by Comet's names: what {@code Metadata("user_name")} compares. */
public final class MetadataColumns {
    private static final Set<String> TEXTS =
            Set.of("user_name", "file_name", "file_path", "optimizationId", "experimentKey");
    private static final Map<String, Function<ExperimentMetadata, Object>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("user_name", ExperimentMetadata::userName);
        VALUES.put("file_name", ExperimentMetadata::fileName);
        VALUES.put("file_path", ExperimentMetadata::filePath);
        VALUES.put("optimizationId", ExperimentMetadata::optimizationId);
        VALUES.put("experimentKey", ExperimentMetadata::experimentKey);
        VALUES.put("runActive", ExperimentMetadata::running);
        VALUES.put("duration", facts -> seconds(facts.durationMillis()));
        VALUES.put("start_server_timestamp", facts -> ExperimentColumns.moment(facts.startTimeMillis()));
        VALUES.put("end_server_timestamp", facts -> ExperimentColumns.moment(facts.endTimeMillis()));
    }

    private MetadataColumns() {}

    static List<String> names() {
        return List.copyOf(VALUES.keySet());
    }

    /** Whether a column's values are known from an experiment's facts. */
    public static boolean has(String name) {
        return VALUES.containsKey(name);
    }

    /** Whether its values are texts. */
    static boolean isText(String name) {
        return TEXTS.contains(name);
    }

    /** A text, a truth, seconds or a moment; null when the experiment has none. */
    public static Object value(ExperimentMetadata facts, String name) {
        return VALUES.get(name).apply(facts);
    }

    static BigDecimal seconds(Long millis) {
        return millis == null ? null : BigDecimal.valueOf(millis, 3);
    }
}
