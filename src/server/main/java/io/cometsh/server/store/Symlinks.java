package io.cometsh.server.store;

import java.sql.SQLException;
import java.util.List;

/** Which experiments are shown in which projects beside their own. In those they are listed, counted and found as if they were there; their values stay where they are. */
final class Symlinks {
    private Symlinks() {}

    /** The projects an experiment is shown in, its own apart; nearly always none. */
    static List<Integer> projects(Tx tx, int experiment) throws SQLException {
        return tx.all(
                "SELECT project FROM symlink WHERE experiment = ? ORDER BY project", row -> row.getInt(1), experiment);
    }

    /** How many experiments of other projects a project shows. */
    static int count(Tx tx, int project) throws SQLException {
        return tx.first("SELECT COUNT(*) FROM symlink WHERE project = ?", row -> row.getInt(1), project)
                .orElse(0);
    }

    static void add(Tx tx, int project, int experiment) throws SQLException {
        tx.update("INSERT INTO symlink(project, experiment) VALUES(?, ?)", project, experiment);
    }

    static void remove(Tx tx, int project, int experiment) throws SQLException {
        tx.update("DELETE FROM symlink WHERE project = ? AND experiment = ?", project, experiment);
    }
}
