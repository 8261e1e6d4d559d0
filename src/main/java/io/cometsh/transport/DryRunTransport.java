package io.cometsh.transport;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lets reads through, and tells of each write what it would send instead of sending it:
 * {@code new DryRunTransport(new OkHttpTransport(options), System.err::println)}.
 */
public final class DryRunTransport implements Transport {
    private static final String NOT_SENT =
            "{\"msg\":\"not sent: this is a dry run\",\"code\":200,\"data\":null,\"sdk_error_code\":0}";

    private final Transport next;
    private final Consumer<String> sink;

    /**
     * @param next sends the reads
     * @param sink gets method, endpoint with parameters, and body of each write, as one text without a line end
     */
    public DryRunTransport(Transport next, Consumer<String> sink) {
        this.next = next;
        this.sink = sink;
    }

    /** Sends a read; a write is told to the sink and answered as one that was done. */
    @Override
    public ApiReply send(ApiRequest request) {
        if (!request.leavesATrace()) {
            return next.send(request);
        }
        StringBuilder text = new StringBuilder("dry run: ").append(request.describe());
        if (request.json() != null) {
            text.append('\n').append(request.json());
        }
        request.parts().forEach(part -> text.append('\n').append(part));
        sink.accept(text.toString());
        return new ApiReply(200, "application/json", NOT_SENT.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ApiStream open(ApiRequest request) {
        return !request.leavesATrace() ? next.open(request) : Transport.super.open(request);
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return !request.leavesATrace() ? next.stream(request, reader) : Transport.super.stream(request, reader);
    }

    @Override
    public void close() {
        next.close();
    }
}
