package io.cometsh.shell;

import org.jline.utils.Signals;

/** Signals of the operating system to this process: {@code ProcessSignals.on("TERM", this::end)}. */
public final class ProcessSignals {
    private ProcessSignals() {}

    /** From now on runs the handler when the signal comes, instead of what the system or Java does then. Does nothing where there is no such signal. */
    public static void on(String name, Runnable handler) {
        Signals.register(name, handler);
    }
}
