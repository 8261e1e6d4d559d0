package io.cometsh.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output that notices when nobody reads it any more.
 *
 * <p>A {@code PrintStream} swallows errors: piped into {@code head -1}, a script would go on computing for nobody. Here
 * the process ends at once and quietly, with the code a shell gives to the same death; and a full disk is an error
 * instead of a short file.
 */
final class StandardOutput extends OutputStream {
    private static final int BUFFER = 1 << 16;
    private static final long LAST_FLUSH_MILLIS = 2000;

    private final OutputStream target;
    /** After a failure nothing more is written: it was reported once, and the rest of the data would be at the wrong position. */
    private volatile boolean failed;

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** The stream for this process. A terminal sees each line at once; a pipe or a file gets large pieces. */
    static PrintStream open(boolean terminal) {
        OutputStream target = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream stream =
                new PrintStream(new BufferedOutputStream(target, BUFFER), terminal, StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> flushAtTheEnd(stream), "cometsh-flush"));
        return stream;
    }

    /**
     * The same output for what a script prints: it arrives when it is printed, as with Java's own, so that a log and what
     * follows a pipe are up to date. Results go to the stream itself, in large pieces.
     */
    static PrintStream byLine(PrintStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** The variable {@code out} of a script, which its {@code println} writes to: a script may replace {@code System.out}. */
    static PrintStream ofScript(PrintStream out) {
        PrintStream standard = System.out;
        OutputStream current = new OutputStream() {
            private PrintStream target() {
                return System.out == standard ? out : System.out;
            }

            @Override
            public void write(int b) {
                target().write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                target().write(bytes, offset, length);
            }

            @Override
            public void flush() {
                target().flush();
            }
        };
        return new PrintStream(current, true, StandardCharsets.UTF_8);
    }

    /** System.exit or a signal may end a script: its output must still arrive. */
    private static void flushAtTheEnd(PrintStream stream) {
        Thread flush = new Thread(() -> {
            try {
                stream.flush();
            } catch (WriteError e) {
                System.err.println("cometsh: " + e.getMessage());
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        });
        flush.setDaemon(true);
        flush.start();
        try {
            // Not for ever: the reader of a pipe may be stuck, and a signal must still end the process.
            flush.join(LAST_FLUSH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An error and no exception, so that no script takes it for one of its own. */
    static final class WriteError extends Error {
        private static final long serialVersionUID = 1L;

        WriteError(IOException cause) {
            super("cannot write to standard output: " + cause.getMessage(), cause);
        }
    }

    /** The system's message is in the language of the user; a pipe or a socket fails for no other reason. */
    private static boolean hasNoReader(IOException failure) {
        if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            return true;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    private void fail(IOException cause) {
        failed = true;
        if (hasNoReader(cause)) {
            // Not exit: shutdown hooks would flush, that is, fail again.
            Runtime.getRuntime().halt(ExitCode.BROKEN_PIPE);
        }
        throw new WriteError(cause);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failed) {
            return;
        }
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void flush() {
        if (failed) {
            return;
        }
        try {
            target.flush();
        } catch (IOException e) {
            fail(e);
        }
    }
}
