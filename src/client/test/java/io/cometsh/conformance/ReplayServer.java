package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.TestResources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/**
 * Answers the requests of the call that runs with what was recorded. It is a proxy for every address, so that calls can
 * be made to the addresses in the recordings.
 */
final class ReplayServer implements AutoCloseable {
    private static final int NOT_RECORDED = 418;
    private static final Pattern ADDRESS = Pattern.compile("https?://([^/?]+)([^?]*)(?:\\?(.*))?");
    private static final Pattern PART = Pattern.compile(
            "Content-Disposition: form-data; name=\"([^\"]*)\"(?:; filename=\"([^\"]*)\")?(.*)", Pattern.DOTALL);

    private final MockWebServer server = new MockWebServer();

    ReplayServer(Stage stage) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                Reply reply = stage.playing().answer(request(request));
                return reply == null
                        ? new MockResponse.Builder()
                                .code(NOT_RECORDED)
                                .body("not recorded")
                                .build()
                        : response(reply);
            }
        });
        server.setServerSocketFactory(new WithoutDelay());
        try {
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI proxy() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        server.close();
    }

    private static MockResponse response(Reply reply) {
        MockResponse.Builder response = new MockResponse.Builder();
        if (reply.status() == 0) {
            return response.onResponseStart(new SocketEffect.CloseSocket()).build();
        }
        if (reply.late()) {
            return response.onResponseStart(SocketEffect.Stall.INSTANCE).build();
        }
        response.code(reply.status()).body(new Buffer().write(reply.bytes()));
        if (reply.contentType() != null) {
            response.setHeader("Content-Type", reply.contentType());
        }
        reply.headers().forEach(response::setHeader);
        return response.build();
    }

    private static ObjectNode request(RecordedRequest recorded) {
        Matcher target = ADDRESS.matcher(recorded.getTarget());
        if (!target.matches()) {
            throw new IllegalStateException(recorded.getTarget());
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("host", target.group(1));
        request.put("method", recorded.getMethod());
        request.put("path", target.group(2));
        ObjectNode query = request.putObject("query");
        String raw = target.group(3) == null ? "" : target.group(3);
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            String[] halves = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(halves[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
        }
        request.put("rawQuery", raw);
        ObjectNode headers = request.putObject("headers");
        for (String name : List.of("Authorization", "Content-Type", "Range")) {
            String value = recorded.getHeaders().get(name);
            if (value != null) {
                headers.put(name, value.replaceFirst("boundary=.*", "boundary=..."));
            }
        }
        request.set("body", body(recorded));
        return request;
    }

    private static JsonNode body(RecordedRequest recorded) {
        byte[] bytes =
                recorded.getBody() == null ? new byte[0] : recorded.getBody().toByteArray();
        String type = recorded.getHeaders().get("Content-Type");
        if (type != null && type.startsWith("multipart/")) {
            return parts(bytes, type.substring(type.indexOf("boundary=") + "boundary=".length()));
        }
        return bytes.length == 0
                ? JsonNodeFactory.instance.nullNode()
                : TestResources.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /** An upload as the recorder puts it down: of a file that is not a text, the size alone. */
    private static ArrayNode parts(byte[] bytes, String boundary) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String whole = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String part : whole.split("(^|\r\n)--" + Pattern.quote(boundary))) {
            if (part.isEmpty() || part.startsWith("--")) {
                continue;
            }
            String[] halves = part.substring(2).split("\r\n\r\n", 2);
            Matcher head = PART.matcher(halves[0].replaceAll("\r\nContent-Length: \\d+", ""));
            if (!head.matches()) {
                throw new IllegalStateException(halves[0]);
            }
            parts.add(part(
                    head.group(1),
                    head.group(2),
                    head.group(3).isEmpty() ? null : head.group(3).strip(),
                    halves[1].getBytes(StandardCharsets.ISO_8859_1)));
        }
        return parts;
    }

    static ObjectNode part(String name, String fileName, String contentType, byte[] content) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("name", name).put("filename", fileName).put("content-type", contentType);
        shown.put("size", content.length);
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r')) {
            return shown.put("text", text);
        }
        return shown.put("$binary", true);
    }

    /** Or each reply waits 40 milliseconds for the client's acknowledgement of its first half. */
    private static final class WithoutDelay extends ServerSocketFactory {
        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket socket = super.accept();
                    socket.setTcpNoDelay(true);
                    return socket;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            throw new UnsupportedOperationException();
        }
    }
}
