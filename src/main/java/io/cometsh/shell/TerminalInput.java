package io.cometsh.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * Stands in for {@code System.in} while the shell runs. Reading the real one cannot be interrupted, and an abandoned
 * reader would go on taking keys away from the prompt; this one reads only what is there and waits in between.
 *
 * <p>The price: the end that Ctrl-D means to a terminal is not seen. Ctrl-C is the way out of a script that reads on.
 */
final class TerminalInput extends InputStream {
    private static final long SLICE_MILLIS = 50;

    private final InputStream terminal;

    TerminalInput(InputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public int read() throws IOException {
        while (terminal.available() <= 0) {
            try {
                Thread.sleep(SLICE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading the terminal");
            }
        }
        return terminal.read();
    }

    @Override
    public int available() throws IOException {
        return terminal.available();
    }

    /** At most a line at a time: whoever asks for more would wait for keys that belong to the next prompt. */
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int read = read();
            if (read < 0) {
                return count == 0 ? -1 : count;
            }
            target[from + count++] = (byte) read;
            if (read == '\n') {
                break;
            }
        }
        return count;
    }
}
