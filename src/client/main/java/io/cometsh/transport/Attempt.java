package io.cometsh.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;

/** What the HTTP library tells about one attempt while it runs. */
final class Attempt extends EventListener {
    /** Whether the request must not be sent twice, so that nothing may go wrong with an old connection. */
    private final boolean once;

    /** Whether the server is asked before the body is sent: until then it has nothing to do. */
    private final boolean asking;

    private final Pacing pacing;

    private volatile boolean opened;
    private volatile boolean stale;
    private volatile boolean sent;
    private volatile long sentAt;
    private volatile Duration waited = Duration.ZERO;
    private volatile long bytesIn;
    private volatile long bytesOut;
    private volatile String retryAfter;
    private volatile String movedTo;

    Attempt(boolean once, boolean asking, Pacing pacing) {
        this.pacing = pacing;
        this.once = once;
        this.asking = asking;
    }

    /** Whether the body is sent only after the server has agreed to take it. */
    boolean isAsking() {
        return asking;
    }

    /** Whether the connection is an old one that must be known to be good before anything is sent. */
    boolean needsCheck() {
        return once && !opened;
    }

    /** Whether the server had closed the connection before anything was sent. */
    boolean isStale() {
        return stale;
    }

    void setStale() {
        stale = true;
    }

    /** Whether anything of the request may have reached the server. */
    boolean wasSent() {
        return sent;
    }

    /** From the end of the request to the beginning of the reply: the way there and back and the server's work, no handshake. */
    Duration waited() {
        return waited;
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    /** The header {@code Retry-After} of the answer, or null. */
    String retryAfter() {
        return retryAfter;
    }

    /** Where a write was sent on to, in a way that would make it a read; else null. */
    String movedTo() {
        return movedTo;
    }

    void setMovedTo(String value) {
        movedTo = value;
    }

    void setRetryAfter(String value) {
        retryAfter = value;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        opened = true;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = !asking;
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        sentAt = pacing.nanoTime();
    }

    @Override
    public void requestBodyStart(Call call) {
        sent = true;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        bytesOut = byteCount;
        sentAt = pacing.nanoTime();
    }

    @Override
    public void responseHeadersStart(Call call) {
        waited = Duration.ofNanos(pacing.nanoTime() - sentAt);
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        bytesIn = byteCount;
    }

    @Override
    public void responseFailed(Call call, IOException failure) {
        bytesIn = 0;
    }
}
