package io.cometsh.shell;

import io.cometsh.lang.EvaluationThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import org.jline.reader.LineReader;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;

/**
 * Replaces {@code System.out}, {@code System.err} and {@code System.in} while the shell runs: what a background thread prints while a
 * line is being edited goes above the prompt, a line at a time, instead of into it.
 */
final class TerminalOutput implements AutoCloseable {
    private final KeyTerminal terminal;
    private final PrintStream systemOut;
    private final PrintStream systemErr;
    private final InputStream systemIn;
    private final TerminalInput input;
    private final Attributes attributes;
    /** While a line is edited. */
    private final Attributes edited;
    /** While something is evaluated. */
    private final Attributes seen;
    /** In between. */
    private final Attributes raw;

    private final Lines lines = new Lines();
    private LineReader editing;

    private TerminalOutput(KeyTerminal terminal) {
        this.terminal = terminal;
        this.systemOut = System.out;
        this.systemErr = System.err;
        this.systemIn = System.in;
        this.input = new TerminalInput(System.in, terminal.reader(), () -> System.out.println());
        this.attributes = terminal.getAttributes();
        // The line editor takes for the end what the terminal takes for it.
        this.edited = KeyTerminal.withoutInterrupt(attributes);
        this.seen = new Attributes(attributes);
        // Ctrl-D ends a line like Enter, so that what reads the terminal gets it: as an end it could not be seen.
        seen.setControlChar(ControlChar.VEOF, 0);
        seen.setControlChar(ControlChar.VEOL, TerminalInput.CTRL_D);
        this.raw = new Attributes(seen);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setControlChar(ControlChar.VMIN, 0);
        raw.setControlChar(ControlChar.VTIME, 1);
    }

    /** Takes the streams until {@link #close}. */
    static TerminalOutput install(KeyTerminal terminal) {
        TerminalOutput output = new TerminalOutput(terminal);
        System.setOut(new PrintStream(output.lines, true, terminal.encoding()));
        System.setErr(new PrintStream(output.lines, true, terminal.encoding()));
        System.setIn(output.input);
        terminal.setAttributes(output.seen);
        return output;
    }

    /** Reads a line; what is printed meanwhile goes above it. Ctrl-C is a key until {@link #endKeys}. */
    String readLine(LineReader reader, String prompt) {
        freshLine();
        input.begin();
        lines.edit(reader);
        terminal.setAttributes(edited);
        try {
            return reader.readLine(prompt);
        } finally {
            lines.edit(null);
        }
    }

    /** Ctrl-C is a signal again. Returns whether the user pressed it while it was a key that nothing read. */
    boolean endKeys() {
        if (terminal.getSystemStream() == null) {
            // Not the terminal of the process: its keys come from elsewhere than System.in, which may block.
            return terminal.reader().takeInterrupt();
        }
        terminal.setAttributes(raw);
        try {
            while (systemIn.available() > 0 && terminal.reader().lookAhead()) {
                // What is pressed from now on is a signal; what was pressed before is in the queue.
            }
            return terminal.reader().takeInterrupt();
        } catch (IOException e) {
            return false;
        } finally {
            terminal.setAttributes(seen);
        }
    }

    @Override
    public void close() {
        System.setOut(systemOut);
        System.setErr(systemErr);
        System.setIn(systemIn);
        terminal.setAttributes(attributes);
    }

    /** Ends a line that a script has begun and not ended, so that what follows begins at the left. */
    void freshLine() {
        lines.end();
    }

    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        private boolean open;

        synchronized void end() {
            if (open) {
                pass(new byte[] {'\n'}, 0, 1);
            }
        }

        synchronized void edit(LineReader reader) {
            editing = reader;
            if (reader == null && begun.size() > 0) {
                pass(begun.toByteArray(), 0, begun.size());
                begun.reset();
            }
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            EvaluationThread.check();
            String above;
            LineReader reader;
            synchronized (this) {
                if (editing == null) {
                    pass(bytes, from, length);
                    return;
                }
                reader = editing;
                int end = from + length;
                while (end > from && bytes[end - 1] != '\n') {
                    end--;
                }
                begun.write(bytes, from, end - from);
                above = end > from ? begun.toString(terminal.encoding()) : null;
                if (above != null) {
                    begun.reset();
                }
                begun.write(bytes, end, from + length - end);
            }
            if (above != null) {
                // Outside of our lock: the reader takes its own, and holds it while it reads names from us.
                reader.printAbove(above);
            }
        }

        private void pass(byte[] bytes, int from, int length) {
            if (length == 0) {
                return;
            }
            open = bytes[from + length - 1] != '\n';
            try {
                terminal.writer().flush();
                terminal.output().write(bytes, from, length);
                terminal.output().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
