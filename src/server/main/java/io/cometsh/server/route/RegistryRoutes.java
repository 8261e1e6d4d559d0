package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.RegistryService;
import io.cometsh.server.service.RegistryService.ModelVersionDetails;
import io.cometsh.server.service.RegistryService.ModelWithVersions;
import io.cometsh.server.store.ModelVersionRow;
import java.io.IOException;

/** Reads of the model registry. Two of them note in the version's history that its files were taken. */
final class RegistryRoutes {
    private final Services services;
    private final ObjectMapper json;
    private final RegistryWire shapes;

    private RegistryRoutes(Services services) {
        this.services = services;
        this.json = services.json();
        this.shapes = new RegistryWire(json);
    }

    static void add(Routes routes, Services services) {
        RegistryRoutes here = new RegistryRoutes(services);
        routes.get(Space.REST, "registry-model", here::models);
        routes.get(Space.REST, "registry-model/count", here::count);
        routes.get(Space.REST, "registry-model/details", here::details);
        routes.get(Space.REST, "registry-model/compact-details", here::compact);
        routes.get(Space.REST, "registry-model/notes", here::notes);
        routes.get(Space.REST, "registry-model/latest_version", here::latest);
        routes.get(Space.REST, "registry-model/allowed_status_values", here::statuses);
        routes.get(Space.REST, "registry-model/items", here::items);
        routes.get(Space.REST, "registry-model/item/details", here::item);
        routes.get(Space.REST, "registry-model/item/download-instructions", here::instructions);
        routes.get(Space.REST, "registry-model/item/download", here::download);
        routes.post(Space.REST, "registry-model/history/item", here::history);
        routes.get(Space.REST, "registry-model/item/{itemId}/metadata", here::metadata);
        routes.get(Space.REST, "registry-model/item/{itemId}/status-configuration", here::statusConfiguration);
    }

    private Reply models(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode models = body.putArray("registryModels");
        services.registry()
                .models(request.user(), request.required("workspaceName"))
                .forEach(model -> models.add(shapes.overview(model, request.root())));
        return Reply.of(body);
    }

    private Reply count(Request request) {
        return Reply.of(json.createObjectNode()
                .put(
                        "registryModelCount",
                        services.registry().count(request.user(), request.required("workspaceName"))));
    }

    private Reply details(Request request) {
        return Reply.of(shapes.details(found(request), request.root()));
    }

    private ModelWithVersions found(Request request) {
        return services.registry().details(request.required("workspaceName"), request.required("modelName"));
    }

    private Reply compact(Request request) {
        ModelWithVersions details = found(request);
        return Reply.of(shapes.compact(details.model(), details.count()));
    }

    private Reply notes(Request request) {
        return Reply.of(json.createObjectNode()
                .put(
                        "notes",
                        services.registry()
                                .model(request.required("workspaceName"), request.required("modelName"))
                                .notes()));
    }

    private Reply latest(Request request) {
        return Reply.of(shapes.details(
                services.registry()
                        .latest(
                                request.required("workspaceName"),
                                request.required("modelName"),
                                request.query("stage"),
                                request.number("versionMajor"),
                                request.number("versionMinor")),
                request.root()));
    }

    private Reply statuses(Request request) {
        request.required("workspaceName");
        ObjectNode body = json.createObjectNode();
        ArrayNode values = body.putArray("allowedStatus");
        RegistryService.STATUSES.forEach(values::add);
        return Reply.of(body);
    }

    private Reply items(Request request) {
        String workspace = request.required("workspaceName");
        String name = request.required("modelName");
        var model = services.registry().model(workspace, name);
        ObjectNode body = json.createObjectNode();
        ArrayNode items = body.putArray("items");
        for (ModelVersionRow row : services.registry()
                .find(workspace, name, request.query("versionPrefix"), request.query("status"), request.query("tag"))) {
            items.add(shapes.version(model, row, request.root()));
        }
        return Reply.of(body);
    }

    private Reply item(Request request) {
        ModelWithVersions details = services.registry()
                .picked(
                        request.required("workspaceName"),
                        request.required("modelName"),
                        request.required("version"),
                        null);
        return Reply.of(shapes.version(details.model(), details.versions().get(0), request.root()));
    }

    private Reply instructions(Request request) {
        ModelWithVersions details = taken(request);
        ObjectNode body = shapes.details(details, request.root());
        body.put("s3DownloadEnabled", false);
        return Reply.of(body);
    }

    private Reply download(Request request) {
        ModelVersionDetails version = taken(request).versions().get(0);
        return ZipReply.of(
                version.assets().stream().map(services.assets()::stored).toList());
    }

    private ModelWithVersions taken(Request request) {
        ModelWithVersions details = services.registry()
                .picked(
                        request.required("workspaceName"),
                        request.required("modelName"),
                        request.query("version"),
                        request.query("stage"));
        services.registry().downloaded(request.user(), details.versions().get(0).row());
        return details;
    }

    private Reply history(Request request) throws IOException {
        String id = Wire.required(request.object(), "registryModelItemId");
        ModelWithVersions owner = services.registry().owner(id);
        return Reply.of(shapes.history(
                owner.model(),
                owner.versions().get(0).row(),
                services.registry().changes(id)));
    }

    private Reply metadata(Request request) {
        ObjectNode body = json.createObjectNode();
        body.set("metadata", services.registry().metadata(request.inPath("itemId")));
        return Reply.of(body);
    }

    private Reply statusConfiguration(Request request) {
        return Reply.of(services.registry().statusConfiguration(request.inPath("itemId")));
    }
}
