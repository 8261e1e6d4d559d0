package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Models of the registry, their versions, and what was done to those. */
public final class RegistryStore {
    private static final String MODEL = "id, workspace, name, description, public, notes, user_name, created, updated";
    private static final String VERSION =
            "id, model, version, comment, status, tags, experiment_key, experiment_model, metadata, status_configuration, user_name, created, updated";

    RegistryStore() {}

    // ---- models

    /** By name. */
    public List<ModelRow> models(Tx tx, String workspace) throws SQLException {
        tx.enter(workspace);
        return tx.all(
                "SELECT " + MODEL + " FROM registry_model WHERE workspace = ? ORDER BY name",
                RegistryStore::model,
                workspace);
    }

    public Optional<ModelRow> model(Tx tx, String workspace, String name) throws SQLException {
        tx.enter(workspace);
        return tx.first(
                "SELECT " + MODEL + " FROM registry_model WHERE workspace = ? AND name = ?",
                RegistryStore::model,
                workspace,
                name);
    }

    public Optional<ModelRow> model(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + MODEL + " FROM registry_model WHERE id = ?", RegistryStore::model, id);
    }

    /** Adds a model, or stores it as it now is. */
    public void put(Tx tx, ModelRow model) throws SQLException {
        tx.put(
                "registry_model",
                "id",
                MODEL,
                model.id(),
                model.workspace(),
                model.name(),
                model.description(),
                model.isPublic(),
                model.notes(),
                model.userName(),
                model.created(),
                model.updated());
    }

    /** Removes a model that has no versions left. */
    public void remove(Tx tx, ModelRow model) throws SQLException {
        tx.update("DELETE FROM registry_model WHERE id = ?", model.id());
    }

    // ---- versions

    /** In the order they were made. */
    public List<ModelVersionRow> versions(Tx tx, String model) throws SQLException {
        return tx.all(
                "SELECT " + VERSION + " FROM registry_version WHERE model = ? ORDER BY created, id",
                RegistryStore::version,
                model);
    }

    public Optional<ModelVersionRow> version(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + VERSION + " FROM registry_version WHERE id = ?", RegistryStore::version, id);
    }

    /** What was registered from an experiment, in the order it was. */
    public List<ModelVersionRow> versionsFrom(Tx tx, String experimentKey) throws SQLException {
        return tx.all(
                "SELECT " + VERSION + " FROM registry_version WHERE experiment_key = ? ORDER BY created, id",
                RegistryStore::version,
                experimentKey);
    }

    /** Adds a version, or stores it as it now is. */
    public void put(Tx tx, ModelVersionRow version) throws SQLException {
        tx.put(
                "registry_version",
                "id",
                VERSION,
                version.id(),
                version.model(),
                version.version(),
                version.comment(),
                version.status(),
                Texts.json(version.tags()),
                version.experimentKey(),
                version.experimentModel(),
                version.metadata(),
                version.statusConfiguration(),
                version.userName(),
                version.created(),
                version.updated());
    }

    /** Removes a version with what was done to it; its assets apart. */
    public void remove(Tx tx, ModelVersionRow version) throws SQLException {
        tx.update("DELETE FROM registry_change WHERE version = ?", version.id());
        tx.update("DELETE FROM registry_version WHERE id = ?", version.id());
    }

    // ---- what was done to them

    public void add(Tx tx, ModelChange change) throws SQLException {
        tx.update(
                "INSERT INTO registry_change(version, action, comment, old_value, new_value, user_name, at_ms) VALUES(?, ?, ?, ?, ?, ?, ?)",
                change.version(),
                change.action(),
                change.comment(),
                change.before(),
                change.after(),
                change.userName(),
                change.at());
    }

    /** The latest first. */
    public List<ModelChange> changes(Tx tx, String version) throws SQLException {
        return tx.all(
                "SELECT version, action, comment, old_value, new_value, user_name, at_ms FROM registry_change WHERE version = ? ORDER BY num DESC",
                row -> new ModelChange(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7)),
                version);
    }

    private static ModelRow model(ResultSet row) throws SQLException {
        return new ModelRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9));
    }

    private static ModelVersionRow version(ResultSet row) throws SQLException {
        return new ModelVersionRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Tx.texts(row, 6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getLong(12),
                row.getLong(13));
    }
}
