package io.cometsh.bulk;

import io.cometsh.export.Utf8Output;
import io.cometsh.files.AtomicFile;
import io.cometsh.files.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** The file that is being written: counted and summed on the way, and under its own name only in the end. */
final class OutputFile implements AutoCloseable {
    private static final int GZIP_BUFFER = 1 << 13;

    private final Path draft;
    private final Summed bytes;
    private final Utf8Output out;

    OutputFile(Path draft, boolean gzip) throws IOException {
        this.draft = draft;
        bytes = new Summed(Files.newOutputStream(draft));
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
        private long count;

        Summed(OutputStream out) {
            super(out);
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
        }
    }
}
