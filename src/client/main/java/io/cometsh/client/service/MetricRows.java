package io.cometsh.client.service;

import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Rows;
import io.cometsh.export.TableColumn;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The points of metrics of many experiments as rows, experiment by experiment, read a few ahead. */
public final class MetricRows {
    private static final List<TableColumn> LONG = List.of(
            TableColumn.text("experiment_key"),
            TableColumn.text("metric"),
            TableColumn.integer("step"),
            TableColumn.integer("epoch"),
            TableColumn.integer("timestamp"),
            TableColumn.number("value"));
    private static final String STEP = "step";
    private static final Comparator<Long> MISSING_LAST = Comparator.nullsLast(Comparator.naturalOrder());
    /** By step, then as they came; a point without a step comes last. */
    private static final Comparator<MetricPoint> BY_STEP =
            Comparator.comparing(MetricPoint::step, MISSING_LAST).thenComparing(MetricPoint::timestamp, MISSING_LAST);

    private final List<String> keys;
    private final List<String> metrics;
    private final ExperimentReads reads;
    private final Parallel parallel;

    public MetricRows(List<String> keys, List<String> metrics, ExperimentReads reads, Parallel parallel) {
        this.keys = keys;
        this.metrics = List.copyOf(new LinkedHashSet<>(metrics));
        this.reads = reads;
        this.parallel = parallel;
    }

    /** One row for each point. */
    public Rows points() {
        return new Rows(
                LONG,
                () -> flat(
                        STEP,
                        (points, notes) -> points.values().stream()
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
                point.point.metricValue());
    }

    /** A row for each experiment and step, a column for each metric; nothing is made up where a metric has no point. */
    public Rows bySteps() {
        return by(STEP);
    }

    /** The same by {@code step} or by {@code epoch}. */
    public Rows by(String axis) {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException(
                    "name the metrics to put beside each other: metricsByStep(\"loss\", \"acc\")");
        }
        List<TableColumn> columns =
                new ArrayList<>(List.of(TableColumn.text("experiment_key"), TableColumn.integer(axis)));
        metrics.forEach(metric -> columns.add(TableColumn.number(column(metric))));
        Function<MetricPoint, Long> place = axis.equals(STEP) ? MetricPoint::step : MetricPoint::epoch;
        return new Rows(columns, () -> flat(axis, (points, notes) -> joined(points, place, notes)));
    }

    /** Its name; that of one that is called like the columns in front gets longer, or the two would be one in JSON. */
    private static String column(String metric) {
        return metric.equals(STEP) || metric.equals("experiment_key") ? "metrics." + metric : metric;
    }

    private List<List<Object>> joined(
            Map<String, List<Located>> points, Function<MetricPoint, Long> place, MetricNotes notes) {
        Map<Long, Object[]> bySteps = new TreeMap<>();
        String key = null;
        int withoutStep = 0;
        int overtaken = 0;
        for (int i = 0; i < metrics.size(); i++) {
            for (Located located : points.getOrDefault(metrics.get(i), List.of())) {
                key = located.experimentKey;
                Long step = place.apply(located.point);
                if (step == null) {
                    withoutStep++;
                } else {
                    // Of several at one step the last one counts, as in Comet's own charts.
                    Object[] cells = bySteps.computeIfAbsent(step, any -> new Object[metrics.size()]);
                    overtaken += cells[i] == null ? 0 : 1;
                    cells[i] = located.point.metricValue();
                }
            }
        }
        notes.withoutStep(withoutStep);
        notes.overtaken(overtaken);
        List<List<Object>> rows = new ArrayList<>();
        for (Map.Entry<Long, Object[]> step : bySteps.entrySet()) {
            List<Object> row = new ArrayList<>(List.of(key, step.getKey()));
            Collections.addAll(row, step.getValue());
            rows.add(row);
        }
        return rows;
    }

    private record Located(String experimentKey, MetricPoint point) {}

    /** The rows of one experiment out of its points. */
    private interface Layout {
        List<List<Object>> rows(Map<String, List<Located>> points, MetricNotes notes);
    }

    private Iterator<List<Object>> flat(String axis, Layout layout) {
        Set<String> gone = ConcurrentHashMap.newKeySet();
        Iterator<Map<String, List<Located>>> runs = parallel.ahead(keys.iterator(), key -> read(key, gone));
        MetricNotes notes = new MetricNotes(metrics, axis);
        return new Iterator<>() {
            private Iterator<List<Object>> current = Collections.emptyIterator();
            private int done;
            private boolean reported;

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && runs.hasNext()) {
                    Map<String, List<Located>> points = nextRun();
                    done++;
                    Map<String, Integer> counts = new HashMap<>();
                    points.forEach((name, some) -> counts.put(name, some.size()));
                    notes.came(counts);
                    current = layout.rows(points, notes).iterator();
                }
                if (!current.hasNext() && !reported) {
                    reported = true;
                    notes.tell(reads.warnings());
                    reads.warnGone(gone, keys.size());
                }
                return current.hasNext();
            }

            private Map<String, List<Located>> nextRun() {
                try {
                    return runs.next();
                } catch (CometInterruptedException e) {
                    throw new ReadInterruptedException(Parallel.extent(done, keys.size()), "", null);
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
    private Map<String, List<Located>> read(String key, Set<String> gone) {
        try {
            return read(key);
        } catch (CometException e) {
            if (!reads.isGone(key, e)) {
                throw e;
            }
            gone.add(key);
            return Map.of();
        }
    }

    private Map<String, List<Located>> read(String key) {
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
