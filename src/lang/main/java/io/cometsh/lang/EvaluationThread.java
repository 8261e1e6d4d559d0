package io.cometsh.lang;

import java.util.function.Supplier;

/**
 * A thread that evaluates what was typed, and that can be ended from outside without harm to the session.
 *
 * <pre>{@code
 * EvaluationThread thread = new EvaluationThread(() -> session.evaluate(code));
 * thread.start();
 * thread.interrupt();   // at Ctrl-C: ends what listens; a compilation first comes to its end, and then its code does
 * not run
 * thread.abandon();      // nobody waits any more: it ends when it next wants to print, keep or wait for something
 * }</pre>
 */
public final class EvaluationThread extends Thread {
    private final Object lock = new Object();
    private boolean uninterruptibly;
    private boolean wanted;
    private volatile boolean givenUp;

    public EvaluationThread(Runnable work) {
        super(work, "cometsh-evaluation");
        setDaemon(true);
    }

    /** Interrupts; while something runs that must not be cut short, as soon as that is over. */
    @Override
    public void interrupt() {
        synchronized (lock) {
            wanted = true;
            if (!uninterruptibly) {
                super.interrupt();
            }
        }
    }

    /** From now on the thread changes nothing in the session and prints nothing; see {@link #check}. */
    public void abandon() {
        givenUp = true;
        interrupt();
    }

    /** Whether it ends soon without help: an interrupt is waiting for the end of something short. */
    public boolean isEnding() {
        synchronized (lock) {
            return uninterruptibly && wanted;
        }
    }

    /**
     * Does something that an interrupt would break for the whole program, such as loading Groovy's compiler, which reads
     * files that Java closes when a reader is interrupted.
     */
    static <T> T uninterruptibly(Supplier<T> work) {
        if (!(Thread.currentThread() instanceof EvaluationThread thread)) {
            return work.get();
        }
        synchronized (thread.lock) {
            thread.uninterruptibly = true;
            // One that came just before: the flag alone would break the work too.
            thread.wanted |= Thread.interrupted();
        }
        try {
            return work.get();
        } finally {
            synchronized (thread.lock) {
                thread.uninterruptibly = false;
                if (thread.wanted) {
                    thread.interrupt();
                }
            }
        }
    }

    /**
     * Ends the current thread's work when it was given up. Code that swallows interrupts comes here when it prints, sleeps
     * or sets a variable.
     */
    public static void check() {
        if (Thread.currentThread() instanceof EvaluationThread thread && thread.givenUp) {
            throw new GivenUp();
        }
    }

    /** Whether the current thread was asked to end. */
    static boolean isToEnd() {
        return Thread.currentThread() instanceof EvaluationThread thread && (thread.givenUp || thread.isInterrupted());
    }

    /** An error, so that {@code catch (Exception e)} in a loop does not continue. */
    private static final class GivenUp extends Error {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super("interrupted", null, false, false);
        }
    }
}
