package io.cometsh.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import io.cometsh.server.store.ViewRow;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Saved dashboards of projects and experiments. The server keeps what they show and does not look into it. */
public final class ViewService {
    /** The ids of the panels on a dashboard. */
    private static final String PANELS = "codePanelTemplateIds";

    /** Members that clients take for JSON in a text, and break over anything else. */
    private static final List<String> STATES =
            List.of("experimentQueryState", "dashboardChartState", "reactGridTableState");

    private static final List<String> CONTENT =
            List.of("experimentQueryState", "dashboardChartState", "reactGridTableState", "v2", "v3", PANELS);

    private final Store store;
    private final ProjectService projects;
    private final ExperimentService experiments;
    private final ObjectMapper json;
    private final Clock clock;

    public ViewService(
            Store store, ProjectService projects, ExperimentService experiments, ObjectMapper json, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.experiments = experiments;
        this.json = json;
        this.clock = clock;
    }

    /** A view, its project, and whether that is the one asked about. */
    public record ViewInProject(ViewRow view, ProjectRow project, boolean own) {}

    /**
     * The views of a project.
     *
     * @param experimentKey leaves out the views of other experiments; null leaves out none
     * @param workspace also the views of the workspace's other projects
     */
    public List<ViewInProject> list(String projectId, ViewRow.Kind kind, String experimentKey, boolean workspace) {
        return store.read(tx -> {
            ProjectRow project = projects.find(tx, projectId, null, null);
            List<ViewInProject> views = new ArrayList<>();
            add(tx, views, project, kind, experimentKey, true);
            if (workspace) {
                for (ProjectRow other : store.projects().inWorkspace(tx, project.workspace())) {
                    if (other.num() != project.num()) {
                        add(tx, views, other, kind, experimentKey, false);
                    }
                }
            }
            return views;
        });
    }

    private void add(
            Tx tx, List<ViewInProject> views, ProjectRow project, ViewRow.Kind kind, String experimentKey, boolean own)
            throws SQLException {
        for (ViewRow view : store.views().of(tx, project.num())) {
            boolean fits = experimentKey == null
                    || view.experimentKey() == null
                    || view.experimentKey().equals(experimentKey);
            if (view.kind() == kind && fits) {
                views.add(new ViewInProject(view, project, own));
            }
        }
    }

    /** Makes a view, or with {@code id} replaces one. */
    public ViewInProject put(
            User user,
            String projectId,
            String id,
            ViewRow.Kind kind,
            String experimentKey,
            String name,
            ObjectNode from) {
        if (name == null || name.isBlank()) {
            throw CometError.BAD_BODY.of("a view needs a templateName");
        }
        String content = content(from).toString();
        return store.write(tx -> {
            ProjectRow project = projects.find(tx, projectId, null, null);
            if (experimentKey != null) {
                experiments.require(tx, experimentKey);
            }
            if (id != null) {
                find(tx, project, id, kind);
            }
            ViewRow view = new ViewRow(
                    id == null ? AssetService.newId() : id,
                    project.num(),
                    experimentKey,
                    kind,
                    name,
                    content,
                    user.name(),
                    clock.millis());
            store.views().put(tx, view);
            return new ViewInProject(view, project, true);
        });
    }

    /** A view of a project. */
    public ViewRow get(String projectId, String id, ViewRow.Kind kind) {
        return store.read(tx -> find(tx, projects.find(tx, projectId, null, null), id, kind));
    }

    private ViewRow find(Tx tx, ProjectRow project, String id, ViewRow.Kind kind) throws SQLException {
        return store.views()
                .find(tx, id)
                .filter(view -> view.project() == project.num() && view.kind() == kind)
                .orElseThrow(() -> CometError.VIEW_NOT_FOUND.of(id + " in " + project.name()));
    }

    private ObjectNode content(ObjectNode from) {
        ObjectNode content = json.createObjectNode();
        for (String member : CONTENT) {
            JsonNode value = from.get(member);
            if (value != null && !value.isNull()) {
                if (STATES.contains(member)) {
                    checkState(member, value);
                } else if (member.equals(PANELS) && !value.isArray()) {
                    throw CometError.BAD_BODY.of(PANELS + " is a list of ids");
                }
                content.set(member, value);
            }
        }
        return content;
    }

    private void checkState(String member, JsonNode value) {
        try {
            if (!value.isTextual() || json.readTree(value.textValue()).isMissingNode()) {
                throw CometError.BAD_BODY.of(member + " is JSON in a text");
            }
        } catch (JsonProcessingException e) {
            throw CometError.BAD_BODY.of(member + " is JSON in a text");
        }
    }
}
