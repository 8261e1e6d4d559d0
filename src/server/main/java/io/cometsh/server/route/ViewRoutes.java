package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.ViewService.ViewInProject;
import io.cometsh.server.store.ViewRow;
import java.io.IOException;
import java.util.List;

/** Saved dashboards of projects and of single experiments. */
final class ViewRoutes {
    private final Services services;
    private final ObjectMapper json;

    private ViewRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        ViewRoutes here = new ViewRoutes(services);
        routes.get(Space.REST, "views/get-all", request -> here.list(request, ViewRow.Kind.DASHBOARD_TEMPLATE));
        routes.get(Space.REST, "views/chart-templates", request -> here.list(request, ViewRow.Kind.CHART_TEMPLATE));
        routes.post(Space.REST, "write/views/upsert", request -> here.upsert(request, ViewRow.Kind.DASHBOARD_TEMPLATE));
        routes.post(
                Space.REST,
                "write/chart-templates/upsert",
                request -> here.upsert(request, ViewRow.Kind.CHART_TEMPLATE));
        // The same under the names of the web interface.
        for (String path : List.of("write/dashboard-template/create", "dashboard-templates/project/upsert")) {
            routes.post(Space.REST, path, request -> here.upsertDashboard(request, path.endsWith("create")));
        }
    }

    private Reply list(Request request, ViewRow.Kind kind) throws IOException {
        ObjectNode body = json.createObjectNode();
        ArrayNode views = body.putArray("views");
        for (ViewInProject view : services.views()
                .list(
                        request.required("projectId"),
                        kind,
                        request.query("experimentKey"),
                        request.flag("includeWorkspaceViews"))) {
            views.add(view(view));
        }
        return Reply.of(body);
    }

    private Reply upsert(Request request, ViewRow.Kind kind) throws IOException {
        ObjectNode body = request.object();
        return Reply.of(view(services.views()
                .put(
                        request.user(),
                        Wire.required(body, "projectId"),
                        Wire.textOrNull(body, "templateId"),
                        kind,
                        Wire.textOrNull(body, "experimentKey"),
                        Wire.textOrNull(body, "templateName"),
                        body)));
    }

    /** A new dashboard has the content of the one it is made from; a changed one keeps what the request leaves out. */
    private Reply upsertDashboard(Request request, boolean isNew) throws IOException {
        ObjectNode body = request.object();
        for (List<String> spelling : List.of(
                List.of("project_id", "projectId"),
                List.of("template_id", "templateId"),
                List.of("template_name", "templateName"))) {
            if (body.has(spelling.get(0))) {
                body.set(spelling.get(1), body.remove(spelling.get(0)));
            }
        }
        String project = Wire.required(body, "projectId");
        String from = Wire.textOrNull(body, "templateId");
        ObjectNode merged = json.createObjectNode();
        String name = Wire.textOrNull(body, "templateName");
        if (from != null) {
            ViewRow source = services.views().get(project, from, ViewRow.Kind.DASHBOARD_TEMPLATE);
            merged.setAll((ObjectNode) json.readTree(source.content()));
            name = name == null ? source.name() : name;
        }
        merged.setAll(body);
        return Reply.of(view(services.views()
                .put(
                        request.user(),
                        project,
                        isNew ? null : from,
                        ViewRow.Kind.DASHBOARD_TEMPLATE,
                        null,
                        name,
                        merged)));
    }

    private ObjectNode view(ViewInProject placed) throws IOException {
        ViewRow view = placed.view();
        ObjectNode node = json.createObjectNode();
        node.put("templateId", view.id());
        node.put("templateName", view.name());
        node.put("projectId", placed.project().id());
        node.put("experimentKey", view.experimentKey());
        for (String member :
                List.of("experimentQueryState", "dashboardChartState", "reactGridTableState", "v2", "v3")) {
            node.putNull(member);
        }
        node.putArray("codePanelTemplateIds");
        node.setAll((ObjectNode) json.readTree(view.content()));
        node.put("source", placed.own() ? "project" : "workspace");
        node.put("viewSource", view.kind().wire());
        node.put("current", false);
        node.put("unsavedView", false);
        node.put("createdBy", view.createdBy());
        node.putNull("createdFromTemplateId");
        node.put("projectDefault", false);
        node.put("projectPersonalDefault", false);
        node.put("autoRefreshEnabled", true);
        node.put("lastUpdate", view.updated());
        node.putArray("pinnedExperiments");
        return node;
    }
}
