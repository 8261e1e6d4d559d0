package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches of the optimizer, and what they assigned. */
public final class OptimizerStore {
    private static final String SEARCH =
            "id, workspace, name, algorithm, parameters, spec, trials, position, sets, created, updated, ended";
    private static final String ASSIGNMENT =
            "optimizer, num, pid, trial, status, score, epoch, parameters, tries, started, ended, updated, metadata";

    OptimizerStore() {}

    public Optional<OptimizerRow> find(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + SEARCH + " FROM optimizer WHERE id = ?", OptimizerStore::search, id);
    }

    /** All searches that the request may see, the oldest first. */
    public List<OptimizerRow> all(Tx tx) throws SQLException {
        return tx.all("SELECT " + SEARCH + " FROM optimizer ORDER BY created, id", OptimizerStore::search);
    }

    public void put(Tx tx, OptimizerRow row) throws SQLException {
        tx.put(
                "optimizer",
                "id",
                SEARCH,
                row.id(),
                row.workspace(),
                row.name(),
                row.algorithm(),
                row.parameters(),
                row.spec(),
                row.trials(),
                row.position(),
                row.sets(),
                row.created(),
                row.updated(),
                row.ended());
    }

    /** In the order of their numbers. */
    public List<AssignmentRow> assignments(Tx tx, String optimizer) throws SQLException {
        return tx.all(
                "SELECT " + ASSIGNMENT + " FROM assignment WHERE optimizer = ? ORDER BY num",
                OptimizerStore::assignment,
                optimizer);
    }

    /** The assignment with the highest number. */
    public Optional<AssignmentRow> last(Tx tx, String optimizer) throws SQLException {
        return tx.first(
                "SELECT " + ASSIGNMENT + " FROM assignment WHERE optimizer = ? ORDER BY num DESC LIMIT 1",
                OptimizerStore::assignment,
                optimizer);
    }

    public Optional<AssignmentRow> find(Tx tx, String optimizer, String pid, int trial) throws SQLException {
        return tx.first(
                "SELECT " + ASSIGNMENT + " FROM assignment WHERE optimizer = ? AND pid = ? AND trial = ?",
                OptimizerStore::assignment,
                optimizer,
                pid,
                trial);
    }

    /** Whether a set of parameters was assigned or inserted. */
    public boolean has(Tx tx, String optimizer, String pid) throws SQLException {
        return tx.first("SELECT 1 FROM assignment WHERE optimizer = ? AND pid = ?", row -> 1, optimizer, pid)
                .isPresent();
    }

    /** How many assignments there are of each status. */
    public Map<String, Long> counts(Tx tx, String optimizer) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        tx.each(
                "SELECT status, COUNT(*) FROM assignment WHERE optimizer = ? GROUP BY status ORDER BY status",
                row -> counts.put(row.getString(1), row.getLong(2)),
                optimizer);
        return counts;
    }

    /** How often assignments were given out again. */
    public long retries(Tx tx, String optimizer) throws SQLException {
        return tx.first("SELECT SUM(tries - 1) FROM assignment WHERE optimizer = ?", row -> row.getLong(1), optimizer)
                .orElse(0L);
    }

    public void put(Tx tx, AssignmentRow row) throws SQLException {
        tx.put(
                "assignment",
                "optimizer, num",
                ASSIGNMENT,
                row.optimizer(),
                row.num(),
                row.pid(),
                row.trial(),
                row.status(),
                row.score(),
                row.epoch(),
                row.parameters(),
                row.tries(),
                row.started(),
                row.ended(),
                row.updated(),
                row.metadata());
    }

    private static OptimizerRow search(ResultSet row) throws SQLException {
        return new OptimizerRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                Tx.longOrNull(row, 11),
                Tx.longOrNull(row, 12));
    }

    private static AssignmentRow assignment(ResultSet row) throws SQLException {
        double value = row.getDouble(6);
        Double score = row.wasNull() ? null : value;
        return new AssignmentRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                score,
                Tx.longOrNull(row, 7),
                row.getString(8),
                row.getInt(9),
                row.getLong(10),
                Tx.longOrNull(row, 11),
                row.getLong(12),
                row.getString(13));
    }
}
