package io.cometsh.transport;

/** Passes some requests on to another transport, and answers the others. */
abstract class PassingTransport implements Transport {
    private final Transport next;

    PassingTransport(Transport next) {
        this.next = next;
    }

    abstract boolean passes(ApiRequest request);

    abstract ApiReply answer(ApiRequest request);

    @Override
    public ApiReply send(ApiRequest request) {
        return passes(request) ? next.send(request) : answer(request);
    }

    @Override
    public ApiStream open(ApiRequest request) {
        return passes(request) ? next.open(request) : Transport.super.open(request);
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return passes(request) ? next.stream(request, reader) : Transport.super.stream(request, reader);
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
