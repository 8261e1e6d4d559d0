package io.cometsh.client.service;

import io.cometsh.client.wire.GitMetadata;
import io.cometsh.client.wire.Numbers;
import io.cometsh.transport.CometException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs values of one experiment: metrics, parameters, others, tags, texts. */
public final class ValueWrites {
    private static final String METRIC = "write/experiment/metric";
    private static final String PARAMETER = "write/experiment/parameter";
    private static final String OTHER = "write/experiment/log-other";
    /** Output and system details are taken there alone. */
    private static final String CLIENTLIB = "/clientlib/rest/v2/";

    private final JsonWrites writes;
    private final InstantSource clock;

    public ValueWrites(JsonWrites writes, InstantSource clock) {
        this.writes = writes;
        this.clock = clock;
    }

    public Map<String, Object> metric(
            String key, String metric, Object value, Number step, Number epoch, Number seconds) {
        Map<String, Object> body =
                JsonWrites.body("experimentKey", key, "metricName", metric, "metricValue", number(metric, value));
        JsonWrites.putGiven(body, "epoch", epoch);
        JsonWrites.putGiven(body, "step", step);
        JsonWrites.putGiven(body, "timestamp", millis(seconds));
        return writes.post(METRIC, body);
    }

    public List<Map<String, Object>> metrics(String key, Map<?, ?> metrics, Number step, Number epoch, Number seconds) {
        Map<String, Object> flat = flat(metrics, "/");
        // All are looked at before the first is sent, so that a wrong one does not leave only half of them written.
        flat.forEach(ValueWrites::number);
        List<Map<String, Object>> replies = new ArrayList<>();
        flat.forEach((name, value) -> replies.add(metric(key, name, value, step, epoch, seconds)));
        return replies;
    }

    /** The number that a value is, or that a text of Comet or of a file represents. */
    private static Number number(String metric, Object value) {
        Object number = value instanceof CharSequence text ? Numbers.toCell(text.toString()) : value;
        if (!(number instanceof Number)) {
            throw new CometException("the metric \"" + metric + "\" must be a number, not "
                    + (value instanceof CharSequence ? "\"" + value + "\"" : value));
        }
        return (Number) number;
    }

    public Map<String, Object> parameter(String key, String parameter, Object value, Number step, Number seconds) {
        Map<String, Object> body =
                JsonWrites.body("experimentKey", key, "parameterName", parameter, "parameterValue", value);
        JsonWrites.putGiven(body, "step", step);
        JsonWrites.putGiven(body, "timestamp", millis(seconds));
        return writes.post(PARAMETER, body);
    }

    public List<Map<String, Object>> parameters(
            String key, Map<?, ?> parameters, Number step, Number seconds, boolean nestedSupport) {
        List<Map<String, Object>> replies = new ArrayList<>();
        Map<String, Object> flat = named(parameters);
        if (nestedSupport && flat.values().stream().anyMatch(value -> value instanceof Map<?, ?>)) {
            // By this the web page knows that a bar in a name is a step down.
            other(key, "hasNestedParams", true, null);
            flat = flat(parameters, "|");
        }
        flat.forEach((name, value) -> replies.add(parameter(key, name, value, step, seconds)));
        return replies;
    }

    public boolean deleteParameter(String key, String parameter) {
        writes.post(
                "write/experiment/parameter/delete", JsonWrites.body("experimentKey", key, "parameterName", parameter));
        return true;
    }

    public boolean deleteParameters(String key, Collection<?> parameters) {
        writes.post(
                "write/experiments/parameters/delete",
                parameters.stream()
                        .map(parameter ->
                                JsonWrites.body("experimentKey", key, "parameterName", String.valueOf(parameter)))
                        .toList());
        return true;
    }

    public Map<String, Object> other(String key, String name, Object value, Number seconds) {
        Map<String, Object> body = JsonWrites.body("experimentKey", key, "key", name, "value", value);
        JsonWrites.putGiven(body, "timestamp", millis(seconds));
        return writes.post(OTHER, body);
    }

