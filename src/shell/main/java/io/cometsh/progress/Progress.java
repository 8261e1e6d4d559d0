package io.cometsh.progress;

import java.util.concurrent.TimeUnit;

/**
 * The progress of long work. Any thread can report it; nothing is drawn before the work has taken half a
 * second, and nothing stays on the screen when it is done.
 *
 * <pre>{@code
 * try (Progress progress = display.begin("metrics", "runs", runs.size())) {
 *     runs.forEach(run -> { read(run); progress.step(1); });
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
    /** What takes less than this needs no bar, which would only flicker. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    /** Often enough to know that it continues, and seldom enough to be listened to. */
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

    private final Display display;
    private final String task;
    private final String unit;
    private final long began;
    private long reported;
    private long total;
    private long done;
    private long requests;
    private long retries;
    private String note = "";
    private boolean closed;
    // Its library is loaded when there is something to draw, and never where nothing is.
    private ProgressLine bar;

    Progress(Display display, String task, String unit, long total) {
        this.display = display;
        this.task = task;
        this.unit = unit;
        this.total = total;
        began = display.nanoTime().getAsLong();
        reported = began;
    }

    /** So many more are done. */
    public synchronized void step(long count) {
        done += count;
        draw();
    }

    /** How many there will be in all; -1 when nobody knows. */
    public synchronized void total(long count) {
        total = count;
        draw();
    }

    /** One more request has been answered or has failed; {@code retry} when it was not the first try. */
    public synchronized void request(boolean retry) {
        requests++;
        retries += retry ? 1 : 0;
        draw();
    }

    /** A few words at the end of the line, such as the number of rows. */
    public synchronized void note(String words) {
        note = words;
        draw();
    }

    /** Writes a message where the bar is, which continues below; to standard error, if that is a terminal. */
    public synchronized void message(String line) {
        if (!display.isDrawn()) {
            return;
        }
        if (bar == null) {
            display.err().println(line);
        } else {
            bar.message(line);
        }
    }

    /** Whether a user sees it. */
    public boolean isDrawn() {
        return display.isDrawn();
    }

    /** How many are done. */
    public synchronized long done() {
        return done;
    }

    /** Takes the bar off the screen. */
    @Override
    public synchronized void close() {
        closed = true;
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private void draw() {
        if (!display.isDrawn() || closed) {
            return;
        }
        if (display.lines()) {
            line();
            return;
        }
        if (bar == null) {
            if (display.nanoTime().getAsLong() - began < PATIENCE) {
                return;
            }
            bar = new ProgressLine(display, task, unit, done, total, TimeUnit.NANOSECONDS.toMillis(PATIENCE));
        }
        bar.at(done, total, words());
    }

    private void line() {
        long now = display.nanoTime().getAsLong();
        if (now - reported < BETWEEN_LINES) {
            return;
        }
        reported = now;
        String words = words();
        display.err()
                .println(task + ": " + done + (total >= 0 ? " of " + total : "") + " " + unit
                        + (words.isEmpty() ? "" : ", " + words));
    }

    private String words() {
        StringBuilder words = new StringBuilder(note);
        if (requests > 0) {
            words.append(words.isEmpty() ? "" : ", ").append(requests).append(requests == 1 ? " request" : " requests");
        }
        if (retries > 0) {
            words.append(", ").append(retries).append(retries == 1 ? " retry" : " retries");
        }
        return words.toString();
    }
}
