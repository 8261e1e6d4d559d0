package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values by name (metrics, parameters, others, environment, tags), the columns of projects that follow from them, and the points of metrics. */
public final class ValueStore {
    /** Rows of points grow up to this many by appending; larger batches are in rows of their own. */
    private static final int POINTS_TO_APPEND_TO = 256;

    /** An extreme that is the current value, which it nearly always is of all but metrics: it is not kept twice. */
    private static final LoggedValue AS_NOW = new LoggedValue(null, 0, null, null);

    private static final String FIELDS =
            "SELECT v.experiment, c.num, c.source, c.name, v.text, v.ts, v.step, v.context, v.min_text, v.min_ts, v.min_step, v.min_context, v.max_text, v.max_ts, v.max_step, v.max_context,"
                    + " v.n, v.tail, v.tail_n FROM val v JOIN column_info c ON c.num = v.id / 4294967296 ";

    /** By step (points without one first), then time, then arrival: an offline upload shuffles its points. */
    private static final Comparator<MetricPoint> IN_ORDER = Comparator.comparing(
                    MetricPoint::step, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(MetricPoint::timestamp);

    ValueStore() {}

    /** Values of one experiment, all of them, by source and name. */
    public List<Value> of(Tx tx, int experiment) throws SQLException {
        return tx.all(FIELDS + "WHERE v.experiment = ? ORDER BY c.source, c.name", ValueStore::row, experiment);
    }

    /** Values of one experiment from one source, by name. */
    public List<Value> of(Tx tx, int experiment, Source source) throws SQLException {
        return tx.all(
                FIELDS + "WHERE v.experiment = ? AND c.source = ? ORDER BY c.name",
                ValueStore::row,
                experiment,
                source.ordinal());
    }

    public Optional<Value> find(Tx tx, ExperimentRow experiment, Source source, String name) throws SQLException {
        Optional<ColumnInfo> column = findColumn(tx, experiment.project(), source, name);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        return byColumn(tx, experiment.num(), column.get().column());
    }

    /** Keeps one value. */
    public void put(Tx tx, ExperimentRow experiment, Source source, String name, LoggedValue mark) throws SQLException {
        int column = column(tx, experiment.project(), source, name);
        Optional<Value> before = byColumn(tx, experiment.num(), column);
        Value after = before.isPresent()
                ? before.get().with(mark)
                : Value.first(experiment.num(), column, source, name, mark);
        save(tx, experiment, before.orElse(null), after);
    }

    /**
     * Keeps points of one metric: what stands for it now, and the points themselves.
     *
     * @param once pass over the points that are here already, one by one the same: a request came again because its answer got lost, or a client sends more than is missing
     */
    public void putPoints(Tx tx, ExperimentRow experiment, String name, List<MetricPoint> logged, boolean once)
            throws SQLException {
        int column = column(tx, experiment.project(), Source.METRICS, name);
        Optional<Value> before = byColumn(tx, experiment.num(), column);
        List<MetricPoint> points = once ? unknown(tx, experiment, column, before, logged) : logged;
        if (points.isEmpty()) {
            return;
        }
        Value after = before.orElse(null);
        for (MetricPoint point : points) {
            after = after == null
                    ? Value.first(experiment.num(), column, Source.METRICS, name, point.mark())
                    : after.with(point.mark());
        }
        int from = 0;
        for (PointCodec.Chunk chunk : PointCodec.encode(points)) {
            if (from == 0 && after.tail() != 0 && after.tailPoints() + chunk.points() <= POINTS_TO_APPEND_TO) {
                tx.update(
                        "UPDATE points SET data = ? WHERE num = ?",
                        joined(tail(tx, after.tail()), chunk.data()),
                        after.tail());
                after = after.withTail(after.tail(), after.tailPoints() + chunk.points());
            } else {
                long row = tx.insert(
                        "INSERT INTO points(experiment, col, data) VALUES(?, ?, ?)",
                        experiment.num(),
                        column,
                        chunk.data());
                after = after.withTail(row, chunk.points());
            }
            from += chunk.points();
        }
        save(tx, experiment, before.orElse(null), after);
    }

    /** The points that are not here yet, each once. */
    private List<MetricPoint> unknown(
            Tx tx, ExperimentRow experiment, int column, Optional<Value> before, List<MetricPoint> points)
            throws SQLException {
        Set<MetricPoint> unknown = new LinkedHashSet<>(points);
        // What a client logs goes forward in time: only what does not is looked at closer.
        if (before.isPresent()
                && points.stream()
                        .anyMatch(point ->
                                point.timestamp() <= before.get().current().timestamp())) {
            List<MetricPoint> row = new ArrayList<>();
            tx.each(
                    "SELECT data FROM points WHERE experiment = ? AND col = ?",
                    data -> {
                        row.clear();
                        PointCodec.decode(data.getBytes(1), row);
                        row.forEach(unknown::remove);
                    },
                    experiment.num(),
                    column);
        }
        return List.copyOf(unknown);
    }

    private static byte[] tail(Tx tx, long row) throws SQLException {
        return tx.first("SELECT data FROM points WHERE num = ?", found -> found.getBytes(1), row)
                .orElseThrow(() -> new SQLException("the points in row " + row + " are gone"));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The points of a metric by step and time; empty when it was never logged. */
    public List<MetricPoint> points(Tx tx, ExperimentRow experiment, String name) throws SQLException {
        Optional<ColumnInfo> column = findColumn(tx, experiment.project(), Source.METRICS, name);
        if (column.isEmpty()) {
            return List.of();
        }
        return points(tx, experiment.num(), column.get().column());
    }

    public List<MetricPoint> points(Tx tx, int experiment, int column) throws SQLException {
        List<MetricPoint> points = new ArrayList<>();
        tx.each(
                "SELECT data FROM points WHERE experiment = ? AND col = ? ORDER BY num",
                row -> PointCodec.decode(row.getBytes(1), points),
                experiment,
                column);
        points.sort(IN_ORDER);
        return points;
    }

    public void remove(Tx tx, ExperimentRow experiment, Source source, String name) throws SQLException {
        Optional<Value> found = find(tx, experiment, source, name);
        if (found.isEmpty()) {
            return;
        }
        Value value = found.get();
        tx.update("DELETE FROM val WHERE id = ?", id(value.column(), experiment.num()));
        tx.update("DELETE FROM points WHERE experiment = ? AND col = ?", experiment.num(), value.column());
        changed(tx, experiment, value, null);
    }

    /** The columns of a project that have a value somewhere, by source and name. */
    public List<ColumnInfo> columns(Tx tx, int project) throws SQLException {
        return tx.all(
                "SELECT num, source, name, numbers, booleans, texts, nulls FROM column_info WHERE project = ? AND numbers + booleans + texts + nulls > 0 ORDER BY source, name",
                ValueStore::column,
                project);
    }

    public Optional<ColumnInfo> findColumn(Tx tx, int project, Source source, String name) throws SQLException {
        return tx.first(
                "SELECT num, source, name, numbers, booleans, texts, nulls FROM column_info WHERE project = ? AND source = ? AND name = ?",
                ValueStore::column,
                project,
                source.ordinal(),
                name);
    }

    /** The number of a column; makes the column when it is new. */
    int column(Tx tx, int project, Source source, String name) throws SQLException {
        Optional<ColumnInfo> column = findColumn(tx, project, source, name);
        if (column.isPresent()) {
            return column.get().column();
        }
        return (int) tx.insert(
                "INSERT INTO column_info(project, source, name, numbers, booleans, texts, nulls) VALUES(?, ?, ?, 0, 0, 0, 0)",
                project,
                source.ordinal(),
                name);
    }

    void count(Tx tx, int column, ValueKind kind, int by) throws SQLException {
        String sql = switch (kind) {
            case NUMBER -> "UPDATE column_info SET numbers = numbers + ? WHERE num = ?";
            case BOOLEAN -> "UPDATE column_info SET booleans = booleans + ? WHERE num = ?";
            case TEXT -> "UPDATE column_info SET texts = texts + ? WHERE num = ?";
            case NULL -> "UPDATE column_info SET nulls = nulls + ? WHERE num = ?";
        };
        tx.update(sql, by, column);
    }

    /** Sees a current value; one that was logged without a text is left out. */
    @FunctionalInterface
    interface TextVisitor {
        /** The text is the current field of {@code packed}. */
        void visit(int experiment, Packed packed);
    }

    /** Each current value of a column. */
    void eachOf(Tx tx, int column, TextVisitor visitor) throws SQLException {
        int last = tx.first(
                        "SELECT MAX(id) FROM val WHERE id BETWEEN ? AND ?",
                        row -> (int) row.getLong(1),
                        id(column, 0),
                        id(column, Integer.MAX_VALUE))
                .orElse(0);
        for (long from = 0; from <= last; from += Packed.ROWS) {
            Packed.each(
                    tx,
                    "SELECT " + Packed.sql(Packed.number("experiment"), Packed.text("text"))
                            + " FROM val WHERE id BETWEEN ? AND ? AND text IS NOT NULL",
                    row -> visit(row, visitor),
                    id(column, (int) from),
                    id(column, (int) Math.min(Integer.MAX_VALUE, from + Packed.ROWS - 1)));
        }
    }

    private static void visit(Packed row, TextVisitor visitor) {
        int experiment = (int) row.longValue();
        row.next();
        visitor.visit(experiment, row);
    }

    /** Each current value, under the name of a project's column, of the experiments that are linked to that project. */
    void eachLinkedOf(Tx tx, int project, int column, TextVisitor visitor) throws SQLException {
        if (Symlinks.count(tx, project) > 0) {
            Packed.each(
                    tx,
                    "SELECT " + Packed.sql(Packed.number("v.experiment"), Packed.text("v.text"))
                            + " FROM symlink s JOIN experiment e ON e.num = s.experiment JOIN column_info shown ON shown.num = ?"
                            + " JOIN column_info own ON own.project = e.project AND own.source = shown.source AND own.name = shown.name"
                            + " JOIN val v ON v.id = own.num * 4294967296 + e.num WHERE s.project = ? AND v.text IS NOT NULL",
                    row -> visit(row, visitor),
                    column,
                    project);
        }
    }

    static long id(int column, int experiment) {
        return ((long) column << 32) | experiment;
    }

    private static Optional<Value> byColumn(Tx tx, int experiment, int column) throws SQLException {
        return tx.first(FIELDS + "WHERE v.id = ?", ValueStore::row, id(column, experiment));
    }

    private void save(Tx tx, ExperimentRow experiment, Value before, Value after) throws SQLException {
        LoggedValue now = after.current();
        LoggedValue least = after.least().equals(now) ? AS_NOW : after.least();
        LoggedValue most = after.greatest().equals(now) ? AS_NOW : after.greatest();
        long id = id(after.column(), after.experiment());
        if (before == null) {
            tx.update(
                    "INSERT INTO val(text, ts, step, context, min_text, min_ts, min_step, min_context, max_text, max_ts, max_step, max_context, n, tail, tail_n, experiment, id)"
                            + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    now.text(),
                    now.timestamp(),
                    now.step(),
                    now.context(),
                    least.text(),
                    timestamp(least),
                    least.step(),
                    least.context(),
                    most.text(),
                    timestamp(most),
                    most.step(),
                    most.context(),
                    after.count(),
                    after.tail(),
                    after.tailPoints(),
                    after.experiment(),
                    id);
        } else {
            tx.update(
                    "UPDATE val SET text = ?, ts = ?, step = ?, context = ?, min_text = ?, min_ts = ?, min_step = ?, min_context = ?, max_text = ?, max_ts = ?, max_step = ?, max_context = ?,"
                            + " n = ?, tail = ?, tail_n = ? WHERE id = ?",
                    now.text(),
                    now.timestamp(),
                    now.step(),
                    now.context(),
                    least.text(),
                    timestamp(least),
                    least.step(),
                    least.context(),
                    most.text(),
                    timestamp(most),
                    most.step(),
                    most.context(),
                    after.count(),
                    after.tail(),
                    after.tailPoints(),
                    id);
        }
        changed(tx, experiment, before, after);
    }

    private static Long timestamp(LoggedValue extreme) {
        return extreme == AS_NOW ? null : Long.valueOf(extreme.timestamp());
    }

    /** Counts the kinds of the column again, in each project that shows the experiment, and updates the loaded columns. One of the two values may be null. */
    private void changed(Tx tx, ExperimentRow experiment, Value before, Value after) throws SQLException {
        Value value = after == null ? before : after;
        changed(tx, experiment.project(), value.column(), before, after);
        for (int project : Symlinks.projects(tx, experiment.num())) {
            changed(tx, project, column(tx, project, value.source(), value.name()), before, after);
        }
    }

    private void changed(Tx tx, int project, int column, Value before, Value after) throws SQLException {
        ValueKind was = before == null ? null : ValueKind.of(before.text());
        ValueKind is = after == null ? null : ValueKind.of(after.text());
        if (was != is) {
            if (was != null) {
                count(tx, column, was, -1);
            }
            if (is != null) {
                count(tx, column, is, 1);
            }
        }
        int experiment = (after == null ? before : after).experiment();
        tx.changed(new CommittedChange.OfValue(project, column, experiment, after == null ? null : after.text()));
    }

    private static ColumnInfo column(ResultSet row) throws SQLException {
        return new ColumnInfo(
                row.getInt(1),
                Source.at(row.getInt(2)),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7));
    }

    private static Value row(ResultSet row) throws SQLException {
        LoggedValue now = mark(row, 5, null);
        return new Value(
                row.getInt(1),
                row.getInt(2),
                Source.at(row.getInt(3)),
                row.getString(4),
                now,
                mark(row, 9, now),
                mark(row, 13, now),
                row.getLong(17),
                row.getLong(18),
                row.getInt(19));
    }

    private static LoggedValue mark(ResultSet row, int at, LoggedValue now) throws SQLException {
        Long timestamp = Tx.longOrNull(row, at + 1);
        if (timestamp == null) {
            return now;
        }
        return new LoggedValue(row.getString(at), timestamp, Tx.longOrNull(row, at + 2), row.getString(at + 3));
    }
}
