package io.cometsh.server;

import io.cometsh.server.route.RequestMonitor.Seen;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A line for each request, blanks between: time (ISO 8601, UTC), client, user, method, path, status, bytes of the answer, milliseconds, request id. What is not known is {@code -}.
 *
 * <p>A file is opened for each line, so that one that was renamed or cut away is not written to. A line that cannot be written is counted, and the server continues.
 */
final class AccessLog implements Consumer<Seen> {
    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());

    private final Path file;
    private final PrintStream screen;
    private final LongAdder lost = new LongAdder();
    private boolean failing;

    /**
     * @param file only its owner can read it; null for none
     * @param screen gets the lines too; null for none
     * @throws IOException when the file cannot be written
     */
    AccessLog(Path file, PrintStream screen) throws IOException {
        this.file = file;
        this.screen = screen;
        if (file != null) {
            append(new byte[0]);
        }
    }

    /** How many lines could not be written. */
    long lost() {
        return lost.sum();
    }

    @Override
    public void accept(Seen seen) {
        String line = line(seen);
        if (screen != null) {
            screen.print(line);
            screen.flush();
        }
        if (file != null) {
            write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized void write(byte[] line) {
        try {
            append(line);
            failing = false;
        } catch (IOException e) {
            lost.increment();
            if (!failing) {
                LOG.log(System.Logger.Level.ERROR, "cannot write the access log " + file + ": " + e.getMessage());
            }
            failing = true;
        }
    }

    private void append(byte[] line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownFile())) {
            channel.write(ByteBuffer.wrap(line));
        }
    }

    private FileAttribute<?>[] ownFile() {
        if (!Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            };
        }
        return new FileAttribute<?>[0];
    }

    private static String line(Seen seen) {
        return String.format(
                Locale.ROOT,
                "%s %s %s %s %s %s %d %.1f %s%n",
                seen.time().truncatedTo(ChronoUnit.MILLIS),
                seen.client(),
                seen.user() == null ? "-" : seen.user(),
                seen.method(),
                seen.path(),
                seen.status() == 0 ? "-" : seen.status(),
                seen.bytesOut(),
                seen.nanos() / 1e6,
                seen.id());
    }
}
