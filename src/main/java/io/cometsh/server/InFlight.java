package io.cometsh.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests that are being answered. A server that ends answers those, and turns later ones away before anything
 * is done with them, so that a client knows that it may send them again.
 */
final class InFlight implements HttpHandler {
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HttpHandler handler;
    private final String otherKey;
    private int count;
    private long seen;
    private long lastSeen;
    private boolean others;
    private boolean ending;

    /** @param otherKey what other processes send; null when it is of no matter whether there are some */
    InFlight(HttpHandler handler, String otherKey) {
        this.handler = handler;
        this.otherKey = otherKey;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (otherKey != null && otherKey.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            expectOthers();
        }
        if (!enter()) {
            // A body that nobody reads would make the connection break off before the client has the answer.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        try {
            handler.handle(exchange);
        } finally {
            leave();
        }
    }

    private synchronized boolean enter() {
        count += ending ? 0 : 1;
        lastSeen = System.nanoTime();
        seen++;
        return !ending;
    }

    private synchronized void leave() {
        count--;
        notifyAll();
    }

    /** From now on the end waits until requests stop to come. */
    synchronized void expectOthers() {
        others = true;
    }

    /**
     * Turns new requests away, and waits until the others are answered and, where other processes are clients, none comes
     * for a while: what is on its way would be cut off.
     *
     * @param millis waits at most about this long
     * @param probe sends a request of our own and waits for the answer: everything that came before it has been seen then
     */
    void end(long millis, Runnable probe) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (awaitQuiet(until) && !isLast(probe)) {
            continue;
        }
    }

    private boolean isLast(Runnable probe) {
        long before;
        synchronized (this) {
            if (!others) {
                return true;
            }
            before = seen;
        }
        probe.run();
        synchronized (this) {
            return seen <= before + 1;
        }
    }

    /** Whether it is quiet; not when the time is over. */
    private synchronized boolean awaitQuiet(long until) {
        if (!ending) {
            ending = true;
            lastSeen = System.nanoTime();
        }
        try {
            while (System.nanoTime() < until) {
                long quiet = lastSeen + (others ? QUIET_NANOS : 0) - System.nanoTime();
                if (count == 0 && quiet <= 0) {
                    return true;
                }
                wait(1 + TimeUnit.NANOSECONDS.toMillis(count > 0 ? until - System.nanoTime() : quiet));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
