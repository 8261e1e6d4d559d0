package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.ArtifactService.ArtifactReference;
import io.cometsh.server.service.ArtifactService.ArtifactVersionDetails;
import io.cometsh.server.service.ArtifactService.ArtifactWithVersions;
import io.cometsh.server.service.ArtifactService.Filled;
import io.cometsh.server.service.ArtifactService.Lineage;
import io.cometsh.server.service.ArtifactService.Made;
import io.cometsh.server.service.ArtifactService.Pick;
import io.cometsh.server.service.ArtifactService.Wanted;
import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.store.KeptAsset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Artifacts. Their files come by {@link AssetRoutes}, as other assets do, with the version's id beside them. */
final class ArtifactRoutes {
    private final Services services;
    private final ObjectMapper json;
    private final ArtifactWire shapes;

    private ArtifactRoutes(Services services) {
        this.services = services;
        this.json = services.json();
        this.shapes = new ArtifactWire(json);
    }

    static void add(Routes routes, Services services) {
        ArtifactRoutes here = new ArtifactRoutes(services);
        routes.get(Space.REST, "artifacts/get-all", here::list);
        routes.get(Space.REST, "artifacts/get", here::details);
        routes.get(Space.REST, "artifacts/version", here::version);
        routes.get(Space.REST, "artifacts/version/files", here::files);
        routes.get(Space.REST, "get/artifacts", here::lineage);
        routes.post(Space.REST, "write/artifacts/upsert", here::upsert);
        routes.post(Space.REST, "write/artifacts/state", here::state);
        routes.post(Space.REST, "write/artifacts/details", here::update);
        routes.post(Space.REST, "write/artifacts/version/labels", here::labels);
        // Our own: no client of Comet's removes a version, but a disk has an end.
        routes.post(Space.REST, "write/artifacts/version/delete", here::delete);
        routes.post(Space.REST, "write/artifact/assets/remote/batch", here::remote);
    }

    // ---- reading

    private Reply list(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode artifacts = body.putArray("artifacts");
        for (ArtifactWithVersions details :
                services.artifacts().list(request.user(), request.required("workspace"), request.query("type"))) {
            artifacts.add(shapes.summary(details));
        }
        return Reply.of(body);
    }

    private Reply details(Request request) {
        return Reply.of(
                shapes.details(named(request, reference -> services.artifacts().details(reference))));
    }

    private Reply version(Request request) {
        Pick pick = pick(request);
        ArtifactVersionDetails version = named(
                request,
                reference -> services.artifacts().get(reference, pick, request.query("consumerExperimentKey")));
        return Reply.of(shapes.version(
                version, services.projects().idOf(version.artifact().project())));
    }

    private Reply files(Request request) {
        Pick pick = pick(request);
        Filled filled = named(request, reference -> services.artifacts().files(reference, pick));
        ObjectNode body = json.createObjectNode();
        ArrayNode files = body.putArray("files");
        for (KeptAsset file : filled.files()) {
            files.add(shapes.file(filled.version().artifact().id(), file));
        }
        return Reply.of(body);
    }

    private static Pick pick(Request request) {
        return new Pick(
                given(request, "versionId"),
                given(request, "version"),
                given(request, "alias"),
                given(request, "versionOrAlias"));
    }

