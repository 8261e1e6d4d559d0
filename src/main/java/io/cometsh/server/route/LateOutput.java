package io.cometsh.server.route;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A response body that holds the first bytes back, so that the status can still change and a small body gets its length. */
final class LateOutput extends OutputStream {
    /** Up to here a body goes out in one piece; the HTTP server cuts what has no length into chunks of 4 KiB. */
    private static final int MOST_HELD = 1 << 20;

    private final HttpExchange exchange;
    private final String contentType;
    private byte[] held = new byte[8 * 1024];
    private int count;
    private OutputStream body;
    private boolean discarded;

    LateOutput(HttpExchange exchange, String contentType) {
        this.exchange = exchange;
        this.contentType = contentType;
    }

    boolean isCommitted() {
        return body != null;
    }

    /** Forgets what was held back; what comes still is swallowed. */
    void discard() {
        discarded = true;
        count = 0;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (discarded) {
            return;
        }
        if (count + length > MOST_HELD) {
            spill();
        }
        if (length > MOST_HELD) {
            body.write(bytes, from, length);
        } else {
            if (count + length > held.length) {
                held = Arrays.copyOf(held, Math.min(MOST_HELD, Math.max(2 * held.length, count + length)));
            }
            System.arraycopy(bytes, from, held, count, length);
            count += length;
        }
    }

    private void spill() throws IOException {
        if (body == null) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            body = exchange.getResponseBody();
        }
        body.write(held, 0, count);
        count = 0;
    }

    /** A flush of the writer above is no reason to give up the length. */
    @Override
    public void flush() {
        // Held back until the end or until there is too much.
    }

    @Override
    public void close() throws IOException {
        if (discarded) {
            return;
        }
        if (body != null) {
            spill();
            body.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(200, count == 0 ? -1 : count);
        if (count > 0) {
            exchange.getResponseBody().write(held, 0, count);
        }
        discarded = true;
    }
}
