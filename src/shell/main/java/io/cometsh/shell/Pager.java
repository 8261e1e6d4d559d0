package io.cometsh.shell;

import java.io.ByteArrayInputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Shows a text that is longer than the screen as {@code less} does; {@code q} leaves it, and so does Ctrl-C. */
final class Pager {
    private final KeyTerminal terminal;
    private final BooleanSupplier interrupted;
    private final boolean able;
    private volatile boolean on;

    /**
     * @param interrupted whether Ctrl-C was pressed as a signal, since nothing else has run
     * @param wanted whether the user wants one; a dumb terminal never gets it
     */
    Pager(KeyTerminal terminal, BooleanSupplier interrupted, boolean wanted) {
        this.terminal = terminal;
        this.interrupted = interrupted;
        able = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        turn(wanted);
    }

    /** Stays off on a dumb terminal. */
    void turn(boolean wanted) {
        on = wanted && able;
    }

    boolean isOn() {
        return on;
    }

    /** Whether a text has more lines than the screen. */
    boolean isFor(String text) {
        int columns = Math.max(1, terminal.getWidth());
        long lines = text.lines()
                .mapToLong(line -> Math.max(1, (line.length() + columns - 1) / columns))
                .sum();
        return on && terminal.getHeight() > 0 && lines >= terminal.getHeight();
    }

    /** {@code what} is the word in the last line. */
    void show(String text, String what) {
        Less less = new Less(terminal, Path.of("").toAbsolutePath());
        Attributes before = terminal.getAttributes();
        terminal.setAttributes(KeyTerminal.withoutInterrupt(before));
        try {
            if (interrupted.getAsBoolean()) {
                return;
            }
            less.run(new Source.InputStreamSource(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true, what));
        } catch (IOException | IOError e) {
            if (!(e instanceof InterruptedIOException || e.getCause() instanceof InterruptedIOException)) {
                throw new IllegalStateException("the pager failed: " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            // What comes next is the prompt.
            Thread.interrupted();
        } finally {
            terminal.setAttributes(before);
        }
    }
}
