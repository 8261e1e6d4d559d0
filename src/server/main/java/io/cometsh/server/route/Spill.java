package io.cometsh.server.route;

import io.cometsh.server.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that move from memory to a temporary file when they become many. */
final class Spill extends OutputStream {
    private static final int IN_MEMORY = 256 * 1024;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private OutputStream out = memory;
    private Path file;
    private long size;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            if (file == null && memory.size() + length > IN_MEMORY) {
                file = Files.createTempFile("comet-server", ".part");
                out = Files.newOutputStream(file);
                memory.writeTo(out);
                memory = null;
            }
            out.write(bytes, from, length);
            size += length;
        } catch (IOException e) {
            // Not the client's fault, as what reading the request throws is.
            throw StoreException.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
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
