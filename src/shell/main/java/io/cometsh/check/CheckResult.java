package io.cometsh.check;

import io.cometsh.check.CheckRow.Status;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import java.util.List;

/** Every comparison of a check, with what it gave. */
public final class CheckResult implements Tabular {
    private static final List<String> COLUMNS =
            List.of("status", "expectation", "run", "value", "bound", "reason", "experiment_key", "address");

    private final List<CheckRow> rows;

    CheckResult(List<CheckRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The result of a check that failed before anything was compared. */
    public static CheckResult error(List<Expectation> expectations, String reason) {
        return new CheckResult(expectations.stream()
                .map(one -> new CheckRow(Status.ERROR, one.text(), null, null, null, null, reason, null))
                .toList());
    }

    List<CheckRow> rows() {
        return rows;
    }

    long count(Status status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }

    /** Whether a bound is broken. */
    public boolean isBroken() {
        return count(Status.FAIL) > 0;
    }

    /** Whether every comparison could be made, and there was one. */
    public boolean isComplete() {
        return count(Status.ERROR) == 0 && !rows.isEmpty();
    }

    @Override
    public Table table() {
        return new Table(COLUMNS, rows.stream().map(CheckRow::cells).toList());
    }

    /** {@code 3 passed, 1 failed, 0 could not be compared}. */
    public String counts() {
        return count(Status.PASS) + " passed, " + count(Status.FAIL) + " failed, " + count(Status.ERROR)
                + " could not be compared";
    }
}
