package io.cometsh.client;

import io.cometsh.client.wire.ChartMetric;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.export.Table;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Joins the curves of a chart to one table: a row for each experiment and each place on the x axis. */
final class MetricFrames {
    private static final int DURATION_POINTS = 100;
    private static final Map<String, Function<ChartMetric, List<Object>>> AXES = axes();

    private final Function<ChartMetric, List<Object>> axis;
    private final List<String> metrics;
    private final List<String> columns;
    private final boolean duration;

    MetricFrames(String xAxis, List<String> metrics) {
        axis = AXES.get(xAxis);
        if (axis == null) {
            throw new CometException("the x axis of a table of metrics is one of " + String.join(", ", AXES.keySet())
                    + ", not \"" + xAxis + "\"" + Names.hint(String.valueOf(xAxis), AXES.keySet()));
        }
        this.metrics = List.copyOf(new LinkedHashSet<>(metrics));
        duration = "duration".equals(xAxis);
        columns = new ArrayList<>(List.of("experiment_key", "experiment_name", xAxis));
        columns.addAll(this.metrics);
    }

    private static Map<String, Function<ChartMetric, List<Object>>> axes() {
        Map<String, Function<ChartMetric, List<Object>>> axes = new LinkedHashMap<>();
        axes.put("step", ChartMetric::steps);
        axes.put("epoch", ChartMetric::epochs);
        axes.put("duration", ChartMetric::durations);
        return axes;
    }

    Table empty() {
        return new Table(columns, List.of());
    }

    /** Experiments by key and places by size, as Comet's own client sorts them. */
    Table table(Collection<ExperimentChart> charts, boolean interpolate) {
        List<ExperimentChart> sorted = charts.stream()
                .filter(chart -> chart.experimentKey() != null)
                .sorted(Comparator.comparing(ExperimentChart::experimentKey))
                .toList();
        List<Map<Number, Map<String, Object>>> points =
                sorted.stream().map(this::points).toList();
        Set<String> texts = textColumns(points);
        List<Number> places = interpolate ? places(points) : List.of();
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Map<Number, Map<String, Object>> own = points.get(i);
            if (own.isEmpty()) {
                continue;
            }
            for (Number x : interpolate ? places : own.keySet()) {
                List<Object> row = new ArrayList<>();
                row.add(sorted.get(i).experimentKey());
                row.add(sorted.get(i).experimentName());
                row.add(x);
                for (String metric : metrics) {
                    row.add(
                            interpolate && !texts.contains(metric)
                                    ? interpolated(own, metric, x.doubleValue())
                                    : own.getOrDefault(x, Map.of()).get(metric));
                }
                rows.add(row);
            }
        }
        return new Table(columns, rows);
    }

    /** The values by place and metric; of several at one place the last counts, and a missing one hides none. */
    private Map<Number, Map<String, Object>> points(ExperimentChart chart) {
        Map<Number, Map<String, Object>> points = byPlace();
        for (ChartMetric metric : chart.metrics()) {
            List<Object> places = axis.apply(metric);
            if (!metrics.contains(metric.metricName())) {
                continue;
            }
            for (int i = 0; i < places.size(); i++) {
                if (!(places.get(i) instanceof Number x) || Double.isNaN(x.doubleValue())) {
                    continue;
                }
                Map<String, Object> row = points.computeIfAbsent(x, any -> new HashMap<>());
                Object value = i < metric.values().size() ? metric.values().get(i) : null;
                if (value != null && !(value instanceof Number number && Double.isNaN(number.doubleValue()))) {
                    row.put(metric.metricName(), value);
                }
            }
        }
        return points;
    }

    private static <T> Map<Number, T> byPlace() {
        return new TreeMap<>(Comparator.comparingDouble(Number::doubleValue));
    }

    /** Metrics with a value that is not a number: there is nothing between two texts. */
    private static Set<String> textColumns(List<Map<Number, Map<String, Object>>> points) {
        Set<String> texts = new LinkedHashSet<>();
        points.forEach(own -> own.values()
                .forEach(row -> row.forEach((metric, value) -> {
                    if (!(value instanceof Number)) {
                        texts.add(metric);
                    }
                })));
        return texts;
    }

    /** Every place that any experiment has; for durations, which never meet, evenly spread ones from first to last. */
    private List<Number> places(List<Map<Number, Map<String, Object>>> points) {
        Map<Number, Boolean> all = byPlace();
        points.forEach(own -> own.keySet().forEach(x -> all.put(x, true)));
        if (!duration || all.isEmpty()) {
            return List.copyOf(all.keySet());
        }
        List<Number> sorted = List.copyOf(all.keySet());
        double first = sorted.get(0).doubleValue();
        double last = sorted.get(sorted.size() - 1).doubleValue();
        double step = (last - first) / (DURATION_POINTS - 1);
        List<Number> spread = new ArrayList<>();
        for (int i = 0; i < DURATION_POINTS; i++) {
            spread.add(i == DURATION_POINTS - 1 ? last : i * step + first);
        }
        return spread;
    }

    /** The value at x, on the line between the points before and after it; null outside of the metric's own points. */
    private static Double interpolated(Map<Number, Map<String, Object>> own, String metric, double x) {
        double beforeX = Double.NaN;
        double before = Double.NaN;
        for (Map.Entry<Number, Map<String, Object>> point : own.entrySet()) {
            if (!(point.getValue().get(metric) instanceof Number value)) {
                continue;
            }
            double atX = point.getKey().doubleValue();
            double at = value.doubleValue();
            if (atX == x) {
                return at;
            }
            if (atX > x) {
                return Double.isNaN(beforeX) ? null : (at - before) / (atX - beforeX) * (x - beforeX) + before;
            }
            beforeX = atX;
            before = at;
        }
        return null;
    }
}
