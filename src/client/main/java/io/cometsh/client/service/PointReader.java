package io.cometsh.client.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.client.wire.Numbers;
import io.cometsh.client.wire.WireReader;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.Replies;
import io.cometsh.transport.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the points of metrics while they come from the server, however many there are:
 * {@code new PointReader(transport).all(experimentKey, sink)}.
 *
 * <p>What the service answers with is what it kept: at most {@link #MOST_KEPT} points a metric. A series of fewer points
 * is whole. Of longer ones it keeps every point beside that, in files: {@link #totals}.
 */
public final class PointReader {
    /** More points of a metric than these are not to be had from the two reads of points. */
    public static final int MOST_KEPT = 15_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Transport transport;
    private final JsonCalls calls;
    private final Assets assets;
    private final Downloads downloads;

    public PointReader(Transport transport) {
        this.transport = transport;
        calls = new JsonCalls(transport);
        assets = new Assets(calls, null, warning -> {});
        downloads = new Downloads(transport);
    }

    /**
     * Every metric of an experiment. Endpoint: {@code experiment/metrics/get-all}; on a server without it,
     * {@code experiment/metrics/get-metric} for each.
     */
    public void all(String experimentKey, PointSink sink) {
        try {
            read(ApiRequest.get(Endpoints.METRICS_ALL, JsonCalls.parameters("experimentKey", experimentKey)), sink);
        } catch (CometHttpException e) {
            if (e.status() != 404 && e.status() != 405) {
                throw e;
            }
            // Where it is the experiment that is missing, this read reports it.
            calls.get(Endpoints.METRICS_SUMMARY, JsonCalls.parameters("experimentKey", experimentKey))
                    .list("values", WireReader::summary)
                    .forEach(summary -> metric(experimentKey, summary.name(), sink));
        }
    }

    /** One metric of an experiment; no points when it was never logged. Endpoint: {@code experiment/metrics/get-metric}. */
    public void metric(String experimentKey, String metricName, PointSink sink) {
        read(
                ApiRequest.get(
                        Endpoints.METRIC,
                        JsonCalls.parameters("experimentKey", experimentKey, "metricName", metricName)),
                sink);
    }

    /** The files in which the service keeps an experiment's long metrics whole. Endpoint: {@code experiment/asset/list}. */
    public List<Asset> totals(String experimentKey) {
        return assets.list(experimentKey, MetricTotals.TYPE);
    }

    /**
     * Every logged point of a metric out of those files.
     *
     * @param totals of {@link #totals}
     * @param metricNames all metrics of the experiment: the files' names keep only some of their characters
     * @return false when no file holds this metric, or when it could as well be another's
     */
    public boolean total(
            String experimentKey, String metricName, List<Asset> totals, Iterable<String> metricNames, PointSink sink) {
        Map<String, Integer> stems = new HashMap<>();
        metricNames.forEach(name -> stems.merge(MetricTotals.stem(name), 1, Integer::sum));
        List<Asset> parts = MetricTotals.parts(totals, metricName);
        if (parts.isEmpty() || stems.getOrDefault(MetricTotals.stem(metricName), 0) > 1) {
            return false;
        }
        for (Asset part : parts) {
            sink.begin();
            MetricTotals.points(downloads, experimentKey, metricName, part, sink);
            sink.complete();
        }
        return true;
    }

    private void read(ApiRequest request, PointSink sink) {
        transport.<Void>stream(request, reply -> {
            sink.begin();
            requireJson(request, reply);
            PointScanner scanner = new PointScanner(reply.body());
            if (!scanner.scan(sink)) {
                try (JsonParser json = JSON.createParser(scanner.rest())) {
                    points(request, json, sink);
                }
            }
            sink.complete();
            return null;
        });
    }

    static void requireJson(ApiRequest request, ApiStream reply) {
        if (String.valueOf(reply.contentType()).toLowerCase(Locale.ROOT).startsWith("text/html")) {
            throw Replies.notJson(
                    request,
                    new ApiReply(reply.status(), reply.contentType(), "<".getBytes(StandardCharsets.UTF_8)),
                    null);
        }
    }

    private static void points(ApiRequest request, JsonParser json, PointSink sink) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new EOFException("no JSON object");
        }
        boolean found = false;
        boolean empty = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            empty = false;
            boolean metrics = "metrics".equals(json.currentName());
            JsonToken value = json.nextToken();
            if (metrics && value == JsonToken.START_ARRAY) {
                found = true;
                OnePoint point = new OnePoint();
                JsonToken next = json.nextToken();
                for (; next == JsonToken.START_OBJECT; next = json.nextToken()) {
                    sink.point(point.read(json));
                }
                if (next != JsonToken.END_ARRAY) {
                    throw new IOException("the list of points has something else than points");
                }
            } else {
                found |= metrics && value == JsonToken.VALUE_NULL;
                json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new EOFException("no whole JSON object");
        }
        // An empty object is an experiment without metrics, as it is to Comet's own client.
        if (!found && !empty) {
            throw Replies.missing(request, "metrics");
        }
    }

    /** Reads points one by one; keeps the last name, since the next one nearly always has the same. */
    private static final class OnePoint {
        private String lastName = "";

        MetricPoint read(JsonParser json) throws IOException {
            String name = null;
            String value = null;
            Long timestamp = null;
            Long step = null;
            Long epoch = null;
            String context = null;
            Long offset = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken token = json.nextToken();
                switch (member) {
                    case "metricName" -> name = name(json, token);
                    case "metricValue" -> value = text(json, token);
                    case "timestamp" -> timestamp = number(json, token);
                    case "step" -> step = number(json, token);
                    case "epoch" -> epoch = number(json, token);
                    case "runContext" -> context = text(json, token);
                    case "offset" -> offset = number(json, token);
                    default -> json.skipChildren();
                }
            }
            return new MetricPoint(name, value, timestamp, step, epoch, context, offset);
        }

        private String name(JsonParser json, JsonToken token) throws IOException {
            if (token != JsonToken.VALUE_STRING) {
                return text(json, token);
            }
            char[] text = json.getTextCharacters();
            int from = json.getTextOffset();
            int length = json.getTextLength();
            boolean same = length == lastName.length();
            for (int i = 0; same && i < length; i++) {
                same = text[from + i] == lastName.charAt(i);
            }
            lastName = same ? lastName : new String(text, from, length);
            return lastName;
        }

        private static String text(JsonParser json, JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (!token.isScalarValue()) {
                json.skipChildren();
                return null;
            }
            return json.getText();
        }

        private static Long number(JsonParser json, JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_NUMBER_INT) {
                return json.getLongValue();
            }
            if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                return (long) json.getDoubleValue();
            }
            if (token == JsonToken.VALUE_STRING) {
                double number = Numbers.toDouble(json.getText());
                return Double.isFinite(number) ? (Long) (long) number : null;
            }
            json.skipChildren();
            return null;
        }
    }
}
