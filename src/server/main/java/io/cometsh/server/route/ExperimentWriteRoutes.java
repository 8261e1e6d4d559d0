package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.ExperimentService;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.service.LogService.MetricEntry;
import io.cometsh.server.service.LogService.ValueEntry;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.ProjectRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes to one experiment by REST. Several are GETs and can arrive twice, with the same content. */
final class ExperimentWriteRoutes {
    private final Services services;
    private final ObjectMapper json;

    private ExperimentWriteRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        ExperimentWriteRoutes here = new ExperimentWriteRoutes(services);
        routes.post(Space.REST, "write/experiment/create", here::create);
        routes.get(Space.REST, "write/experiment/set-status", here::setStatus);
        routes.post(Space.REST, "write/experiment/update-status", here::updateStatus);
        routes.post(Space.REST, "write/experiment/set-start-end-time", here::setTimes);
        routes.get(Space.REST, "write/experiment/stop", here::stop);
        routes.get(Space.REST, "write/experiment/archive", request -> here.archive(request, true));
        routes.get(Space.REST, "write/experiment/restore", request -> here.archive(request, false));
        routes.get(Space.REST, "write/experiment/delete", here::delete);
        routes.post(Space.REST, "write/experiment/move", here::move);
        routes.get(Space.REST, "write/project/symlink", here::link);
        routes.get(Space.LOGGING, "symlink/new", here::link);
        routes.post(
                Space.REST, "write/experiment/{experimentKey}/mark-not-throttled", request -> Wire.saved(here.json));