    public Map<String, Object> addTags(String key, Collection<?> tags) {
        return writes.post("write/experiment/tags", JsonWrites.body("experimentKey", key, "addedTags", tags(tags)));
    }

    public Map<String, Object> deleteTags(String key, Collection<?> tags) {
        return writes.post("write/experiment/tags/delete", JsonWrites.body("experimentKey", key, "tags", tags(tags)));
    }

    private static List<String> tags(Collection<?> tags) {
        List<String> names = new ArrayList<>();
        for (Object tag : tags) {
            if (tag == null || tag.toString().isBlank()) {
                throw new CometException("a tag must not be empty");
            }
            names.add(tag.toString());
        }
        return names;
    }

    public Map<String, Object> html(String key, String html, boolean clear, Number seconds) {
        return writes.post(
                "write/experiment/html",
                JsonWrites.body(
                        "experimentKey",
                        key,
                        "html",
                        html,
                        "override",
                        clear,
                        "timestamp",
                        seconds == null ? (Long) clock.millis() : millis(seconds)));
    }

    public Map<String, Object> output(String key, String output, String context, boolean stderr, Number seconds) {
        Long moment = seconds == null ? (Long) clock.millis() : millis(seconds);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : lines(output)) {
            lines.add(JsonWrites.body(
                    "stderr", stderr, "output", line, "localTimestamp", moment, "offset", lines.size()));
        }
        return writes.post(
                CLIENTLIB + "write/experiment/output",
                JsonWrites.body("experimentKey", key, "runContext", context, "outputLines", lines));
    }

    /** The lines of a text, each with its end. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, next));
            from = next;
        }
        return lines;
    }

    /** A fact that is one text and has an endpoint of its own. */
    public Map<String, Object> text(String key, String endpoint, String member, String text) {
        return writes.post("write/experiment/" + endpoint, JsonWrites.body("experimentKey", key, member, text));
    }

    public Map<String, Object> git(String key, GitMetadata git) {
        return writes.post(
                "write/experiment/git/metadata",
                JsonWrites.body(
                        "experimentKey",
                        key,
                        "user",
                        git.user(),
                        "root",
                        git.root(),
                        "branch",
                        git.branch(),
                        "parent",
                        git.parent(),
                        "origin",
                        git.origin()));
    }

    /** One of the system details; the server keeps the others. */
    public Map<String, Object> system(String key, String member, Object value) {
        return writes.post(
                CLIENTLIB + "write/experiment/system-details", JsonWrites.body("experimentKey", key, member, value));
    }

    /** One measurement of the machine. Unlike other timestamps of Comet's own client, these are in milliseconds. */
    public Map<String, Object> machine(
            String key,
            String kind,
            Map<String, ?> values,
            String context,
            Number step,
            Number epoch,
            Number timestamp) {
        Map<String, Object> body = JsonWrites.body("experimentKey", key);
        body.putAll(values);
        JsonWrites.putGiven(body, "context", context);
        JsonWrites.putGiven(body, "step", step);
        JsonWrites.putGiven(body, "epoch", epoch);
        JsonWrites.putGiven(body, "timestamp", timestamp);
        return writes.post("write/experiment/" + kind + "-metrics", body);
    }

    private static Long millis(Number seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds instanceof Long || seconds instanceof Integer) {
            return Math.multiplyExact(seconds.longValue(), 1000L);
        }
        return Math.round(seconds.doubleValue() * 1000);
    }

    private static Map<String, Object> named(Map<?, ?> values) {
        Map<String, Object> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    /** Maps inside become names with the separator in them; an empty map has nothing to name and stays a value. */
    private static Map<String, Object> flat(Map<?, ?> values, String separator) {
        Map<String, Object> flat = new LinkedHashMap<>();
        named(values).forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                flat(inner, separator).forEach((below, leaf) -> flat.put(name + separator + below, leaf));
            } else {
                flat.put(name, value);
            }
        });
        return flat;
    }
}
