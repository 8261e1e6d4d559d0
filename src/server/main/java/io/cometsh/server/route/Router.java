package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.User;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes every request: finds its handler, checks the key, and turns replies and failures into HTTP. Nothing of a body is ever logged: bodies hold the key. */
public final class Router implements HttpHandler {
    /** Clients compare the content type as a whole: nothing may be appended. */
    private static final String JSON = "application/json";

    private static final String BEARER = "Bearer ";

    private static final System.Logger LOG = System.getLogger(Router.class.getName());

    private final Routes routes;
    private final Front front;
    private final Accounts accounts;
    private final ObjectMapper json;
    private final Store store;
    private final Supplier<Pages> pages;
    private final Admission admission = new Admission();

    Router(Routes routes, Front front, Accounts accounts, ObjectMapper json, Store store, Supplier<Pages> pages) {
        this.routes = routes;
        this.front = front;
        this.accounts = accounts;
        this.json = json;
        this.store = store;
        this.pages = pages;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            Reply reply = answer(exchange);
            // The rest of a body that nobody read would be taken for the next request.
            drain(exchange.getRequestBody());
            send(exchange, reply);
        } finally {
            store.setScope(null);
        }
        // Only after success: closing ends a reply properly, and a reply that failed half way must not look whole. The
        // HTTP server cuts the connection of a handler that throws.
        exchange.close();
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        try {
            return handled(exchange);
        } catch (CometFailure e) {
            return error(exchange, e.error(), e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            return failed(exchange, e);
        }
    }

    /** Path and key are judged before the body is read, and the work begins when all of the body is here. */
    private Reply handled(HttpExchange exchange) throws IOException {
        front.check(exchange);
        String method = exchange.getRequestMethod();
        // Clients join addresses carelessly.
        String path = exchange.getRequestURI().getRawPath().replaceAll("//+", "/");
        Optional<Routes.RouteMatch> match = routes.find(method, path);
        match.ifPresent(found -> RequestMonitor.route(found.template()));
        if (match.isEmpty() && isForPages(exchange)) {
            RequestMonitor.route("page");
            return page(exchange);
        }
        if (match.isEmpty()) {
            throw routes.knows(path)
                    ? CometError.METHOD_NOT_ALLOWED.of(method + " " + path)
                    : CometError.ENDPOINT_NOT_FOUND.of(path);
        }
        try (Request request = new Request(exchange, front, json, match.get().inPath())) {
            if (match.get().access() == Routes.Access.KEY) {
                User user = user(request, path);
                request.setUser(user);
                store.setScope(user.scope());
            }
            request.receive();
            return admission.run(
                    request.size(), () -> written(match.get().handler().handle(request), front.packs(exchange)));
        }
    }

    private Reply page(HttpExchange exchange) throws IOException {
        try (Request request = new Request(exchange, front, json, Map.of())) {
            if (request.method().equals("POST")) {
                request.receiveForm();
            }
            return admission.run(request.size(), () -> written(pages.get().answer(request), false));
        }
    }

