package io.cometsh.completion;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Pauses requests for names after a failure. It reports the failure once and asks again after half a minute, so that an
 * unreachable server does not slow down every TAB. The first answer ends the pause.
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
    private boolean reported;
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
        reported = false;
        paused = false;
    }

    /** A call failed; an error of the request alone, such as a project that does not exist, is not an outage. */
    void failed(RuntimeException failure) {
        if (!isOutage(failure)) {
            answered();
            return;
        }
        boolean report;
        synchronized (this) {
            paused = true;
            until = nanoTime.getAsLong() + PAUSE_NANOS;
            report = !reported;
            reported = true;
        }
        if (report) {
            notices.accept("names from the server are not available: " + reason(failure) + "; TAB will try again in "
                    + TimeUnit.NANOSECONDS.toSeconds(PAUSE_NANOS) + " s");
        }
    }

    /** A call has been out for so long. */
    void outSince(long nanos) {
        boolean report;
        synchronized (this) {
            report = nanos >= OVERDUE_NANOS && !reported;
            reported |= report;
        }
        if (report) {
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
