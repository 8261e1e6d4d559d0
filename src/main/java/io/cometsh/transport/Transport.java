package io.cometsh.transport;

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

    @Override
    default void close() {}
}
