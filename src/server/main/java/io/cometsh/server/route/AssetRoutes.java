package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.AssetService;
import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.AssetService.Stored;
import io.cometsh.server.service.CometError;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.DocumentStore.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;

/** Files of experiments, in and out. */
final class AssetRoutes {
    private final Services services;
    private final ObjectMapper json;

    private AssetRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        AssetRoutes here = new AssetRoutes(services);
        routes.post(Space.REST, "write/experiment/upload-asset", request -> here.upload(request, false));
        routes.post(Space.LOGGING, "asset/upload", request -> here.upload(request, false));
        routes.post(Space.LOGGING, "visualizations/upload", request -> here.upload(request, true));
        routes.post(Space.LOGGING, "git-patch/upload", here::gitPatch);
        routes.post(Space.REST, "write/experiment/git/patch", here::gitPatch);
        routes.post(Space.LOGGING, "asset", here::points3d);
        routes.post(Space.LOGGING, "asset/asset-item", here::assetItem);
        routes.put(Space.LOGGING, "asset/{assetId}/thumbnail", here::thumbnail);
        routes.post(Space.LOGGING, "asset/log-remote-model", here::remoteModel);
        routes.get(Space.REST, "write/experiment/asset/delete", here::delete);
        routes.get(Space.REST, "experiment/asset/list", here::list);
        routes.get(Space.REST, "experiment/asset/get-by-name", here::byName);
        routes.get(Space.REST, "experiment/asset/get-asset", here::asset);
        routes.get(Space.REST, "image/get-image", here::asset);
    }

    private Reply upload(Request request, boolean image) throws IOException {
        String key = request.query("experimentId") == null
                ? request.required("experimentKey")
                : request.query("experimentId");
        services.experiments().get(key);
        Multipart parts = request.parts();
        Multipart.Part file = parts.find("file");
        Multipart.Part link = parts.find("link");
        if (file == null && link == null) {
            throw CometError.BAD_BODY.of("the part file is missing");
        }
        Multipart.Part metadata = parts.find("metadata");
        String name = request.query(image ? "figName" : "fileName");
        if (name == null && file != null && !"file".equals(file.fileName())) {
            name = file.fileName();
        }
        Description asset = new Description(
                key,
                request.query(image ? "imageId" : "assetId"),
                name,
                request.query("extension"),
                image ? "image" : request.query("type"),
                request.number("step"),
                request.floored("epoch"),
                request.query("context"),
                metadata == null ? request.query("metadata") : metadata.text(),
                request.query("groupingName"),
                file == null ? link.text() : null,
                request.flag("overwrite"));
        AssetRow stored = keep(asset, file, request.query("artifactVersionId"));
        ObjectNode reply = Wire.asset(json, stored, key, request.root());
        reply.put(image ? "imageId" : "assetId", stored.id());
        reply.put("msg", "saved").put("code", 200).putNull("data").put("sdk_error_code", 0);
        return Reply.of(reply);
    }

    /** With a version of an artifact the asset is that version's, else the experiment's. */
    private AssetRow keep(Description asset, Multipart.Part file, String artifactVersion) throws IOException {
        try (InputStream bytes = file == null ? null : file.open()) {
            return artifactVersion == null || artifactVersion.isEmpty()
                    ? services.assets().put(asset, bytes)
                    : services.artifacts().put(artifactVersion, asset, bytes);
        }
    }

    private Reply gitPatch(Request request) throws IOException {
        String key = request.query("experimentId") == null
                ? request.required("experimentKey")
                : request.query("experimentId");
        Multipart parts = request.parts();
        Multipart.Part file = parts.required("file");
        try (InputStream bytes = file.open()) {
            services.log()
                    .document(key, Document.GIT_PATCH, Base64.getEncoder().encodeToString(Request.toBytes(bytes)));
        }
        return Wire.saved(json);
    }

    private Reply points3d(Request request) throws IOException {
        ObjectNode body = request.object();
        Description asset = new Description(
                Wire.required(body, "experimentKey"),
                AssetService.newId(),
                Wire.textOrNull(body, "userFileName"),
                null,
                Wire.textOrNull(body, "assetType"),
                Wire.longOrNull(body, "step"),
                Wire.flooredOrNull(body, "epoch"),
                null,
                Wire.valueText(body.get("metadata")),
                null,
                null,
                false);
        AssetRow stored = services.assets().put(asset, new ByteArrayInputStream(new byte[0]));
        return Reply.of(json.createObjectNode().put("assetId", stored.id()).put("code", 200));
    }

    /** Points and boxes of a cloud are assets of their own, grouped by the cloud's id. */
    private Reply assetItem(Request request) throws IOException {
        Multipart parts = request.parts();
        JsonNode about = json.readTree(parts.required("requestParams").text());
        Description asset = new Description(
                Wire.textOrNull(about, "experimentKey"),
                AssetService.newId(),
                Wire.textOrNull(about, "userFileName"),
                "jsonl",
                "3d-" + about.path("assetItemType").asText("points"),
                null,
                null,
                null,
                null,
                Wire.textOrNull(about, "assetId"),
                null,
                false);
        try (InputStream bytes = parts.required("assetItemContent").open()) {
            AssetRow stored = services.assets().put(asset, bytes);
            return Reply.of(json.createObjectNode().put("assetId", stored.id()).put("code", 200));
        }
    }

    private Reply thumbnail(Request request) throws IOException {
        Multipart parts = request.parts();
        JsonNode about = json.readTree(parts.required("requestParams").text());
        String cloud = request.inPath("assetId");
        Description asset = new Description(
                Wire.textOrNull(about, "experimentKey"),
                cloud + "-thumbnail",
                "thumbnail" + about.path("thumbnailExtension").asText(""),
                null,
                "3d-thumbnail",
                null,
                null,
                null,
                null,
                cloud,
                null,
                false);
        try (InputStream bytes = parts.required("thumbnail").open()) {
            services.assets().put(asset, bytes);
        }
        return Wire.saved(json);
    }

    private Reply remoteModel(Request request) throws IOException {
        ObjectNode body = request.object();
        String key = Wire.required(body, "experimentKey");
        String model = Wire.textOrNull(body, "modelName");
        for (JsonNode entity : Wire.list(body, "remoteEntities")) {
            services.assets().put(remoteModelFile(key, model, entity), null);
        }
        return Wire.saved(json);
    }

    /** A file of a model that is kept elsewhere. */
    static Description remoteModelFile(String key, String model, JsonNode entity) {
        return new Description(
                key,
                Wire.textOrNull(entity, "assetId"),
                Wire.textOrNull(entity, "fileName"),
                null,
                "model-element",
                null,
                null,
                null,
                Wire.valueText(entity.get("metadata")),
                model,
                entity.path("remoteUrl").asText(),
                Wire.flag(entity, "overwrite"));
    }

    private Reply list(Request request) {
        String key = request.required("experimentKey");
        return assets(request, key, services.assets().list(key, request.query("type")));
    }

    private Reply byName(Request request) {
        String key = request.required("experimentKey");
        return assets(request, key, services.assets().named(key, request.required("assetName"), request.query("type")));
    }

    private Reply assets(Request request, String key, List<AssetRow> rows) {
        ObjectNode body = json.createObjectNode();
        ArrayNode assets = body.putArray("assets");
        rows.forEach(row -> assets.add(Wire.asset(json, row, key, request.root())));
        return Reply.of(body);
    }

    private Reply asset(Request request) {
        String id = request.query("assetId") == null ? request.required("imageId") : request.query("assetId");
        String artifactVersion = request.query("artifactVersionId");
        // A reader of an artifact need not have an experiment: the version stands for it.
        Stored asset = artifactVersion == null || artifactVersion.isEmpty()
                ? services.assets().get(request.required("experimentKey"), id)
                : services.artifacts().file(artifactVersion, id);
        if (asset.row().link() != null) {
            return request.flag("allow301")
                    ? new Reply.Elsewhere(asset.row().link())
                    : new Reply.Bytes(
                            "application/octet-stream", asset.row().link().getBytes(StandardCharsets.UTF_8));
        }
        if (!Files.exists(asset.file())) {
            throw CometError.ASSET_NOT_FOUND.of(id + " (its file is gone)");
        }
        return new Reply.File(asset.file());
    }

    private Reply delete(Request request) throws IOException {
        services.assets().delete(request.required("experimentKey"), request.required("assetId"));
        return Wire.message(json, "Deleted");
    }
}
