package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentColumns.Needs;
import io.cometsh.client.service.ExperimentColumns.Row;
import io.cometsh.client.service.ExperimentReads.Kind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.ValueSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads experiments as rows, and names the columns that the rows have. */
public final class ExperimentRows {
    private ExperimentRows() {}

    /** Reads what is needed of one experiment beside its facts. */
    public static Row row(ExperimentReads reads, ExperimentMetadata facts, Needs needs, NumberColumns numbers) {
        Map<Kind, Map<String, String>> values = new EnumMap<>(Kind.class);
        for (Kind kind : needs.kinds()) {
            Map<String, String> named = new LinkedHashMap<>();
            List<ValueSummary> summaries = reads.summaries(facts.experimentKey(), kind);
            if (needs.extremes() && kind == Kind.METRICS) {
                summaries.forEach(summary -> named.put(summary.name() + ExperimentColumns.MIN, summary.minText()));
                summaries.forEach(summary -> named.put(summary.name() + ExperimentColumns.MAX, summary.maxText()));
            }
            summaries.forEach(summary -> named.put(summary.name(), summary.currentText()));
            values.put(kind, named);
        }
        List<String> tags = needs.tags() ? reads.tags(facts.experimentKey()) : List.of();
        return new Row(facts, values, tags, numbers.of(facts, needs));
    }

    public static List<String> allColumns(List<Row> rows) {
        List<String> columns = new ArrayList<>(ExperimentColumns.FACTS);
        for (Kind kind : Kind.values()) {
            names(rows, kind).forEach(name -> columns.add(ExperimentColumns.column(kind, name)));
        }
        columns.add(ExperimentColumns.TAGS);
        return columns;
    }

    public static Set<String> names(List<Row> rows, Kind kind) {
        Set<String> names = new TreeSet<>();
        rows.forEach(
                row -> names.addAll(row.values().getOrDefault(kind, Map.of()).keySet()));
        return names;
    }
}
