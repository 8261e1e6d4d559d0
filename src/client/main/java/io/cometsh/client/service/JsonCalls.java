package io.cometsh.client.service;

import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometReplyException;
import io.cometsh.transport.Replies;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Requests whose reply is JSON: the one way in which handles talk to the transport. */
public final class JsonCalls {
    private final Transport transport;
    private final AtomicLong changes = new AtomicLong();

    public JsonCalls(Transport transport) {
        this.transport = transport;
    }

    /** The writes that go the same way. */
    public JsonWrites writes() {
        return new JsonWrites(transport, this::changed);
    }

    /** Grows when something is written, or answers are forgotten: what was read before may not be true any more. */
    public long changes() {
        return changes.get();
    }

    public void changed() {
        changes.incrementAndGet();
    }

    JsonReply get(String endpoint, Map<String, String> parameters) {
        return send(ApiRequest.get(endpoint, parameters));
    }

    JsonReply post(String endpoint, Map<String, ?> body) {
        return send(ApiRequest.post(endpoint, Json.write(body)));
    }

    /** A read by POST whose reply is decoded while it comes; the reader may be called again when the reply breaks off. */
    <R> R stream(String endpoint, Map<String, ?> body, StreamReader<R> reader) {
        ApiRequest request = ApiRequest.post(endpoint, Json.write(body));
        return transport.stream(request, reply -> reader.read(request, reply));
    }

    /** What is done with a reply while it comes. */
    interface StreamReader<R> {
        R read(ApiRequest request, ApiStream reply) throws IOException;
    }

    /** A reply that need not be JSON, such as a file. */
    byte[] bytes(String endpoint, Map<String, String> parameters) {
        return transport.send(ApiRequest.get(endpoint, parameters)).body();
    }

    /** A file that is never a web page: HTML is what a proxy or a login page answers instead. */
    byte[] bytesButNoPage(String endpoint, Map<String, String> parameters) {
        ApiRequest request = ApiRequest.get(endpoint, parameters);
        ApiReply reply = transport.send(request);
        if (Replies.isPage(reply)) {
            transport.reject(request);
            throw Replies.page(request, reply);
        }
        return reply.body();
    }

    private JsonReply send(ApiRequest request) {
        ApiReply reply = transport.send(request);
        Runnable reject = () -> transport.reject(request);
        try {
            return new JsonReply(request, Json.read(request, reply), reject);
        } catch (CometReplyException broken) {
            reject.run();
            throw broken;
        }
    }

    /** Parameters in the order given: name, value, name, value; parameters with a null value are left out. */
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