    private static boolean isForPages(HttpExchange exchange) {
        return Pages.isFor(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Accept"));
    }

    private Reply written(Reply reply, boolean packed) throws IOException {
        if (!(reply instanceof Reply.Streamed streamed)) {
            return reply;
        }
        Spill body = new Spill();
        try {
            try (OutputStream out = packed ? new FastGzip(body) : body;
                    JsonGenerator generator = json.createGenerator(out)) {
                streamed.body().write(generator);
            }
            return new Reply.Written(body, packed);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            body.remove();
            throw e;
        }
    }

    private User user(Request request, String path) throws IOException {
        try {
            return accounts.user(key(request, path));
        } catch (CometFailure e) {
            // A client that starts to log understands the code only under 400 and 403.
            if (e.error() == CometError.KEY_UNKNOWN && Routes.isLogging(path) && path.contains("/logger/")) {
                throw CometError.KEY_REFUSED_FOR_LOGGING.failure();
            }
            throw e;
        }
    }

    /** Clients that log send the key in a header from version 3.44 on, in a parameter or in the body before. */
    private static String key(Request request, String path) throws IOException {
        String key = request.header("Authorization");
        if (key == null) {
            key = request.header("Comet-Sdk-Api");
        }
        if (key == null) {
            // Requests to the optimizer.
            key = request.header("X-API-KEY");
        }
        if (key == null && Routes.isLogging(path)) {
            key = request.query("apiKey");
            return key == null ? request.keyInBody() : key;
        }
        // As programs that read metrics send it.
        return key != null && key.startsWith(BEARER) ? key.substring(BEARER.length()) : key;
    }

    /** What the server itself failed at: a line in the log, with a trace only of what nobody foresaw. */
    private Reply failed(HttpExchange exchange, Throwable failure) {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        if (failure instanceof OutOfMemoryError) {
            LOG.log(System.Logger.Level.ERROR, request + " failed: the server is out of memory");
            return error(
                    exchange,
                    CometError.OUT_OF_MEMORY,
                    CometError.OUT_OF_MEMORY.failure().getMessage());
        }
        if (failure instanceof StoreException known && known.reason() != StoreException.Reason.FAILED) {
            LOG.log(System.Logger.Level.ERROR, request + " failed: " + known.getMessage());
            store.suspect(known);
            return unwritable(exchange, known);
        }
        LOG.log(System.Logger.Level.ERROR, request + " failed", failure);
        return error(
                exchange, CometError.INTERNAL, CometError.INTERNAL.failure().getMessage());
    }

    private Reply unwritable(HttpExchange exchange, StoreException failure) {
        CometError error =
                failure.reason() == StoreException.Reason.NO_ROOM ? CometError.NO_ROOM : CometError.CANNOT_WRITE;
        return error(exchange, error, failure.getMessage());
    }

    private Reply error(HttpExchange exchange, CometError error, String message) {
        if (error.status() == 503) {
            // Clients wait this long before they repeat a request, which covers a longer trouble than their own pauses.
            exchange.getResponseHeaders().set("Retry-After", "10");
        }
        if (isForPages(exchange)) {
            return pages.get().failed(error, message);
        }
        ObjectNode body = json.createObjectNode();
        body.put("msg", message).put("code", error.status()).putNull("data").put("sdk_error_code", error.sdkCode());
        return new Reply.JsonBody(error.status(), body);
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply instanceof Reply.JsonBody tree) {
            sendBytes(exchange, tree.status(), JSON, json.writeValueAsBytes(tree.body()));
        } else if (reply instanceof Reply.Bytes bytes) {
            sendBytes(exchange, 200, bytes.contentType(), bytes.body());
        } else if (reply instanceof Reply.Content content) {
            content.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            sendBytes(exchange, content.status(), content.contentType(), content.body());
        } else if (reply instanceof Reply.Written written) {
            sendWritten(exchange, written);
        } else if (reply instanceof Reply.Stream stream) {
            exchange.getResponseHeaders().set("Content-Type", stream.contentType());
            ClientWaits.sendHead(exchange, 200, isHead(exchange) ? -1 : 0);
            if (!isHead(exchange)) {
                sendStream(exchange, stream.body());
            }
        } else if (reply instanceof Reply.File file) {
            sendFile(exchange, file);
        } else if (reply instanceof Reply.Elsewhere elsewhere) {
            exchange.getResponseHeaders().set("Location", elsewhere.location());
            ClientWaits.sendHead(exchange, 302, -1);
        }
    }

    private static void sendBytes(HttpExchange exchange, int status, String contentType, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (isHead(exchange)) {
            ClientWaits.sendHead(exchange, status, -1);
            return;
        }
        ClientWaits.sendHead(exchange, status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void sendWritten(HttpExchange exchange, Reply.Written written) throws IOException {
        Spill body = written.body();
        try {
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
            if (written.packed()) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            ClientWaits.sendHead(exchange, 200, isHead(exchange) ? -1 : body.size());
            if (!isHead(exchange)) {
                body.writeTo(exchange.getResponseBody());
            }
        } finally {
            body.remove();
        }
    }

    private static void sendStream(HttpExchange exchange, Reply.ByteWriter body) throws IOException {
        try {
            body.write(exchange.getResponseBody());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, exchange.getRequestURI().getPath() + " failed", e);
            throw new IOException(e);
        }
    }

    private static void sendFile(HttpExchange exchange, Reply.File file) throws IOException {
        long size = Files.size(file.path());
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        file.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        exchange.getResponseHeaders()
                .set(
                        "ETag",
                        "\"" + size + "-"
                                + Files.getLastModifiedTime(file.path()).toMillis() + "\"");
        ByteRange range = ByteRange.of(exchange.getRequestHeaders().getFirst("Range"), size);
        if (range.isBeyond()) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + size);
            ClientWaits.sendHead(exchange, 416, -1);
            return;
        }
        if (range.isPart()) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
        }
        long length = range.last() - range.first() + 1;
        ClientWaits.sendHead(exchange, range.isPart() ? 206 : 200, isHead(exchange) || length == 0 ? -1 : length);
        if (isHead(exchange) || length == 0) {
            return;
        }
        try (InputStream in = Files.newInputStream(file.path());
                OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024)) {
            in.skipNBytes(range.first());
            copy(in, out, length);
        }
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file became shorter while it was sent");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        long most = 64L * 1024 * 1024;
        int read = in.read(buffer);
        while (read >= 0 && most > 0) {
            most -= read;
            read = in.read(buffer);
        }
    }
}
