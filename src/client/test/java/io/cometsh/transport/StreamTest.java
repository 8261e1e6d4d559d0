package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Bodies that are read while they come, over a real socket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamTest extends ServedTransport {
    private static final ApiRequest POINTS = ApiRequest.get("experiment/metrics/get-all", Map.of("experimentKey", "k"));

    @Test
    void a_body_that_breaks_off_is_asked_for_again() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(new byte[1 << 20]))
                .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        answer(200, "[1,2,3]");
        List<String> begun = new ArrayList<>();
        byte[] body = transport.stream(POINTS, reply -> {
            begun.add("again");
            return reply.body().readAllBytes();
        });
        assertThat(new String(body, java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("[1,2,3]");
        assertThat(begun).hasSize(2);
        assertThat(events).extracting(RequestEvent::attempt).containsExactly(1, 2);
    }

    @Test
    void JSON_that_ends_too_early_is_a_body_that_breaks_off() {
        answer(200, "{\"metrics\":[{\"metricName\":\"lo");
        answer(200, "{\"metrics\":[]}");
        int tokens = transport.stream(POINTS, reply -> {
            int count = 0;
            try (JsonParser json = new JsonFactory().createParser(reply.body())) {
                while (json.nextToken() != null) {
                    count++;
                }
            }
            return count;
        });
        assertThat(tokens).isEqualTo(5);
    }

    @Test
    void a_body_that_always_breaks_off_is_a_connection_error() {
        for (int i = 0; i < 4; i++) {
            answer(200, "{\"metrics\":[");
        }
        assertThatThrownBy(() -> transport.stream(POINTS, reply -> {
                    throw new IOException("cut");
                }))
                .isInstanceOf(CometConnectionException.class)
                .hasMessageContaining("before the reply was complete")
                .hasMessageContaining("4");
    }

    @Test
    void what_the_reader_itself_throws_ends_the_call_at_once() {
        answer(200, "{}");
        assertThatThrownBy(() -> transport.stream(POINTS, reply -> {
                    throw new IllegalStateException("disk full");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_refusal_never_reaches_the_reader() {
        answer(404, error("no such experiment"));
        assertThatThrownBy(() -> transport.stream(POINTS, reply -> "read"))
                .isInstanceOf(CometHttpException.class)
                .hasMessageContaining("no such experiment");
    }
}
