package io.cometsh.cli;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.Transport;
import java.util.function.Supplier;

/** Opens the real transport with the first request, so that a script that asks nothing needs no key and no server. */
final class DeferredTransport implements Transport {
    private final Supplier<Transport> opener;
    private Transport opened;

    DeferredTransport(Supplier<Transport> opener) {
        this.opener = opener;
    }

    @Override
    public ApiReply send(ApiRequest request) {
        return opened().send(request);
    }

    @Override
    public ApiStream open(ApiRequest request) {
        return opened().open(request);
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return opened().stream(request, reader);
    }

    private synchronized Transport opened() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
