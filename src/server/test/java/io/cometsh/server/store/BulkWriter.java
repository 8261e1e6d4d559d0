package io.cometsh.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Writes many runs at once, with the tables' own statements in batches: what a test of 100,000 runs can wait for. */
public final class BulkWriter {
    private static final int RUNS_IN_A_COMMIT = 5000;

    private final Store store;
    private final int project;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<Integer, int[]> counts = new HashMap<>();

    private BulkWriter(Store store, int project) {
        this.store = store;
        this.project = project;
    }

    /** One run to be written. Its key is its number in 32 hexadecimal digits unless another one is set. */
    public static final class Run {
        private String key;
        private String name;
        private long start = 1_700_000_000_000L;
        private long duration = 60_000;
        private boolean archived;
        private final List<Object[]> values = new ArrayList<>();
        private final Map<String, List<MetricPoint>> curves = new HashMap<>();

        private Run(int index) {
            key = BulkWriter.key(index);
            name = "run-" + index;
        }

        public Run key(String value) {
            key = value;
            return this;
        }

        public Run name(String value) {
            name = value;
            return this;
        }

        public Run start(long millis) {
            start = millis;
            return this;
        }

        public Run duration(long millis) {
            duration = millis;
            return this;
        }

        public Run archived() {
            archived = true;
            return this;
        }

        /** A metric with this current value and, to be quick, no points. */
        public Run metric(String metric, Object value) {
            return value(Source.METRICS, metric, value);
        }

        /** A metric with points at steps 0, 1, 2, … one second apart. */
        public Run curve(String metric, double... points) {
            List<MetricPoint> curve = new ArrayList<>();
            for (int step = 0; step < points.length; step++) {
                curve.add(new MetricPoint(points[step], (long) step, null, start + 1000L * step, null));
            }
            curves.put(metric, curve);
            return this;
        }

        public Run param(String param, Object value) {
            return value(Source.PARAMS, param, value);
        }

        public Run other(String other, Object value) {
            return value(Source.LOG_OTHER, other, value);
        }

        public Run environment(String detail, Object value) {
            return value(Source.ENV_DETAILS, detail, value);
        }

        public Run tag(String tag) {
            return value(Source.TAG, tag, tag);
        }

        private Run value(Source source, String valueName, Object value) {
            values.add(new Object[] {source, valueName, value == null ? null : value.toString()});
            return this;
        }
    }

    public static String key(int index) {
        return String.format(Locale.ROOT, "%032x", index);
    }

    /** Adds runs 0 to {@code runs - 1} to a project, which is made if need be. */
    public static void write(Store store, String workspace, String project, int runs, ObjIntConsumer<Run> maker) {
        ProjectRow row = store.write(tx -> {
            var found = store.projects().byName(tx, workspace, project);
            return found.isPresent()
                    ? found.get()
                    : store.projects().add(tx, workspace, project, null, false, "local", 1_700_000_000_000L);
        });
        BulkWriter writer = new BulkWriter(store, row.num());
        for (int from = 0; from < runs; from += RUNS_IN_A_COMMIT) {
            int first = from;
            int last = Math.min(runs, from + RUNS_IN_A_COMMIT);
            store.write(tx -> {
                writer.write(tx, first, last, maker);
                return null;
            });
        }
    }

    private void write(Tx tx, int first, int last, ObjIntConsumer<Run> maker) throws SQLException {
        Connection connection = tx.connection();
        int num = tx.first("SELECT MAX(num) FROM experiment", row -> row.getInt(1))
                .orElse(0);
        try (PreparedStatement experiment = connection.prepareStatement(
                        "INSERT INTO experiment(num, exp_key, project, name, user_name, start_ms, end_ms, last_ms, archived, running, crashed, stopping, run_id)"
                                + " VALUES(?, ?, ?, ?, 'local', ?, ?, ?, ?, 0, 0, 0, 'run')");
                PreparedStatement value = connection.prepareStatement(
                        "INSERT INTO val(id, experiment, text, ts, n, tail, tail_n) VALUES(?, ?, ?, ?, 1, 0, 0)")) {
            List<Object[]> curves = new ArrayList<>();
            List<Object[]> rows = new ArrayList<>();
            for (int index = first; index < last; index++) {
                Run run = new Run(index);
                maker.accept(run, index);
                num++;
                experiment.setInt(1, num);
                experiment.setString(2, run.key);
                experiment.setInt(3, project);
                experiment.setString(4, run.name);
                experiment.setLong(5, run.start);
                experiment.setLong(6, run.start + run.duration);
                experiment.setLong(7, run.start + run.duration);
                experiment.setBoolean(8, run.archived);
                experiment.addBatch();
                run.value(Source.LOG_OTHER, "Name", run.name);
                for (Object[] one : run.values) {
                    int column = column(tx, (Source) one[0], (String) one[1]);
                    String text = (String) one[2];
                    counts.get(column)[ValueKind.of(text).ordinal()]++;
                    rows.add(new Object[] {ValueStore.id(column, num), num, text, run.start});
                }
                curves.add(new Object[] {num, run});
            }
            experiment.executeBatch();
            // In the order of the table, column by column: neighbours go to the same pages.
            rows.sort(Comparator.comparingLong(one -> (Long) one[0]));
            for (Object[] one : rows) {
                value.setLong(1, (Long) one[0]);
                value.setInt(2, (Integer) one[1]);
                if (one[2] == null) {
                    value.setNull(3, Types.VARCHAR);
                } else {
                    value.setString(3, (String) one[2]);
                }
                value.setLong(4, (Long) one[3]);
                value.addBatch();
            }
            value.executeBatch();
            flushCounts(tx);
            for (Object[] curve : curves) {
                Run run = (Run) curve[1];
                if (!run.curves.isEmpty()) {
                    ExperimentRow row =
                            store.experiments().byNum(tx, (int) curve[0]).orElseThrow();
                    for (Map.Entry<String, List<MetricPoint>> metric : run.curves.entrySet()) {
                        store.values().putPoints(tx, row, metric.getKey(), metric.getValue(), false);
                    }
                }
            }
        }
        tx.changed(new CommittedChange.OfProject(project));
    }

    private int column(Tx tx, Source source, String name) throws SQLException {
        String known = source + " " + name;
        Integer column = columns.get(known);
        if (column == null) {
            column = store.values().column(tx, project, source, name);
            columns.put(known, column);
        }
        counts.computeIfAbsent(column, key -> new int[ValueKind.values().length]);
        return column;
    }

    private void flushCounts(Tx tx) throws SQLException {
        for (Map.Entry<Integer, int[]> column : counts.entrySet()) {
            for (ValueKind kind : ValueKind.values()) {
                store.values().count(tx, column.getKey(), kind, column.getValue()[kind.ordinal()]);
            }
        }
        counts.clear();
    }
}
