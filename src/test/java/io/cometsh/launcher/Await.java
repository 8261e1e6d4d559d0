package io.cometsh.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another process does behind our back; there is nothing to be notified by. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            Thread.sleep(20);
        }
    }
}
