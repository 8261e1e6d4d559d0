package io.cometsh.transport;

/** Told of every attempt, on the thread that made it; for {@code --verbose}, counters and tests. Must not throw. */
@FunctionalInterface
public interface RequestListener {
    /** Hears nothing. */
    RequestListener NONE = event -> {};

    /** Called after each attempt, and for each answer from the cache. */
    void onReply(RequestEvent event);
}
