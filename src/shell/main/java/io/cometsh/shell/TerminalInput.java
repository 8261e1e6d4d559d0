package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/**
 * Replaces {@code System.in} while the shell runs. Reading the real one cannot be interrupted, and an abandoned
 * reader would continue to take keys from the prompt; this one reads only the available input and waits in between.
 *
 * <p>The available input does not show the end that Ctrl-D means to a terminal. {@link TerminalOutput} therefore has the terminal
 * send Ctrl-D as a character, and at the beginning of a line it is the end here.
 */
final class TerminalInput extends InputStream {
    static final int CTRL_D = 4;

    private static final long SLICE_MILLIS = 50;
    private static final int PUSHED = -2;

    private final InputStream terminal;
    private final KeyReader keys;
    private final Runnable atEnd;
    private ByteBuffer ahead = ByteBuffer.allocate(0);
    private boolean inLine;
    private volatile boolean lineRead;
    private volatile boolean ended;

    /**
     * @param keys may have read ahead
     * @param atEnd called when the user has ended the input: the terminal has written ^D where a line can continue
     */
    TerminalInput(InputStream terminal, KeyReader keys, Runnable atEnd) {
        this.terminal = terminal;
        this.keys = keys;
        this.atEnd = atEnd;
    }

    /** Forgets the end: it was the last evaluation's. */
    void begin() {
        ended = false;
    }

    @Override
    public int read() throws IOException {
        int read;
        do {
            read = next();
        } while (read == PUSHED);
        return read;
    }

    /** The next byte, -1 for the end, and {@link #PUSHED} for Ctrl-D after typed text. */
    private int next() throws IOException {
        if (ended) {
            // Java's own readers ask again after the end, and would wait there.
            return -1;
        }
        while (waiting() <= 0) {
            try {
                Thread.sleep(SLICE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading the terminal");
            }
        }
        int read = taken();
        if (read == CTRL_D) {
            boolean pushed = inLine;
            inLine = false;
            if (pushed) {
                return PUSHED;
            }
            ended = true;
            atEnd.run();
            return -1;
        }
        inLine = read >= 0 && read != '\n';
        return read;
    }

    private int taken() throws IOException {
        if (!ahead.hasRemaining() && keys.hasAhead()) {
            // As the terminal would give it to a program that does not read single keys.
            ahead = ByteBuffer.wrap(keys.takeAhead().replace('\r', '\n').getBytes(UTF_8));
        }
        return ahead.hasRemaining() ? ahead.get() & 0xff : terminal.read();
    }

    /** Nothing at the end of a line that was just read: a reader with a buffer would take the next line into it, and lose it. */
    @Override
    public int available() throws IOException {
        boolean pause = lineRead;
        lineRead = false;
        return pause ? 0 : waiting();
    }

    private int waiting() throws IOException {
        return ahead.remaining() + (keys.hasAhead() ? 1 : 0) + terminal.available();
    }

    /** At most a line at a time: a larger read would wait for keys that belong to the next prompt. */
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int read = next();
            if (read == PUSHED && count > 0) {
                break;
            }
            if (read == PUSHED) {
                continue;
            }
            if (read < 0) {
                return count == 0 ? -1 : count;
            }
            target[from + count++] = (byte) read;
            if (read == '\n') {
                lineRead = true;
                break;
            }
        }
        return count;
    }
}
