package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.ExperimentModels.LoggedModel;
import io.cometsh.server.service.ExperimentModels.Registered;

/** Models as experiments have them; what the registry has of them is {@link RegistryRoutes}'. */
final class ModelRoutes {
    private final Services services;
    private final ObjectMapper json;

    private ModelRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        ModelRoutes here = new ModelRoutes(services);
        routes.get(Space.REST, "experiment/model", here::models);
        routes.get(Space.REST, "experiment/model/asset/list", here::assets);
        routes.get(Space.REST, "experiment/model/download", here::download);
    }

    /** A model of an experiment has no id but this: the key and the name, which an older client sends back. */
    static String modelId(String experimentKey, String name) {
        return experimentKey + "-" + name;
    }

    private Reply models(Request request) {
        String key = request.required("experimentKey");
        ObjectNode body = json.createObjectNode();
        ArrayNode models = body.putArray("models");
        for (LoggedModel model : services.models().list(key)) {
            ObjectNode node = models.addObject();
            node.put("experimentModelId", modelId(key, model.name()));
            node.put("experimentKey", key);
            node.put("modelName", model.name());
            ArrayNode records = node.putArray("registryRecords");
            for (Registered registered : model.registered()) {
                records.addObject()
                        .put("registryModelId", registered.model().id())
                        .put("registryModelItemId", registered.version().id())
                        .put("registryModelName", registered.model().name())
                        .put("version", registered.version().version())
                        .put("createdAt", registered.version().created());
            }
        }
        return Reply.of(body);
    }

    private Reply assets(Request request) {
        String key = request.required("experimentKey");
        ObjectNode body = json.createObjectNode();
        ArrayNode assets = body.putArray("assets");
        services.models()
                .files(key, request.required("modelName"))
                .forEach(row -> assets.add(Wire.asset(json, row, key, request.root())));
        return Reply.of(body);
    }

    private Reply download(Request request) {
        return ZipReply.of(services.models().stored(request.required("experimentKey"), request.required("modelName")));
    }
}
