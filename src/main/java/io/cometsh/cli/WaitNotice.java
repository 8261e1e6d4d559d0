package io.cometsh.cli;

import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import io.cometsh.transport.RequestWait;
import java.time.Duration;
import java.util.function.Consumer;

/** Says why nothing happens: a long pause before a request, once for all requests that wait at the same time. */
final class WaitNotice implements RequestListener {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Consumer<String> notice;
    private long silentUntil = Long.MIN_VALUE;

    WaitNotice(Consumer<String> notice) {
        this.notice = notice;
    }

    @Override
    public void onReply(RequestEvent event) {
        // Only pauses are told.
    }

    @Override
    public void onWait(RequestWait wait) {
        if (wait.length().compareTo(LONG) < 0) {
            return;
        }
        synchronized (this) {
            long now = System.nanoTime();
            if (silentUntil != Long.MIN_VALUE && now - silentUntil < 0) {
                return;
            }
            silentUntil = now + wait.length().toNanos();
        }
        notice.accept(wait.request() + ": waiting " + seconds(wait.length()) + " (" + wait.reason() + ")");
    }

    private static String seconds(Duration length) {
        long seconds = Math.round(length.toMillis() / 1000.0);
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
