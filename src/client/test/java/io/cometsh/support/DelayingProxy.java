package io.cometsh.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy that passes a server's answers on after a delay that the test sets, or never, or replaces some of them.
 */
public final class DelayingProxy implements AutoCloseable {
    private static final Duration STALL = Duration.ofSeconds(2);
    private static final Set<String> OWN_HEADERS = Set.of("connection", "content-length", "host", "upgrade", "expect");

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer front;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger undelayed = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile int failing;
    private volatile String refused;
    private Random chance = new Random(0);

    private enum Fault {
        BUSY,
        BUSY_WITH_A_TIME,
        BROKEN,
        GATEWAY,
        RESET,
        TRUNCATED,
        STALLED
    }

    private DelayingProxy(URI server) throws IOException {
        this.server = server;
        this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(threads);
        front.createContext("/", this::pass);
        front.start();
    }

    public static DelayingProxy before(URI server) {
        try {
            return new DelayingProxy(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a client goes instead of to the server. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/");
    }

    /** Holds the requests that come from now on by so much; a day is for ever. */
    public void delay(Duration value) {
        undelayed.set(0);
        delay = value;
    }

    /** Passes the next requests on at once and holds the later ones. */
    public void delayAfter(int count, Duration value) {
        undelayed.set(count);
        delay = value;
    }

    /** From now on so many answers in a thousand are lost to seven kinds of faults, by turns. */
    public synchronized void fail(int perMille, long seed) {
        failing = perMille;
        chance = new Random(seed);
    }

    /** From now on a request whose path contains the text is answered with 401; null refuses none. */
    public void refuse(String path) {
        refused = path;
    }

    /** How many answers were lost so far. */
    public int failed() {
        return failed.get();
    }

    private synchronized Fault fault() {
        return chance.nextInt(1000) < failing ? Fault.values()[failed.getAndIncrement() % Fault.values().length] : null;
    }

    private static void fail(HttpExchange exchange, Fault fault, byte[] body) throws IOException, InterruptedException {
        switch (fault) {
            case BUSY -> reply(exchange, 429, "application/json", "{\"msg\":\"too many requests\",\"code\":429}");
            case BUSY_WITH_A_TIME -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                reply(exchange, 429, "application/json", "{\"msg\":\"too many requests\",\"code\":429}");
            }
            case BROKEN -> reply(exchange, 500, "application/json", "{\"msg\":\"unexpected error\",\"code\":500}");
            case GATEWAY -> reply(exchange, 502, "text/html", "<html><body>502 Bad Gateway</body></html>");
            case RESET -> exchange.close();
            case TRUNCATED -> half(exchange, body);
            case STALLED -> {
                half(exchange, body);
                exchange.getResponseBody().flush();
                Thread.sleep(STALL.toMillis());
            }
        }
    }

    private static void half(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length + 1L);
        exchange.getResponseBody().write(body, 0, body.length / 2);
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The requests so far, as {@code GET /api/rest/v2/workspaces}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (undelayed.getAndDecrement() <= 0) {
                Thread.sleep(delay.toMillis());
            }
            if (refused != null && exchange.getRequestURI().getPath().contains(refused)) {
                reply(exchange, 401, "application/json", "{\"msg\":\"Invalid API key\",\"code\":401}");
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            server.resolve(exchange.getRequestURI().toString()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            Fault fault = fault();
            if (fault != null) {
                fail(exchange, fault, answer.body());
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))
                        && !name.equals("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
    }
}
