package io.cometsh.client;

import io.cometsh.export.Column;
import io.cometsh.export.NumberText;
import io.cometsh.export.Rows;
import io.cometsh.transport.CometInterruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The points of metrics of many experiments as rows, experiment by experiment, read a few ahead. */
final class MetricRows {
    private static final List<Column> LONG = List.of(
            Column.text("experiment_key"),
            Column.text("metric"),
            Column.integer("step"),
            Column.integer("epoch"),
            Column.integer("timestamp"),
            Column.number("value"));
    private static final Comparator<Long> MISSING_LAST = Comparator.nullsLast(Comparator.naturalOrder());
    /** By step, then as they came; a point without a step is behind those that have one. */
    private static final Comparator<MetricPoint> BY_STEP =
            Comparator.comparing(MetricPoint::step, MISSING_LAST).thenComparing(MetricPoint::timestamp, MISSING_LAST);

    private final List<Experiment> experiments;
    private final List<String> metrics;
    private final Reads reads;
    private final Parallel parallel;

    MetricRows(List<Experiment> experiments, List<String> metrics, Reads reads, Parallel parallel) {
        this.experiments = experiments;
        this.metrics = List.copyOf(new LinkedHashSet<>(metrics));
        this.reads = reads;
        this.parallel = parallel;
    }

    /** One row for each point. */
    Rows points() {
        return new Rows(
                LONG,
                () -> flat(points -> points.values().stream()
                        .flatMap(List::stream)
                        .map(MetricRows::row)
                        .toList()));
    }

    private static List<Object> row(Located point) {
        return Arrays.asList(
                point.experimentKey,
                point.point.metricName(),
                point.point.step(),
                point.point.epoch(),
                point.point.timestamp(),
                cell(point.point));
    }

    /** A row for each experiment and step, a column for each metric; nothing is made up where a metric has no point. */
    Rows bySteps() {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException(
                    "name the metrics that are to stand beside each other: metricsByStep(\"loss\", \"acc\")");
        }
        List<Column> columns = new ArrayList<>(List.of(Column.text("experiment_key"), Column.integer("step")));
        metrics.forEach(metric -> columns.add(Column.number(metric)));
        return new Rows(columns, () -> flat(this::joined));
    }

    private List<List<Object>> joined(Map<String, List<Located>> points) {
        Map<Long, Object[]> bySteps = new TreeMap<>();
        String key = null;
        int withoutStep = 0;
        for (int i = 0; i < metrics.size(); i++) {
            for (Located located : points.getOrDefault(metrics.get(i), List.of())) {
                key = located.experimentKey;
                Long step = located.point.step();
                if (step == null) {
                    withoutStep++;
                } else {
                    // Of several at one step the last one counts, as in Comet's own charts.
                    bySteps.computeIfAbsent(step, any -> new Object[metrics.size()])[i] = cell(located.point);
                }
            }
        }
        if (withoutStep > 0) {
            reads.warnings()
                    .accept("experiment " + key + ": " + withoutStep + " point" + (withoutStep == 1 ? " has" : "s have")
                            + " no step and no place in a table by steps");
        }
        List<List<Object>> rows = new ArrayList<>();
        for (Map.Entry<Long, Object[]> step : bySteps.entrySet()) {
            List<Object> row = new ArrayList<>(List.of(key, step.getKey()));
            Collections.addAll(row, step.getValue());
            rows.add(row);
        }
        return rows;
    }

    private record Located(String experimentKey, MetricPoint point) {}

    /** Every digit that was sent; a text that is no number stays a text. */
    private static Object cell(MetricPoint point) {
        Object cell = Numbers.toCell(point.metricValue());
        return cell instanceof Number ? new NumberText(point.metricValue().strip()) : cell;
    }

    private Iterator<List<Object>> flat(Function<Map<String, List<Located>>, List<List<Object>>> rows) {
        Iterator<Map<String, List<Located>>> runs = parallel.ahead(experiments.iterator(), this::read);
        return new Iterator<>() {
            private Iterator<List<Object>> current = Collections.emptyIterator();
            private int done;

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && runs.hasNext()) {
                    current = rows.apply(nextRun()).iterator();
                    done++;
                }
                return current.hasNext();
            }

            private Map<String, List<Located>> nextRun() {
                try {
                    return runs.next();
                } catch (CometInterruptedException e) {
                    throw new ReadInterruptedException(Parallel.extent(done, experiments.size()), "", null);
                }
            }

            @Override
            public List<Object> next() {
                return hasNext()
                        ? current.next()
                        : Collections.<List<Object>>emptyIterator().next();
            }
        };
    }

    /** The points of one experiment by metric: names in order, points by step. */
    private Map<String, List<Located>> read(Experiment experiment) {
        String key = experiment.getKey();
        List<MetricPoint> points = new ArrayList<>();
        if (metrics.isEmpty()) {
            points.addAll(reads.metrics(key));
        } else {
            new TreeSet<>(metrics).forEach(metric -> points.addAll(reads.metric(key, metric)));
        }
        points.sort(BY_STEP);
        Map<String, List<Located>> byName = new TreeMap<>();
        points.forEach(point -> byName.computeIfAbsent(point.metricName(), any -> new ArrayList<>())
                .add(new Located(key, point)));
        return byName;
    }
}