    private static String given(Request request, String name) {
        String value = request.query(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Asks for the artifact that a request names. */
    private interface Question<T> {
        T of(ArtifactReference reference);
    }

    /** The SDK encodes a name twice, other clients once: if no artifact has the name decoded twice, the name is taken as it came. */
    private <T> T named(Request request, Question<T> question) {
        String id =
                given(request, "artifact_id") == null ? given(request, "artifactId") : given(request, "artifact_id");
        String name = given(request, "artifactName");
        String decoded = name == null ? null : decoded(name);
        String workspace = id == null && name != null ? workspace(request) : null;
        try {
            return question.of(new ArtifactReference(id, workspace, decoded));
        } catch (CometFailure e) {
            boolean unknown =
                    e.error() == CometError.ARTIFACT_NOT_FOUND || e.error() == CometError.ARTIFACT_VERSION_NOT_FOUND;
            if (!unknown || name == null || name.equals(decoded)) {
                throw e;
            }
            try {
                return question.of(new ArtifactReference(id, workspace, name));
            } catch (CometFailure again) {
                throw e;
            }
        }
    }

    private static String decoded(String name) {
        try {
            return Request.decode(name.replace("+", "%2B"));
        } catch (CometFailure e) {
            return name;
        }
    }

    /** A run that names none means the one it is in. */
    private String workspace(Request request) {
        if (given(request, "workspace") != null) {
            return request.query("workspace");
        }
        return given(request, "experimentKey") == null
                ? request.user().defaultWorkspace()
                : services.experiments()
                        .get(request.query("experimentKey"))
                        .project()
                        .workspace();
    }

    private Reply lineage(Request request) {
        String filter = request.query("filter") == null ? "all" : request.query("filter");
        Lineage lineage = services.artifacts().lineage(request.required("experimentKey"));
        ObjectNode body = json.createObjectNode();
        switch (filter) {
            case "all" -> {
                body.set("inputs", shapes.lineage(lineage.inputs()));
                body.set("outputs", shapes.lineage(lineage.outputs()));
            }
            case "input" -> body.set("inputs", shapes.lineage(lineage.inputs()));
            case "output" -> body.set("outputs", shapes.lineage(lineage.outputs()));
            default -> throw CometError.BAD_REQUEST.of("filter is all, input or output, not " + filter);
        }
        return Reply.of(body);
    }

    // ---- writing

    private Reply upsert(Request request) throws IOException {
        ObjectNode body = request.object();
        Made made = services.artifacts()
                .make(
                        request.user(),
                        new Wanted(
                                Wire.required(body, "experimentKey"),
                                Wire.required(body, "artifactName"),
                                Wire.textOrNull(body, "artifactType"),
                                Wire.textOrNull(body, "version"),
                                metadata(body),
                                Wire.texts(body, "alias"),
                                Wire.texts(body, "versionTags")));
        return Reply.of(json.createObjectNode()
                .put("artifactId", made.artifact().id())
                .put("artifactVersionId", made.row().id())
                .put("currentVersion", made.row().version())
                .put("previousVersion", made.previous())
                .put("msg", "saved")
                .put("code", 200)
                .put("sdk_error_code", 0));
    }

    /** JSON in a text, or as it is; null when there is none. */
    private String metadata(ObjectNode body) {
        String text = Wire.valueText(body.get("versionMetadata"));
        if (text != null) {
            try {
                json.readTree(text);
            } catch (JsonProcessingException e) {
                throw CometError.BAD_BODY.of("versionMetadata is not JSON");
            }
        }
        return text;
    }

    private Reply state(Request request) throws IOException {
        ObjectNode body = request.object();
        services.artifacts().setState(Wire.required(body, "artifactVersionId"), Wire.required(body, "state"));
        return Wire.saved(json);
    }

    private Reply update(Request request) throws IOException {
        ObjectNode body = request.object();
        services.artifacts()
                .update(
                        Wire.required(body, "artifactId"),
                        Wire.textOrNull(body, "artifactType"),
                        textsOrNull(body, "tags"),
                        Wire.textOrNull(body, "version"),
                        metadata(body));
        return Wire.saved(json);
    }

    private Reply labels(Request request) throws IOException {
        ObjectNode body = request.object();
        services.artifacts()
                .setLabels(
                        Wire.required(body, "artifactVersionId"),
                        textsOrNull(body, "alias"),
                        metadata(body),
                        textsOrNull(body, "versionTags"));
        return Wire.saved(json);
    }

    private static List<String> textsOrNull(ObjectNode body, String name) {
        return body.hasNonNull(name) ? Wire.texts(body, name) : null;
    }

    private Reply delete(Request request) throws IOException {
        services.artifacts().removeVersion(Wire.required(request.object(), "artifactVersionId"));
        return Wire.message(json, "Deleted");
    }

    /** Remote files of versions, or of the experiment itself. */
    private Reply remote(Request request) throws IOException {
        String key = request.required("experimentKey");
        services.experiments().get(key);
        Map<String, List<Description>> byVersion = new LinkedHashMap<>();
        for (JsonNode file : Wire.list(request.object(), "remoteArtifactAssetRequests")) {
            Description asset = new Description(
                    key,
                    Wire.textOrNull(file, "assetId"),
                    Wire.textOrNull(file, "fileName"),
                    null,
                    Wire.textOrNull(file, "type"),
                    Wire.longOrNull(file, "step"),
                    null,
                    Wire.textOrNull(file, "context"),
                    Wire.valueText(file.get("metadata")),
                    null,
                    file.path("link").asText(),
                    Wire.flag(file, "overwrite"));
            String version = Wire.textOrNull(file, "artifactVersionId");
            if (version == null) {
                services.assets().put(asset, null);
            } else {
                byVersion.computeIfAbsent(version, id -> new ArrayList<>()).add(asset);
            }
        }
        for (Map.Entry<String, List<Description>> version : byVersion.entrySet()) {
            services.artifacts().putRemote(version.getKey(), version.getValue());
        }
        return Wire.saved(json);
    }
}
