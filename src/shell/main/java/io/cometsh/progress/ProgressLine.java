package io.cometsh.progress;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The line on the screen; the only class that loads the library which draws it. */
final class ProgressLine implements AutoCloseable {
    private static final int REDRAW_MILLIS = 250;
    private static final String ERASE = "\r\033[K";

    private final PrintStream err;
    private final ProgressBar bar;
    private String line = "";
    private boolean closed;

    ProgressLine(Display display, String task, String unit, long done, long total, long millisSoFar) {
        err = display.err();
        // A terminal that echoes ^C at the end of the line must not begin another one, which erasing would leave.
        int width = Math.max(20, display.width().getAsInt() - 3);
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(this::show, width))
                .startsFrom(done, Duration.ofMillis(millisSoFar))
                .showSpeed()
                // Or a drawing that fell between two of the calls in at() would stay as it is.
                .continuousUpdate()
                .build();
    }

    void at(long done, long total, String words) {
        bar.maxHint(total);
        bar.stepTo(done);
        bar.setExtraMessage(words.isEmpty() ? "" : " " + words);
    }

    /** One write for a whole line, so that no other line of talk falls into it. */
    private synchronized void show(String text) {
        if (!closed) {
            line = text;
            err.print(ERASE + text);
            err.flush();
        }
    }

    synchronized void message(String words) {
        err.print(ERASE + words + "\n" + line);
        err.flush();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            err.print(ERASE);
            err.flush();
        }
        bar.close();
    }
}
