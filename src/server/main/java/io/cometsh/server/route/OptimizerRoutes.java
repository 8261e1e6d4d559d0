package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.OptimizerService.Evidence;
import io.cometsh.server.service.OptimizerService.OptimizerStatus;
import io.cometsh.server.service.OptimizerService.Report;
import io.cometsh.server.store.AssignmentRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The optimizer, which clients look for at {@code /optimizer/} of the server. What it refuses has status 200 and a {@code code} that is not 200 in the reply, which is where clients look for
 * the reason.
 */
final class OptimizerRoutes {
    /** The protocol that clients log as {@code optimizer_version}. */
    private static final String VERSION = "2.0.1";

    private static final int NOTHING_LEFT = 204;

    private final Services services;
    private final ObjectMapper json;

    private OptimizerRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        OptimizerRoutes here = new OptimizerRoutes(services);
        routes.open("GET", Space.LOGGING, "optimizer/spec", withMessage(here.json, here::spec));
        routes.open("GET", Space.LOGGING, "optimizer/algorithms", request -> Reply.of(here.algorithms()));
        routes.post(Space.LOGGING, "optimizer/create", withMessage(here.json, here::create));
        routes.get(Space.LOGGING, "optimizer/next", withMessage(here.json, here::next));
        routes.get(Space.LOGGING, "optimizer/status", withMessage(here.json, here::status));
        routes.post(Space.LOGGING, "optimizer/update", here::update);
        routes.post(Space.LOGGING, "optimizer/insert", here::insert);
        routes.get(Space.LOGGING, "optimizer/dashboard/data", here::dashboard);
    }

    private static Handler withMessage(ObjectMapper json, Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (CometFailure e) {
                return Reply.of(
                        json.createObjectNode().put("code", e.error().status()).put("message", e.getMessage()));
            }
        };
    }

    private Reply spec(Request request) {
        ArrayNode settings = json.createArrayNode();
        services.optimizers()
                .settings(request.required("algorithmName"))
                .forEach((name, value) -> settings.addObject().put("name", name).set("default", value));
        return Reply.of(settings);
    }

    private ArrayNode algorithms() {
        ArrayNode names = json.createArrayNode();
        services.optimizers().algorithms().forEach(names::add);
        return names;
    }

    private Reply create(Request request) throws IOException {
        ObjectNode body = request.object();
        JsonNode trials = body.path("trials");
        if (!trials.isMissingNode() && !trials.isNull() && !(trials.isIntegralNumber() && trials.canConvertToInt())) {
            throw CometError.BAD_OPTIMIZER.of("trials is an integer from 1 on, not " + trials);
        }
        String id = services.optimizers()
                .create(
                        request.user(),
                        body.path("algorithm").asText(),
                        Wire.textOrNull(body, "name"),
                        object(body, "parameters"),
                        object(body, "spec"),
                        trials.asInt(1));
        return Reply.of(ok().put("id", id));
    }

    private ObjectNode object(ObjectNode body, String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return json.createObjectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw CometError.BAD_OPTIMIZER.of(member + " is an object, not " + value);
    }

    private ObjectNode ok() {
        return json.createObjectNode().put("code", 200);
    }

    private Reply next(Request request) throws IOException {
        Optional<AssignmentRow> next = services.optimizers().next(request.required("id"));
        if (next.isEmpty()) {
            return Reply.of(json.createObjectNode()
                    .put("code", NOTHING_LEFT)
                    .put("message", "the search has no set of parameters left"));
        }
        ObjectNode body = ok();
        body.set("parameters", assignment(next.get()));
        return Reply.of(body);
    }

    private ObjectNode assignment(AssignmentRow row) throws IOException {
        ObjectNode node = json.createObjectNode();
        node.put("pid", row.pid()).put("trial", row.trial()).put("count", row.num());
        node.put("status", row.status()).put("score", row.score()).put("epoch", row.epoch());
        node.put("tries", row.tries()).put("retries", row.tries() - 1);
        node.put("startTime", row.started()).put("endTime", row.ended()).put("lastUpdateTime", row.updated());
        node.put("duration", row.ended() == null ? null : Long.valueOf(row.ended() - row.started()));
        node.set("parameters", json.readTree(row.parameters()));
        node.set("metadata", row.metadata() == null ? json.nullNode() : json.readTree(row.metadata()));
        return node;
    }

    /** Without an id the searches of the user. */
    private Reply status(Request request) throws IOException {
        if (request.query("id") != null) {
            return Reply.of(status(services.optimizers().status(request.required("id"))));
        }
        ObjectNode body = ok().put("version", VERSION);
        ArrayNode searches = body.putArray("instances");
        for (OptimizerStatus status : services.optimizers().all()) {
            searches.add(status(status));
        }
        return Reply.of(body);
    }

    /** Without a {@code code}, which would be an error. */
    private ObjectNode status(OptimizerStatus status) throws IOException {
        ObjectNode node = json.createObjectNode();
        JsonNode spec = json.readTree(status.row().spec());
        node.put("id", status.row().id()).put("name", status.row().name()).put("version", VERSION);
        node.put("algorithm", status.row().algorithm());
        node.put("status", state(status));
        node.set("parameters", json.readTree(status.row().parameters()));
        node.set("spec", spec);
        node.put("trials", status.row().trials());
        node.set("maxCombo", spec.get("maxCombo"));
        node.put("comboCount", status.row().sets());
        if (status.size().isPresent()) {
            node.put("configSpaceSize", status.size().getAsLong());
        } else {
            node.put("configSpaceSize", "infinite");
        }
        node.put("suggestion_count", total(status)).put("retryCount", status.retries());
        node.put("startTime", status.row().created());
        node.put("endTime", status.row().ended())
                .put("lastUpdateTime", status.row().updated());
        node.putNull("predictor");
        ObjectNode state = node.putObject("state");
        state.put("sequence_i", status.row().position()).put("total", total(status));
        status.counts().forEach(state::put);
        return node;
    }

    private static String state(OptimizerStatus status) {
        return status.row().ended() == null ? "running" : "completed";
    }

    private static long total(OptimizerStatus status) {
        return status.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    private Reply update(Request request) throws IOException {
        ObjectNode body = request.object();
        services.optimizers().update(Wire.required(body, "id"), report(body));
        return Reply.of(ok());
    }

    private Reply insert(Request request) throws IOException {
        ObjectNode body = request.object();
        services.optimizers()
                .insert(
                        Wire.required(body, "id"),
                        new Evidence(
                                report(body),
                                object(body, "parameters"),
                                body.path("tries").asInt(1),
                                whole(body, "startTime"),
                                whole(body, "endTime"),
                                whole(body, "lastUpdateTime")));
        return Reply.of(ok());
    }

    private static Report report(ObjectNode body) {
        JsonNode score = body.path("score");
        if (!score.isMissingNode() && !score.isNull() && !score.isNumber()) {
            throw CometError.BAD_BODY.of("score is a number, not " + score);
        }
        JsonNode metadata = body.path("metadata");
        return new Report(
                Wire.textOrNull(body, "pid"),
                body.path("trial").asInt(1),
                Wire.textOrNull(body, "status"),
                score.isNumber() ? Double.valueOf(score.doubleValue()) : null,
                whole(body, "epoch"),
                metadata.isMissingNode() || metadata.isNull() ? null : metadata.toString());
    }

    private static Long whole(ObjectNode body, String member) {
        return body.path(member).isNumber() ? Long.valueOf(body.get(member).longValue()) : null;
    }

    /** What reports about a search show. */
    private Reply dashboard(Request request) throws IOException {
        String id = request.required("id");
        OptimizerStatus status = services.optimizers().status(id);
        List<AssignmentRow> jobs = services.optimizers()
                .assignments(id, request.query("status") == null ? List.of() : List.of(request.query("status")));
        int pageSize = (int) Math.min(1000, Math.max(1, positive(request, "page_size", 100)));
        int pages = Math.max(1, (jobs.size() + pageSize - 1) / pageSize);
        int page = (int) Math.min(Integer.MAX_VALUE, positive(request, "page", 1));
        ObjectNode body = ok();
        body.put("id", id).put("name", status.row().name()).put("status", state(status));
        body.put("max_jobs", jobLimit(status));
        body.put("assigned_count", total(status));
        Map<String, Long> counts = status.counts();
        body.put("completed_count", counts.getOrDefault("completed", 0L) + counts.getOrDefault("processed", 0L));
        body.put("failed_count", counts.getOrDefault("aborted", 0L) + counts.getOrDefault("failed", 0L));
        ArrayNode list = body.putArray("jobs");
        for (AssignmentRow job :
                jobs.subList(Math.min(jobs.size(), (page - 1) * pageSize), Math.min(jobs.size(), page * pageSize))) {
            list.add(assignment(job));
        }
        body.putObject("pagination")
                .put("total_jobs", jobs.size())
                .put("total_pages", pages)
                .put("current_page", page)
                .put("page_size", pageSize);
        return Reply.of(body);
    }

    private static long jobLimit(OptimizerStatus status) {
        return status.limit() > Long.MAX_VALUE / status.row().trials()
                ? Long.MAX_VALUE
                : status.limit() * status.row().trials();
    }

    private static long positive(Request request, String name, long otherwise) {
        Long number = request.number(name);
        return number == null ? otherwise : Math.max(1, number);
    }
}
