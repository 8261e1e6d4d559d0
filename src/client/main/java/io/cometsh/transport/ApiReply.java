package io.cometsh.transport;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A good reply: a status below 400 and the whole body.
 *
 * <p>Whether the body is JSON is asked in one place, {@link Replies#requireJson}.
 *
 * @param contentType the header as it came, or null
 * @param body the bytes as they came, after any decompression; never null, empty when there was none; not to be changed
 * @param cachedSince when the answer was stored, if it comes from the session's cache; null when it was just asked for
 */
public record ApiReply(int status, String contentType, byte[] body, Instant cachedSince) {
    private static final byte[] NOTHING = {};

    public ApiReply {
        body = body == null ? NOTHING : body;
    }

    /** A reply that was just asked for. */
    public ApiReply(int status, String contentType, byte[] body) {
        this(status, contentType, body, null);
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
