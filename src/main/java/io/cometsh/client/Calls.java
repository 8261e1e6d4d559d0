package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Transport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests whose reply is JSON: the one way in which handles talk to the transport. */
final class Calls {
    private final Transport transport;

    Calls(Transport transport) {
        this.transport = transport;
    }

    JsonNode get(String endpoint, Map<String, String> parameters) {
        return Json.read(endpoint, transport.send(ApiRequest.get(endpoint, parameters)));
    }

    JsonNode post(String endpoint, Map<String, ?> body) {
        return Json.read(endpoint, transport.send(ApiRequest.post(endpoint, Json.write(body))));
    }

    /** Parameters in the order given: name, value, name, value; those with a null value are left out. */
    static Map<String, String> parameters(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                parameters.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return parameters;
    }

    /** A boolean as Comet's own client writes it in a query string. */
    static String bool(boolean value) {
        return value ? "True" : "False";
    }
}
