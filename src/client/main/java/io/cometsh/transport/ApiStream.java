package io.cometsh.transport;

import java.io.IOException;
import java.io.InputStream;

/**
 * A good reply whose body is read as it comes. It must be closed, which gives its connection back.
 *
 * @param contentType the header as it came, or null
 * @param length bytes that will come; -1 when the server sends no length, or sends them compressed
 * @param body the bytes, after any decompression
 * @param start the place of the first of them in the whole content: 0, but for the rest of a reply that was asked for by
 *     {@link ApiRequest#resumed} and that the server can give
 * @param etag the server's ETag of this content; null when it sent none
 */
public record ApiStream(int status, String contentType, long length, InputStream body, long start, String etag)
        implements AutoCloseable {

    /** A reply from its beginning, whose content has no name. */
    public ApiStream(int status, String contentType, long length, InputStream body) {
        this(status, contentType, length, body, 0, null);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
