package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.ExperimentService.ListRequest;
import io.cometsh.server.service.ExperimentService.Sort;
import io.cometsh.server.service.ProjectService.ColumnView;
import io.cometsh.server.service.ProjectService.CountedProject;
import io.cometsh.server.service.QueryService.HitPage;
import io.cometsh.server.service.User;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.ProjectRow;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Version, account, workspaces, projects, lists of experiments and queries. */
final class ProjectRoutes {
    /** Every endpoint that a client expects of this version is served: tag and parameter deletion, state, all metrics in one call, assets by name, project owners. */
    private static final String VERSION = "4.40.1";

    private final Services services;
    private final ObjectMapper json;

    private ProjectRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        ProjectRoutes here = new ProjectRoutes(services);
        routes.open("GET", Space.LOGGING, "isAlive/ver", request -> here.version());
        routes.get(Space.REST, "account-details", here::account);
        routes.get(Space.REST, "workspaces", here::workspaces);
        routes.post(Space.REST, "write/workspace/new", here::createWorkspace);
        routes.get(Space.REST, "projects", here::projects);
        routes.get(Space.REST, "project", here::project);
        routes.get(Space.REST, "project/notes", here::notes);
        routes.get(Space.REST, "project/column-names", here::columns);
        routes.get(Space.REST, "project/get-project-share-links", here::shareCodes);
        routes.get(Space.REST, "write/project/add-share-link", here::share);
        routes.get(Space.REST, "write/project/delete-project-share-link", here::unshare);
        routes.get(Space.REST, "experiments", here::experiments);
        routes.post(Space.REST, "project/query", here::query);
        routes.post(Space.REST, "experiments/search", here::search);
        routes.post(Space.REST, "write/project/create", here::create);
        routes.post(Space.REST, "write/project/update", here::update);
        routes.post(Space.REST, "write/project/update-owner", here::updateOwner);
        routes.post(Space.REST, "write/project/delete", here::delete);
        routes.post(Space.REST, "write/project/notes", here::setNotes);
    }

    private Reply version() {
        return Reply.of(json.createObjectNode().put("msg", "Healthy Server").put("version", VERSION));
    }

    private Reply account(Request request) {
        User user = request.user();
        return Reply.of(json.createObjectNode()
                .put("userName", user.name())
                .put("defaultWorkspaceName", user.defaultWorkspace()));
    }

    private Reply workspaces(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode names = body.putArray("workspaceNames");
        services.projects().workspaces(request.user()).forEach(names::add);
        return Reply.of(body);
    }

    private Reply createWorkspace(Request request) throws IOException {
        services.projects().createWorkspace(request.user(), Wire.required(request.object(), "name"));
        return Wire.saved(json);
    }

    private Reply projects(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode list = body.putArray("projects");
        for (CountedProject project : services.projects().projects(request.user(), request.required("workspaceName"))) {
            list.add(Wire.project(json, project));
        }
        return Reply.of(body);
    }

    private CountedProject found(Request request) {
        return services.projects()
                .project(request.query("projectId"), request.query("workspaceName"), request.query("projectName"));
    }

    private Reply project(Request request) {
        return Reply.of(Wire.project(json, found(request)));
    }

    private Reply notes(Request request) {
        ProjectRow project = found(request).project();
        return Reply.of(json.createObjectNode().put("projectId", project.id()).put("notes", project.notes()));
    }

    private Reply shareCodes(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode codes = body.putArray("shareCodes");
        services.projects().shareCodes(request.required("projectId")).forEach(codes::add);
        return Reply.of(body);
    }

    private Reply share(Request request) {
        return Reply.of(
                json.createObjectNode().put("shareCode", services.projects().share(request.required("projectId"))));
    }

    private Reply unshare(Request request) {
        services.projects().unshare(request.required("projectId"), request.required("shareCode"));
        return Wire.message(json, "Deleted");
    }

    private Reply columns(Request request) {
        var columns = services.projects()
                .columns(request.query("projectId"), request.query("workspaceName"), request.query("projectName"));
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("columns");
            for (ColumnView column : columns) {
                out.writeStartObject();
                out.writeStringField("name", column.name());
                out.writeStringField("id", column.name() + "--" + column.source());
                out.writeStringField("type", column.type());
                out.writeStringField("source", column.source());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private Reply experiments(Request request) {
        ProjectRow project = services.projects()
                .row(request.query("projectId"), request.query("workspaceName"), request.query("projectName"));
        Long size = request.number("size");
        Long page = request.number("page");
        if ((size != null && size < 1) || (page != null && page < 1)) {
            throw CometError.BAD_REQUEST.of("page and size count from 1");
        }
        ListRequest listing = new ListRequest(
                request.flag("archived"),
                page == null ? 1 : (int) Math.min(page, Integer.MAX_VALUE),
                size == null ? 0 : (int) Math.min(size, Integer.MAX_VALUE),
                sort(request.query("sortBy")),
                descending(request.query("sortOrder")));
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("experiments");
            services.experiments().list(project, listing, row -> {
                try {
                    Wire.experiment(out, row, project);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static Sort sort(String wire) {
        if (wire == null || wire.isEmpty()) {
            return Sort.CREATION;
        }
        return switch (wire) {
            case "startTime" -> Sort.START_TIME;
            case "endTime" -> Sort.END_TIME;
            default -> throw CometError.BAD_REQUEST.of("sortBy is startTime or endTime, not " + wire);
        };
    }

    private static boolean descending(String wire) {
        if (wire == null || wire.isEmpty()) {
            return false;
        }
        return switch (wire) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw CometError.BAD_REQUEST.of("sortOrder is asc or desc, not " + wire);
        };
    }

    private Reply query(Request request) throws IOException {
        ObjectNode body = request.object();
        var keys = services.queries()
                .query(
                        Wire.textOrNull(body, "projectId"),
                        Wire.textOrNull(body, "workspaceName"),
                        Wire.textOrNull(body, "projectName"),
                        body.path("predicates"),
                        Wire.flag(body, "archived"));
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("experimentKeys");
            for (String key : keys) {
                out.writeString(key);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private Reply search(Request request) throws IOException {
        ObjectNode body = request.object();
        Long limit = Wire.longOrNull(body, "limit");
        Long page = Wire.longOrNull(body, "page");
        HitPage found = services.queries()
                .search(
                        Wire.required(body, "projectId"),
                        body.path("rulesTree"),
                        Wire.flag(body, "deleted"),
                        page == null ? 1 : (int) Math.min(page, Integer.MAX_VALUE),
                        limit == null ? 0 : (int) Math.min(limit, Integer.MAX_VALUE));
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeNumberField("totalCount", found.total());
            out.writeArrayFieldStart("experiments");
            for (ExperimentRow row : found.hits()) {
                Wire.experiment(out, row, found.project());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private Reply create(Request request) throws IOException {
        ObjectNode body = request.object();
        ProjectRow project = services.projects()
                .create(
                        request.user(),
                        Wire.required(body, "workspaceName"),
                        Wire.required(body, "projectName"),
                        Wire.textOrNull(body, "projectDescription"),
                        Wire.flag(body, "isPublic"));
        return Reply.of(json.createObjectNode()
                .put("projectId", project.id())
                .put("msg", "saved")
                .put("code", 200)
                .put("sdk_error_code", 0));
    }

    private Reply update(Request request) throws IOException {
        ObjectNode body = request.object();
        services.projects()
                .update(
                        Wire.textOrNull(body, "projectId"),
                        Wire.textOrNull(body, "workspaceName"),
                        Wire.textOrNull(body, "projectName"),
                        Wire.textOrNull(body, "newProjectName"),
                        Wire.textOrNull(body, "newProjectDescription"),
                        body.hasNonNull("isPublic") ? Wire.flag(body, "isPublic") : null);
        return Wire.saved(json);
    }

    private Reply updateOwner(Request request) throws IOException {
        ObjectNode body = request.object();
        services.projects().setOwner(Wire.required(body, "projectId"), Wire.required(body, "userName"));
        return Wire.saved(json);
    }

    private Reply setNotes(Request request) throws IOException {
        ObjectNode body = request.object();
        services.projects().setNotes(Wire.required(body, "projectId"), Wire.textOrNull(body, "notes"));
        return Wire.saved(json);
    }

    private Reply delete(Request request) throws IOException {
        ObjectNode body = request.object();
        services.projects()
                .delete(
                        Wire.textOrNull(body, "projectId"),
                        Wire.textOrNull(body, "workspaceName"),
                        Wire.textOrNull(body, "projectName"),
                        Wire.flag(body, "deleteAllExperiments"));
        return Wire.message(json, "Deleted");
    }
}
