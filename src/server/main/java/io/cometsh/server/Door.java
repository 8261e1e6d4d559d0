package io.cometsh.server;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Turns requests away as soon as the server ends, before anything is done with them: a client knows that it may send them again. */
final class Door extends Filter {
    private volatile boolean closed;

    void close() {
        closed = true;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (!closed) {
            chain.doFilter(exchange);
            return;
        }
        // A body that nobody reads would make the connection break off before the client has the answer.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(503, -1);
        exchange.close();
    }

    @Override
    public String description() {
        return "turns requests away when the server ends";
    }
}
