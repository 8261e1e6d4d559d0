package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.RegistryService.ModelVersionDraft;
import io.cometsh.server.service.RegistryService.ModelWithVersions;
import io.cometsh.server.service.RegistryService.Target;
import java.io.IOException;
import java.util.List;

/** Writes to the model registry. Clients send tags, stages and deletions as GETs. */
final class RegistryWriteRoutes {
    private final Services services;
    private final ObjectMapper json;

    private RegistryWriteRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        RegistryWriteRoutes here = new RegistryWriteRoutes(services);
        routes.post(Space.REST, "write/registry-model/item/create", here::create);
        routes.post(Space.REST, "write/registry-model", request -> here.createOlder(request, Target.NEW_MODEL));
        routes.post(
                Space.REST, "write/registry-model/item", request -> here.createOlder(request, Target.EXISTING_MODEL));
        routes.post(Space.REST, "write/registry-model/update", here::update);
        routes.post(Space.REST, "write/registry-model/notes", here::notes);
        routes.get(Space.REST, "write/registry-model/delete", here::delete);
        routes.post(Space.REST, "write/registry-model/item/update", here::updateItem);
        routes.get(Space.REST, "write/registry-model/item/stage", here::addTag);
        routes.get(Space.REST, "write/registry-model/item/stage/delete", here::deleteTag);
        routes.get(Space.REST, "write/registry-model/item/delete", here::deleteItem);
        routes.post(Space.REST, "write/registry-model/item/status", here::status);
        routes.post(Space.REST, "write/registry-model/item/{itemId}/metadata", here::metadata);
        routes.post(Space.REST, "write/registry-model/item/{itemId}/status-configuration", here::statusConfiguration);
    }

    private Reply create(Request request) throws IOException {
        ObjectNode body = request.object();
        return registered(services.registry()
                .register(
                        request.user(),
                        new ModelVersionDraft(
                                Wire.required(body, "experimentKey"),
                                Wire.required(body, "experimentModelName"),
                                Wire.required(body, "registryModelName"),
                                Wire.textOrNull(body, "version"),
                                Wire.textOrNull(body, "registryModelDescription"),
                                Wire.textOrNull(body, "versionComment"),
                                Wire.texts(body, "tags"),
                                Wire.textOrNull(body, "status"),
                                Wire.flag(body, "publicModel")),
                        Target.ANY));
    }

    /** As older clients do it: they state whether the model is new, and name the experiment's model by its id. */
    private Reply createOlder(Request request, Target target) throws IOException {
        ObjectNode body = request.object();
        String modelId = Wire.required(body, "experimentModelId");
        int dash = modelId.indexOf('-');
        if (dash < 0) {
            throw CometError.EXPERIMENT_MODEL_NOT_FOUND.of(modelId);
        }
        return registered(services.registry()
                .register(
                        request.user(),
                        new ModelVersionDraft(
                                modelId.substring(0, dash),
                                modelId.substring(dash + 1),
                                Wire.required(body, "registryModelName"),
                                Wire.textOrNull(body, "version"),
                                Wire.textOrNull(body, "description"),
                                Wire.textOrNull(body, "comment"),
                                Wire.texts(body, "stages"),
                                null,
                                Wire.flag(body, "isPublic")),
                        target));
    }

    private Reply registered(ModelWithVersions details) {
        return Reply.of(json.createObjectNode()
                .put("registryModelId", details.model().id())
                .put("registryModelItemId", details.versions().get(0).row().id())
                .put("msg", "saved")
                .put("code", 200)
                .put("sdk_error_code", 0));
    }

    private Reply update(Request request) throws IOException {
        ObjectNode body = request.object();
        services.registry()
                .update(
                        Wire.required(body, "registryModelId"),
                        Wire.textOrNull(body, "registryModelName"),
                        Wire.textOrNull(body, "description"),
                        body.hasNonNull("isPublic") ? Wire.flag(body, "isPublic") : null);
        return Wire.saved(json);
    }

    private Reply notes(Request request) throws IOException {
        ObjectNode body = request.object();
        services.registry()
                .setNotes(
                        Wire.required(body, "workspaceName"),
                        Wire.required(body, "registryModelName"),
                        Wire.textOrNull(body, "notes"));
        return Wire.saved(json);
    }

    private Reply delete(Request request) {
        services.registry().remove(request.required("workspaceName"), request.required("modelName"));
        return Wire.saved(json);
    }

    private Reply updateItem(Request request) throws IOException {
        ObjectNode body = request.object();
        List<String> tags = body.hasNonNull("stages") ? Wire.texts(body, "stages") : null;
        services.registry()
                .updateVersion(
                        request.user(),
                        Wire.required(body, "registryModelItemId"),
                        Wire.textOrNull(body, "comment"),
                        tags);
        return Wire.saved(json);
    }

    private Reply addTag(Request request) {
        services.registry().addTag(request.user(), request.required("modelItemId"), request.required("stage"));
        return Wire.saved(json);
    }

    private Reply deleteTag(Request request) {
        services.registry().removeTag(request.user(), request.required("modelItemId"), request.required("stage"));
        return Wire.saved(json);
    }

    private Reply deleteItem(Request request) {
        services.registry().removeVersion(request.required("modelItemId"));
        return Wire.saved(json);
    }

    private Reply status(Request request) throws IOException {
        ObjectNode body = request.object();
        services.registry()
                .setStatus(request.user(), Wire.required(body, "modelItemId"), Wire.required(body, "status"));
        return Wire.saved(json);
    }

    private Reply metadata(Request request) throws IOException {
        JsonNode entries = request.object().path("metadata");
        if (!entries.isArray()) {
            throw CometError.BAD_BODY.of("metadata is a list of key and value");
        }
        services.registry().updateMetadata(request.inPath("itemId"), entries);
        return Wire.saved(json);
    }

    private Reply statusConfiguration(Request request) throws IOException {
        ObjectNode body = request.object();
        String id = request.inPath("itemId");
        ObjectNode configuration = json.createObjectNode();
        configuration.put("modelItemId", id);
        configuration.put("status", Wire.required(body, "status"));
        configuration.put("isReviewRequired", Wire.flag(body, "isReviewRequired"));
        configuration.set(
                "statusConfiguration",
                body.path("statusConfiguration").isArray() ? body.get("statusConfiguration") : json.createArrayNode());
        configuration.put("comment", Wire.textOrNull(body, "comment"));
        services.registry().setStatusConfiguration(request.user(), id, configuration);
        return Wire.saved(json);
    }
}
