package io.cometsh.client.service;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.Transport;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs code up to its first request, which is described instead of sent. Other threads are not affected. */
public final class Explaining {
    private static final ThreadLocal<Explaining> CURRENT = new ThreadLocal<>();

    private volatile String text;

    private Explaining() {}

    /** Ends the code that is explained. An error, because scripts catch exceptions. */
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("a request is explained, not sent", null, false, false);
        }
    }

    /** The description of the first request that {@code work} makes; null when it makes none. */
    public static String firstRequest(Callable<?> work) throws Exception {
        Explaining explaining = new Explaining();
        try {
            explaining.call(work);
        } catch (Exception | Error e) {
            if (explaining.text == null) {
                throw e;
            }
        }
        return explaining.text;
    }

    private <R> R call(Callable<R> work) throws Exception {
        Explaining before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.set(before);
        }
    }

    /** The same work for another thread, explained there when this thread explains. */
    static <R> Callable<R> carried(Callable<R> work) {
        Explaining explaining = CURRENT.get();
        return explaining == null ? work : () -> explaining.call(work);
    }

    /** Does nothing, unless the current thread explains: then the supplier gives the description. */
    public static void stopWith(Supplier<String> description) {
        Explaining explaining = CURRENT.get();
        if (explaining == null) {
            return;
        }
        CURRENT.remove();
        try {
            explaining.text = explaining.text == null ? description.get() : explaining.text;
        } finally {
            CURRENT.set(explaining);
        }
        throw new Stop();
    }

    /** A transport that sends nothing for a thread that explains. */
    public static Transport over(Transport next) {
        return new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                check(request);
                return next.send(request);
            }

            @Override
            public ApiStream open(ApiRequest request) {
                check(request);
                return next.open(request);
            }

            @Override
            public <R> R stream(ApiRequest request, BodyReader<R> reader) {
                check(request);
                return next.stream(request, reader);
            }

            @Override
            public void reject(ApiRequest request) {
                next.reject(request);
            }
        };
    }

    private static void check(ApiRequest request) {
        stopWith(() -> request.describe()
                + (request.json() == null ? "" : "\n" + request.json())
                + "\nwhat follows depends on the answer");
    }
}
