package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Saved dashboards. */
public final class ViewStore {
    private static final String NAMES = "id, project, experiment_key, kind, name, content, created_by, updated";

    ViewStore() {}

    /** In the order they were made. */
    public List<ViewRow> of(Tx tx, int project) throws SQLException {
        return tx.all("SELECT " + NAMES + " FROM saved_view WHERE project = ? ORDER BY num", ViewStore::row, project);
    }

    public Optional<ViewRow> find(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + NAMES + " FROM saved_view WHERE id = ?", ViewStore::row, id);
    }

    /** Adds a view, or stores it as it now is. */
    public void put(Tx tx, ViewRow view) throws SQLException {
        tx.put(
                "saved_view",
                "id",
                NAMES,
                view.id(),
                view.project(),
                view.experimentKey(),
                view.kind().name(),
                view.name(),
                view.content(),
                view.createdBy(),
                view.updated());
    }

    private static ViewRow row(ResultSet row) throws SQLException {
        return new ViewRow(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                ViewRow.Kind.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8));
    }
}
