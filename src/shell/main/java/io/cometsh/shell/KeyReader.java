package io.cometsh.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import org.jline.utils.NonBlockingReader;

/**
 * The keys of a terminal in the order in which the user presses them. Ctrl-C is one of them: its reader gets an
 * {@link InterruptedIOException}. A signal would arrive at some moment between later keys, and take them away.
 *
 * <p>Keys that were read ahead, to look for Ctrl-C, come first.
 */
final class KeyReader extends NonBlockingReader {
    static final char CTRL_C = 3;

    private final NonBlockingReader terminal;
    private final StringBuilder ahead = new StringBuilder();

    KeyReader(NonBlockingReader terminal) {
        this.terminal = terminal;
    }

    @Override
    protected int read(long timeout, boolean isPeek) throws IOException {
        int key = ahead.length() > 0 ? ahead.charAt(0) : fromTerminal(timeout, isPeek);
        if (isPeek) {
            return key;
        }
        if (ahead.length() > 0) {
            ahead.deleteCharAt(0);
        }
        if (key == CTRL_C) {
            throw new InterruptedIOException("Ctrl-C");
        }
        return key;
    }

    /** A signal for something else, or a late one, takes no key away. */
    private int fromTerminal(long timeout, boolean isPeek) throws IOException {
        while (true) {
            try {
                return isPeek ? terminal.peek(timeout) : terminal.read(timeout);
            } catch (InterruptedIOException e) {
                // Read on.
            }
        }
    }

    /** One character, so that the caller has no rest of which nobody else knows. */
    @Override
    public int readBuffered(char[] target, int from, int length, long timeout) throws IOException {
        int key = read(timeout);
        if (key < 0) {
            return key == READ_EXPIRED ? 0 : key;
        }
        target[from] = (char) key;
        return 1;
    }

    /** Reads a key that was pressed already, or is within a moment, without taking it; false for none. */
    boolean lookAhead() throws IOException {
        int key = fromTerminal(1, false);
        if (key >= 0) {
            ahead.append((char) key);
        }
        return key >= 0;
    }

    /** Whether Ctrl-C was pressed, for work that reads no keys; to be asked again and again. */
    boolean isInterrupted() {
        try {
            return lookAhead() && takeInterrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether Ctrl-C is among the keys that were read ahead. It is taken, with the keys before it. */
    boolean takeInterrupt() {
        int last = ahead.lastIndexOf(String.valueOf(CTRL_C));
        ahead.delete(0, last + 1);
        return last >= 0;
    }

    /** Takes the first character that was read ahead; empty for none. */
    String takeAhead() {
        String first = ahead.substring(0, ahead.length() == 0 ? 0 : ahead.offsetByCodePoints(0, 1));
        ahead.delete(0, first.length());
        return first;
    }

    boolean hasAhead() {
        return ahead.length() > 0;
    }

    /** Gives back keys that were read and belong to another reader. */
    void giveBack(String keys) {
        ahead.insert(0, keys);
    }
}
