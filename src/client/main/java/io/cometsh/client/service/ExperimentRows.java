package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentColumns.ColumnValues;
import io.cometsh.client.service.ExperimentColumns.Needs;
import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads experiments as rows, and names the columns that the rows have. */
public final class ExperimentRows {
    private ExperimentRows() {}

    /** Reads what is needed of one experiment beside its facts and its curves. */
    public static ColumnValues row(
            ExperimentReads reads,
            ExperimentMetadata facts,
            Needs needs,
            NumberColumns numbers,
            Map<String, CurveStatistics> curves) {
        Map<SummaryKind, Map<String, String>> values = new EnumMap<>(SummaryKind.class);
        for (SummaryKind kind : needs.kinds()) {
            Map<String, String> named = new LinkedHashMap<>();
            for (ValueSummary summary : reads.summaries(facts.experimentKey(), kind)) {
                named.put(summary.name(), summary.currentText());
                if (kind == SummaryKind.METRICS) {
                    needs.words().stream()
                            .filter(Statistic.EXTREMES::contains)
                            .forEach(word ->
                                    named.put(ExperimentColumns.key(summary.name(), word), extreme(summary, word)));
                }
            }
            values.put(kind, named);
        }
        List<String> tags = needs.tags() ? reads.tags(facts.experimentKey()) : List.of();
        Map<String, Object> environment = needs.environment() ? reads.environment(facts.experimentKey()) : null;
        return new ColumnValues(facts, values, tags, numbers.of(facts, needs), environment, curves);
    }

    private static String extreme(ValueSummary summary, Statistic word) {
        return switch (word) {
            case MIN -> summary.minText();
            case MAX -> summary.maxText();
            case ARGMIN -> text(summary.stepMin());
            case ARGMAX -> text(summary.stepMax());
            default -> throw new IllegalArgumentException(word.name());
        };
    }

    private static String text(Long number) {
        return number == null ? null : number.toString();
    }

    /** The columns with their meaning among these experiments; see {@link RunColumn#in}. */
    public static List<RunColumn> resolved(List<RunColumn> columns, List<ColumnValues> rows) {
        if (columns.stream().allMatch(column -> column.literal() == null)) {
            return columns;
        }
        Set<String> metrics = new HashSet<>();
        rows.forEach(row -> metrics.addAll(row.names(Source.METRICS)));
        return columns.stream().map(column -> column.in(metrics)).toList();
    }

    public static List<RunColumn> allColumns(List<ColumnValues> rows) {
        List<RunColumn> columns = new ArrayList<>(RunColumn.parse(ExperimentColumns.FACTS));
        for (SummaryKind kind : SummaryKind.values()) {
            names(rows, kind).forEach(name -> columns.add(RunColumn.of(kind.source(), name)));
        }
        columns.add(RunColumn.parse(ExperimentColumns.TAGS));
        return columns;
    }

    /** The columns of a source that any of the rows has, as they are typed. */
    public static Set<String> known(List<ColumnValues> rows, Source source) {
        Set<String> known = new TreeSet<>();
        rows.forEach(row -> row.names(source).forEach(name -> known.add(RunColumn.typed(source, name))));
        return known;
    }

    private static Set<String> names(List<ColumnValues> rows, SummaryKind kind) {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.names(kind.source())));
        return names;
    }
}
