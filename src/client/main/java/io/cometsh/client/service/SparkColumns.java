package io.cometsh.client.service;

import io.cometsh.client.wire.ChartMetric;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.export.Sparkline;
import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns such as {@code spark(metrics.loss)}: a metric's curve in a few characters, for tables that people read. */
public final class SparkColumns {
    private static final int BARS = 20;
    /** So many curves come with one answer. */
    private static final int EXPERIMENTS_A_REQUEST = 50;

    private final Map<RunColumn, Map<String, String>> byColumn = new LinkedHashMap<>();

    private SparkColumns() {}

    /**
     * The curves of the columns that have curves, as the server samples them.
     *
     * @throws NotFoundException for a metric that no experiment here has; names the nearest
     */
    public static SparkColumns read(List<String> keys, List<RunColumn> columns, ExperimentReads reads) {
        SparkColumns sparks = new SparkColumns();
        columns.stream().filter(RunColumn::isSpark).forEach(column -> sparks.byColumn.put(column, new HashMap<>()));
        List<String> metrics = sparks.byColumn.keySet().stream()
                .map(RunColumn::name)
                .distinct()
                .toList();
        ChartReads charts = new ChartReads(reads.calls());
        for (int from = 0; !metrics.isEmpty() && from < keys.size(); from += EXPERIMENTS_A_REQUEST) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + EXPERIMENTS_A_REQUEST));
            charts.read(some, metrics, List.of(), true, false).forEach(sparks::add);
        }
        sparks.byColumn.forEach((column, drawn) -> {
            if (drawn.isEmpty() && !keys.isEmpty()) {
                throw unknown(column.name(), keys, reads);
            }
        });
        return sparks;
    }

    private void add(String key, ExperimentChart chart) {
        for (ChartMetric curve : chart.metrics()) {
            List<Double> values = new ArrayList<>();
            curve.values()
                    .forEach(value -> values.add(value instanceof Number number ? number.doubleValue() : Double.NaN));
            byColumn.forEach((column, drawn) -> {
                if (column.name().equals(curve.metricName()) && !values.isEmpty()) {
                    drawn.put(key, Sparkline.of(values, BARS));
                }
            });
        }
    }

    private static NotFoundException unknown(String metric, List<String> keys, ExperimentReads reads) {
        Set<String> names = new LinkedHashSet<>();
        reads.summaries(keys.get(0), ExperimentReads.SummaryKind.METRICS).forEach(summary -> names.add(summary.name()));
        return new NotFoundException(
                "no experiment here has the metric \"" + metric + "\"" + Names.hint(metric, names));
    }

    static long requests(long experiments) {
        return (experiments + EXPERIMENTS_A_REQUEST - 1) / EXPERIMENTS_A_REQUEST;
    }

    /** The cell of an experiment; null when it has no such curve. */
    public String cell(RunColumn column, String key) {
        return byColumn.get(column).get(key);
    }
}
