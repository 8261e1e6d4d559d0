package io.cometsh.transport;

import java.io.ByteArrayInputStream;

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
     * <p>What comes back is good, as with {@link #send}; reading it may still fail. Nothing of it is cached. A transport
     * that does not say otherwise reads the whole reply first.
     *
     * @throws CometException as {@link #send} does
     */
    default ApiStream open(ApiRequest request) {
        ApiReply reply = send(request);
        return new ApiStream(
                reply.status(), reply.contentType(), reply.body().length, new ByteArrayInputStream(reply.body()));
    }

    @Override
    default void close() {}
}
