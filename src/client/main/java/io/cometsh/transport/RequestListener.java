package io.cometsh.transport;

/** Gets every attempt, on the thread that made it; for {@code --verbose}, counters and tests. Must not throw. */
@FunctionalInterface
public interface RequestListener {
    /** Hears nothing. */
    RequestListener NONE = event -> {};

    /** Called after each attempt, and for each answer from the cache. */
    void onReply(RequestEvent event);

    /** Called before each pause: ahead of a repeat, or for the sake of the service's limit. */
    default void onWait(RequestWait wait) {}

    /** Called every five seconds while a request has no answer. */
    default void onSilence(RequestSilence silence) {}

    /** Tells both, this one first. */
    default RequestListener and(RequestListener other) {
        RequestListener first = this;
        return new RequestListener() {
            @Override
            public void onReply(RequestEvent event) {
                first.onReply(event);
                other.onReply(event);
            }

            @Override
            public void onWait(RequestWait wait) {
                first.onWait(wait);
                other.onWait(wait);
            }

            @Override
            public void onSilence(RequestSilence silence) {
                first.onSilence(silence);
                other.onSilence(silence);
            }
        };
    }
}
