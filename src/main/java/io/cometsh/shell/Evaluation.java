package io.cometsh.shell;

import io.cometsh.lang.EvaluationThread;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One evaluation on a thread of its own, so that Ctrl-C can end it and leave the session.
 *
 * <p>Ctrl-C interrupts. What does not listen to that, or is being compiled, is given up after a moment: the prompt is back
 * within a fifth of a second whatever runs.
 */
final class Evaluation {
    /** How an evaluation ended. */
    sealed interface Outcome {
        /** {@code text} is the value as it is to be shown; null for nothing. */
        record Done(String text) implements Outcome {}

        record Failed(Throwable failure) implements Outcome {}

        /** {@code failure} is what the interrupt led to. */
        record Interrupted(Throwable failure) implements Outcome {}

        /** Nobody waits for it any more. {@code soon} when it is known to end by itself in a moment. */
        record GivenUp(boolean soon) implements Outcome {}
    }

    private static final long PATIENCE_MILLIS = 100;

    private enum Event {
        ENDED,
        CTRL_C
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final EvaluationThread thread;
    private volatile Outcome result;

    Evaluation(Callable<String> work) {
        thread = new EvaluationThread(() -> {
            try {
                result = new Outcome.Done(work.call());
            } catch (Throwable failure) { // a script may throw anything, and none of it may end the shell
                result = new Outcome.Failed(failure);
            }
            events.add(Event.ENDED);
        });
    }

    /** Ctrl-C was pressed; may be called from any thread. */
    void interrupt() {
        events.add(Event.CTRL_C);
    }

    /** Runs to the end, or until Ctrl-C. */
    Outcome run() {
        thread.start();
        try {
            if (events.take() == Event.ENDED) {
                return result;
            }
            thread.interrupt();
            if (!hasEnded()) {
                boolean soon = thread.isEnding();
                thread.giveUp();
                return new Outcome.GivenUp(soon);
            }
            return result instanceof Outcome.Failed failed ? new Outcome.Interrupted(failed.failure()) : result;
        } catch (InterruptedException e) {
            // Ctrl-C in the moment before this could be told of it.
            thread.giveUp();
            return new Outcome.GivenUp(false);
        }
    }

    /** Waits a moment; a second Ctrl-C asks for nothing more than the first. */
    private boolean hasEnded() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        Event next;
        do {
            next = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (next == Event.CTRL_C);
        return next == Event.ENDED;
    }
}
