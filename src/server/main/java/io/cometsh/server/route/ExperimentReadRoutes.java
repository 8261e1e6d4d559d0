package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.ChartService.ExperimentCurves;
import io.cometsh.server.service.ChartService.MetricCurve;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads of one experiment, and the charts of several. Where nothing was logged the answer is 200 with an empty member. */
final class ExperimentReadRoutes {
    private final Services services;
    private final ObjectMapper json;

    private ExperimentReadRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        ExperimentReadRoutes here = new ExperimentReadRoutes(services);
        routes.get(Space.REST, "experiment/metadata", here::metadata);
        routes.get(Space.REST, "experiment/parameters", request -> here.summaries(request, Source.PARAMS));
        routes.get(Space.REST, "experiment/metrics/summary", request -> here.summaries(request, Source.METRICS));
        routes.get(Space.REST, "experiment/log-other", request -> here.summaries(request, Source.LOG_OTHER));
        routes.get(Space.REST, "experiment/metrics/get-all", here::allMetrics);
        routes.get(Space.REST, "experiment/metrics/get-metric", here::metric);
        routes.get(Space.REST, "experiment/tags", here::tags);
        routes.get(Space.REST, "experiment/processing/status", here::processing);
        routes.get(
                Space.REST,
                "experiment/system-details",
                request -> Reply.of(services.details().get(request.required("experimentKey"))));
        routes.get(Space.REST, "experiment/html", request -> here.document(request, Document.HTML, "html"));
        routes.get(Space.REST, "experiment/code", here::code);
        routes.get(Space.REST, "experiment/graph", request -> here.document(request, Document.GRAPH, "graph"));
        routes.get(Space.REST, "experiment/output", here::output);
        routes.get(Space.REST, "experiment/git/metadata", here::gitMetadata);
        routes.get(Space.REST, "experiment/git/patch", here::gitPatch);
        routes.post(Space.REST, "experiments/multi-metric-chart", here::charts);
    }

    private Reply metadata(Request request) {
        ExperimentInProject placed = services.experiments().get(request.required("experimentKey"));
        return new Reply.Streamed(out -> Wire.experiment(out, placed.row(), placed.project()));
    }

    private Reply summaries(Request request, Source source) {
        List<Value> values = services.log().values(request.required("experimentKey"), source);
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("values");
            for (Value value : values) {
                Wire.summary(out, value, source != Source.LOG_OTHER);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private Reply metric(Request request) {
        String name = request.required("metricName");
        List<MetricPoint> points = services.log().metric(request.required("experimentKey"), name);
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("metrics");
            Wire.points(out, name, points);
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private Reply allMetrics(Request request) {
        String key = request.required("experimentKey");
        services.experiments().get(key);
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("metrics");
            services.log().allMetrics(key, (name, points) -> {
                try {
                    Wire.points(out, name, points);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** What was received is stored before the reply, so nothing is ever still being processed. */
    private Reply processing(Request request) {
        services.experiments().get(request.required("experimentKey"));
        return Reply.of(json.createObjectNode().put("processing", false));
    }

    private Reply tags(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode tags = body.putArray("tags");
        services.log().tags(request.required("experimentKey")).forEach(tags::add);
        return Reply.of(body);
    }

    private Reply code(Request request) throws IOException {
        return text("code", services.assets().code(request.required("experimentKey")));
    }

    private Reply document(Request request, Document document, String member) {
        return text(member, services.log().document(request.required("experimentKey"), document));
    }

    private static Reply text(String member, String body) {
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            Wire.text(out, member, body);
            out.writeEndObject();
        });
    }

    private Reply output(Request request) {
        String output = services.log().output(request.required("experimentKey"));
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeStringField("output", output);
            out.writeEndObject();
        });
    }

    private Reply gitMetadata(Request request) throws IOException {
        String stored = services.log().document(request.required("experimentKey"), Document.GIT_METADATA);
        ObjectNode body = json.createObjectNode();
        JsonNode known = stored == null ? body : json.readTree(stored);
        for (String member : List.of("user", "root", "branch", "parent", "origin")) {
            body.put(member, Wire.valueText(known.get(member)));
        }
        return Reply.of(body);
    }

    private Reply gitPatch(Request request) {
        String patch = services.log().document(request.required("experimentKey"), Document.GIT_PATCH);
        if (patch == null) {
            // Clients know "no patch" by these very bytes at the beginning.
            return new Reply.Bytes("application/json", "{\"msg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        }
        return new Reply.Bytes("application/octet-stream", Base64.getDecoder().decode(patch));
    }

    private Reply charts(Request request) throws IOException {
        ObjectNode body = request.object();
        List<String> metrics = Wire.texts(body, "metrics");
        List<String> params = body.hasNonNull("params") ? Wire.texts(body, "params") : null;
        boolean full = Wire.flag(body, "fetchFull");
        List<String> keys = Wire.texts(body, "targetedExperiments");
        List<String> known =
                keys.stream().filter(services.experiments()::exists).toList();
        return new Reply.Streamed(out -> {
            out.writeStartObject();
            out.writeBooleanField("empty", known.isEmpty());
            out.writeObjectFieldStart("experiments");
            for (String key : known) {
                series(out, services.charts().series(key, metrics, params, full));
            }
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private static void series(JsonGenerator out, ExperimentCurves series) throws IOException {
        out.writeObjectFieldStart(series.experimentKey());
        out.writeStringField("experimentKey", series.experimentKey());
        Wire.text(out, "experimentName", series.experimentName());
        out.writeBooleanField("empty", series.curves().isEmpty());
        out.writeNullField("steps");
        out.writeNullField("epochs");
        if (series.params() == null) {
            out.writeNullField("params");
        } else {
            out.writeObjectFieldStart("params");
            for (Map.Entry<String, String> param : series.params().entrySet()) {
                out.writeStringField(param.getKey(), param.getValue());
            }
            out.writeEndObject();
        }
        out.writeArrayFieldStart("metrics");
        for (MetricCurve curve : series.curves()) {
            curve(out, curve);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Parallel lists. Durations are milliseconds since the first point in time. */
    private static void curve(JsonGenerator out, MetricCurve curve) throws IOException {
        long first =
                curve.points().stream().mapToLong(MetricPoint::timestamp).min().orElse(0);
        out.writeStartObject();
        out.writeStringField("metricName", curve.metric());
        out.writeArrayFieldStart("values");
        for (MetricPoint point : curve.points()) {
            value(out, point.value());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("steps");
        for (MetricPoint point : curve.points()) {
            number(out, point.step());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("epochs");
        for (MetricPoint point : curve.points()) {
            number(out, point.epoch());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("timestamps");
        for (MetricPoint point : curve.points()) {
            out.writeNumber(point.timestamp());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("durations");
        for (MetricPoint point : curve.points()) {
            out.writeNumber(point.timestamp() - first);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** JSON has no NaN: those come as the texts {@code "NaN"}, {@code "Infinity"}. */
    private static void value(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(value.toString());
        }
    }

    private static void number(JsonGenerator out, Long value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            out.writeNumber(value);
        }
    }
}
