package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometReplyException;
import io.cometsh.transport.Transport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends writes and looks into what comes back. */
public final class JsonWrites {
    private final Transport transport;
    private final Runnable changed;

    /** @param changed runs for each write, before it is sent and when it has been answered */
    JsonWrites(Transport transport, Runnable changed) {
        this.transport = transport;
        this.changed = changed;
    }

    /** A write by POST; members without a value are for the caller to leave out. */
    Map<String, Object> post(String endpoint, Object body) {
        return send(ApiRequest.post(endpoint, Json.write(body)));
    }

    /** One of the writes that Comet takes by GET. */
    Map<String, Object> get(String endpoint, String... namesAndValues) {
        return send(ApiRequest.get(endpoint, JsonCalls.parameters(namesAndValues)));
    }

    Map<String, Object> send(ApiRequest request) {
        ApiReply reply = sent(request);
        if (reply.body().length == 0) {
            // 204 and the like: it has been done, and an error would make people do it twice.
            return new LinkedHashMap<>();
        }
        JsonNode json = Json.read(request, reply);
        int refused = json.path("sdk_error_code").asInt();
        if (refused != 0) {
            String words = json.path("msg").asText("refused");
            throw new CometHttpException(
                    request.describe() + ": " + words + " (error code " + refused + ")",
                    reply.status(),
                    words,
                    refused);
        }
        return PlainValues.map(json);
    }

    private ApiReply sent(ApiRequest request) {
        changed.run();
        try {
            return transport.send(request);
        } finally {
            changed.run();
        }
    }

    /** A member that the reply must have for what comes next; a dry run lacks it, and reports that. */
    static String required(String method, String endpoint, Map<String, Object> reply, String member) {
        Object value = reply.get(member);
        if (value == null) {
            Object words = reply.get("msg");
            throw new CometReplyException(
                    method + " " + endpoint + ": the reply has no \"" + member + "\""
                            + (words == null ? "" : " (" + words + ")"),
                    null);
        }
        return value.toString();
    }

    /** A body in the order given: name, value, name, value; null is sent as null. */
    public static Map<String, Object> body(Object... namesAndValues) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return body;
    }

    /** Puts what is given, and nothing for null. */
    public static void putGiven(Map<String, Object> body, String name, Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
