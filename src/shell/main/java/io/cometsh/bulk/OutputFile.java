package io.cometsh.bulk;

import io.cometsh.export.Utf8Output;
import io.cometsh.files.AtomicFile;
import io.cometsh.files.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;

/**
 * The file that is being written: counted and summed on the way, and under its own name only in the end. It is forced to the
 * disk beside that, so that little is left to force in the end.
 */
final class OutputFile implements AutoCloseable {
    private static final int GZIP_BUFFER = 1 << 13;
    /** After so many bytes the disk gets them. */
    private static final int MOST_UNFORCED = 1 << 22;

    private final Path draft;
    private final Summed bytes;
    private final Utf8Output out;

    OutputFile(Path draft, boolean gzip) throws IOException {
        this.draft = draft;
        bytes = new Summed(Files.newOutputStream(draft), draft);
        // The header of gzip has no time in Java, so the bytes are the same every time.
        out = new Utf8Output(
                gzip ? new GZIPOutputStream(new BufferedOutputStream(bytes, GZIP_BUFFER), GZIP_BUFFER) : bytes);
    }

    Utf8Output out() {
        return out;
    }

    long count() {
        return bytes.count;
    }

    String sha256() {
        return bytes.sum.hex();
    }

    void finish() throws IOException {
        out.close();
        bytes.force();
    }

    void moveTo(Path target) throws IOException {
        AtomicFile.replace(draft, target);
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            // On a full disk too, where closing fails and its space is wanted.
            Files.deleteIfExists(draft);
        }
    }

    private static final class Summed extends FilterOutputStream {
        private final Sha256 sum = new Sha256();
        private final Disk disk;
        private long count;
        private long forced;

        Summed(OutputStream out, Path file) {
            super(out);
            disk = new Disk(file);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            sum.update(more, offset, length);
            count += length;
            out.write(more, offset, length);
            if (count - forced >= MOST_UNFORCED && force()) {
                forced = count;
            }
        }

        boolean force() {
            return disk.force();
        }
    }

    /** Forces the file to the disk while more is written. */
    private static final class Disk {
        private final AtomicBoolean forcing = new AtomicBoolean();
        private final Path file;

        Disk(Path file) {
            this.file = file;
        }

        /** Begins to force what there is; false when that is under way. What fails fails again in the end. */
        boolean force() {
            if (!forcing.compareAndSet(false, true)) {
                return false;
            }
            Thread thread = new Thread(this::run, "cometsh-export-disk");
            thread.setDaemon(true);
            thread.start();
            return true;
        }

        private void run() {
            try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
                content.force(false);
            } catch (IOException e) {
                return;
            } finally {
                forcing.set(false);
            }
        }
    }
}
