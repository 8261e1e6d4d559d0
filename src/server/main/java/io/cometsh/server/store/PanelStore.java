package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Panels of workspaces, with the archives they came in. */
public final class PanelStore {
    private static final String NAMES = "id, workspace, name, owner, created, updated, template";

    PanelStore() {}

    /** In the order they were made. */
    public List<PanelRow> of(Tx tx, String workspace) throws SQLException {
        tx.enter(workspace);
        return tx.all(
                "SELECT " + NAMES + " FROM panel WHERE workspace = ? ORDER BY created, id", PanelStore::row, workspace);
    }

    public Optional<PanelRow> find(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + NAMES + " FROM panel WHERE id = ?", PanelStore::row, id);
    }

    public byte[] zip(Tx tx, PanelRow panel) throws SQLException {
        return tx.first("SELECT zip FROM panel WHERE id = ?", row -> row.getBytes(1), panel.id())
                .orElseThrow();
    }

    /** Adds a panel, or stores it as it now is. */
    public void put(Tx tx, PanelRow panel, byte[] zip) throws SQLException {
        tx.put(
                "panel",
                "id",
                NAMES + ", zip",
                panel.id(),
                panel.workspace(),
                panel.name(),
                panel.owner(),
                panel.created(),
                panel.updated(),
                panel.template(),
                zip);
    }

    private static PanelRow row(ResultSet row) throws SQLException {
        return new PanelRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getString(7));
    }
}
