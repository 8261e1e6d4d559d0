package io.cometsh.shell;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One evaluation on a thread of its own, so that Ctrl-C can end it and leave the session.
 *
 * <p>The first Ctrl-C interrupts; a second one leaves the thread to itself, for code that does not listen.
 */
final class Evaluation {
    /** How an evaluation ended. */
    sealed interface Outcome {
        /** {@code text} is the value as it is to be shown; null for nothing. */
        record Done(String text) implements Outcome {}

        record Failed(Throwable failure) implements Outcome {}

        /** {@code failure} is what the interrupt led to. */
        record Interrupted(Throwable failure) implements Outcome {}

        record Abandoned() implements Outcome {}
    }

    private static final long HINT_AFTER_MILLIS = 1_000;

    private enum Event {
        ENDED,
        CTRL_C
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile Outcome result;

    Evaluation(Callable<String> work) {
        thread = new Thread(
                () -> {
                    try {
                        result = new Outcome.Done(work.call());
                    } catch (Throwable failure) { // a script may throw anything, and none of it may end the shell
                        result = new Outcome.Failed(failure);
                    }
                    events.add(Event.ENDED);
                },
                "cometsh-evaluation");
        thread.setDaemon(true);
    }

    /** Ctrl-C was pressed; may be called from any thread. */
    void interrupt() {
        events.add(Event.CTRL_C);
    }

    /** Runs to the end; {@code stillRunning} is called when an interrupt shows no effect for a second. */
    Outcome run(Runnable stillRunning) {
        thread.start();
        try {
            if (events.take() == Event.ENDED) {
                return result;
            }
            thread.interrupt();
            Event next = events.poll(HINT_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                stillRunning.run();
                next = events.take();
            }
            if (next == Event.CTRL_C) {
                return new Outcome.Abandoned();
            }
            return result instanceof Outcome.Failed failed ? new Outcome.Interrupted(failed.failure()) : result;
        } catch (InterruptedException e) {
            // Nobody interrupts the loop's own thread but to end the shell.
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Outcome.Abandoned();
        }
    }
}
