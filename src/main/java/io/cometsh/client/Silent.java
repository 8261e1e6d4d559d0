package io.cometsh.client;

import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Transport;
import java.util.Map;

/** Writes whose reply says nothing beyond that they were done: it may be any JSON, or empty. */
final class Silent {
    private final Transport transport;

    Silent(Transport transport) {
        this.transport = transport;
    }

    void post(String endpoint, Map<String, ?> body) {
        transport.send(ApiRequest.post(endpoint, Json.write(body)));
    }

    /** Some of Comet's writes are GET requests. */
    void get(String endpoint, Map<String, String> parameters) {
        transport.send(ApiRequest.get(endpoint, parameters));
    }
}
