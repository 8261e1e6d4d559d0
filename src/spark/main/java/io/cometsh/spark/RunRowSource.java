package io.cometsh.spark;

import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.ValueSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A row for each run; only the reads that its columns need are made. */
final class RunRowSource implements RowSource {
    private static final String TAGS = "tags";
    private static final Map<String, SummaryKind> KINDS =
            Map.of("params", SummaryKind.PARAMETERS, "metrics", SummaryKind.METRICS, "others", SummaryKind.OTHERS);

    private final ExperimentReads reads;
    private final StructField[] columns;
    private final boolean asksComet;

    /** What was read of one run, each kind of values by name. */
    private final class Values {
        private final ExperimentMetadata run;
        private final Map<SummaryKind, Map<String, String>> byKind = new EnumMap<>(SummaryKind.class);

        Values(ExperimentMetadata run) {
            this.run = run;
        }

        Object cell(String group, String name, StructField field) {
            String text = byKind.computeIfAbsent(KINDS.get(group), this::read).get(name);
            Object value = RunValues.typed(run.experimentKey(), group + "." + name, Schemas.type(field), text);
            return value instanceof String string ? UTF8String.fromString(string) : value;
        }

        private Map<String, String> read(SummaryKind kind) {
            Map<String, String> values = new HashMap<>();
            for (ValueSummary summary : reads.summaries(run.experimentKey(), kind)) {
                values.put(summary.name(), summary.currentText());
            }
            return values;
        }
    }

    RunRowSource(Connection connection, StructType columns) {
        reads = connection.reads();
        this.columns = columns.fields();
        boolean asks = false;
        for (StructField field : this.columns) {
            asks |= field.name().equals(TAGS) || field.dataType() instanceof StructType || group(field) != null;
        }
        asksComet = asks;
    }

    /** The group of a value in the flat layout, such as {@code params} of {@code params.lr}; null for a fact. */
    private static String group(StructField field) {
        int point = field.name().indexOf('.');
        String group = point < 0 ? null : field.name().substring(0, point);
        return KINDS.containsKey(String.valueOf(group)) ? group : null;
    }

    @Override
    public boolean asksComet() {
        return asksComet;
    }

    @Override
    public RunRows open(ExperimentMetadata run) {
        Values values = new Values(run);
        Object[] cells = new Object[columns.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(values, columns[i]);
        }
        InternalRow row = new GenericInternalRow(cells);
        return RunRows.of(Collections.singletonList(row).iterator());
    }

    private Object cell(Values values, StructField field) {
        if (field.dataType() instanceof StructType struct) {
            List<Object> cells = new ArrayList<>();
            for (StructField inner : struct.fields()) {
                cells.add(values.cell(field.name(), inner.name(), inner));
            }
            return new GenericInternalRow(cells.toArray());
        }
        String group = group(field);
        return group == null
                ? fact(values.run, field.name())
                : values.cell(group, field.name().substring(group.length() + 1), field);
    }

    private Object fact(ExperimentMetadata run, String name) {
        return switch (name) {
            case "experiment_key" -> UTF8String.fromString(run.experimentKey());
            case "experiment_name" -> UTF8String.fromString(run.experimentName());
            case "workspace" -> UTF8String.fromString(run.workspaceName());
            case "project" -> UTF8String.fromString(run.projectName());
            case "archived" -> run.archived();
            case "state" -> UTF8String.fromString(run.state());
            case "start_time" -> Schemas.micros(FactFilter.moment(run.startTimeMillis()));
            case "end_time" -> run.running() ? null : Schemas.micros(FactFilter.moment(run.endTimeMillis()));
            case "duration_seconds" -> run.durationMillis() == null ? null : run.durationMillis() / 1000.0;
            case TAGS ->
                new GenericArrayData(reads.tags(run.experimentKey()).stream()
                        .map(UTF8String::fromString)
                        .toArray());
            default -> throw new IllegalStateException(name);
        };
    }
}
