package io.cometsh.client.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Replies;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statistics over the whole curves of some metrics, of many experiments with one request. The reply is read as a stream,
 * so that no more than one curve is in memory for each request.
 */
final class CurveReads {
    /** The curves of so many experiments are read first; they show how many fit into a request. */
    private static final int FIRST_EXPERIMENTS = 8;

    private static final int MOST_EXPERIMENTS = 250;
    private static final int POINTS_A_REQUEST = 200_000;
    /** Curves with more points each take longer than one small read of each experiment. */
    private static final int LONG_CURVES = 2_000;

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonCalls calls;

    CurveReads(JsonCalls calls) {
        this.calls = calls;
    }

    /** The statistics by experiment, then by metric; what has no points is left out. @param metrics the steps that are wanted of each */
    Map<String, Map<String, CurveStatistics>> read(
            List<String> keys, Map<String, Set<Long>> metrics, Parallel parallel) {
        return read(keys, metrics, parallel, Integer.MAX_VALUE).orElseThrow();
    }

    /** The same; empty when the first curves show that one small read for each experiment is the shorter way. */
    Optional<Map<String, Map<String, CurveStatistics>>> readUnlessLong(
            List<String> keys, Map<String, Set<Long>> metrics, Parallel parallel) {
        return read(keys, metrics, parallel, LONG_CURVES);
    }

    /** How many requests so many experiments take, where their curves are not long. */
    static long requests(long experiments) {
        return experiments <= FIRST_EXPERIMENTS
                ? 1
                : 1 + (experiments - FIRST_EXPERIMENTS + MOST_EXPERIMENTS - 1) / MOST_EXPERIMENTS;
    }

    private Optional<Map<String, Map<String, CurveStatistics>>> read(
            List<String> keys, Map<String, Set<Long>> metrics, Parallel parallel, int longest) {
        int begin = Math.min(FIRST_EXPERIMENTS, keys.size());
        Map<String, Map<String, CurveStatistics>> all = new LinkedHashMap<>(request(keys.subList(0, begin), metrics));
        if (begin == keys.size()) {
            return Optional.of(all);
        }
        long points = all.values().stream()
                .flatMap(curves -> curves.values().stream())
                .mapToLong(CurveStatistics::points)
                .sum();
        if (points / begin > longest) {
            return Optional.empty();
        }
        int each = (int) Math.max(1, Math.min(MOST_EXPERIMENTS, POINTS_A_REQUEST / Math.max(1, points / begin)));
        List<List<String>> groups = new ArrayList<>();
        for (int from = begin; from < keys.size(); from += each) {
            groups.add(keys.subList(from, Math.min(from + each, keys.size())));
        }
        parallel.map(groups, group -> request(group, metrics)).forEach(all::putAll);
        return Optional.of(all);
    }

    private Map<String, Map<String, CurveStatistics>> request(List<String> keys, Map<String, Set<Long>> metrics) {
        Map<String, Object> body = ChartReads.body(keys, List.copyOf(metrics.keySet()), null, true, true);
        return calls.stream(Endpoints.CHART, body, (request, reply) -> {
            PointReader.requireJson(request, reply);
            try (JsonParser json = JSON.createParser(reply.body())) {
                return charts(request, json, metrics);
            }
        });
    }

    private static Map<String, Map<String, CurveStatistics>> charts(
            ApiRequest request, JsonParser json, Map<String, Set<Long>> metrics) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new EOFException("no JSON object");
        }
        Map<String, Map<String, CurveStatistics>> charts = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean experiments = "experiments".equals(json.currentName());
            if (json.nextToken() == JsonToken.START_OBJECT && experiments) {
                charts = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String key = json.currentName();
                    json.nextToken();
                    charts.put(key, chart(json, metrics));
                }
            } else {
                json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new EOFException("no whole JSON object");
        }
        if (charts == null) {
            throw Replies.missing(request, "experiments");
        }
        return charts;
    }

    private static Map<String, CurveStatistics> chart(JsonParser json, Map<String, Set<Long>> metrics)
            throws IOException {
        Map<String, CurveStatistics> curves = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean listed = "metrics".equals(json.currentName());
            if (json.nextToken() == JsonToken.START_ARRAY && listed) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    curve(json, metrics, curves);
                }
            } else {
                json.skipChildren();
            }
        }
        return curves;
    }

    private static void curve(JsonParser json, Map<String, Set<Long>> metrics, Map<String, CurveStatistics> curves)
            throws IOException {
        String name = null;
        List<String> values = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        List<Long> timestamps = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken token = json.nextToken();
            switch (member) {
                case "metricName" -> name = json.getText();
                case "values" -> texts(json, token, values);
                case "steps" -> numbers(json, token, steps);
                case "timestamps" -> numbers(json, token, timestamps);
                default -> json.skipChildren();
            }
        }
        if (name != null && metrics.containsKey(name) && !values.isEmpty()) {
            curves.put(name, CurveStatistics.of(values, steps, timestamps, metrics.get(name)));
        }
    }

    private static void texts(JsonParser json, JsonToken begin, List<String> into) throws IOException {
        if (begin == JsonToken.START_ARRAY) {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                requireScalar(token);
                into.add(token == JsonToken.VALUE_NULL ? null : json.getText());
            }
        } else {
            json.skipChildren();
        }
    }

    private static void numbers(JsonParser json, JsonToken begin, List<Long> into) throws IOException {
        if (begin == JsonToken.START_ARRAY) {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                requireScalar(token);
                into.add(token.isNumeric() ? (Long) json.getNumberValue().longValue() : null);
            }
        } else {
            json.skipChildren();
        }
    }

    private static void requireScalar(JsonToken token) throws IOException {
        if (token == null || !token.isScalarValue()) {
            throw new IOException("a list of a chart has something else than values");
        }
    }
}
