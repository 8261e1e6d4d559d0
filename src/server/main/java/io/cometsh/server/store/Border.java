package io.cometsh.server.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a transaction within the workspaces of its request. Every row that a transaction reads passes here: a row that was looked up is refused when it belongs to another workspace, and a
 * list leaves such rows out. A store that looks up by workspace calls {@link Tx#enter} as well, so that a wrong name gets the same refusal.
 */
final class Border {
    private final WorkspaceAccess scope;
    private final boolean writing;
    private final Map<Integer, Boolean> projects = new HashMap<>();

    /** @param writing an experiment can be read in every project that shows it, and changed only in its own */
    Border(WorkspaceAccess scope, boolean writing) {
        this.scope = scope;
        this.writing = writing;
    }

    boolean has(String workspace) {
        return scope.has(workspace);
    }

    RuntimeException refusal() {
        return scope.refusal();
    }

    /** Whether the request may have this row. Rows without a workspace belong to a row that was checked before. */
    boolean admits(Tx tx, Object row) throws SQLException {
        if (row instanceof ProjectRow project) {
            return has(project.workspace());
        }
        if (row instanceof ExperimentRow experiment) {
            return isIn(tx, experiment.project()) || !writing && isShown(tx, experiment.num());
        }
        if (row instanceof ViewRow view) {
            return isIn(tx, view.project());
        }
        if (row instanceof OptimizerRow optimizer) {
            return has(optimizer.workspace());
        }
        if (row instanceof PanelRow panel) {
            return has(panel.workspace());
        }
        if (row instanceof ModelRow model) {
            return has(model.workspace());
        }
        if (row instanceof ModelVersionRow version) {
            return isOwn(tx, "SELECT workspace FROM registry_model WHERE id = ?", version.model());
        }
        if (row instanceof ArtifactRow artifact) {
            return has(artifact.workspace());
        }
        if (row instanceof ArtifactVersionRow version) {
            return isOwn(tx, "SELECT workspace FROM artifact WHERE id = ?", version.artifact());
        }
        if (row instanceof KeptAsset kept) {
            return isOwn(
                    tx,
                    "SELECT workspace FROM registry_model WHERE id = (SELECT model FROM registry_version WHERE id = ?1)"
                            + " UNION ALL SELECT workspace FROM artifact WHERE id = (SELECT artifact FROM artifact_version WHERE id = ?1)",
                    kept.owner());
        }
        return true;
    }

    private boolean isIn(Tx tx, int project) throws SQLException {
        Boolean known = projects.get(project);
        if (known == null) {
            known = isOwn(tx, "SELECT workspace FROM project WHERE num = ?", project);
            projects.put(project, known);
        }
        return known;
    }

    private boolean isShown(Tx tx, int experiment) throws SQLException {
        for (int project : Symlinks.projects(tx, experiment)) {
            if (isIn(tx, project)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOwn(Tx tx, String workspaceOf, Object id) throws SQLException {
        Optional<String> workspace = tx.first(workspaceOf, row -> row.getString(1), id);
        return workspace.isPresent() && has(workspace.get());
    }
}
