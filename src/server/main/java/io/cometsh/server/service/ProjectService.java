package io.cometsh.server.service;

import io.cometsh.server.store.ColumnInfo;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Workspaces and projects: what there is, and the rules for making, changing and removing them. */
public final class ProjectService {
    private static final int LONGEST_NAME = 100;

    private final Store store;
    private final Clock clock;

    public ProjectService(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A project, with the number of its experiments. */
    public record CountedProject(ProjectRow project, int experiments) {}

    /**
     * A column as clients see it.
     *
     * @param experiments how many have a value; 0 for facts, which all have
     */
    public record ColumnView(String name, String type, String source, int experiments) {}

    /** The workspaces in order; the user's own is there even while it is empty. */
    public List<String> workspaces(User user) {
        List<String> known = store.read(tx -> store.projects().workspaces(tx));
        TreeSet<String> names = new TreeSet<>(known);
        names.add(user.defaultWorkspace());
        return List.copyOf(names);
    }

    /** The workspaces that were there at a time, in order. */
    public List<String> workspacesBefore(Instant time) {
        return store.read(tx -> store.projects().workspacesBefore(tx, time.toEpochMilli()));
    }

    public boolean hasWorkspace(String workspace) {
        return store.read(tx -> store.projects().hasWorkspace(tx, workspace));
    }

    /** Makes an empty workspace. */
    public void createWorkspace(User user, String workspace) {
        if (workspace.isBlank() || workspace.contains("/")) {
            throw CometError.BAD_REQUEST.of("a workspace needs a name without /");
        }
        store.write(tx -> {
            if (hasWorkspace(tx, user, workspace)) {
                throw CometError.WORKSPACE_EXISTS.of(workspace);
            }
            store.projects().addWorkspace(tx, workspace, clock.millis());
            return null;
        });
    }

    public List<CountedProject> projects(User user, String workspace) {
        return store.read(tx -> {
            requireWorkspace(tx, user, workspace);
            List<CountedProject> projects = new ArrayList<>();
            for (ProjectRow project : store.projects().inWorkspace(tx, workspace)) {
                projects.add(counted(tx, project));
            }
            return projects;
        });
    }

    /** The user's own workspace is there even while it is empty. */
    void requireWorkspace(Tx tx, User user, String workspace) throws SQLException {
        if (!hasWorkspace(tx, user, workspace)) {
            throw CometError.WORKSPACE_NOT_FOUND.of(workspace);
        }
    }

    boolean hasWorkspace(Tx tx, User user, String workspace) throws SQLException {
        return workspace.equals(user.defaultWorkspace()) || store.projects().hasWorkspace(tx, workspace);
    }

    /** A project by its id or, without one, by workspace and name. */
    public CountedProject project(String id, String workspace, String name) {
        return store.read(tx -> counted(tx, find(tx, id, workspace, name)));
    }

    ProjectRow find(Tx tx, String id, String workspace, String name) throws SQLException {
        if (id != null) {
            return store.projects().byId(tx, id).orElseThrow(() -> CometError.PROJECT_NOT_FOUND.of(id));
        }
        if (workspace == null || name == null) {
            throw CometError.BAD_REQUEST.of("give projectId, or workspaceName and projectName");
        }
        return store.projects()
                .byName(tx, workspace, name)
                .orElseThrow(() -> CometError.PROJECT_NOT_FOUND.of(workspace + "/" + name));
    }

    /** The id of a project by the store's number; null when it is gone. */
    public String idOf(int num) {
        return store.read(tx -> store.projects().find(tx, num))
                .map(ProjectRow::id)
                .orElse(null);
    }

    public ProjectRow row(String id, String workspace, String name) {
        return store.read(tx -> find(tx, id, workspace, name));
    }

    private CountedProject counted(Tx tx, ProjectRow project) throws SQLException {
        return new CountedProject(project, store.experiments().countInProject(tx, project.num()));
    }

    /** The project of these names, made when it is new. */
    ProjectRow findOrAdd(Tx tx, String workspace, String name, User user) throws SQLException {
        var found = store.projects().byName(tx, workspace, name);
        if (found.isPresent()) {
            return found.get();
        }
        return store.projects().add(tx, workspace, checkedName(name), null, false, user.name(), clock.millis());
    }

    public ProjectRow create(User user, String workspace, String name, String description, boolean isPublic) {
        return store.write(tx -> {
            if (store.projects().byName(tx, workspace, name).isPresent()) {
                throw CometError.PROJECT_EXISTS.of(workspace + "/" + name);
            }
            return store.projects()
                    .add(tx, workspace, checkedName(name), description, isPublic, user.name(), clock.millis());
        });
    }

    /** Changes what is given; null leaves as it is. */
    public void update(String id, String workspace, String name, String newName, String description, Boolean isPublic) {
        store.write(tx -> {
            ProjectRow before = find(tx, id, workspace, name);
            if (newName != null
                    && !newName.equals(before.name())
                    && store.projects().byName(tx, before.workspace(), newName).isPresent()) {
                throw CometError.PROJECT_EXISTS.of(before.workspace() + "/" + newName);
            }
            store.projects()
                    .save(
                            tx,
                            new ProjectRow(
                                    before.num(),
                                    before.id(),
                                    before.workspace(),
                                    newName == null ? before.name() : checkedName(newName),
                                    description == null ? before.description() : description,
                                    isPublic == null ? before.isPublic() : isPublic,
                                    before.notes(),
                                    before.owner(),
                                    before.created(),
                                    clock.millis()));
            return null;
        });
    }

    public void setOwner(String id, String owner) {
        store.write(tx -> {
            ProjectRow p = find(tx, id, null, null);
            store.projects().save(tx, p.withOwner(owner, clock.millis()));
            return null;
        });
    }

    public void setNotes(String id, String notes) {
        store.write(tx -> {
            ProjectRow p = find(tx, id, null, null);
            store.projects().save(tx, p.withNotes(notes, clock.millis()));
            return null;
        });
    }

    public List<String> shareCodes(String id) {
        return store.read(
                tx -> store.projects().shareCodes(tx, find(tx, id, null, null).num()));
    }

    /** Makes a code under which the project may be shown to others. */
    public String share(String id) {
        String code = AssetService.newId();
        store.write(tx -> {
            store.projects().addShareCode(tx, find(tx, id, null, null).num(), code, clock.millis());
            return null;
        });
        return code;
    }

    public void unshare(String id, String code) {
        store.write(tx -> {
            int project = find(tx, id, null, null).num();
            if (!store.projects().shareCodes(tx, project).contains(code)) {
                throw CometError.SHARE_CODE_NOT_FOUND.of(code);
            }
            store.projects().removeShareCode(tx, project, code);
            return null;
        });
    }

    /** Removes a project; one with experiments only together with them. */
    public void delete(String id, String workspace, String name, boolean withExperiments) {
        List<String> gone = store.write(tx -> {
            ProjectRow project = find(tx, id, workspace, name);
            List<String> keys = new ArrayList<>();
            for (int num : store.experiments().inProject(tx, project.num())) {
                if (!withExperiments) {
                    throw CometError.PROJECT_NOT_EMPTY.of(project.name());
                }
                ExperimentRow row = store.experiments().byNum(tx, num).orElseThrow();
                store.experiments().remove(tx, store.values(), row);
                keys.add(row.key());
            }
            store.projects().remove(tx, project);
            return keys;
        });
        try {
            for (String key : gone) {
                store.files().removeAll(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What queries can name: the fixed facts first, then every name that some experiment has a value for. */
    public List<ColumnView> columns(String id, String workspace, String name) {
        return store.read(tx -> {
            ProjectRow project = find(tx, id, workspace, name);
            List<ColumnView> columns = new ArrayList<>();
            for (MetadataColumn fact : MetadataColumn.values()) {
                columns.add(new ColumnView(fact.wire(), fact.type(), Source.METADATA.wire(), 0));
            }
            for (ColumnInfo column : store.values().columns(tx, project.num())) {
                if (column.source() != Source.METADATA) {
                    columns.add(new ColumnView(
                            column.name(), column.type(), column.source().wire(), column.values()));
                }
            }
            return columns;
        });
    }

    static String checkedName(String name) {
        if (name.isBlank()) {
            throw CometError.BAD_REQUEST.of("a project needs a name");
        }
        if (name.length() > LONGEST_NAME) {
            throw CometError.PROJECT_NAME_TOO_LONG.of(name.length() + " characters, at most " + LONGEST_NAME);
        }
        return name;
    }
}
