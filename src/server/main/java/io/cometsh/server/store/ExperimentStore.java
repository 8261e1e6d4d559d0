package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The facts of experiments. */
public final class ExperimentStore {
    private static final String FIELDS =
            "SELECT num, exp_key, project, name, user_name, start_ms, end_ms, last_ms, archived, running, crashed, stopping, error, file_path, file_name, optimization_id, run_id FROM experiment ";

    /** Columns that are numbers; the first two are of use to everybody, the others for times. */
    private static final List<String> NUMBERS =
            List.of("num", "archived", "start_ms", "end_ms", "last_ms", "running", "crashed");

    ExperimentStore() {}

    public Optional<ExperimentRow> byKey(Tx tx, String key) throws SQLException {
        return tx.first(FIELDS + "WHERE exp_key = ?", ExperimentStore::row, key);
    }

    public Optional<ExperimentRow> byNum(Tx tx, int num) throws SQLException {
        return tx.first(FIELDS + "WHERE num = ?", ExperimentStore::row, num);
    }

    /** The rows of these numbers in this order; rows deleted meanwhile are left out. A dense ascending stretch is read as one range. */
    public List<ExperimentRow> byNums(Tx tx, int[] nums, int from, int to) throws SQLException {
        List<ExperimentRow> rows = new ArrayList<>(to - from);
        if (to - from > 8 && isDense(nums, from, to)) {
            int[] at = {from};
            tx.each(
                    FIELDS + "WHERE num BETWEEN ? AND ? ORDER BY num",
                    result -> {
                        int num = result.getInt(1);
                        while (at[0] < to && nums[at[0]] < num) {
                            at[0]++;
                        }
                        if (at[0] < to && nums[at[0]] == num) {
                            rows.add(row(result));
                        }
                    },
                    nums[from],
                    nums[to - 1]);
            return rows;
        }
        for (int i = from; i < to; i++) {
            byNum(tx, nums[i]).ifPresent(rows::add);
        }
        return rows;
    }

