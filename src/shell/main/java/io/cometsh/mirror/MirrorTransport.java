package io.cometsh.mirror;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.client.service.Endpoints;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.Source;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.ReadOnlyException;
import io.cometsh.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Answers reads from mirrors as the server would: {@code new MirrorTransport(mirrors, asOf)}. A reply about one run is the
 * reply that the server gave when the run was read. Listings and queries are answered from the index, and a read that a
 * sync does not make is refused.
 */
public final class MirrorTransport implements Transport {
    private static final String JSON = "application/json";
    private static final int NOT_FOUND = 404;
    private static final int USUAL_PAGE = 100;

    private final Mirrors mirrors;
    private final BiConsumer<String, Instant> asOf;

    /** @param asOf receives {@code WORKSPACE/PROJECT} and the time of its listing, with each answer about it */
    public MirrorTransport(Mirrors mirrors, BiConsumer<String, Instant> asOf) {
        this.mirrors = mirrors;
        this.asOf = asOf;
    }

    MirrorTransport(Mirror mirror) {
        this(Mirrors.opened(mirror), (project, time) -> {});
    }

    @Override
    public ApiReply send(ApiRequest request) {
        try (ApiStream reply = open(request)) {
            return new ApiReply(
                    reply.status(), reply.contentType(), reply.body().readAllBytes());
        } catch (IOException e) {
            throw new CometConnectionException(request.describe() + ": the mirror cannot be read", e);
        }
    }

    @Override
    public ApiStream open(ApiRequest request) {
        if (request.leavesATrace()) {
            throw new ReadOnlyException(request, "with --offline nothing is sent");
        }
        try {
            return answer(request);
        } catch (IOException e) {
            throw new CometConnectionException(request.describe() + ": the mirror cannot be read", e);
        }
    }

    private ApiStream answer(ApiRequest request) throws IOException {
        Map<String, String> given = request.parameters();
        return switch (request.endpoint()) {
            case Endpoints.ACCOUNT_DETAILS -> json(account());
            case Endpoints.WORKSPACES -> json(texts("workspaceNames", mirrors.workspaces()));
            case Endpoints.PROJECTS -> json(projects(given.get("workspaceName")));
            case Endpoints.PROJECT -> json(place(given).project().row());
            case Endpoints.COLUMNS -> json(columns(place(given)));
            case Endpoints.EXPERIMENTS -> json(listing(given));
            case Endpoints.METADATA ->
                json(MirrorFolder.JSON.valueToTree(run(request).run.row()));
            case Endpoints.QUERY -> json(query(body(request)));
            case Endpoints.SEARCH -> json(search(body(request)));
            case Endpoints.CHART -> json(charts(body(request)));
            case Endpoints.PARAMETERS,
                    Endpoints.METRICS_SUMMARY,
                    Endpoints.OTHERS,
                    Endpoints.TAGS,
                    Endpoints.SYSTEM_DETAILS -> fact(request);
            case Endpoints.METRICS_ALL, Endpoints.ASSETS, Endpoints.ASSET -> points(request);
            case Endpoints.METRIC -> metric(request);
            default -> throw missing(request);
        };
    }

    private static NotMirroredException missing(ApiRequest request) {
        String what = request.endpoint().replaceFirst("^/?(clientlib/)?(get/)?", "");
        return new NotMirroredException("offline: a mirror has runs, parameters, metrics, others, tags and system"
                + " details, and not " + what + "; to ask the server, leave out --offline");
    }

    private static JsonNode body(ApiRequest request) throws IOException {
        return MirrorFolder.JSON.readTree(request.json());
    }

    private static ApiStream json(JsonNode body) throws IOException {
        byte[] bytes = MirrorFolder.JSON.writeValueAsBytes(body);
        return new ApiStream(200, JSON, bytes.length, new ByteArrayInputStream(bytes));
    }

    private static ObjectNode object() {
        return MirrorFolder.JSON.createObjectNode();
    }

    private static ObjectNode texts(String member, List<String> texts) {
        ObjectNode node = object();
        ArrayNode list = node.putArray(member);
        texts.forEach(list::add);
        return node;
    }

    private ObjectNode account() {
        List<String> workspaces = mirrors.workspaces();
        return object().put("userName", (String) null)
                .put("defaultWorkspaceName", workspaces.size() == 1 ? workspaces.get(0) : null);
    }

    private ObjectNode projects(String workspace) {
        ObjectNode node = object();
        ArrayNode list = node.putArray("projects");
        mirrors.of(workspace).state().projects().forEach(project -> list.add(project.row()));
        return node;
    }

    /** A project, and the mirror that it is in. */
    private record Place(Mirror mirror, MirrorState.MirroredProject project) {}

    /** A run, and the mirror that it is in. */
    private record RunPlace(Mirror mirror, MirrorRun run) {}

