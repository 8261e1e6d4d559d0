package io.cometsh.cache;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Answers every request with a numbered object, and records the requests. */
final class ScriptedTransport implements Transport {
    final List<ApiRequest> sent = Collections.synchronizedList(new ArrayList<>());
    volatile Function<ApiRequest, String> body = request -> "{\"number\":" + sent.size() + "}";
    volatile CometException failure;
    boolean closed;

    @Override
    public ApiReply send(ApiRequest request) {
        sent.add(request);
        if (failure != null) {
            throw failure;
        }
        return new ApiReply(200, "application/json", body.apply(request).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
    }
}
