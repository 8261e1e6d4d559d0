package io.cometsh.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jline.utils.NonBlockingInputStream;

/**
 * Stands in for {@code System.in} while the shell runs. Reading the real one cannot be interrupted, and an abandoned
 * reader would go on taking keys away from the prompt.
 */
final class TerminalInput extends InputStream {
    private static final long SLICE_MILLIS = 100;

    private final NonBlockingInputStream terminal;

    TerminalInput(NonBlockingInputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public int read() throws IOException {
        int read;
        do {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while reading the terminal");
            }
            read = terminal.read(SLICE_MILLIS);
        } while (read == NonBlockingInputStream.READ_EXPIRED);
        return read;
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
