package io.cometsh.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Work that is repeated at fixed times: a round starts when the one before started plus the pause, however long it took. A
 * round that takes longer than the pause is followed by the next one at once.
 */
final class Rounds {
    private final long pause;
    private final LongSupplier nanoTime;
    private final Sleep sleep;

    Rounds(Duration pause, LongSupplier nanoTime, Sleep sleep) {
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    /** Waits for a number of nanoseconds. */
    @FunctionalInterface
    interface Sleep {
        void sleep(long nanos) throws InterruptedException;
    }

    /** One round. */
    @FunctionalInterface
    interface Round {
        void run(boolean first);
    }

    /** Ends only when a round throws, or the thread is interrupted. */
    void run(Round round) throws InterruptedException {
        long start = nanoTime.getAsLong();
        for (boolean first = true; ; first = false) {
            round.run(first);
            long now = nanoTime.getAsLong();
            start = now - start > pause ? now : start + pause;
            sleep.sleep(start - now);
        }
    }
}
