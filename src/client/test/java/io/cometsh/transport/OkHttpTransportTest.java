package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;

class OkHttpTransportTest extends ServedTransport {
    @Test
    void sends_the_bare_key_and_comets_headers() throws Exception {
        answer(200, "{}");
        transport.send(workspaces());
        RecordedRequest request = received();
        assertThat(request.getRequestLine()).isEqualTo("GET /api/rest/v2/workspaces HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo(KEY);
        assertThat(request.getHeaders().get("X-COMET-SDK-SOURCE")).isEqualTo("API");
        assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
        assertThat(request.getHeaders().get("Content-Type")).isNull();
        assertThat(request.getHeaders().get("User-Agent")).startsWith("cometsh/");
    }

    @Test
    void sends_no_authorization_without_a_key() throws Exception {
        TransportOptions options = TransportOptions.of(server.url("/").uri(), null);
        try (OkHttpTransport keyless = new OkHttpTransport(options)) {
            answer(200, "{}");
            keyless.send(workspaces());
        }
        assertThat(received().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void adds_the_extra_header_to_reads_and_writes() throws Exception {
        transport("", options -> options.withExtraHeaders(Map.of("X-Allow", "yes")));
        answer(200, "{}");
        answer(200, "{}");
        transport.send(workspaces());
        transport.send(addTag());
        assertThat(received().getHeaders().get("X-Allow")).isEqualTo("yes");
        assertThat(received().getHeaders().get("X-Allow")).isEqualTo("yes");
    }

    @Test
    void sends_a_post_as_utf_8_json() throws Exception {
        answer(200, "{}");
        transport.send(ApiRequest.post("write/project/notes", "{\"notes\":\"é\"}"));
        RecordedRequest request = received();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json;charset=utf-8");
        assertThat(request.getBody().utf8()).isEqualTo("{\"notes\":\"é\"}");
    }

    @Test
    void encodes_the_query_as_comets_client_does() throws Exception {
        answer(200, "{}");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("workspaceName", "my ws/é+&");
        parameters.put("artifactName", "my%20set%2F1");
        parameters.put("x", "a*b~c");
        transport.send(ApiRequest.get("projects", parameters));
        assertThat(received().getTarget())
                .isEqualTo("/api/rest/v2/projects?workspaceName=my+ws%2F%C3%A9%2B%26"
                        + "&artifactName=my%2520set%252F1&x=a%2Ab~c");
    }

    @Test
    void keeps_a_path_before_the_api_and_cuts_clientlib() throws Exception {
        transport("/comet/clientlib/", options -> options);
        answer(200, "{}");
        answer(200, "{}");
        transport.send(workspaces());
        transport.send(ApiRequest.get("/clientlib/isAlive/ver", Map.of()));
        assertThat(received().getTarget()).isEqualTo("/comet/api/rest/v2/workspaces");
        assertThat(received().getTarget()).isEqualTo("/comet/clientlib/isAlive/ver");
    }

    @Test
    void asks_a_root_endpoint_of_a_plain_address() throws Exception {
        answer(200, "{\"version\":\"4.40.1\"}");
        assertThat(transport
                        .send(ApiRequest.get("/clientlib/isAlive/ver", Map.of()))
                        .text())
                .isEqualTo("{\"version\":\"4.40.1\"}");
        assertThat(received().getTarget()).isEqualTo("/clientlib/isAlive/ver");
    }

    @Test
    void gives_status_type_and_bytes_as_they_came() {
        server.enqueue(json(201, "{}")
                .setHeader("Content-Type", "application/json; charset=utf-8")
                .build());
        ApiReply reply = transport.send(workspaces());
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(reply.text()).isEqualTo("{}");
        assertThat(reply.cachedSince()).isNull();
    }

    @Test
    void gives_an_empty_body_never_null() {
        server.enqueue(json(204, "").build());
        assertThat(transport.send(workspaces()).body()).isEmpty();
    }

    @Test
    void unpacks_gzip_and_counts_the_bytes_that_crossed_the_wire() throws Exception {
        String text = "{\"workspaceNames\":[" + "\"demo\",".repeat(1000) + "\"x\"]}";
        Buffer packed = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8(text);
        }
        long size = packed.size();
        server.enqueue(
                json(200, "").body(packed).setHeader("Content-Encoding", "gzip").build());
        assertThat(transport.send(workspaces()).text()).isEqualTo(text);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.bytesIn()).isEqualTo(size).isLessThan(text.length());
            assertThat(event.status()).isEqualTo(200);
            assertThat(event.method()).isEqualTo("GET");
            assertThat(event.url()).endsWith("/api/rest/v2/workspaces");
            assertThat(event.attempt()).isEqualTo(1);
            assertThat(event.fromCache()).isFalse();
        });
    }

    @Test
    void counts_the_bytes_of_a_post() {
        answer(200, "{}");
        transport.send(ApiRequest.post("project/query", "{\"a\":1}"));
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.bytesOut()).isEqualTo(7));
    }

    @Test
    void uses_one_connection_for_requests_in_turn() throws Exception {
        answer(200, "{}");
        answer(200, "{}");
        transport.send(workspaces());
        transport.send(workspaces());
        assertThat(received().getExchangeIndex()).isZero();
        assertThat(received().getExchangeIndex()).isEqualTo(1);
    }

    @Test
    void follows_a_redirect_on_the_same_server_with_the_key() throws Exception {
        server.enqueue(json(302, "")
                .setHeader("Location", "/api/rest/v2/account-details")
                .build());
        answer(200, "{\"userName\":\"ann\"}");
        assertThat(transport.send(workspaces()).text()).contains("ann");
        received();
        assertThat(received().getHeaders().get("Authorization")).isEqualTo(KEY);
    }

    @Test
    void sends_neither_key_nor_extra_header_to_another_host() throws Exception {
        transport("", options -> options.withExtraHeaders(Map.of("X-Allow", "letmein-please")));
        server.enqueue(json(302, "")
                .setHeader("Location", "http://localhost:" + server.getPort() + "/bucket/file")
                .build());
        answer(200, "{}");
        transport.send(workspaces());
        received();
        RecordedRequest elsewhere = received();
        assertThat(elsewhere.getTarget()).isEqualTo("/bucket/file");
        assertThat(elsewhere.getHeaders().get("Authorization")).isNull();
        assertThat(elsewhere.getHeaders().get("X-Allow")).isNull();
        assertThat(elsewhere.getHeaders().get("X-COMET-SDK-SOURCE")).isNull();
    }

    @Test
    void repeats_the_body_after_a_307() throws Exception {
        server.enqueue(json(307, "")
                .setHeader("Location", "/api/rest/v2/write/project/update")
                .build());
        answer(200, "{}");
        transport.send(ApiRequest.post("write/project/create", "{\"a\":1}"));
        received();
        RecordedRequest kept = received();
        assertThat(kept.getMethod()).isEqualTo("POST");
        assertThat(kept.getBody().utf8()).isEqualTo("{\"a\":1}");
    }

    @Test
    void refuses_after_closing_with_a_sentence() {
        transport.close();
        CometConnectionException failure =
                catchThrowableOfType(CometConnectionException.class, () -> transport.send(workspaces()));
        assertThat(failure).hasMessage("GET workspaces: the connection was closed");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void prewarming_sends_nothing() {
        transport.prewarm();
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_redirect_to_another_port_or_another_name_does_not_take_the_key_along() throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            transport("", options -> options.withExtraHeaders(Map.of("X-Secret", "extra-secret")));
            for (String place : List.of(
                    "http://" + server.getHostName() + ":" + other.getPort() + "/file",
                    "http://" + ("localhost".equals(server.getHostName()) ? "127.0.0.1" : "localhost") + ":"
                            + other.getPort() + "/file")) {
                server.enqueue(json(302, "").setHeader("Location", place).build());
                other.enqueue(json(200, "{}").build());
                assertThat(transport.send(workspaces()).text()).isEqualTo("{}");
                assertThat(received().getHeaders().get("Authorization")).isEqualTo(KEY);
                assertThat(other.takeRequest().getHeaders().toString())
                        .as(place)
                        .doesNotContain(KEY)
                        .doesNotContain("extra-secret");
            }
        }
    }
}
