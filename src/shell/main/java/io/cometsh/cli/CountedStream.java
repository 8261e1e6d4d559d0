package io.cometsh.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Passes on what a script prints, and knows whether it has printed anything. */
final class CountedStream extends OutputStream {
    private final PrintStream target;
    private boolean used;

    CountedStream(PrintStream target) {
        this.target = target;
    }

    PrintStream stream() {
        return new PrintStream(this, false, StandardCharsets.UTF_8);
    }

    boolean isUsed() {
        return used;
    }

    @Override
    public void write(int b) {
        used = true;
        target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        used |= length > 0;
        target.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        target.flush();
    }
}
