package io.cometsh.transport;

import io.cometsh.support.FakePacing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A transport, a server on a real socket that it talks to, and no waiting. */
@Timeout(60)
abstract class ServedTransport {
    static final String KEY = "abcdefghSECRETKEY12345678";

    final FakePacing pacing = new FakePacing();
    final List<RequestEvent> events = Collections.synchronizedList(new ArrayList<>());
    MockWebServer server;
    OkHttpTransport transport;

    @BeforeEach
    void start() throws Exception {
        server = new MockWebServer();
        server.start();
        transport = transport("", options -> options);
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    /** The transport to use instead of the first one. */
    OkHttpTransport transport(String path, UnaryOperator<TransportOptions> change) {
        if (transport != null) {
            transport.close();
        }
        TransportOptions options = TransportOptions.of(URI.create("http://127.0.0.1:" + server.getPort() + path), KEY)
                .withKeySource("environment variable COMET_API_KEY")
                .withTimeout(Duration.ofSeconds(5))
                .withPacing(pacing)
                .withListener(events::add);
        transport = new OkHttpTransport(change.apply(options));
        return transport;
    }

    static ApiRequest workspaces() {
        return ApiRequest.get("workspaces", Map.of());
    }

    static ApiRequest addTag() {
        return ApiRequest.post("write/experiment/tags", "{\"experimentKey\":\"k\",\"addedTags\":[\"t\"]}");
    }

    void answer(int status, String body) {
        server.enqueue(json(status, body).build());
    }

    static MockResponse.Builder json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body);
    }

    /** The error object as Comet sends it. */
    static String error(String message) {
        return "{\"msg\":\"" + message + "\",\"code\":400,\"data\":null,\"sdk_error_code\":90212}";
    }

    RecordedRequest received() throws InterruptedException {
        return server.takeRequest();
    }
}
