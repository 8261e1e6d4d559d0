package io.cometsh.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;

/** What the HTTP library tells about one attempt while it runs. */
final class Attempt extends EventListener {
    /** Whether the request must not be sent twice, so that nothing may go wrong with an old connection. */
    private final boolean once;

    /** Whether the server is asked before the body is sent: until then it has nothing to do. */
    private final boolean asking;

    private final LongSupplier clock;

    private volatile boolean opened;
    private volatile boolean stale;
    private volatile boolean sent;
    private volatile long bytesIn;
    private volatile long bytesOut;
    private volatile long connectStartedAt;
    private volatile long connectTook;
    private volatile long sentAt;
    private volatile long replyTook;
    private volatile String retryAfter;
    private volatile String movedTo;

    /** @param clock nanoseconds */
    Attempt(boolean once, boolean asking, LongSupplier clock) {
        this.clock = clock;
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

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    /**
     * The time that the way to the server and its work took, as far as it is known: the time to connect, before a handshake,
     * and the time from the end of the request until the reply began.
     */
    Duration serverTime() {
        return Duration.ofNanos(connectTook + replyTook);
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
        connectStartedAt = clock.getAsLong();
    }

    @Override
    public void secureConnectStart(Call call) {
        connectTook = clock.getAsLong() - connectStartedAt;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = !asking;
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        sentAt = clock.getAsLong();
    }

    @Override
    public void requestBodyStart(Call call) {
        sent = true;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        bytesOut = byteCount;
        sentAt = clock.getAsLong();
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        replyTook = clock.getAsLong() - sentAt;
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
