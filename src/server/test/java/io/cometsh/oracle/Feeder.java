package io.cometsh.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sends a generated world to a server through its public write endpoints: every other experiment as a live run sends itself (handshake, compressed
 * batches), the others by single REST writes.
 */
final class Feeder {

    static final String WORKSPACE = "oracle";
    static final String PROJECT = "generated";

    private static final String REST = "api/rest/v2/write/experiment/";

    private final PlainHttp server;
    private final Random order = new Random(5);

    Feeder(PlainHttp server) {
        this.server = server;
    }

    /** Gives the server's key of each subject, in their order. */
    List<String> send(List<Subject> world) {
        List<String> keys = new ArrayList<>();
        for (Subject subject : world) {
            keys.add(subject.key() % 2 == 0 ? live(subject) : rest(subject));
        }
        return List.copyOf(keys);
    }

    private String live(Subject subject) {
        String key = "%032x".formatted(0xfeedL << 32 | subject.key());
        server.post(
                "clientlib/logger/add/run",
                object(
                        "apiKey",
                        "k",
                        "local_timestamp",
                        subject.startMillis(),
                        "experimentKey",
                        key,
                        "offline",
                        false,
                        "projectName",
                        PROJECT,
                        "teamName",
                        WORKSPACE,
                        "libVersion",
                        "3.58.8",
                        "getOrCreateEnabled",
                        false));
        List<Map<String, Object>> points = new ArrayList<>();
        subject.points().forEach((name, values) -> {
            for (int i = 0; i < values.size(); i++) {
                points.add(object(
                        "metricName",
                        name,
                        "metricValue",
                        words(values.get(i)),
                        "step",
                        i + 1,
                        "epoch",
                        null,
                        "context",
                        null,
                        "timestamp",
                        subject.startMillis() + 1000L * (i + 1)));
            }
        });
        // The order inside a batch means nothing: after an offline upload it is random.
        Collections.shuffle(points, order);
        server.postGzip("clientlib/batch/logger/experiment/metric", object("experimentKey", key, "values", points));
        List<Map<String, Object>> parameters = new ArrayList<>();
        subject.parameters()
                .forEach((name, value) -> parameters.add(object(
                        "parameterName",
                        name,
                        "parameterValue",
                        value,
                        "step",
                        null,
                        "source",
                        "manual",
                        "context",
                        null,
                        "timestamp",
                        subject.startMillis())));
        server.postGzip(
                "clientlib/batch/logger/experiment/parameter", object("experimentKey", key, "values", parameters));
        if (!subject.tags().isEmpty()) {
            server.post(
                    "clientlib/tags/add-tags-to-experiment",
                    object("apiKey", "k", "experimentKey", key, "addedTags", subject.tags()));
        }
        common(subject, key);
        return key;
    }

    /** What the live client writes for a number that JSON has no digits for. */
    private static Object words(Object value) {
        return value instanceof Double d && !Double.isFinite(d) ? String.valueOf(d) : value;
    }

    private String rest(Subject subject) {
        String key = server.post(REST + "create", object("workspaceName", WORKSPACE, "projectName", PROJECT))
                .get("experimentKey")
                .textValue();
        subject.points().forEach((name, values) -> {
            for (int i = 0; i < values.size(); i++) {
                server.post(
                        REST + "metric",
                        object(
                                "experimentKey",
                                key,
                                "metricName",
                                name,
                                "metricValue",
                                values.get(i),
                                "step",
                                i + 1,
                                "timestamp",
                                subject.startMillis() + 1000L * (i + 1)));
            }
        });
        subject.parameters()
                .forEach((name, value) -> server.post(
                        REST + "parameter",
                        object("experimentKey", key, "parameterName", name, "parameterValue", value)));
        if (!subject.tags().isEmpty()) {
            server.post(REST + "tags", object("experimentKey", key, "addedTags", subject.tags()));
        }
        common(subject, key);
        return key;
    }

    private void common(Subject subject, String key) {
        subject.others()
                .forEach((name, value) ->
                        server.post(REST + "log-other", object("experimentKey", key, "key", name, "value", value)));
        if (!subject.environment().isEmpty()) {
            Map<String, Object> details = object("experimentKey", key);
            details.putAll(subject.environment());
            server.post("clientlib/rest/v2/write/experiment/system-details", details);
        }
        server.post(
                REST + "update-status",
                object("experimentKey", key, "isAlive", false, "error", null, "hasCrashed", false));
        server.post(
                REST + "set-start-end-time",
                object(
                        "experimentKey", key,
                        "startTimeMillis", subject.startMillis(),
                        "endTimeMillis", subject.endMillis()));
        if (subject.archived()) {
            server.get(REST + "archive?experimentKey=" + key);
        }
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
