package io.cometsh.server.route;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Limits how long a thread waits for a client. Reading from and writing to a client block, so without a limit a client that stops in the middle of a request would keep its thread for
 * ever. A wait that is too long is interrupted, which closes the connection; nothing else is interrupted.
 */
public final class ClientWaits {
    private static final ThreadLocal<Wait> CURRENT = new ThreadLocal<>();
    /** A slow client makes progress when it takes a piece of this size. */
    private static final int PIECE = 64 * 1024;

    private static final Duration TURNED_AWAY = Duration.ofSeconds(1);
    /** A head that was begun comes soon, or its client is one that does not finish it. */
    private static final Duration HEADS = Duration.ofSeconds(1);

    private final Limits limits;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private boolean ended;
    private boolean hurried;

    /**
     * How long a client may take.
     *
     * @param head for the request line and the headers
     * @param bytes for the next bytes of a body, and to take the next bytes of an answer
     */
    public record Limits(Duration head, Duration bytes) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));

        /** How often to look for waits that are too long. */
        public Duration interval() {
            return head.dividedBy(10);
        }
    }

    public ClientWaits(Limits limits) {
        this.limits = limits;
    }

    /** The executor for the HTTP server, which reads the head of a request on the thread that it gets. */
    public Executor over(Executor threads) {
        return exchange -> threads.execute(() -> {
            Wait wait = new Wait(Thread.currentThread());
            if (!add(wait)) {
                // The request is neither read nor answered: its client can send it again.
                return;
            }
            CURRENT.set(wait);
            wait.begin(limits.head());
            try {
                exchange.run();
            } finally {
                wait.end();
                CURRENT.remove();
                remove(wait);
            }
        });
    }

    /** Ends the wait for the head, and limits those for the bodies. */
    public Filter filter() {
        return new Filter() {
            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                CURRENT.get().beginWork();
                exchange.setStreams(
                        new LimitedInput(exchange.getRequestBody()), new LimitedOutput(exchange.getResponseBody()));
                chain.doFilter(exchange);
            }

            @Override
            public String description() {
                return "limits how long a client may take";
            }
        };
    }

    private synchronized boolean add(Wait wait) {
        return !ended && waits.add(wait);
    }

    private synchronized void remove(Wait wait) {
        waits.remove(wait);
        notifyAll();
    }

    /** How many requests are being read or answered. */
    public int count() {
        return waits.size();
    }

    /**
     * Waits until no request is being read or answered, and begins no other: each request whose head was read is
     * answered, and of the others nothing was read.
     *
     * @param limit waits at most this long for the answers
     */
    public synchronized void end(Duration limit) {
        await(HEADS, () -> hurried || waits.isEmpty());
        await(limit, () -> hurried || waits.stream().noneMatch(wait -> wait.begun));
        ended = true;
        // Requests that came meanwhile were refused, which takes no time.
        await(TURNED_AWAY, () -> hurried || waits.isEmpty());
    }

    /** Ends the wait of {@link #end}. */
    public synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Whether {@link #hurry} was called. */
    public synchronized boolean isHurried() {
        return hurried;
    }

    private void await(Duration limit, BooleanSupplier over) {
        long until = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toMillis();
                    !over.getAsBoolean() && left > 0;
                    left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts the waits that are too long. */
    public void cutOverdue() {
        long now = System.nanoTime();
        waits.forEach(wait -> wait.cutIfOverdue(now));
    }

    /** Sends the head of an answer: a client that takes nothing can make this wait too. */
    static void sendHead(HttpExchange exchange, int status, long length) throws IOException {
        CURRENT.get().limit(() -> exchange.sendResponseHeaders(status, length));
    }

    /** One thread with the exchange that it works on. */
    private final class Wait {
        private final Thread thread;
        private volatile boolean begun;
        private boolean waiting;
        private boolean cut;
        private long deadline;

        private Wait(Thread thread) {
            this.thread = thread;
        }

        /** Runs something that waits for the next bytes. */
        private void limit(Sending sending) throws IOException {
            begin(limits.bytes());
            try {
                sending.run();
            } finally {
                end();
            }
        }

        /** The head is here. */
        private void beginWork() {
            end();
            begun = true;
        }

        private synchronized void begin(Duration limit) {
            deadline = System.nanoTime() + limit.toNanos();
            waiting = true;
        }

        private synchronized void end() {
            waiting = false;
            if (cut) {
                // The interrupt was for the wait alone.
                Thread.interrupted();
                cut = false;
            }
        }

        private synchronized void cutIfOverdue(long now) {
            if (waiting && now - deadline > 0) {
                waiting = false;
                cut = true;
                thread.interrupt();
            }
        }
    }

    private final class LimitedInput extends FilterInputStream {
        private LimitedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            Wait wait = CURRENT.get();
            wait.begin(limits.bytes());
            try {
                return in.read(target, from, length);
            } finally {
                wait.end();
            }
        }
    }

    private static final class LimitedOutput extends FilterOutputStream {
        private LimitedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int written = 0; written < length; written += PIECE) {
                int piece = Math.min(PIECE, length - written);
                int start = from + written;
                CURRENT.get().limit(() -> out.write(bytes, start, piece));
            }
        }

        @Override
        public void flush() throws IOException {
            CURRENT.get().limit(out::flush);
        }

        @Override
        public void close() throws IOException {
            CURRENT.get().limit(out::close);
        }
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }
}
