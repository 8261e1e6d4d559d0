package io.cometsh.shell;

import io.cometsh.lang.EvaluationThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * One evaluation on a thread of its own, so that Ctrl-C can end it and leave the session.
 *
 * <p>Ctrl-C interrupts. What does not listen to that, or is being compiled, is given up after a moment: the prompt is back
 * within a fifth of a second whatever runs.
 */
final class Evaluation {
    /** How an evaluation ended. */
    sealed interface EvaluationResult {
        /** {@code text} is the value as it is to be shown; null for nothing. */
        record Done(String text) implements EvaluationResult {}

        record Failed(Throwable failure) implements EvaluationResult {}

        /** {@code failure} is what the interrupt led to. */
        record Interrupted(Throwable failure) implements EvaluationResult {}

        /** Nobody waits for it any more. {@code soon} when it is known to end in a moment. */
        record GivenUp(boolean soon) implements EvaluationResult {}
    }

    /** Enough for a busy machine to put together what has come in; what ends at once does not wait for it. */
    private static final long PATIENCE_MILLIS = 400;

    private enum Event {
        ENDED,
        CTRL_C
    }

    /** With room made in advance: the end must be reported also when there is no memory. */
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(4);

    private final EvaluationThread thread;
    private volatile String text;
    private volatile Throwable failure;

    Evaluation(Callable<String> work) {
        thread = new EvaluationThread(() -> {
            try {
                text = work.call();
            } catch (Throwable e) { // a script may throw anything, and nothing may end the shell
                failure = e;
            }
            events.add(Event.ENDED);
        });
    }

    /** Ctrl-C was pressed; may be called from any thread. */
    void interrupt() {
        // A second one asks for nothing more, and must leave room.
        if (!events.contains(Event.CTRL_C)) {
            events.add(Event.CTRL_C);
        }
    }

    private EvaluationResult result() {
        return failure == null ? new EvaluationResult.Done(text) : new EvaluationResult.Failed(failure);
    }

    /** Runs to the end, or until Ctrl-C. */
    EvaluationResult run() {
        thread.start();
        try {
            if (events.take() == Event.ENDED) {
                return result();
            }
            thread.interrupt();
            if (!hasEnded()) {
                boolean soon = thread.isEnding();
                thread.abandon();
                return new EvaluationResult.GivenUp(soon);
            }
            return failure == null ? result() : new EvaluationResult.Interrupted(failure);
        } catch (InterruptedException e) {
            // Ctrl-C in the moment before this received it.
            thread.abandon();
            return new EvaluationResult.GivenUp(false);
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