    private Place place(Map<String, String> given) {
        return place(given.get("workspaceName"), given.get("projectName"), given.get("projectId"));
    }

    private Place place(String workspace, String name, String id) {
        for (Mirror mirror : id == null ? List.of(mirrors.of(workspace)) : mirrors.all()) {
            for (MirrorState.MirroredProject project : mirror.state().projects()) {
                boolean wanted = id == null
                        ? project.name().equals(name)
                        : id.equals(project.row().path("projectId").asText(null));
                if (wanted) {
                    asOf.accept(mirror.workspace() + "/" + project.name(), Instant.ofEpochMilli(project.syncedAt()));
                    return new Place(mirror, project);
                }
            }
        }
        throw notFound("the mirror has no project \"" + (id == null ? name : id) + "\"");
    }

    private static CometHttpException notFound(String what) {
        return new CometHttpException(what, NOT_FOUND, what, 0);
    }

    private static JsonNode columns(Place place) {
        JsonNode columns = place.project().columns();
        if (columns == null) {
            throw notFound("the server of the mirror does not know the columns of a project");
        }
        return columns;
    }

    private RunPlace run(ApiRequest request) {
        String key = request.parameters().get("experimentKey");
        MirrorRun deleted = null;
        for (Mirror mirror : mirrors.all()) {
            MirrorRun run = mirror.run(key);
            if (run != null && !run.deleted()) {
                MirrorState.MirroredProject project =
                        mirror.state().project(run.row().projectName());
                if (project != null) {
                    asOf.accept(mirror.workspace() + "/" + project.name(), Instant.ofEpochMilli(project.syncedAt()));
                }
                return new RunPlace(mirror, run);
            }
            deleted = run == null ? deleted : run;
        }
        throw notFound(
                deleted == null
                        ? "the mirror has no experiment \"" + key + "\""
                        : "the experiment \"" + key + "\" is deleted: the sync of "
                                + Instant.ofEpochMilli(deleted.deletedAt()) + " did not find it");
    }

    private static List<MirrorRun> runs(Place place, boolean archived) {
        return place.mirror().runs(place.project()).values().stream()
                .filter(run -> !run.deleted() && run.row().archived() == archived)
                .toList();
    }

    private ObjectNode listing(Map<String, String> given) {
        List<ExperimentMetadata> rows =
                new ArrayList<>(runs(place(given), "true".equalsIgnoreCase(given.get("archived"))).stream()
                        .map(MirrorRun::row)
                        .toList());
        String sortBy = given.get("sortBy");
        if (sortBy != null) {
            Function<ExperimentMetadata, Long> time =
                    sortBy.equals("endTime") ? ExperimentMetadata::endTimeMillis : ExperimentMetadata::startTimeMillis;
            Comparator<ExperimentMetadata> order =
                    Comparator.comparing(time, Comparator.nullsFirst(Comparator.naturalOrder()));
            rows.sort("desc".equals(given.get("sortOrder")) ? order.reversed() : order);
        }
        if (given.get("page") != null && given.get("size") != null) {
            rows = page(rows, Integer.parseInt(given.get("page")), Integer.parseInt(given.get("size")));
        }
        return rows(rows);
    }

    private static <T> List<T> page(List<T> all, int page, int size) {
        int from = (int) Math.min(all.size(), Math.max(0, page - 1L) * size);
        return all.subList(from, (int) Math.min(all.size(), (long) from + size));
    }

    private static ObjectNode rows(List<ExperimentMetadata> rows) {
        ObjectNode node = object();
        ArrayNode list = node.putArray("experiments");
        rows.forEach(row -> list.add(MirrorFolder.JSON.<JsonNode>valueToTree(row)));
        return node;
    }

    private ObjectNode query(JsonNode body) {
        Place place = place(
                body.path("workspaceName").asText(null),
                body.path("projectName").asText(null),
                body.path("projectId").asText(null));
        RuleMatcher matcher = new RuleMatcher(place.project().columns());
        List<MirrorRun> hits = hits(
                place,
                matcher.predicates(body.path("predicates")),
                body.path("archived").asBoolean());
        return texts("experimentKeys", hits.stream().map(MirrorRun::key).toList());
    }

    private ObjectNode search(JsonNode body) {
        Place place = place(null, null, body.path("projectId").asText());
        RuleMatcher matcher = new RuleMatcher(place.project().columns());
        List<MirrorRun> hits = hits(
                place,
                matcher.tree(body.path("rulesTree")),
                body.path("deleted").asBoolean());
        List<MirrorRun> page =
                page(hits, body.path("page").asInt(1), body.path("limit").asInt(USUAL_PAGE));
        ObjectNode node = rows(page.stream().map(MirrorRun::row).toList());
        return node.put("totalCount", hits.size());
    }

