package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentReads.Kind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.JoinedTexts;
import io.cometsh.text.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The columns that a table of experiments can have, and the reads that each of them needs. */
public final class ExperimentColumns {
    /** In the default order. */
    public static final List<String> FACTS = List.of(
            "experiment_key",
            "experiment_name",
            "workspace",
            "project",
            "archived",
            "start_time",
            "end_time",
            "duration_seconds");

    public static final String TAGS = "tags";
    public static final String STATE = "state";
    static final String MIN = ".min";
    static final String MAX = ".max";
    private static final Map<String, Kind> PREFIXES = prefixes();
    private static final Map<String, Function<ExperimentMetadata, Object>> FACT_VALUES = factValues();

    private ExperimentColumns() {}

    /** What must be read of an experiment beside its facts. */
    public record Needs(Set<Kind> kinds, boolean tags, boolean extremes) {}

    /** What was read of one experiment. @param numbers the parameters and others whose column holds numbers */
    public record Row(
            ExperimentMetadata facts, Map<Kind, Map<String, String>> values, List<String> tags, Set<String> numbers) {

        public Object cell(String column) {
            if (TAGS.equals(column)) {
                return new JoinedTexts(tags);
            }
            Function<ExperimentMetadata, Object> fact = FACT_VALUES.get(column);
            if (fact != null) {
                return fact.apply(facts);
            }
            Kind kind = kind(column);
            String value = values.getOrDefault(kind, Map.of()).get(name(column));
            return kind == Kind.METRICS || numbers.contains(column) ? Numbers.toCell(value) : value;
        }
    }

    private static Map<String, Kind> prefixes() {
        Map<String, Kind> prefixes = new LinkedHashMap<>();
        prefixes.put("params.", Kind.PARAMETERS);
        prefixes.put("metrics.", Kind.METRICS);
        prefixes.put("others.", Kind.OTHERS);
        return prefixes;
    }

    private static Map<String, Function<ExperimentMetadata, Object>> factValues() {
        Map<String, Function<ExperimentMetadata, Object>> values = new LinkedHashMap<>();
        values.put("experiment_key", ExperimentMetadata::experimentKey);
        values.put("experiment_name", ExperimentMetadata::experimentName);
        values.put("workspace", ExperimentMetadata::workspaceName);
        values.put("project", ExperimentMetadata::projectName);
        values.put("archived", ExperimentMetadata::archived);
        values.put(STATE, ExperimentMetadata::state);
        values.put("start_time", facts -> moment(facts.startTimeMillis()));
        values.put("end_time", facts -> facts.running() ? null : moment(facts.endTimeMillis()));
        values.put("duration_seconds", facts -> seconds(facts.durationMillis()));
        return values;
    }

    /** Whether a column has one value for an experiment, unlike a metric, which has one for each step. */
    public static boolean isConstant(String column) {
        Kind kind = kind(column);
        return kind == Kind.PARAMETERS || kind == Kind.OTHERS || FACT_VALUES.containsKey(column) || TAGS.equals(column);
    }

    public static Instant moment(Long millis) {
        return millis == null || millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static BigDecimal seconds(Long millis) {
        return millis == null ? null : BigDecimal.valueOf(millis, 3);
    }

    public static String column(Kind kind, String name) {
        for (Map.Entry<String, Kind> prefix : PREFIXES.entrySet()) {
            if (prefix.getValue() == kind) {
                return prefix.getKey() + name;
            }
        }
        throw new IllegalArgumentException(kind.name());
    }

    /** The kind of values in a column such as {@code params.lr}; null for facts, tags and unknown ones. */
    public static Kind kind(String column) {
        for (Map.Entry<String, Kind> prefix : PREFIXES.entrySet()) {
            if (column.startsWith(prefix.getKey())) {
                return prefix.getValue();
            }
        }
        return null;
    }

    /** Whether a column is {@code metrics.NAME.min} or {@code metrics.NAME.max}, unless a metric is called so. */
    static boolean isExtreme(String column) {
        return kind(column) == Kind.METRICS && (column.endsWith(MIN) || column.endsWith(MAX));
    }

    /** The column without {@code .min} or {@code .max}. */
    public static String withoutExtreme(String column) {
        return isExtreme(column) ? column.substring(0, column.lastIndexOf('.')) : column;
    }

    public static String name(String column) {
        return column.substring(column.indexOf('.') + 1);
    }

    /** Refuses a column that cannot exist, before anything is read. */
    public static void check(List<String> columns) {
        check(columns, Set::of);
    }

    /** The same. @param ofProjects columns such as {@code metrics.loss}, read only to name the nearest */
    public static void check(List<String> columns, Supplier<Set<String>> ofProjects) {
        for (String column : columns) {
            if (SparkColumns.isOne(column)) {
                throw new NotFoundException("the column " + column + " is for display and only in tables; in data use "
                        + column.substring(6, column.length() - 1));
            }
            if (kind(column) == null && !FACT_VALUES.containsKey(column) && !TAGS.equals(column)) {
                Set<String> known = new TreeSet<>(FACT_VALUES.keySet());
                known.add(TAGS);
                throw new NotFoundException("no column \"" + column + "\"" + hint(column, known, ofProjects));
            }
        }
    }

    /** A bare name such as {@code val_loss} is most often a metric or a parameter without its prefix. */
    private static String hint(String column, Set<String> facts, Supplier<Set<String>> projects) {
        Set<String> ofProjects = Names.nearest(column, facts).isEmpty() ? projects.get() : Set.of();
        List<String> meant =
                ofProjects.stream().filter(known -> name(known).equals(column)).toList();
        if (meant.isEmpty()) {
            List<String> nearest = Names.nearest(
                    column, ofProjects.stream().map(ExperimentColumns::name).toList());
            meant = ofProjects.stream()
                    .filter(known -> nearest.contains(name(known)))
                    .toList();
        }
        return meant.isEmpty()
                ? Names.hint(column, facts) + " (and params.NAME, metrics.NAME, others.NAME)"
                : "; did you mean " + String.join(" or ", meant) + "?";
    }

    public static Needs needs(List<String> columns) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String column : columns) {
            Kind kind = kind(column);
            if (kind != null) {
                kinds.add(kind);
            }
        }
        return new Needs(kinds, columns.contains(TAGS), columns.stream().anyMatch(ExperimentColumns::isExtreme));
    }

    public static Needs all() {
        return new Needs(EnumSet.allOf(Kind.class), true, false);
    }
}
