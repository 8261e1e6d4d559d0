package io.cometsh.cli;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.Lazy;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import java.util.function.Supplier;

/** Opens the real transport with the first request, so that a script that asks nothing needs no key and no server. */
final class DeferredTransport implements Transport {
    private final Lazy<Transport> opened;

    DeferredTransport(Supplier<Transport> opener) {
        opened = new Lazy<>(opener);
    }

    /** Opens the transport for a caller that soon asks; what fails fails again with the first request. */
    void prewarm() {
        try {
            if (opened.get() instanceof OkHttpTransport http) {
                http.prewarm();
            }
        } catch (RuntimeException e) {
            return;
        }
    }

    @Override
    public ApiReply send(ApiRequest request) {
        return opened.get().send(request);
    }

    @Override
    public ApiStream open(ApiRequest request) {
        return opened.get().open(request);
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return opened.get().stream(request, reader);
    }

    @Override
    public int parallel() {
        return opened.mapOr(Transport::parallel, Transport.super.parallel());
    }

    @Override
    public void close() {
        opened.ifMade(Transport::close);
    }
}
