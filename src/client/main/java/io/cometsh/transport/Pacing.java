package io.cometsh.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** What waiting needs from outside: the time, a way to wait, and chance. Handed in, so that no test waits. */
public interface Pacing {
    /** The machine's own. */
    Pacing SYSTEM = new Pacing() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration length) throws InterruptedException {
            Thread.sleep(length.toMillis(), length.toNanosPart() % 1_000_000);
        }

        @Override
        public double random() {
            return ThreadLocalRandom.current().nextDouble();
        }
    };

    /** The time of day, for a {@code Retry-After} that is a date. */
    Instant now();

    /** A clock that only runs forward, in nanoseconds. */
    long nanoTime();

    /** Waits on the calling thread. */
    void sleep(Duration length) throws InterruptedException;

    /** From 0 to below 1. */
    double random();
}
