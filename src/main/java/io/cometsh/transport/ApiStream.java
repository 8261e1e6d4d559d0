package io.cometsh.transport;

import java.io.IOException;
import java.io.InputStream;

/**
 * A good reply whose body is read as it comes. It must be closed, which gives its connection back.
 *
 * @param contentType the header as it came, or null
 * @param length bytes that will come; -1 when the server does not say, or sends them compressed
 * @param body the bytes, after any decompression
 */
public record ApiStream(int status, String contentType, long length, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        body.close();
    }
}
