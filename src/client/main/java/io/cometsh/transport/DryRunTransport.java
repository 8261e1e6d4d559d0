package io.cometsh.transport;

import java.util.function.Consumer;

/**
 * Lets reads through, and tells of each write what it would send instead of sending it:
 * {@code new DryRunTransport(new OkHttpTransport(options), System.err::println)}.
 */
public final class DryRunTransport implements Transport {
    private final Transport next;
    private final Consumer<String> sink;
    private final DryRunState unmade = new DryRunState();

    /**
     * @param next sends the reads
     * @param sink gets method, endpoint with parameters, and body of each write, as one text without a line end
     */
    public DryRunTransport(Transport next, Consumer<String> sink) {
        this.next = next;
        this.sink = sink;
    }

    /**
     * Sends a read; a write is reported to the sink and answered as if it was done. A read of an object that only such a
     * write would have created is answered from the contents of that write, as far as they are known.
     */
    @Override
    public ApiReply send(ApiRequest request) {
        if (!request.leavesATrace()) {
            ApiReply known = unmade.read(request);
            return known == null ? next.send(request) : known;
        }
        StringBuilder text = new StringBuilder("dry run: ").append(request.describe());
        if (request.json() != null) {
            text.append('\n').append(request.json());
        }
        request.parts().forEach(part -> text.append('\n').append(part));
        sink.accept(text.toString());
        return unmade.written(request);
    }

    @Override
    public ApiStream open(ApiRequest request) {
        return isForNext(request) ? next.open(request) : Transport.super.open(request);
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return isForNext(request) ? next.stream(request, reader) : Transport.super.stream(request, reader);
    }

    private boolean isForNext(ApiRequest request) {
        return !request.leavesATrace() && unmade.read(request) == null;
    }

    @Override
    public int parallel() {
        return next.parallel();
    }

    @Override
    public void close() {
        next.close();
    }
}
