package io.cometsh.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that notices when nobody reads it any more.
 *
 * <p>A {@code PrintStream} swallows errors: piped into {@code head -1}, a script would go on computing for nobody. Here
 * the process ends at once and quietly, with the code a shell gives to the same death; and a full disk is an error
 * instead of a short file.
 */
final class StandardOutput extends OutputStream {
    private static final int BUFFER = 1 << 16;

    private final OutputStream target;

    private StandardOutput(OutputStream target) {
        this.target = target;
    }

    static PrintStream open() {
        OutputStream target = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        return new PrintStream(new BufferedOutputStream(target, BUFFER), false, StandardCharsets.UTF_8);
    }

    /** An error and no exception, so that no script takes it for one of its own. */
    static final class WriteError extends Error {
        private static final long serialVersionUID = 1L;

        WriteError(IOException cause) {
            super("cannot write to standard output: " + cause.getMessage(), cause);
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private static void guarded(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                // Not exit: shutdown hooks would flush, that is, fail again.
                Runtime.getRuntime().halt(ExitCode.BROKEN_PIPE);
            }
            throw new WriteError(e);
        }
    }

    @Override
    public void write(int b) {
        guarded(() -> target.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        guarded(() -> target.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        guarded(target::flush);
    }
}
