package io.cometsh.completion;

import io.cometsh.client.NotFoundException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whether the server gives names at all. When it does not, that is said once, and it is left alone for half a minute, so
 * that a dead server is neither asked nor talked about at every TAB. The first answer ends it.
 */
final class NameCircuitBreaker {
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** So long a call may be out before it counts as an outage. */
    static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_REASON = 200;

    private final LongSupplier nanoTime;
    private final Consumer<String> notices;
    private boolean said;
    private boolean paused;
    private long until;

    NameCircuitBreaker(LongSupplier nanoTime, Consumer<String> notices) {
        this.nanoTime = nanoTime;
        this.notices = notices;
    }

    /** Whether nothing should be asked now. */
    synchronized boolean isPaused() {
        if (paused && nanoTime.getAsLong() - until >= 0) {
            paused = false;
        }
        return paused;
    }

    synchronized void answered() {
        said = false;
        paused = false;
    }

    /** A call failed; what concerns only what was asked for, such as a project that is not there, is no outage. */
    void failed(RuntimeException failure) {
        if (!isOutage(failure)) {
            answered();
            return;
        }
        boolean speak;
        synchronized (this) {
            paused = true;
            until = nanoTime.getAsLong() + PAUSE_NANOS;
            speak = !said;
            said = true;
        }
        if (speak) {
            notices.accept("names from the server are not available: " + reason(failure) + "; TAB will try again in "
                    + TimeUnit.NANOSECONDS.toSeconds(PAUSE_NANOS) + " s");
        }
    }

    /** A call has been out for so long. */
    void outSince(long nanos) {
        boolean speak;
        synchronized (this) {
            speak = nanos >= OVERDUE_NANOS && !said;
            said |= speak;
        }
        if (speak) {
            notices.accept("names from the server are not available: no answer for "
                    + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s; TAB will have them when it answers");
        }
    }

    private static boolean isOutage(RuntimeException failure) {
        if (failure instanceof CometHttpException answer) {
            return answer.status() == UNAUTHORIZED || answer.status() >= SERVER_ERROR;
        }
        return !(failure instanceof NotFoundException) && !(failure instanceof CometInterruptedException);
    }

    private static String reason(RuntimeException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = message.lines().findFirst().orElse("").strip().replaceAll("[.;:]+$", "");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
