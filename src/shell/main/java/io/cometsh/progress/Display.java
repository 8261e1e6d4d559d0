package io.cometsh.progress;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Where progress may be drawn: {@code new Display(err, width, false)} on a terminal, {@link #NONE} elsewhere.
 *
 * @param err the terminal's standard error
 * @param width asked for once, when a bar first appears: columns of the terminal
 * @param lines a line now and then instead of a bar that is redrawn, for a screen reader
 * @param nanoTime a clock that only runs forward, in nanoseconds
 */
public record Display(PrintStream err, IntSupplier width, boolean lines, LongSupplier nanoTime) {
    /** Draws nothing: a pipe, a file, or {@code --quiet}. */
    public static final Display NONE = new Display(null, () -> 0, false, System::nanoTime);

    /** A terminal. */
    public Display(PrintStream err, IntSupplier width, boolean lines) {
        this(err, width, lines, System::nanoTime);
    }

    /**
     * Begins to tell of some work: {@code try (Progress progress = display.begin("metrics", "runs", 150)) {…}}.
     *
     * @param unit what is counted, in the plural
     * @param total how many there will be; -1 as long as nobody knows
     */
    public Progress begin(String task, String unit, long total) {
        return new Progress(this, task, unit, total);
    }

    boolean isDrawn() {
        return err != null;
    }
}
