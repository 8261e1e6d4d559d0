package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.ExperimentService;
import io.cometsh.server.service.ExperimentService.Handshake;
import io.cometsh.server.service.LogService.MetricEntry;
import io.cometsh.server.service.LogService.ValueEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a client that logs live speaks: handshake, beats, batches. */
final class LiveRoutes {
    private final Services services;
    private final ObjectMapper json;

    private LiveRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        LiveRoutes here = new LiveRoutes(services);
        routes.open("GET", Space.LOGGING, "health/ping", request -> here.health());
        routes.post(Space.LOGGING, "logger/add/run", here::addRun);
        routes.post(Space.LOGGING, "logger/get/run", here::getRun);
        routes.post(Space.LOGGING, "logger/copy-steps-from-experiment", here::copyRun);
        routes.post(Space.LOGGING, "asset/3d-limits", request -> here.limits());
        routes.post(Space.LOGGING, "status-report/update", here::status);
        routes.post(Space.LOGGING, "status-report/offline-metadata", here::offlineTimes);
        routes.post(Space.LOGGING, "batch/logger/experiment/metric", here::metrics);
        routes.post(Space.LOGGING, "batch/logger/experiment/parameter", here::parameters);
        routes.post(Space.LOGGING, "tags/add-tags-to-experiment", here::addTags);
        routes.post(Space.LOGGING, "notification/experiment", request -> Wire.saved(here.json));
        routes.post(Space.LOGGING, "rpc/register-rpc", request -> Wire.saved(here.json));
        routes.get(Space.LOGGING, "rpc/get-pending-rpcs", here::pendingCalls);
        routes.post(Space.LOGGING, "rpc/save-rpc-result", here::callResult);
    }

    /** Ready is who can keep what it is sent. */
    private Reply health() {
        services.store().trouble().ifPresent(failure -> {
            throw CometError.CANNOT_WRITE.of(failure.getMessage());
        });
        return Reply.of(json.createObjectNode().put("msg", "pong"));
    }

    private Reply addRun(Request request) throws IOException {
        ObjectNode body = request.object();
        return greet(
                request,
                services.experiments()
                        .start(
                                request.user(),
                                Wire.textOrNull(body, "teamName"),
                                Wire.textOrNull(body, "projectName"),
                                Wire.textOrNull(body, "experimentKey"),
                                Wire.flag(body, "getOrCreateEnabled")));
    }

    private Reply getRun(Request request) throws IOException {
        return greet(request, services.experiments().resume(Wire.textOrNull(request.object(), "previousExperiment")));
    }

    private Reply copyRun(Request request) throws IOException {
        ObjectNode body = request.object();
        Long step = Wire.longOrNull(body, "stepToCopyTo");
        if (step == null) {
            throw CometError.BAD_BODY.of("stepToCopyTo is missing");
        }
        return greet(
                request,
                services.experiments()
                        .copy(
                                request.user(),
                                Wire.textOrNull(body, "copiedExperimentKey"),
                                Wire.textOrNull(body, "newExperimentKey"),
                                step));
    }

    private Reply greet(Request request, Handshake handshake) {
        String root = request.root();
        ObjectNode reply = json.createObjectNode();
        reply.put("experimentKey", handshake.row().key());
        reply.put("runId", handshake.row().runId());
        reply.put("project_id", handshake.project().id());
        reply.put("projectId", handshake.project().id());
        reply.put("name", handshake.row().name());
        reply.put("githubEnabled", false);
        reply.put(
                "focusUrl",
                root + PathPattern.encode(handshake.project().workspace()) + "/"
                        + PathPattern.encode(handshake.project().name()) + "/");
        reply.put("lastOffset", handshake.nextOutputOffset());
        reply.put("upload_file_size_limit_in_mb", 200);
        reply.put("asset_upload_file_size_limit_in_mb", 102_400);
        reply.put("uploadVideoMaxSizeMB", 500);
        ArrayNode toggles = reply.putArray("featureToggles");
        toggles.addObject().put("name", "sdk_announcement").put("enabled", false);
        // Clients up to 3.40 need an address for web sockets, and log over HTTP when this toggle is on.
        toggles.addObject().put("name", "sdk_use_http_messages").put("enabled", true);
        reply.put("ws_url", root.replaceFirst("^http", "ws") + "ws");
        reply.put("cometWebAssetUrl", root + "api/asset/download");
        reply.put("cometWebImageUrl", root + "api/image/download");
        reply.put("cometRestApiAssetUrl", root + "api/rest/v2/experiment/asset/get-asset");
        reply.put("cometRestApiImageUrl", root + "api/rest/v2/image/get-image");
        reply.put("s3DirectAccessEnabled", false);
        reply.put("artifactNameMaxLength", 100);
        reply.put("assetNameMaxLength", 500);
        reply.put("imageNameMaxLength", 500);
        reply.putNull("msg");
        return Reply.of(reply);
    }

    private Reply limits() {
        ObjectNode reply = json.createObjectNode();
        reply.put("maxPoints", 1_000_000).put("maxPointsFileSizeInBytes", 52_428_800);
        reply.put("maxBoxes", 250_000).put("maxBoxesFileSizeInBytes", 52_428_800);
        return Reply.of(reply);
    }

    private Reply status(Request request) throws IOException {
        ObjectNode body = request.object();
        boolean alive = !body.has("is_alive") || Wire.flag(body, "is_alive");
        boolean stopping = services.experiments().beat(Wire.required(body, "experimentKey"), alive);
        ObjectNode reply = json.createObjectNode();
        reply.put("is_alive_beat_duration_millis", ExperimentService.BEAT.toMillis());
        reply.put("gpu_monitor_interval_millis", 60_000);
        reply.put("cpu_monitor_interval_millis", 68_000);
        reply.put("parameter_update_interval_millis", 10_000);
        reply.put("pending_rpcs", stopping);
        reply.put("code", 200).put("msg", "");
        return Reply.of(reply);
    }

    private Reply offlineTimes(Request request) throws IOException {
        ObjectNode body = request.object();
        services.experiments()
                .setTimes(
                        Wire.required(body, "experimentKey"),
                        Wire.flooredOrNull(body, "startTimestamp"),
                        Wire.flooredOrNull(body, "endTimestamp"));
        return Wire.saved(json);
    }

    private Reply metrics(Request request) throws IOException {
        List<MetricEntry> entries = new ArrayList<>();
        ObjectNode body = values(request, value -> entries.add(Wire.metric(value)));
        services.log().metrics(Wire.required(body, "experimentKey"), entries);
        return Wire.saved(json);
    }

    private Reply parameters(Request request) throws IOException {
        List<ValueEntry> entries = new ArrayList<>();
        ObjectNode body = values(request, value -> entries.add(Wire.entry(value, "parameterName", "parameterValue")));
        services.log().parameters(Wire.required(body, "experimentKey"), entries);
        return Wire.saved(json);
    }

    /** Reads a batch: its values one by one, and the rest as an object. */
    private static ObjectNode values(Request request, Consumer<JsonNode> value) throws IOException {
        ObjectNode body = request.object("values", value);
        if (!body.path("values").isMissingNode()) {
            throw CometError.BAD_BODY.of("values must be a list");
        }
        return body;
    }

    private Reply addTags(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log().addTags(Wire.required(body, "experimentKey"), Wire.requiredTexts(body, "addedTags"));
        return Wire.saved(json);
    }

    /** Stopping is a call that the client makes on itself. */
    private Reply pendingCalls(Request request) {
        String key = request.required("experimentKey");
        ObjectNode reply = json.createObjectNode();
        ArrayNode calls = reply.putArray("remoteProcedureCalls");
        var experiment = services.experiments().get(key);
        if (experiment.row().stopping()) {
            ObjectNode call = calls.addObject();
            call.put("callId", "stop-" + key);
            call.put("userName", request.user().name());
            call.put("functionName", "stop");
            call.put("cometDefined", true);
            call.put("createdAt", experiment.row().last());
            call.put("experimentKey", key);
            call.put("projectId", experiment.project().id());
            call.putArray("arguments");
        }
        return Reply.of(reply);
    }

    private Reply callResult(Request request) throws IOException {
        ObjectNode body = request.object();
        if (Wire.required(body, "callId").startsWith("stop-")) {
            services.experiments().stopped(Wire.required(body, "experimentKey"));
        }
        return Wire.saved(json);
    }
}