    private static List<MirrorRun> hits(Place place, Predicate<MirrorFacts> condition, boolean archived) {
        return runs(place, archived).parallelStream()
                .filter(run -> condition.test(place.mirror().factsOf(run)))
                .toList();
    }

    private ApiStream fact(ApiRequest request) {
        RunPlace place = run(request);
        byte[] reply = place.mirror().facts(place.run()).get(RecordedReplies.name(request));
        if (reply == null) {
            throw missing(request);
        }
        return new ApiStream(200, JSON, reply.length, new ByteArrayInputStream(reply));
    }

    private ApiStream points(ApiRequest request) {
        RunPlace place = run(request);
        RecordedReplies.Found found = place.mirror().points(place.run(), RecordedReplies.name(request));
        if (found == null && request.endpoint().equals(Endpoints.METRICS_ALL)) {
            // As on a server without this read: the caller asks for each metric then.
            throw notFound("the mirror has the points of each metric");
        }
        if (found == null) {
            throw missing(request);
        }
        return new ApiStream(200, found.contentType(), -1, found.body());
    }

    private ApiStream metric(ApiRequest request) throws IOException {
        RunPlace place = run(request);
        RecordedReplies.Found recorded = place.mirror().points(place.run(), RecordedReplies.name(request));
        if (recorded != null) {
            return new ApiStream(200, recorded.contentType(), -1, recorded.body());
        }
        String metric = request.parameters().get("metricName");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"metrics\":[".getBytes(StandardCharsets.UTF_8));
        eachPoint(place, point -> {
            if (Objects.equals(point.path("metricName").asText(null), metric)) {
                out.writeBytes((out.size() > 12 ? "," : "").getBytes(StandardCharsets.UTF_8));
                out.writeBytes(MirrorFolder.JSON.writeValueAsBytes(point));
            }
        });
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return new ApiStream(200, JSON, out.size(), new ByteArrayInputStream(out.toByteArray()));
    }

    /** What is done with each point. */
    @FunctionalInterface
    private interface PointUse {
        void use(JsonNode point) throws IOException;
    }

    private static void eachPoint(RunPlace place, PointUse use) throws IOException {
        ApiRequest all = ApiRequest.get(
                Endpoints.METRICS_ALL, Map.of("experimentKey", place.run().key()));
        RecordedReplies.Found found = place.mirror().points(place.run(), RecordedReplies.name(all));
        if (found == null) {
            return;
        }
        try (JsonParser json = MirrorFolder.JSON.getFactory().createParser(found.body())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_OBJECT
                        && !json.getParsingContext().getParent().inRoot()) {
                    use.use(json.readValueAsTree());
                }
            }
        }
    }

    private ObjectNode charts(JsonNode body) throws IOException {
        List<String> metrics = texts(body.path("metrics"));
        List<String> params = body.path("params").isArray() ? texts(body.path("params")) : null;
        boolean full = body.path("fetchFull").asBoolean();
        ObjectNode reply = object();
        ObjectNode experiments = object();
        for (String key : texts(body.path("targetedExperiments"))) {
            RunPlace place;
            try {
                place = run(ApiRequest.get(Endpoints.METADATA, Map.of("experimentKey", key)));
            } catch (CometHttpException e) {
                continue;
            }
            experiments.set(key, chart(place, metrics, params, full));
        }
        reply.put("empty", experiments.isEmpty());
        reply.set("experiments", experiments);
        return reply;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static ObjectNode chart(RunPlace place, List<String> metrics, List<String> params, boolean full)
            throws IOException {
        Map<String, List<JsonNode>> curves = new HashMap<>();
        if (!metrics.isEmpty()) {
            eachPoint(place, point -> {
                String metric = point.path("metricName").asText();
                if (metrics.contains(metric)) {
                    curves.computeIfAbsent(metric, name -> new ArrayList<>()).add(point);
                }
            });
        }
        ObjectNode chart = object().put("experimentKey", place.run().key())
                .put("experimentName", place.run().row().experimentName())
                .put("empty", curves.isEmpty())
                .putNull("steps")
                .putNull("epochs");
        if (params == null) {
            chart.putNull("params");
        } else {
            Map<String, String> known = place.mirror().factsOf(place.run()).values(Source.PARAMETERS);
            ObjectNode found = chart.putObject("params");
            params.stream().filter(name -> known.get(name) != null).forEach(name -> found.put(name, known.get(name)));
        }
        ArrayNode list = chart.putArray("metrics");
        metrics.stream()
                .distinct()
                .filter(curves::containsKey)
                .forEach(name -> list.add(MirrorCurve.of(name, curves.get(name), full)));
        return chart;
    }

    @Override
    public void close() {
        mirrors.close();
    }
}
