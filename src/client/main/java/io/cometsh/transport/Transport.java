package io.cometsh.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Sends one request and gives its reply. Cache, dry run and tests are transports around or instead of the real one.
 *
 * <p>A reply that comes back is good: everything else is thrown as a {@link CometException}.
 */
@FunctionalInterface
public interface Transport extends AutoCloseable {
    /** Refuses every request; for expressions that must be explained without asking anybody. */
    Transport OFFLINE = request -> {
        throw new CometConnectionException("offline: " + request.endpoint() + " was not sent", null);
    };

    /**
     * Sends the request and waits for its reply. An interrupt of the calling thread cancels the call.
     *
     * @throws CometException when the server cannot be reached, refuses, or answers with something else than a reply
     */
    ApiReply send(ApiRequest request);

    /**
     * Sends the request and gives the reply as a stream, for files that may be larger than memory:
     * {@code try (ApiStream file = transport.open(request)) { file.body().transferTo(out); }}.
     *
     * <p>What comes back is good, as with {@link #send}; reading it may still fail. The reply is not cached. By
     * default, a transport reads the whole reply first.
     *
     * @throws CometException as {@link #send} does
     */
    default ApiStream open(ApiRequest request) {
        ApiReply reply = send(request);
        return new ApiStream(
                reply.status(), reply.contentType(), reply.body().length, new ByteArrayInputStream(reply.body()));
    }

    /**
     * Sends a read and gives its body to {@code reader} as it comes: the whole exchange, with the reading, is one of the
     * requests under way, and a body that breaks off is asked for again like a reply that never came. So the reader may
     * be called several times and starts again each time.
     *
     * <pre>{@code
     * long bytes = transport.stream(request, reply -> reply.body().transferTo(OutputStream.nullOutputStream()));
     * }</pre>
     *
     * <p>By default, a transport asks once.
     *
     * @param reader throws an {@code IOException} only for a body that is broken; whatever else it throws ends the call
     * @throws CometException as {@link #send} does
     */
    default <R> R stream(ApiRequest request, BodyReader<R> reader) {
        try (ApiStream reply = open(request)) {
            return reader.read(reply);
        } catch (IOException e) {
            throw new CometConnectionException(request.describe() + ": the reply broke off: " + e.getMessage(), e);
        }
    }

    /**
     * Reports that the reply to this request could not be decoded: {@code transport.reject(request)}. A transport that
     * keeps replies drops it, so that the next read is sent again. Any other transport has nothing to do.
     */
    default void reject(ApiRequest request) {}

    /** How many requests may be under way at once now: more threads than that only wait for each other. */
    default int parallel() {
        return AdaptiveLimit.FIRST;
    }

    /** What is done with a reply while it comes. */
    @FunctionalInterface
    interface BodyReader<R> {
        R read(ApiStream reply) throws IOException;
    }

    @Override
    default void close() {}
}
