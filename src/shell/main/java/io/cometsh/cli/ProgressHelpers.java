package io.cometsh.cli;

import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.shell.PartialWorkException;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.ValueText;
import io.cometsh.shell.Watch;
import io.cometsh.shell.WatchDisplay;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Long work, and how its progress is shown.
 *
 * @param display where progress is drawn
 * @param watching a new place for what is watched
 * @param fresh forgets what is kept of the server's answers
 */
record ProgressHelpers(Display display, Supplier<WatchDisplay> watching, Runnable fresh) {
    private static final double NANOS = 1e9;
    private static final int MOST_ROWS = 20;

    /** Tells nobody. */
    static ProgressHelpers silent() {
        return new ProgressHelpers(Display.NONE, () -> WatchDisplay.NONE, () -> {});
    }

    /** Of a run: on standard error, and in place only where that is a terminal. */
    static ProgressHelpers of(GlobalOptions options, ProcessContext context, ApiConnection connection) {
        PrintStream err = context.err();
        ValueText values = ValueText.ofScript(MOST_ROWS, PlotDisplay::plain);
        Supplier<WatchDisplay> watching = () -> {
            if (options.quiet) {
                return WatchDisplay.NONE;
            }
            InstantSource clock = InstantSource.system();
            return context.errIsTerminal() && !Plain.isWanted(options, context)
                    ? WatchDisplay.inPlace(err::print, () -> TerminalWidth.of(context), () -> 0, values, clock)
                    : WatchDisplay.lines(err::print, values, clock);
        };
        return new ProgressHelpers(
                display(options, context), watching, () -> connection.api().clearCache());
    }

    /** Where progress is drawn: on a terminal, and nowhere when the run is to be quiet. */
    static Display display(GlobalOptions options, ProcessContext context) {
        return context.errIsTerminal() && !options.quiet
                ? new Display(context.err(), () -> TerminalWidth.of(context), Plain.isWanted(options, context))
                : Display.NONE;
    }

    List<Object> each(Collection<?> elements, String label, Function<Object, Object> body) {
        List<Object> results = new ArrayList<>(elements.size());
        try (Progress progress = display.begin(label, "done", elements.size())) {
            for (Object element : elements) {
                try {
                    results.add(body.apply(element));
                } catch (RuntimeException | Error failure) {
                    if (wasInterrupted(failure)) {
                        throw new PartialWorkException(results, elements.size(), failure);
                    }
                    throw failure;
                }
                progress.step(1);
            }
        }
        return results;
    }

    private static boolean wasInterrupted(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    Watch watch(Number seconds, Map<?, ?> options, Callable<?> body) {
        for (Object name : options.keySet()) {
            if (!"timeout".equals(String.valueOf(name))) {
                throw new UsageException("watch has the option timeout (seconds), not \"" + name + "\"");
            }
        }
        Object timeout = options.get("timeout");
        if (timeout != null && !(timeout instanceof Number)) {
            throw new UsageException("watch's timeout is a number of seconds, not " + timeout);
        }
        if (!(seconds.doubleValue() > 0)) {
            throw new UsageException("watch(seconds) needs a number above 0, not " + seconds);
        }
        return new Watch(
                duration(seconds), timeout == null ? null : duration((Number) timeout), body, fresh, watching.get());
    }

    private static Duration duration(Number seconds) {
        return Duration.ofNanos((long) (seconds.doubleValue() * NANOS));
    }
}
