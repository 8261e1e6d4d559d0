package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Artifacts, their versions, and which experiments used those. */
public final class ArtifactStore {
    private static final String ARTIFACT =
            "id, workspace, project, type, name, description, public, tags, owner, created";
    private static final String VERSION =
            "id, artifact, version, metadata, state, owner, experiment_key, aliases, tags, created";

    ArtifactStore() {}

    // ---- artifacts

    /** By name. */
    public List<ArtifactRow> artifacts(Tx tx, String workspace) throws SQLException {
        tx.enter(workspace);
        return tx.all(
                "SELECT " + ARTIFACT + " FROM artifact WHERE workspace = ? ORDER BY name",
                ArtifactStore::artifact,
                workspace);
    }

    public Optional<ArtifactRow> artifact(Tx tx, String workspace, String name) throws SQLException {
        tx.enter(workspace);
        return tx.first(
                "SELECT " + ARTIFACT + " FROM artifact WHERE workspace = ? AND name = ?",
                ArtifactStore::artifact,
                workspace,
                name);
    }

    public Optional<ArtifactRow> artifact(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + ARTIFACT + " FROM artifact WHERE id = ?", ArtifactStore::artifact, id);
    }

    /** Adds an artifact, or stores it as it now is. */
    public void put(Tx tx, ArtifactRow artifact) throws SQLException {
        tx.put(
                "artifact",
                "id",
                ARTIFACT,
                artifact.id(),
                artifact.workspace(),
                artifact.project(),
                artifact.type(),
                artifact.name(),
                artifact.description(),
                artifact.isPublic(),
                Texts.json(artifact.tags()),
                artifact.owner(),
                artifact.created());
    }

    // ---- versions

    /** All of an artifact, the removed ones too, in the order they were made. */
    public List<ArtifactVersionRow> versions(Tx tx, String artifact) throws SQLException {
        return tx.all(
                "SELECT " + VERSION + " FROM artifact_version WHERE artifact = ? ORDER BY created, id",
                ArtifactStore::version,
                artifact);
    }

    public Optional<ArtifactVersionRow> version(Tx tx, String id) throws SQLException {
        return tx.first("SELECT " + VERSION + " FROM artifact_version WHERE id = ?", ArtifactStore::version, id);
    }

    /** What an experiment logged, in the order it did. */
    public List<ArtifactVersionRow> loggedBy(Tx tx, String experimentKey) throws SQLException {
        return tx.all(
                "SELECT " + VERSION + " FROM artifact_version WHERE experiment_key = ? ORDER BY created, id",
                ArtifactStore::version,
                experimentKey);
    }

    /** Adds a version, or stores it as it now is. */
    public void put(Tx tx, ArtifactVersionRow version) throws SQLException {
        tx.put(
                "artifact_version",
                "id",
                VERSION,
                version.id(),
                version.artifact(),
                version.version(),
                version.metadata(),
                version.state().name(),
                version.owner(),
                version.experimentKey(),
                Texts.json(version.aliases()),
                Texts.json(version.tags()),
                version.created());
    }

    // ---- use

    /** Notes that an experiment took a version; the first time counts. */
    public void addUse(Tx tx, String version, String experimentKey, long at) throws SQLException {
        if (tx.first(
                        "SELECT 1 FROM artifact_use WHERE version = ? AND experiment_key = ?",
                        row -> 1,
                        version,
                        experimentKey)
                .isEmpty()) {
            tx.update(
                    "INSERT INTO artifact_use(version, experiment_key, at_ms) VALUES(?, ?, ?)",
                    version,
                    experimentKey,
                    at);
        }
    }

    /** What an experiment took, in the order it did. */
    public List<ArtifactVersionRow> usedBy(Tx tx, String experimentKey) throws SQLException {
        return tx.all(
                "SELECT v.id, v.artifact, v.version, v.metadata, v.state, v.owner, v.experiment_key, v.aliases, v.tags, v.created"
                        + " FROM artifact_use u JOIN artifact_version v ON v.id = u.version WHERE u.experiment_key = ? ORDER BY u.at_ms, v.id",
                ArtifactStore::version,
                experimentKey);
    }

    /** An experiment that took a version. */
    public record Use(String experimentKey, long at) {}

    /** Which experiments took a version, in the order they did. */
    public List<Use> uses(Tx tx, String version) throws SQLException {
        return tx.all(
                "SELECT experiment_key, at_ms FROM artifact_use WHERE version = ? ORDER BY at_ms, experiment_key",
                row -> new Use(row.getString(1), row.getLong(2)),
                version);
    }

    private static ArtifactRow artifact(ResultSet row) throws SQLException {
        return new ArtifactRow(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7),
                Tx.texts(row, 8),
                row.getString(9),
                row.getLong(10));
    }

    private static ArtifactVersionRow version(ResultSet row) throws SQLException {
        return new ArtifactVersionRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                ArtifactVersionRow.VersionState.valueOf(row.getString(5)),
                row.getString(6),
                row.getString(7),
                Tx.texts(row, 8),
                Tx.texts(row, 9),
                row.getLong(10));
    }
}
