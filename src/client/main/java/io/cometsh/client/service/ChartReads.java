package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ChartMetric;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.Numbers;
import io.cometsh.client.wire.PlainValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the curves of several metrics of several experiments with one request. */
public final class ChartReads {
    private final JsonCalls calls;

    public ChartReads(JsonCalls calls) {
        this.calls = calls;
    }

    public Map<String, ExperimentChart> read(
            Collection<?> experimentKeys,
            Collection<?> metrics,
            Collection<?> parameters,
            boolean independent,
            boolean full) {
        List<String> metricNames = names(metrics);
        List<String> parameterNames = names(parameters);
        if (metricNames.isEmpty() && parameterNames.isEmpty()) {
            return new LinkedHashMap<>();
        }
        JsonReply answer = calls.post(
                Endpoints.CHART,
                body(
                        names(experimentKeys),
                        metricNames,
                        parameterNames.isEmpty() ? null : parameterNames,
                        independent,
                        full));
        JsonNode experiments = answer.json().get("experiments");
        if (experiments == null || !experiments.isObject()) {
            throw answer.missing("experiments");
        }
        Map<String, ExperimentChart> charts = new LinkedHashMap<>();
        experiments.properties().forEach(member -> charts.put(member.getKey(), chart(member.getValue())));
        return charts;
    }

    static Map<String, Object> body(
            List<String> experimentKeys,
            List<String> metrics,
            List<String> parameters,
            boolean independent,
            boolean full) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("targetedExperiments", experimentKeys);
        body.put("metrics", metrics);
        body.put("params", parameters);
        body.put("independentMetrics", independent);
        body.put("fetchFull", full);
        return body;
    }

    /** As texts, without the empty ones; a script's list may hold its own kind of string. */
    private static List<String> names(Collection<?> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .filter(name -> name != null && !name.toString().isEmpty())
                        .map(Object::toString)
                        .toList();
    }

    private static ExperimentChart chart(JsonNode node) {
        List<ChartMetric> metrics = new ArrayList<>();
        node.path("metrics").forEach(metric -> metrics.add(metric(metric)));
        return new ExperimentChart(
                Json.text(node, "experimentKey"),
                Json.text(node, "experimentName"),
                Json.truth(node, "empty"),
                PlainValues.listOrNull(node.get("steps")),
                PlainValues.listOrNull(node.get("epochs")),
                PlainValues.mapOrNull(node.get("params")),
                metrics);
    }

    private static ChartMetric metric(JsonNode node) {
        List<Object> values = new ArrayList<>();
        node.path("values").forEach(value -> values.add(value(value)));
        return new ChartMetric(
                Json.text(node, "metricName"),
                values,
                list(node, "steps"),
                list(node, "epochs"),
                list(node, "timestamps"),
                list(node, "durations"));
    }

    private static List<Object> list(JsonNode node, String member) {
        List<Object> list = PlainValues.listOrNull(node.get(member));
        return list == null ? new ArrayList<>() : list;
    }

    /** Comet sends some values as texts; a text that contains a number is a number. */
    private static Object value(JsonNode value) {
        return value.isTextual() && Numbers.toCell(value.asText()) instanceof Number number
                ? (Object) number.doubleValue()
                : PlainValues.of(value);
    }
}
