package io.cometsh.transport;

import java.nio.charset.StandardCharsets;

/**
 * A good reply: a status below 400 and the whole body.
 *
 * @param contentType the header as it came, or null
 * @param body the bytes as they came, after any decompression; not to be changed
 */
public record ApiReply(int status, String contentType, byte[] body) {

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
