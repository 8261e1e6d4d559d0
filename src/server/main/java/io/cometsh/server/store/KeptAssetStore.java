package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of assets that belong to versions of models and artifacts. */
public final class KeptAssetStore {
    private static final String NAMES =
            "owner, id, experiment_key, file_name, extension, type, step, epoch, context, size, link, metadata, grouping, created";

    KeptAssetStore() {}

    /** By name; of several with one name, the later one comes last. */
    public List<KeptAsset> of(Tx tx, String owner) throws SQLException {
        return tx.all(
                "SELECT " + NAMES + " FROM kept_asset WHERE owner = ? ORDER BY file_name, created, id",
                KeptAssetStore::row,
                owner);
    }

    public Optional<KeptAsset> find(Tx tx, String owner, String id) throws SQLException {
        return tx.first(
                "SELECT " + NAMES + " FROM kept_asset WHERE owner = ? AND id = ?", KeptAssetStore::row, owner, id);
    }

    /** An asset that an experiment once logged, with any owner. */
    public Optional<KeptAsset> loggedBy(Tx tx, String experimentKey, String id) throws SQLException {
        return tx.first(
                "SELECT " + NAMES + " FROM kept_asset WHERE id = ? AND experiment_key = ? ORDER BY created, owner",
                KeptAssetStore::row,
                id,
                experimentKey);
    }

    /** Bytes of all assets together. */
    public long size(Tx tx, String owner) throws SQLException {
        return tx.first("SELECT SUM(size) FROM kept_asset WHERE owner = ?", row -> row.getLong(1), owner)
                .orElse(0L);
    }

    public void put(Tx tx, KeptAsset kept) throws SQLException {
        AssetRow asset = kept.asset();
        tx.put(
                "kept_asset",
                "owner, id",
                NAMES,
                kept.owner(),
                asset.id(),
                kept.experimentKey(),
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

    /** Removes the owner's other assets of the same name, and gives their ids. */
    public List<String> removeOthersNamed(Tx tx, String owner, AssetRow asset) throws SQLException {
        List<String> ids = tx.all(
                "SELECT id FROM kept_asset WHERE owner = ? AND file_name = ? AND id <> ?",
                row -> row.getString(1),
                owner,
                asset.fileName(),
                asset.id());
        for (String id : ids) {
            tx.update("DELETE FROM kept_asset WHERE owner = ? AND id = ?", owner, id);
        }
        return ids;
    }

    public void removeAll(Tx tx, String owner) throws SQLException {
        tx.update("DELETE FROM kept_asset WHERE owner = ?", owner);
    }

    private static KeptAsset row(ResultSet row) throws SQLException {
        return new KeptAsset(
                row.getString(1),
                row.getString(3),
                new AssetRow(
                        row.getString(2),
                        0,
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Tx.longOrNull(row, 7),
                        Tx.longOrNull(row, 8),
                        row.getString(9),
                        row.getLong(10),
                        row.getString(11),
                        row.getString(12),
                        row.getString(13),
                        row.getLong(14)));
    }
}