    private static boolean isDense(int[] nums, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (nums[i] <= nums[i - 1]) {
                return false;
            }
        }
        return nums[to - 1] - nums[from] < 4L * (to - from);
    }

    public List<ExperimentRow> running(Tx tx) throws SQLException {
        return tx.all(FIELDS + "WHERE running", ExperimentStore::row);
    }

    /** The experiments that try sets of a search of the optimizer. */
    public List<ExperimentRow> ofOptimizer(Tx tx, String id) throws SQLException {
        return tx.all(FIELDS + "WHERE optimization_id = ? ORDER BY num", ExperimentStore::row, id);
    }

    public List<Integer> inProject(Tx tx, int project) throws SQLException {
        return tx.all("SELECT num FROM experiment WHERE project = ? ORDER BY num", row -> row.getInt(1), project);
    }

    /** How many experiments a project shows: its own and the linked ones. */
    public int countInProject(Tx tx, int project) throws SQLException {
        return tx.first("SELECT COUNT(*) FROM experiment WHERE project = ?", row -> row.getInt(1), project)
                        .orElse(0)
                + Symlinks.count(tx, project);
    }

    /** The keys of these experiments, whose numbers ascend; deleted experiments are left out. */
    public List<String> keys(Tx tx, int[] nums) throws SQLException {
        List<String> keys = new ArrayList<>(nums.length);
        Packed.each(
                tx,
                "SELECT " + Packed.sql(Packed.text("exp_key"))
                        + " FROM (SELECT exp_key FROM experiment WHERE num IN (SELECT value FROM json_each(?)) ORDER BY num LIMIT -1)",
                row -> keys.add(row.text()),
                Arrays.toString(nums));
        return keys;
    }

    /** What a page of a project is ordered by in the tables. */
    public enum Order {
        CREATION("num", "num DESC"),
        START("start_ms, num", "start_ms DESC, num"),
        END(DatabaseSchema.END + ", num", DatabaseSchema.END + " DESC, num");

        private final String up;
        private final String down;

        Order(String up, String down) {
            this.up = up;
            this.down = down;
        }
    }

    /**
     * The numbers of one page of a project, out of an index alone.
     *
     * @param size how many; below zero is all
     * @return empty when the project shows experiments of others, which the index does not have
     */
    public Optional<int[]> page(
            Tx tx, int project, boolean archived, Order order, boolean descending, long from, long size)
            throws SQLException {
        if (Symlinks.count(tx, project) > 0) {
            return Optional.empty();
        }
        IntStream.Builder nums = IntStream.builder();
        tx.each(
                "SELECT num FROM experiment WHERE project = ? AND archived = ? ORDER BY "
                        + (descending ? order.down : order.up) + " LIMIT ? OFFSET ?",
                row -> nums.add(row.getInt(1)),
                project,
                archived,
                size,
                from);
        return Optional.of(nums.build().toArray());
    }

    /** Sees experiments one by one. */
    @FunctionalInterface
    interface Visitor {
        void visit(ExperimentRow row);
    }

    /**
     * Every experiment that a project shows, in order.
     *
     * @param wanted what is needed beside the number and whether it is archived; all else may be missing in the rows
     */
    void each(Tx tx, int project, Set<MetadataField> wanted, Visitor visitor) throws SQLException {
        List<MetadataField> facts = wanted.stream().sorted().toList();
        boolean times = !facts.stream().allMatch(MetadataField::isText);
        List<String> columns = new ArrayList<>(times ? NUMBERS : NUMBERS.subList(0, 2));
        facts.stream().filter(MetadataField::isText).map(MetadataField::column).forEach(columns::add);
        String[] fields = columns.stream()
                .map(column -> NUMBERS.contains(column) ? Packed.number(column) : Packed.text(column))
                .toArray(String[]::new);
        String sql = "SELECT " + Packed.sql(fields) + " FROM (SELECT "
                + String.join(", ", columns)
                + " FROM experiment WHERE num > ? AND "
                + (Symlinks.count(tx, project) == 0
                        ? "project = ?"
                        : "(project = ?2 OR num IN (SELECT experiment FROM symlink WHERE project = ?2))")
                + " ORDER BY num LIMIT " + Packed.ROWS + ")";
        int last;
        int[] seen = {0};
        do {
            last = seen[0];
            Packed.each(
                    tx,
                    sql,
                    packed -> {
                        ExperimentRow row = row(packed, project, facts, times);
                        seen[0] = row.num();
                        visitor.visit(row);
                    },
                    last,
                    project);
        } while (seen[0] > last);
    }

    private static ExperimentRow row(Packed row, int project, List<MetadataField> facts, boolean times) {
        int num = (int) row.longValue();
        boolean archived = row.longValue() != 0;
        long start = times ? row.longValue() : 0;
        Long end = times ? row.longOrNull() : null;
        long last = times ? row.longValue() : 0;
        boolean running = times && row.longValue() != 0;
        boolean crashed = times && row.longValue() != 0;
        Map<MetadataField, String> texts = facts.isEmpty() ? Map.of() : new EnumMap<>(MetadataField.class);
        for (MetadataField fact : facts) {
            if (fact.isText()) {
                texts.put(fact, row.text());
            }
        }
        return new ExperimentRow(
                num,
                texts.get(MetadataField.KEY),
                project,
                null,
                texts.get(MetadataField.USER_NAME),
                start,
                end,
                last,
                archived,
                running,
                crashed,
                false,
                null,
                texts.get(MetadataField.FILE_PATH),
                texts.get(MetadataField.FILE_NAME),
                texts.get(MetadataField.OPTIMIZATION_ID),
                texts.get(MetadataField.RUN_ID));
    }

    /** Adds an experiment; the row's own {@code num} is not used. */
    public ExperimentRow add(Tx tx, ExperimentRow row) throws SQLException {
        long num = tx.insert(
                "INSERT INTO experiment(exp_key, project, name, user_name, start_ms, end_ms, last_ms, archived, running, crashed, stopping, error, file_path, file_name, optimization_id, run_id)"
                        + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.key(),
                row.project(),
                row.name(),
                row.userName(),
                row.start(),
                row.end(),
                row.last(),
                row.archived(),
                row.running(),
                row.crashed(),
                row.stopping(),
                row.error(),
                row.filePath(),
                row.fileName(),
                row.optimizationId(),
                row.runId());
        ExperimentRow added = byNum(tx, (int) num).orElseThrow(() -> new SQLException("the new experiment is gone"));
        tx.changed(new CommittedChange.OfExperiment(added.project(), added));
        return added;
    }

    /** Stores the facts as they now are. */
    public void save(Tx tx, ExperimentRow row) throws SQLException {
        tx.update(
                "UPDATE experiment SET name = ?, user_name = ?, start_ms = ?, end_ms = ?, last_ms = ?, archived = ?, running = ?, crashed = ?, stopping = ?, error = ?, file_path = ?,"
                        + " file_name = ?, optimization_id = ?, run_id = ? WHERE num = ?",
                row.name(),
                row.userName(),
                row.start(),
                row.end(),
                row.last(),
                row.archived(),
                row.running(),
                row.crashed(),
                row.stopping(),
                row.error(),
                row.filePath(),
                row.fileName(),
                row.optimizationId(),
                row.runId(),
                row.num());
        changed(tx, row);
    }

    private static void changed(Tx tx, ExperimentRow row) throws SQLException {
        tx.changed(new CommittedChange.OfExperiment(row.project(), row));
        for (int project : Symlinks.projects(tx, row.num())) {
            tx.changed(new CommittedChange.OfExperiment(project, row));
        }
    }

    /** Notes that something arrived. Only the time of the last message changes. */
    public void heard(Tx tx, ExperimentRow row, long now) throws SQLException {
        tx.update("UPDATE experiment SET last_ms = ? WHERE num = ?", now, row.num());
        changed(tx, ExperimentUpdate.of(row).last(now).row());
    }

    /** Shows an experiment in another project too. */
    public void link(Tx tx, ValueStore values, ExperimentRow row, int project) throws SQLException {
        if (row.project() == project || Symlinks.projects(tx, row.num()).contains(project)) {
            return;
        }
        Symlinks.add(tx, project, row.num());
        for (Value value : values.of(tx, row.num())) {
            values.count(tx, values.column(tx, project, value.source(), value.name()), ValueKind.of(value.text()), 1);
        }
        tx.changed(new CommittedChange.OfProject(project));
    }

    private static void unlink(Tx tx, ValueStore values, ExperimentRow row, int project) throws SQLException {
        Symlinks.remove(tx, project, row.num());
        for (Value value : values.of(tx, row.num())) {
            values.count(tx, values.column(tx, project, value.source(), value.name()), ValueKind.of(value.text()), -1);
        }
        tx.changed(new CommittedChange.OfProject(project));
    }

    /** The projects that an experiment is shown in beside its own. */
    public List<Integer> links(Tx tx, int experiment) throws SQLException {
        return Symlinks.projects(tx, experiment);
    }

    /** Moves an experiment with its values to another project. */
    public void move(Tx tx, ValueStore values, ExperimentRow row, int project) throws SQLException {
        if (Symlinks.projects(tx, row.num()).contains(project)) {
            unlink(tx, values, row, project);
        }
        List<Value> moved = values.of(tx, row.num());
        for (Value value : moved) {
            int column = values.column(tx, project, value.source(), value.name());
            tx.update("UPDATE points SET col = ? WHERE experiment = ? AND col = ?", column, row.num(), value.column());
            tx.update(
                    "UPDATE val SET id = ? WHERE id = ?",
                    ValueStore.id(column, row.num()),
                    ValueStore.id(value.column(), row.num()));
            values.count(tx, value.column(), ValueKind.of(value.text()), -1);
            values.count(tx, column, ValueKind.of(value.text()), 1);
        }
        tx.update("UPDATE experiment SET project = ? WHERE num = ?", project, row.num());
        tx.changed(new CommittedChange.OfProject(row.project()));
        tx.changed(new CommittedChange.OfProject(project));
    }

    /** Removes an experiment and all that was logged to it, the files of assets apart. */
    public void remove(Tx tx, ValueStore values, ExperimentRow row) throws SQLException {
        for (int project : Symlinks.projects(tx, row.num())) {
            unlink(tx, values, row, project);
        }
        for (Value value : values.of(tx, row.num())) {
            values.count(tx, value.column(), ValueKind.of(value.text()), -1);
        }
        tx.update("DELETE FROM val WHERE experiment = ?", row.num());
        tx.update("DELETE FROM points WHERE experiment = ?", row.num());
        tx.update("DELETE FROM document WHERE experiment = ?", row.num());
        tx.update("DELETE FROM output WHERE experiment = ?", row.num());
        tx.update("DELETE FROM asset WHERE experiment = ?", row.num());
        tx.update("DELETE FROM artifact_use WHERE experiment_key = ?", row.key());
        tx.update("DELETE FROM experiment WHERE num = ?", row.num());
        tx.changed(new CommittedChange.OfProject(row.project()));
    }

    static ExperimentRow row(ResultSet row) throws SQLException {
        return new ExperimentRow(
                row.getInt(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                Tx.longOrNull(row, 7),
                row.getLong(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getBoolean(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17));
    }
}