        routes.post(Space.REST, "write/experiment/parameter", here::parameter);
        routes.post(Space.REST, "write/experiment/parameter/delete", here::deleteParameter);
        routes.post(Space.REST, "write/experiments/parameters/delete", here::deleteParameters);
        routes.post(Space.REST, "write/experiment/metric", here::metric);
        routes.post(Space.REST, "write/experiment/log-other", here::logOther);
        routes.post(Space.REST, "write/experiment/tags", here::addTags);
        routes.post(Space.REST, "write/experiment/tags/delete", here::deleteTags);
        routes.post(Space.REST, "write/experiment/html", here::html);
        routes.post(Space.REST, "write/experiment/output", here::output);
        routes.post(Space.REST, "write/experiment/code", request -> here.document(request, Document.CODE, "code"));
        routes.post(Space.REST, "write/experiment/graph", request -> here.document(request, Document.GRAPH, "graph"));
        routes.post(Space.REST, "write/experiment/file-path", here::filePath);
        routes.post(Space.REST, "write/experiment/git/metadata", here::gitMetadata);
        routes.post(Space.REST, "write/experiment/system-details", here::systemDetails);
        routes.post(
                Space.REST, "write/experiment/cloud-details", request -> here.whole(request, Document.CLOUD_DETAILS));
        routes.put(Space.REST, "write/experiment/dependencies", request -> here.whole(request, Document.DEPENDENCIES));
        routes.post(Space.REST, "write/experiment/cpu-metrics", here::cpu);
        routes.post(Space.REST, "write/experiment/ram-metrics", here::ram);
        routes.post(Space.REST, "write/experiment/load-metrics", here::load);
        routes.post(Space.REST, "write/experiment/gpu-metrics", here::gpu);
    }

    private Reply create(Request request) throws IOException {
        ObjectNode body = request.object();
        ExperimentInProject created = services.experiments()
                .create(
                        request.user(),
                        Wire.textOrNull(body, "workspaceName"),
                        Wire.textOrNull(body, "projectName"),
                        Wire.textOrNull(body, "experimentName"));
        String page = request.root() + created.project().workspace() + "/"
                + created.project().name() + "/" + created.row().key();
        ObjectNode reply = json.createObjectNode();
        reply.put("experimentKey", created.row().key());
        reply.put("workspaceName", created.project().workspace());
        reply.put("projectName", created.project().name());
        reply.put("link", page);
        reply.put("name", created.row().name());
        reply.put("code", 200).put("sdk_error_code", 0);
        return Reply.of(reply);
    }

    private Reply setStatus(Request request) {
        services.experiments().beat(request.required("experimentKey"), true);
        long beat = ExperimentService.BEAT.toMillis();
        return Reply.of(json.createObjectNode()
                .put("isAliveBeatDurationMillis", beat)
                .put("gpuMonitorIntervalMillis", 60_000)
                .put("cpuMonitorIntervalMillis", 68_000));
    }

    private Reply updateStatus(Request request) throws IOException {
        ObjectNode body = request.object();
        services.experiments()
                .setState(
                        Wire.required(body, "experimentKey"),
                        Wire.flag(body, "isAlive"),
                        Wire.flag(body, "hasCrashed"),
                        Wire.textOrNull(body, "error"));
        return Wire.saved(json);
    }

    private Reply setTimes(Request request) throws IOException {
        ObjectNode body = request.object();
        services.experiments()
                .setTimes(
                        Wire.required(body, "experimentKey"),
                        Wire.flooredOrNull(body, "startTimeMillis"),
                        Wire.flooredOrNull(body, "endTimeMillis"));
        return Wire.saved(json);
    }

    private Reply stop(Request request) {
        services.experiments().stop(request.required("experimentKey"));
        return Wire.message(json, "Stop Requested");
    }

    private Reply archive(Request request, boolean archived) {
        services.experiments().archive(request.required("experimentKey"), archived);
        return Wire.message(json, archived ? "Archived" : "Restore");
    }

    private Reply delete(Request request) throws IOException {
        services.experiments().delete(request.required("experimentKey"));
        return Wire.message(json, "Deleted");
    }

    private Reply move(Request request) throws IOException {
        ObjectNode body = request.object();
        List<String> keys = Wire.requiredTexts(body, "experimentKeys");
        String workspace = Wire.required(body, "targetWorkspaceName");
        String project = Wire.required(body, "targetProjectName");
        if (Wire.flag(body, "symlink")) {
            services.experiments().link(request.user(), keys, workspace, project);
        } else {
            services.experiments().move(request.user(), keys, workspace, project);
        }
        return Wire.saved(json);
    }

    private Reply link(Request request) {
        String key = request.required("experimentKey");
        ProjectRow project = services.experiments().link(request.user(), key, request.required("projectName"));
        return Reply.of(json.createObjectNode()
                .put("link", request.root() + project.workspace() + "/" + project.name() + "/" + key)
                .put("msg", "saved")
                .put("code", 200)
                .put("sdk_error_code", 0));
    }

    private Reply parameter(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log()
                .parameters(
                        Wire.required(body, "experimentKey"),
                        List.of(Wire.entry(body, "parameterName", "parameterValue")));
        return Wire.saved(json);
    }

    private Reply deleteParameter(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log()
                .removeParameters(Wire.required(body, "experimentKey"), List.of(Wire.required(body, "parameterName")));
        return Wire.saved(json);
    }

    private Reply deleteParameters(Request request) throws IOException {
        JsonNode body = request.body();
        if (!body.isArray()) {
            throw CometError.BAD_BODY.of("a list is needed");
        }
        for (JsonNode item : body) {
            if (!(item instanceof ObjectNode one)) {
                throw CometError.BAD_BODY.of("a list of objects is needed");
            }
            services.log()
                    .removeParameters(
                            Wire.required(one, "experimentKey"), List.of(Wire.required(one, "parameterName")));
        }
        return Wire.saved(json);
    }

    private Reply metric(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log().metrics(Wire.required(body, "experimentKey"), List.of(Wire.metric(body)));
        return Wire.saved(json);
    }

    private Reply logOther(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log().others(Wire.required(body, "experimentKey"), List.of(Wire.entry(body, "key", "value")));
        return Wire.saved(json);
    }

    private Reply addTags(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log().addTags(Wire.required(body, "experimentKey"), Wire.requiredTexts(body, "addedTags"));
        return Wire.saved(json);
    }

    private Reply deleteTags(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log().removeTags(Wire.required(body, "experimentKey"), Wire.requiredTexts(body, "tags"));
        return Wire.saved(json);
    }

    private Reply html(Request request) throws IOException {
        ObjectNode body = request.object();
        services.log()
                .html(Wire.required(body, "experimentKey"), Wire.required(body, "html"), Wire.flag(body, "override"));
        return Wire.saved(json);
    }

    private Reply output(Request request) throws IOException {
        ObjectNode body = request.object();
        List<OutputPiece> pieces = new ArrayList<>();
        for (JsonNode line : Wire.list(body, "outputLines")) {
            String output = Wire.textOrNull(line, "output");
            Long offset = Wire.longOrNull(line, "offset");
            pieces.add(new OutputPiece(
                    offset == null ? 0 : offset, Wire.flag(line, "stderr"), output == null ? "" : output));
        }
        services.log()
                .output(
                        Wire.required(body, "experimentKey"),
                        pieces,
                        !"Experiment".equals(request.header("X-COMET-SDK-SOURCE")));
        return Wire.saved(json);
    }

    private Reply document(Request request, Document document, String member) throws IOException {
        ObjectNode body = request.object();
        services.log().document(Wire.required(body, "experimentKey"), document, Wire.required(body, member));
        return Wire.saved(json);
    }

    /** Keeps the body as it is, without the key that it contains. */
    private Reply whole(Request request, Document document) throws IOException {
        ObjectNode body = request.object();
        String key = Wire.required(body, "experimentKey");
        body.remove(List.of("experimentKey", "apiKey", "api_key"));
        services.log().document(key, document, body.toString());
        return Wire.saved(json);
    }

    private Reply filePath(Request request) throws IOException {
        ObjectNode body = request.object();
        services.experiments().setFilePath(Wire.required(body, "experimentKey"), Wire.textOrNull(body, "filePath"));
        return Wire.saved(json);
    }

    private Reply gitMetadata(Request request) throws IOException {
        ObjectNode body = request.object();
        String parent = Wire.textOrNull(body, "parent");
        services.log()
                .commit(Wire.required(body, "experimentKey"), parent == null ? Wire.textOrNull(body, "root") : parent);
        return whole(body, Document.GIT_METADATA);
    }

    private Reply whole(ObjectNode body, Document document) {
        String key = Wire.required(body, "experimentKey");
        body.remove(List.of("experimentKey", "apiKey", "api_key"));
        services.log().document(key, document, body.toString());
        return Wire.saved(json);
    }

    private Reply systemDetails(Request request) throws IOException {
        ObjectNode body = request.object();
        services.details().merge(Wire.required(body, "experimentKey"), body);
        return Wire.saved(json);
    }

    // ---- what the machine does, kept as the metrics that a live run logs

    private Reply cpu(Request request) throws IOException {
        ObjectNode body = request.object();
        List<JsonNode> percents = new ArrayList<>();
        Wire.list(body, "cpuPercentUtilization").forEach(percents::add);
        if (!percents.stream().allMatch(JsonNode::isNumber)) {
            throw CometError.BAD_BODY.of("cpuPercentUtilization must be a list of numbers");
        }
        List<MetricEntry> metrics = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < percents.size(); i++) {
            sum += percents.get(i).asDouble();
            metrics.add(measured(
                    body, String.format(java.util.Locale.ROOT, "sys.cpu.percent.%02d", i + 1), percents.get(i)));
        }
        if (!percents.isEmpty()) {
            metrics.add(
                    measured(body, "sys.cpu.percent.avg", json.getNodeFactory().numberNode(sum / percents.size())));
        }
        return measured(body, metrics);
    }

    private Reply ram(Request request) throws IOException {
        ObjectNode body = request.object();
        return measured(
                body,
                List.of(
                        measured(body, "sys.ram.total", body.path("totalRam")),
                        measured(body, "sys.ram.used", body.path("usedRam"))));
    }

    private Reply load(Request request) throws IOException {
        ObjectNode body = request.object();
        return measured(body, List.of(measured(body, "sys.load.avg", body.path("loadAverage"))));
    }

    private Reply gpu(Request request) throws IOException {
        ObjectNode body = request.object();
        List<MetricEntry> metrics = new ArrayList<>();
        for (JsonNode gpu : Wire.list(body, "gpus")) {
            String prefix = "sys.gpu." + gpu.path("gpuId").asText() + ".";
            metrics.add(measured(body, prefix + "gpu_utilization", gpu.path("gpuUtilization")));
            metrics.add(measured(body, prefix + "free_memory", gpu.path("freeMemory")));
            metrics.add(measured(body, prefix + "used_memory", gpu.path("usedMemory")));
            metrics.add(measured(body, prefix + "total_memory", gpu.path("totalMemory")));
        }
        return measured(body, metrics);
    }

    private Reply measured(ObjectNode body, List<MetricEntry> metrics) {
        services.log()
                .metrics(
                        Wire.required(body, "experimentKey"),
                        metrics.stream()
                                .filter(metric -> !metric.value().equals("null"))
                                .toList());
        return Wire.saved(json);
    }

    private static MetricEntry measured(ObjectNode body, String name, JsonNode value) {
        ValueEntry frame = new ValueEntry(
                name,
                null,
                Wire.longOrNull(body, "step"),
                Wire.textOrNull(body, "context"),
                Wire.flooredOrNull(body, "timestamp"));
        return new MetricEntry(
                name,
                Wire.metricValue(value),
                frame.step(),
                Wire.flooredOrNull(body, "epoch"),
                frame.context(),
                frame.timestamp());
    }
}
