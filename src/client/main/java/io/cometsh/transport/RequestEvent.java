package io.cometsh.transport;

import java.time.Duration;

/**
 * One attempt at a request, after it ended.
 *
 * @param method {@code GET} or {@code POST}
 * @param url the whole address, without user name, password or key; only endpoint and parameters from the cache
 * @param status the HTTP status; 0 when there was no answer
 * @param bytesIn bytes of the reply's body as they crossed the wire, so before decompression; 0 from the cache
 * @param bytesOut bytes of the request's body
 * @param took from the moment it was sent to the last byte of the body; waiting for its turn is not counted
 * @param attempt 1 for the first try
 * @param fromCache whether the answer was the cache's; nothing was sent then
 */
public record RequestEvent(
        String method,
        String url,
        int status,
        long bytesIn,
        long bytesOut,
        Duration took,
        int attempt,
        boolean fromCache) {}
