package io.cometsh.cli;

import io.cometsh.shell.Shell;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import io.cometsh.transport.RequestSilence;
import io.cometsh.transport.RequestWait;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reports why nothing happens: a long pause before a request, and on a terminal a server that does not answer; once for all
 * requests that wait at the same time.
 */
final class WaitNotice implements RequestListener {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Consumer<String> notice;
    private final boolean terminal;
    private long silentUntil = Long.MIN_VALUE;

    /** @param terminal whether a person reads the notices */
    WaitNotice(Consumer<String> notice, boolean terminal) {
        this.notice = notice;
        this.terminal = terminal;
    }

    @Override
    public void onReply(RequestEvent event) {
        // Only waits are named.
    }

    /** A server that is slow again and again is named now and then. */
    @Override
    public void onSilence(RequestSilence silence) {
        if (!terminal || !isDue(QUIET)) {
            return;
        }
        notice.accept(silence.server() + " has not answered for " + seconds(silence.length()) + " (" + silence.request()
                + "); Ctrl-C ends the wait");
    }

    @Override
    public void onWait(RequestWait wait) {
        if (wait.length().compareTo(LONG) < 0 || !isDue(wait.length())) {
            return;
        }
        notice.accept(wait.request() + ": waiting " + seconds(wait.length()) + " (" + wait.reason() + ")");
    }

    /**
     * Whether the last notice is long enough ago; if so, starts the next quiet period. Background reads of the shell get no
     * notice, and TAB itself reports why it has no names.
     */
    private synchronized boolean isDue(Duration quiet) {
        if (Thread.currentThread().getName().equals(Shell.BACKGROUND)) {
            return false;
        }
        long now = System.nanoTime();
        if (silentUntil != Long.MIN_VALUE && now - silentUntil < 0) {
            return false;
        }
        silentUntil = now + quiet.toNanos();
        return true;
    }

    private static String seconds(Duration length) {
        long seconds = Math.round(length.toMillis() / 1000.0);
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
