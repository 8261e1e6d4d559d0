package io.cometsh.transport;

/**
 * Lets reads through and refuses whatever changes data, by POST or by GET, or is noted down by the server:
 * {@code new ReadOnlyTransport(new OkHttpTransport(options))}.
 */
public final class ReadOnlyTransport implements Transport {
    private final Transport next;

    /** Around the transport that sends. */
    public ReadOnlyTransport(Transport next) {
        this.next = next;
    }

    /**
     * Sends a read.
     *
     * @throws ReadOnlyException for a write; nothing is sent
     */
    @Override
    public ApiReply send(ApiRequest request) {
        if (request.leavesATrace()) {
            throw new ReadOnlyException(request);
        }
        return next.send(request);
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
    public int parallel() {
        return next.parallel();
    }

    @Override
    public void close() {
        next.close();
    }
}
