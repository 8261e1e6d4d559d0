package io.cometsh.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Workspaces and projects. */
public final class ProjectStore {
    private static final String FIELDS =
            "SELECT num, id, workspace, name, description, public, notes, owner, created, updated FROM project ";

    ProjectStore() {}

    public List<String> workspaces(Tx tx) throws SQLException {
        return workspacesBefore(tx, Long.MAX_VALUE);
    }

    /** Those made before a time (epoch milliseconds). */
    public List<String> workspacesBefore(Tx tx, long time) throws SQLException {
        return tx
                .all("SELECT name FROM workspace WHERE created < ? ORDER BY name", row -> row.getString(1), time)
                .stream()
                .filter(tx::mayUse)
                .toList();
    }

    public boolean hasWorkspace(Tx tx, String name) throws SQLException {
        tx.enter(name);
        return tx.first("SELECT 1 FROM workspace WHERE name = ?", row -> 1, name)
                .isPresent();
    }

    public void addWorkspace(Tx tx, String name, long now) throws SQLException {
        if (!hasWorkspace(tx, name)) {
            tx.update("INSERT INTO workspace(name, created) VALUES(?, ?)", name, now);
        }
    }

    public List<ProjectRow> inWorkspace(Tx tx, String workspace) throws SQLException {
        tx.enter(workspace);
        return tx.all(FIELDS + "WHERE workspace = ? ORDER BY name", ProjectStore::row, workspace);
    }

    public Optional<ProjectRow> byName(Tx tx, String workspace, String name) throws SQLException {
        tx.enter(workspace);
        return tx.first(FIELDS + "WHERE workspace = ? AND name = ?", ProjectStore::row, workspace, name);
    }

    public Optional<ProjectRow> byId(Tx tx, String id) throws SQLException {
        return tx.first(FIELDS + "WHERE id = ?", ProjectStore::row, id);
    }

    /** The project of a number; empty when it is gone. */
    public Optional<ProjectRow> find(Tx tx, int num) throws SQLException {
        return tx.first(FIELDS + "WHERE num = ?", ProjectStore::row, num);
    }

    public ProjectRow byNum(Tx tx, int num) throws SQLException {
        return find(tx, num).orElseThrow(() -> new SQLException("project " + num + " is gone"));
    }

    public ProjectRow add(
            Tx tx, String workspace, String name, String description, boolean isPublic, String owner, long now)
            throws SQLException {
        return add(
                tx, UUID.randomUUID().toString().replace("-", ""), workspace, name, description, isPublic, owner, now);
    }

    /** Adds a project under a given id, as a snapshot does. */
    public ProjectRow add(
            Tx tx,
            String id,
            String workspace,
            String name,
            String description,
            boolean isPublic,
            String owner,
            long now)
            throws SQLException {
        addWorkspace(tx, workspace, now);
        long num = tx.insert(
                "INSERT INTO project(id, workspace, name, description, public, owner, created, updated) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                workspace,
                name,
                description,
                isPublic,
                owner,
                now,
                now);
        return byNum(tx, (int) num);
    }

    /** Stores name, description, visibility, notes, owner and times of a project as they now are. */
    public void save(Tx tx, ProjectRow project) throws SQLException {
        tx.update(
                "UPDATE project SET name = ?, description = ?, public = ?, notes = ?, owner = ?, created = ?, updated = ? WHERE num = ?",
                project.name(),
                project.description(),
                project.isPublic(),
                project.notes(),
                project.owner(),
                project.created(),
                project.updated(),
                project.num());
    }

    public void touch(Tx tx, int project, long now) throws SQLException {
        tx.update("UPDATE project SET updated = ? WHERE num = ?", now, project);
    }

    /** Removes a project that has no experiments left. */
    public void remove(Tx tx, ProjectRow project) throws SQLException {
        tx.update("DELETE FROM column_info WHERE project = ?", project.num());
        tx.update("DELETE FROM saved_view WHERE project = ?", project.num());
        tx.update("DELETE FROM symlink WHERE project = ?", project.num());
        tx.update("DELETE FROM project_share WHERE project = ?", project.num());
        tx.update("DELETE FROM project WHERE num = ?", project.num());
        tx.changed(new CommittedChange.OfProject(project.num()));
    }

    /** The codes that a project is shared under, in the order they were made. */
    public List<String> shareCodes(Tx tx, int project) throws SQLException {
        return tx.all(
                "SELECT code FROM project_share WHERE project = ? ORDER BY created, code",
                row -> row.getString(1),
                project);
    }

    public void addShareCode(Tx tx, int project, String code, long now) throws SQLException {
        tx.update("INSERT INTO project_share(code, project, created) VALUES(?, ?, ?)", code, project, now);
    }

    public void removeShareCode(Tx tx, int project, String code) throws SQLException {
        tx.update("DELETE FROM project_share WHERE project = ? AND code = ?", project, code);
    }

    private static ProjectRow row(ResultSet row) throws SQLException {
        return new ProjectRow(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                row.getLong(10));
    }
}
