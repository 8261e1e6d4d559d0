package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.support.FakePacing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The replies that were played to Comet's own client, played to us: the same ones succeed and fail, in as many requests.
 * Where we differ, the reason stands in one of the lists.
 */
class RecordedErrorsTest {
    /** A good reply with a label that Python finds too long, or missing; it is JSON, so we take it. */
    private static final Set<String> GOOD_FOR_US = Set.of(
            "JSON with charset",
            "JSON with charset and space",
            "capitals",
            "text/json",
            "no content type at all",
            // Refused by Python because it is not exactly 200.
            "GET answered 201",
            // What is inside the JSON is not the transport's business.
            "JSON list",
            "wrong members",
            "302 to another path");

    /** Python repeats every POST; we repeat a write only when it can't have taken effect. */
    private static boolean isWriteThatWasNotTurnedAway(JsonNode first) {
        int status = first.path("reply").path("$status").asInt(0);
        return first.path("request").path("method").asText().equals("POST") && status != 429 && status != 503;
    }

    @TestFactory
    Stream<DynamicTest> recorded_errors() throws IOException {
        Map<String, List<JsonNode>> cases = new LinkedHashMap<>();
        for (JsonNode row : rows()) {
            cases.computeIfAbsent(
                            row.path("call").asText() + " / " + row.path("note").asText(), any -> new ArrayList<>())
                    .add(row);
        }
        assertThat(cases).hasSizeGreaterThan(60);
        return cases.entrySet().stream()
                .filter(entry -> !entry.getValue().get(0).path("note").asText().contains("TIMEOUT_API=1"))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private static void check(List<JsonNode> rows) throws IOException {
        JsonNode first = rows.get(0);
        String note = first.path("note").asText();
        // Without a delay of our own: 429 alone is repeated by us, where Python gives up.
        int own429 = first.path("reply").path("$status").asInt() == 429
                        && !first.path("reply").path("$headers").has("Retry-After")
                ? 3
                : 0;
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            for (JsonNode row : rows) {
                server.enqueue(reply(row.path("reply")));
            }
            for (int more = 0; more < own429; more++) {
                server.enqueue(reply(first.path("reply")));
            }
            FakePacing pacing = new FakePacing();
            TransportOptions options = TransportOptions.of(
                            URI.create("http://127.0.0.1:" + server.getPort()), "TESTKEY")
                    .withPacing(pacing)
                    .withRetries(note.contains("RETRY_TOTAL=0") ? 0 : 3);
            Throwable thrown;
            ApiRequest request = request(first.path("request"));
            try (OkHttpTransport transport = new OkHttpTransport(options)) {
                thrown = catchThrowable(() -> Replies.requireJson(request, transport.send(request)));
            }
            boolean failed = first.path("returns").has("raises");
            boolean once = isWriteThatWasNotTurnedAway(first) && !note.contains("redirect");
            if (GOOD_FOR_US.contains(note)) {
                assertThat(thrown).isNull();
            } else if (failed) {
                assertThat(thrown).isInstanceOf(CometException.class);
            } else {
                assertThat(thrown).isNull();
            }
            assertThat(server.getRequestCount()).isEqualTo(once ? 1 : rows.size() + own429);
            JsonNode message = first.path("returns").path("safe_msg");
            if (failed && message.isTextual() && thrown instanceof CometHttpException failure) {
                assertThat(failure.serverMessage()).isEqualTo(message.asText());
                assertThat(failure.status())
                        .isEqualTo(rows.get(rows.size() - 1)
                                .path("reply")
                                .path("$status")
                                .asInt());
            }
        }
    }

    private static ApiRequest request(JsonNode request) {
        String endpoint = request.path("path").asText().substring("/api/rest/v2/".length());
        return request.path("method").asText().equals("POST")
                ? ApiRequest.post(endpoint, request.path("body").toString())
                : ApiRequest.get(endpoint, Map.of());
    }

    private static MockResponse reply(JsonNode reply) {
        if (reply.has("connection")) {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        boolean plain = !reply.has("$body");
        JsonNode body = plain ? reply : reply.path("$body");
        MockResponse.Builder response = new MockResponse.Builder()
                .code(plain ? 200 : reply.path("$status").asInt(200))
                .body(body.has("$text") ? body.path("$text").asText() : body.toString());
        if (plain || reply.path("$contentType").isTextual()) {
            response.setHeader(
                    "Content-Type",
                    plain ? "application/json" : reply.path("$contentType").asText());
        }
        reply.path("$headers")
                .properties()
                .forEach(header ->
                        response.setHeader(header.getKey(), header.getValue().asText()));
        return response.build();
    }

    private static List<JsonNode> rows() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedErrorsTest.class.getResourceAsStream("/recorded/reads.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = json.readTree(line);
                if (row.path("group").asText().equals("error")
                        && row.path("request").isObject()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
