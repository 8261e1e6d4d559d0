package io.cometsh.completion;

/**
 * How long one press of TAB may wait, in all.
 *
 * <p>{@code new Deadline(300, () -> terminal.reader().peek(1) >= 0)} waits 300 milliseconds at most, and no longer once a key was
 * typed.
 */
public final class Deadline {
    /** Tells whether the user has gone on typing. */
    @FunctionalInterface
    public interface KeyTyped {
        boolean get();
    }

    private static final long SLICE_MILLIS = 30;
    private static final long LONGEST_MILLIS = 300;

    private final boolean asking;
    private final long deadlineNanos;
    private final KeyTyped keyTyped;
    private boolean over;
    private boolean typedOn;
    private boolean inVain;

    /** Waits at most so many milliseconds from now. */
    public Deadline(long millis, KeyTyped keyTyped) {
        this(millis, keyTyped, true);
    }

    private Deadline(long millis, KeyTyped keyTyped, boolean asking) {
        this.asking = asking;
        this.deadlineNanos = System.nanoTime() + millis * 1_000_000;
        this.keyTyped = keyTyped;
    }

    /** As long as a press of TAB may hold the prompt. */
    public static Deadline usual() {
        return new Deadline(LONGEST_MILLIS, () -> false);
    }

    /** Takes only names that are loaded already. */
    public static Deadline none() {
        return new Deadline(0, () -> false);
    }

    /** Takes only names that are loaded already, and does not ask the server for the rest. */
    static Deadline withoutAsking() {
        return new Deadline(0, () -> false, false);
    }

    boolean isAsking() {
        return asking;
    }

    /** Milliseconds to wait before asking again; 0 when the time is up or a key was typed. */
    long nextSlice() {
        if (!over) {
            typedOn = keyTyped.get();
            over = typedOn || System.nanoTime() >= deadlineNanos;
        }
        return over ? 0 : Math.max(1, Math.min(SLICE_MILLIS, (deadlineNanos - System.nanoTime()) / 1_000_000));
    }

    /** Takes note that the time was not enough for something. */
    void inVain() {
        inVain = true;
    }

    /** Whether something is still on its way. */
    boolean isInVain() {
        return inVain;
    }

    /** Whether something is still on its way and the user waits for it; not when the user has gone on typing and so does not care. */
    boolean wasInVain() {
        return inVain && !typedOn && !keyTyped.get();
    }
}
