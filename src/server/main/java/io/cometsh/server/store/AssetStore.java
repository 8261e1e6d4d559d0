package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of assets. */
public final class AssetStore {
    private static final String FIELDS =
            "SELECT id, experiment, file_name, extension, type, step, epoch, context, size, link, metadata, grouping, created FROM asset ";

    AssetStore() {}

    public List<AssetRow> of(Tx tx, int experiment) throws SQLException {
        return tx.all(FIELDS + "WHERE experiment = ? ORDER BY created, id", AssetStore::row, experiment);
    }

    public Optional<AssetRow> find(Tx tx, int experiment, String id) throws SQLException {
        return tx.first(FIELDS + "WHERE experiment = ? AND id = ?", AssetStore::row, experiment, id);
    }

    /** The other assets of the experiment with the same name, type and group. */
    public List<AssetRow> alike(Tx tx, AssetRow asset) throws SQLException {
        return tx.all(
                FIELDS + "WHERE experiment = ? AND id <> ? AND file_name = ? AND type IS ? AND grouping IS ?",
                AssetStore::row,
                asset.experiment(),
                asset.id(),
                asset.fileName(),
                asset.type(),
                asset.grouping());
    }

    public void put(Tx tx, AssetRow asset) throws SQLException {
        remove(tx, asset.experiment(), asset.id());
        tx.update(
                "INSERT INTO asset(id, experiment, file_name, extension, type, step, epoch, context, size, link, metadata, grouping, created) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                asset.id(),
                asset.experiment(),
                asset.fileName(),
                asset.extension(),
                asset.type(),
                asset.step(),
                asset.epoch(),
                asset.context(),
                asset.size(),
                asset.link(),
                asset.metadata(),
                asset.grouping(),
                asset.created());
    }

    public void remove(Tx tx, int experiment, String id) throws SQLException {
        tx.update("DELETE FROM asset WHERE experiment = ? AND id = ?", experiment, id);
    }

    private static AssetRow row(ResultSet row) throws SQLException {
        return new AssetRow(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Tx.longOrNull(row, 6),
                Tx.longOrNull(row, 7),
                row.getString(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getLong(13));
    }
}
