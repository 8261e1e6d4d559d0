package io.cometsh.server.route;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Sees each request from its head to the last byte of its answer, for the access log and the metrics. */
public final class RequestMonitor extends Filter {
    private static final ThreadLocal<Draft> CURRENT = new ThreadLocal<>();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ID_HEADER = "X-Request-Id";

    private final Front front;
    private final List<Consumer<Seen>> listeners = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    public RequestMonitor(Front front) {
        this.front = front;
    }

    /**
     * A request that is over.
     *
     * @param client the address of the client; when it is a trusted proxy, the address that the proxy states
     * @param user null when no key was taken
     * @param route the template of its path, such as {@code /api/rest/v2/workspaces}
     * @param path the path and the names of what it is about, without any other parameter
     * @param status 0 when the connection was cut before the answer
     * @param bytesIn the bytes of its body that were read
     * @param bytesOut the bytes of the answer's body that were sent
     */
    public record Seen(
            Instant time,
            String client,
            String user,
            String method,
            String route,
            String path,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos,
            String id) {}

    /** The listener is called on the thread of each request, when its answer was sent. */
    public void add(Consumer<Seen> listener) {
        listeners.add(listener);
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Notes which route the request of this thread took. */
    static void route(String template) {
        Draft draft = CURRENT.get();
        if (draft != null) {
            draft.route = template;
        }
    }

    /** Notes whose request this thread works on. */
    static void user(String name) {
        Draft draft = CURRENT.get();
        if (draft != null) {
            draft.user = name;
        }
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Draft draft = new Draft(exchange);
        CURRENT.set(draft);
        inFlight.incrementAndGet();
        exchange.setStreams(draft.in, draft.out);
        exchange.getResponseHeaders().set(ID_HEADER, draft.id);
        try {
            chain.doFilter(exchange);
        } finally {
            inFlight.decrementAndGet();
            CURRENT.remove();
            Seen seen = draft.seen(front);
            listeners.forEach(listener -> listener.accept(seen));
        }
    }

    @Override
    public String description() {
        return "sees each request for the log and the metrics";
    }

    private static final class Draft {
        private final HttpExchange exchange;
        private final Instant time = Instant.now();
        private final long began = System.nanoTime();
        private final String id;
        private final CountedInput in;
        private final CountedOutput out;
        private String route = "none";
        private String user;

        Draft(HttpExchange exchange) {
            this.exchange = exchange;
            String given = exchange.getRequestHeaders().getFirst(ID_HEADER);
            this.id = given != null && ID.matcher(given).matches() ? given : newId();
            this.in = new CountedInput(exchange.getRequestBody());
            this.out = new CountedOutput(exchange.getResponseBody());
        }

        Seen seen(Front front) {
            InetSocketAddress peer = exchange.getRemoteAddress();
            return new Seen(
                    time,
                    peer == null ? "-" : front.client(exchange),
                    user,
                    exchange.getRequestMethod(),
                    route,
                    SafePath.of(exchange.getRequestURI()),
                    Math.max(0, exchange.getResponseCode()),
                    in.count,
                    out.count,
                    System.nanoTime() - began,
                    id);
        }

        private static String newId() {
            byte[] bytes = new byte[8];
            RANDOM.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }
    }

    private static final class CountedInput extends FilterInputStream {
        private long count;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = in.read(target, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private static final class CountedOutput extends FilterOutputStream {
        private long count;

        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }
}
