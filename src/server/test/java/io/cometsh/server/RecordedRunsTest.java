package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.support.TestResources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends what the official SDK 3.58.8 was recorded to send, request by request, and reads back what it logged. */
class RecordedRunsTest {
    /** How a recording writes what is not JSON: {@code NaN} without quotes. */
    private static final Pattern BARE_TOKEN = Pattern.compile("\\{\"\\$bare JSON token\":\"([^\"]*)\"\\}");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXISTING = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private CometServer server;
    private Wire wire;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address(), "TESTKEY");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    record Recorded(
            String scenario,
            String method,
            String path,
            JsonNode query,
            boolean gzip,
            String key,
            JsonNode body,
            int status) {}

    @ParameterizedTest
    @ValueSource(strings = {"experiment", "crash", "git", "url-without-path", "offline: comet upload run.zip"})
    void takes_a_recorded_run_and_gives_back_what_it_logged(String scenario) throws IOException {
        Map<String, List<String>> metrics = new TreeMap<>();
        Map<String, String> parameters = new TreeMap<>();
        List<String> tags = new ArrayList<>();
        String key = null;
        for (Recorded request : recorded("live-logging.jsonl")) {
            if (!request.scenario().equals(scenario)) {
                continue;
            }
            Wire.Answer answer = send(request);
            assertThat(answer.status())
                    .as(request.method() + " " + request.path() + " " + answer.text())
                    .isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("application/json");
            JsonNode body = request.body();
            if (request.path().endsWith("/logger/add/run")) {
                key = body.get("experimentKey").asText();
                assertThat(answer.json().get("runId").asText()).isNotEmpty();
                assertThat(answer.json().get("focusUrl").asText())
                        .endsWith("/" + body.get("projectName").asText() + "/");
            } else if (request.path().endsWith("/experiment/metric")) {
                body.get("values")
                        .forEach(value -> metrics.computeIfAbsent(named(value, "metricName"), name -> new ArrayList<>())
                                .add(value.get("metricValue").asText()));
            } else if (request.path().endsWith("/experiment/parameter")) {
                body.get("values")
                        .forEach(value -> parameters.put(
                                named(value, "parameterName"),
                                value.get("parameterValue").isNull()
                                        ? null
                                        : value.get("parameterValue").asText()));
            } else if (request.path().endsWith("/add-tags-to-experiment")) {
                tags.addAll(Wire.texts(body.get("addedTags")));
            }
        }
        assertThat(metrics).isNotEmpty();
        Map<String, List<String>> kept = new TreeMap<>();
        for (JsonNode point :
                wire.rest("experiment/metrics/get-all?experimentKey=" + key).get("metrics")) {
            kept.computeIfAbsent(point.get("metricName").asText(), name -> new ArrayList<>())
                    .add(point.get("metricValue").asText());
        }
        assertThat(kept.keySet()).isEqualTo(metrics.keySet());
        for (Map.Entry<String, List<String>> metric : metrics.entrySet()) {
            assertThat(kept.get(metric.getKey()))
                    .as(metric.getKey())
                    .containsExactlyInAnyOrderElementsOf(metric.getValue());
        }
        Map<String, String> keptParameters = new TreeMap<>();
        for (JsonNode value :
                wire.rest("experiment/parameters?experimentKey=" + key).get("values")) {
            keptParameters.put(
                    value.get("name").asText(),
                    value.get("valueCurrent").isNull()
                            ? null
                            : value.get("valueCurrent").asText());
        }
        assertThat(keptParameters).isEqualTo(parameters);
        assertThat(Wire.texts(wire.rest("experiment/tags?experimentKey=" + key).get("tags")))
                .containsExactlyInAnyOrderElementsOf(tags);
        JsonNode metadata = wire.rest("experiment/metadata?experimentKey=" + key);
        assertThat(metadata.get("running").asBoolean()).isFalse();
        assertThat(metadata.get("hasCrashed").asBoolean()).isEqualTo(scenario.equals("crash"));
    }

    @Test
    void takes_the_true_times_of_an_offline_run() throws IOException {
        JsonNode times = null;
        for (Recorded request : recorded("live-logging.jsonl")) {
            if (request.scenario().startsWith("offline: comet upload")) {
                send(request);
                times = request.path().endsWith("/offline-metadata") ? request.body() : times;
            }
        }
        JsonNode metadata = wire.rest("experiment/metadata?experimentKey="
                + times.get("experimentKey").asText());
        assertThat(metadata.get("startTimeMillis")).isEqualTo(times.get("startTimestamp"));
        assertThat(metadata.get("endTimeMillis")).isEqualTo(times.get("endTimestamp"));
    }

    @Test
    void answers_the_connection_check_without_failing() throws IOException {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        for (Recorded request : recorded("live-logging.jsonl")) {
            if (request.scenario().equals("comet-check")) {
                statuses.put(request.path(), send(request).status());
            }
        }
        assertThat(statuses)
                .containsEntry("/clientlib/logger/add/run", 400)
                .containsEntry("/api/rest/v2/account-details", 401)
                // What recorded had no optimizer.
                .containsEntry("/optimizer/spec", 200);
    }

    @Test
    void continues_an_existing_run_and_refuses_an_unknown_one() throws IOException {
        wire.start("acme", "vision", EXISTING, false);
        int existing = 0;
        for (Recorded request : recorded("live-logging.jsonl")) {
            if (request.scenario().equals("existing") && request.path().endsWith("/logger/get/run")) {
                Wire.Answer answer = send(request);
                boolean known =
                        request.body().get("previousExperiment").asText().equals(EXISTING);
                assertThat(answer.status()).as(answer.text()).isEqualTo(known ? 200 : 400);
                if (!known) {
                    assertThat(answer.json().get("sdk_error_code").asInt()).isEqualTo(90210);
                }
                existing++;
            }
        }
        assertThat(existing).isPositive();
    }

    @Test
    void takes_every_recorded_write_by_rest() throws IOException {
        List<String> failed = new ArrayList<>();
        int sent = 0;
        for (Recorded request : recorded("writes.jsonl")) {
            String experiment = experiment(request);
            if (experiment != null && !experiment.isEmpty()) {
                // Each on its own: the recording deletes, archives and moves as it goes.
                wire.start("acme", "vision", experiment, true);
            }
            Wire.Answer answer = send(request);
            sent++;
            if (answer.status() != request.status() && answer.status() >= 400) {
                failed.add(request.status() + " became " + answer.status() + ": " + request.method() + " "
                        + request.path() + " " + request.query() + " " + answer.text());
            }
        }
        assertThat(sent).isGreaterThan(90);
        assertThat(failed).isEmpty();
    }

    private static String experiment(Recorded request) {
        if (request.query().hasNonNull("experimentKey")) {
            return request.query().get("experimentKey").asText();
        }
        JsonNode body = request.body();
        if (body != null && body.isArray() && body.size() > 0 && body.get(0).has("experimentKey")) {
            return body.get(0).get("experimentKey").asText();
        }
        return body == null ? null : body.path("experimentKey").asText(null);
    }

    private Wire.Answer send(Recorded recorded) throws IOException {
        return send(server, recorded);
    }

    /** As the SDK sent it: form or JSON, packed or not. */
    static Wire.Answer send(CometServer server, Recorded recorded) throws IOException {
        StringBuilder path = new StringBuilder(recorded.path());
        String separator = "?";
        for (Map.Entry<String, JsonNode> parameter : recorded.query().properties()) {
            path.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue().asText(), StandardCharsets.UTF_8));
            separator = "&";
        }
        HttpRequest.Builder request = new Wire(server.address(), recorded.key())
                .request(path.toString())
                .header("X-COMET-SDK-SOURCE", "Experiment");
        JsonNode body = recorded.body();
        byte[] bytes = new byte[0];
        if (body != null && body.isArray() && body.size() > 0 && body.get(0).has("filename")) {
            bytes = multipart(body);
            request.header("Content-Type", "multipart/form-data; boundary=xyzzy");
        } else if (body != null && !body.isNull()) {
            bytes = body.has("$raw")
                    ? body.get("$raw").asText().getBytes(StandardCharsets.UTF_8)
                    : BARE_TOKEN
                            .matcher(JSON.writeValueAsString(body))
                            .replaceAll("$1")
                            .getBytes(StandardCharsets.UTF_8);
            request.header("Content-Type", "application/json;charset=utf-8");
        }
        if (recorded.gzip()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(bytes);
            }
            bytes = packed.toByteArray();
            request.header("Content-Encoding", "gzip");
        }
        return new Wire(server.address(), recorded.key())
                .send(request.method(
                        recorded.method(),
                        bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes)));
    }

    private static byte[] multipart(JsonNode parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonNode part : parts) {
            String head = "--xyzzy\r\nContent-Disposition: form-data; name=\""
                    + part.get("name").asText() + "\"";
            if (part.hasNonNull("filename")) {
                head += "; filename=\"" + part.get("filename").asText() + "\"";
            }
            out.write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(
                    part.has("text")
                            ? part.get("text").asText().getBytes(StandardCharsets.UTF_8)
                            : new byte[part.path("size").asInt()]);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.write("--xyzzy--\r\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static String named(JsonNode value, String name) {
        return (value.path("context").isTextual() ? value.get("context").asText() + "_" : "")
                + value.get(name).asText();
    }

    private static List<Recorded> recorded(String file) throws IOException {
        List<Recorded> requests = new ArrayList<>();
        for (JsonNode node : TestResources.objects("/recorded/RecordedRunsTest/" + file)) {
            requests.add(new Recorded(
                    node.get("scenario").asText(),
                    node.get("method").asText(),
                    node.get("path").asText(),
                    node.get("query"),
                    node.get("gzip").asBoolean(),
                    node.hasNonNull("key") ? node.get("key").asText() : null,
                    node.get("body"),
                    node.get("status").asInt()));
        }
        return requests;
    }
}
