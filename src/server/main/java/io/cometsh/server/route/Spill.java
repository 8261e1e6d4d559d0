package io.cometsh.server.route;

import io.cometsh.server.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * Bytes that move from memory to a temporary file when they become many. Each spill has some memory of its own; more, up
 * to a limit, comes from what all of them share.
 */
final class Spill extends OutputStream {
    private static final int PIECE = 256 * 1024;
    /** How many pieces one spill may have in memory. */
    private static final int MOST_PIECES = 8;
    /** The pieces that are shared: 16 MB. */
    private static final Semaphore SHARED = new Semaphore(64);

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private OutputStream out = memory;
    private Path file;
    private long size;
    private int shared;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            while (file == null && size + length > (1L + shared) * PIECE) {
                if (shared + 1 < MOST_PIECES && SHARED.tryAcquire()) {
                    shared++;
                } else {
                    moveToFile();
                }
            }
            out.write(bytes, from, length);
            size += length;
        } catch (IOException e) {
            // Not the client's fault, as what reading the request throws is.
            throw StoreException.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private void moveToFile() throws IOException {
        file = Files.createTempFile("comet-server", ".part");
        out = Files.newOutputStream(file);
        memory.writeTo(out);
        memory = null;
        giveBack();
    }

    private void giveBack() {
        SHARED.release(shared);
        shared = 0;
    }

    boolean isInMemory() {
        return file == null;
    }

    long size() {
        return size;
    }

    InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    void writeTo(OutputStream target) throws IOException {
        if (file == null) {
            memory.writeTo(target);
        } else {
            Files.copy(file, target);
        }
    }

    /** Frees what it holds. */
    void remove() throws IOException {
        giveBack();
        out.close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
