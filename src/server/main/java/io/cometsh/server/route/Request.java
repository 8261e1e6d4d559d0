package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.User;
import io.cometsh.server.store.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A request as handlers see it: who asks, the query, the body. */
public final class Request implements AutoCloseable {
    /** Far above what clients send: a metric batch of 1000 points is some 150 kB. A small heap takes less. */
    private static final int LARGEST_BODY =
            (int) Math.min(64 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);

    /** Packed JSON holds about this many times its bytes. */
    private static final int PACKED = 10;

    private static final int LARGEST_BODY_WITH_KEY = 1024 * 1024;

    private static final int LARGEST_FORM = 64 * 1024;

    private final HttpExchange exchange;
    private final Front front;
    private final ObjectMapper json;
    private final Map<String, List<String>> query;
    private Map<String, String> inPath;
    private User user;
    private JsonNode body;
    private Spill received;
    private Multipart parts;

    Request(HttpExchange exchange, Front front, ObjectMapper json, Map<String, String> inPath) {
        this.exchange = exchange;
        this.front = front;
        this.json = json;
        this.query = parse(exchange.getRequestURI().getRawQuery());
        this.inPath = inPath;
    }

    /** The router sets the user before a handler runs. */
    public void setUser(User user) {
        this.user = user;
        RequestMonitor.user(user.name());
    }

    public User user() {
        return user;
    }

    /** The port of the server. */
    int port() {
        return exchange.getLocalAddress().getPort();
    }

    /** {@code http://host:port/}, as the client itself sees it. */
    public String root() {
        return front.root(exchange);
    }

    public String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** A part of the path, such as {@code {assetId}}. */
    public String inPath(String name) {
        return inPath.get(name);
    }

    /** The path as it was sent, still encoded. */
    public String path() {
        return exchange.getRequestURI().getRawPath();
    }

    /** Path and parameters as they were sent. */
    public String address() {
        String parameters = exchange.getRequestURI().getRawQuery();
        return path() + (parameters == null ? "" : "?" + parameters);
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    /** Sets what {@link #inPath} gives. */
    public void setInPath(Map<String, String> parts) {
        inPath = parts;
    }

    /** A query parameter; null when it is not there. */
    public String query(String name) {
        return last(query.get(name));
    }

    /** Every value of a query parameter that may be repeated. */
    public List<String> queries(String name) {
        return query.getOrDefault(name, List.of());
    }

    private static String last(List<String> values) {
        return values == null ? null : values.get(values.size() - 1);
    }

    public String required(String name) {
        String value = query(name);
        if (value == null || value.isEmpty()) {
            throw name.equals("experimentKey")
                    ? CometError.NO_EXPERIMENT_KEY.failure()
                    : CometError.BAD_REQUEST.of("the parameter " + name + " is missing");
        }
        return value;
    }

    /** Python writes {@code True}, others {@code true}. */
    public boolean flag(String name) {
        return "true".equalsIgnoreCase(query(name));
    }

    /** A whole number; null when it is not there. */
    public Long number(String name) {
        String value = query(name);
        if (value == null || value.isEmpty() || value.equals("None")) {
            return null;
        }
        return WholeNumber.of(value)
                .orElseThrow(() -> CometError.BAD_REQUEST.of("the parameter " + name + WholeNumber.EXPECTED + value));
    }

    /** As {@link #number}, without its fraction: training frameworks count epochs in parts. */
    Long floored(String name) {
        String value = query(name);
        double number = value == null ? Double.NaN : Numbers.parse(value);
        return number == Math.rint(number) || Double.isNaN(number)
                ? number(name)
                : Long.valueOf((long) Math.floor(number));
    }

    /** Reads the whole body from the client. Until here the client decides how long it takes. */
    void receive() throws IOException {
        receive(LARGEST_BODY);
    }

    /** As {@link #receive()}, for what a browser's form sends. */
    void receiveForm() throws IOException {
        if (isMultipart()) {
            throw CometError.BAD_BODY.of("a form is needed, not multipart");
        }
        receive(LARGEST_FORM);
    }

    /** A field of a browser's form; null when it is not there. */
    public String form(String name) throws IOException {
        try (InputStream in = received.open()) {
            return last(
                    parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).get(name));
        }
    }

    private void receive(int most) throws IOException {
        if (received != null || parts != null) {
            return;
        }
        if (isMultipart()) {
            parts = Multipart.read(header("Content-Type"), exchange.getRequestBody());
            return;
        }
        received = new Spill();
        limited(exchange.getRequestBody(), most).transferTo(received);
        received.close();
    }

    private boolean isMultipart() {
        String type = header("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static InputStream limited(InputStream in, int most) {
        return new FilterInputStream(in) {
            private int left = most;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                int read = in.read(target, from, length);
                left -= Math.max(read, 0);
                if (left < 0) {
                    throw CometError.BODY_TOO_LARGE.failure();
                }
                return read;
            }
        };
    }

    /** About how many bytes of JSON the body holds. */
    long size() {
        if (received == null) {
            return 0;
        }
        return isPacked() ? Math.min(LARGEST_BODY, PACKED * received.size()) : received.size();
    }

    /** The parts of a multipart body. */
    Multipart parts() {
        if (parts == null) {
            throw CometError.BAD_BODY.of("multipart is needed");
        }
        return parts;
    }

    /** The body as JSON, NaN and Infinity included, unpacked if it came packed. It is read once. */
    JsonNode body() throws IOException {
        if (body == null) {
            body = parse(in -> json.readTree(in));
        }
        return body;
    }

    /**
     * The key in the body of a client before 3.44; null when there is none. Without a key in a header, only a plain JSON body of at most 1 MiB is read: this limits what an unknown sender
     * can make the server do.
     */
    String keyInBody() throws IOException {
        String type = header("Content-Type");
        String length = header("Content-Length");
        boolean plainJson = type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/json")
                && header("Content-Encoding") == null;
        if (!plainJson || length == null || Long.parseLong(length) > LARGEST_BODY_WITH_KEY) {
            return null;
        }
        receive(LARGEST_BODY_WITH_KEY);
        try {
            JsonNode key = body().path("apiKey");
            return key.isMissingNode() ? body().path("api_key").textValue() : key.textValue();
        } catch (CometFailure e) {
            return null;
        }
    }

    ObjectNode object() throws IOException {
        if (body() instanceof ObjectNode node) {
            return node;
        }
        throw CometError.BAD_BODY.of("an object is needed");
    }

    /**
     * The body without one of its lists, whose elements are handed over as they are read: a list of many is never in memory as a tree.
     *
     * @param list the name of the list; it may be absent
     */
    ObjectNode object(String list, Consumer<JsonNode> element) throws IOException {
        return parse(in -> {
            try (JsonParser parser = json.createParser(in)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw CometError.BAD_BODY.of("an object is needed");
                }
                ObjectNode rest = json.createObjectNode();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    boolean isList = parser.nextToken() == JsonToken.START_ARRAY && name.equals(list);
                    while (isList && parser.nextToken() != JsonToken.END_ARRAY) {
                        element.accept(json.readTree(parser));
                    }
                    if (!isList) {
                        rest.set(name, json.readTree(parser));
                    }
                }
                return rest;
            }
        });
    }

    private <T extends JsonNode> T parse(Parsing<T> parsing) throws IOException {
        try (InputStream in = limited(unpacked(), LARGEST_BODY)) {
            T node = parsing.parse(in);
            if (node == null || node.isMissingNode()) {
                throw CometError.BAD_BODY.of("it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            // Without the parser's words: they quote the body, which holds the key.
            throw CometError.BAD_BODY.of("it is not JSON");
        } catch (ZipException | EOFException e) {
            throw CometError.BAD_BODY.of("it is not gzip");
        }
    }

    private interface Parsing<T> {
        T parse(InputStream in) throws IOException;
    }

    private InputStream unpacked() throws IOException {
        if (received == null) {
            throw CometError.BAD_BODY.of("JSON is needed, not multipart");
        }
        InputStream in = received.open();
        return isPacked() ? new GZIPInputStream(in, 16 * 1024) : in;
    }

    private boolean isPacked() {
        String encoding = header("Content-Encoding");
        return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** Frees what the body takes. */
    @Override
    public void close() throws IOException {
        if (received != null) {
            received.remove();
        }
        if (parts != null) {
            parts.close();
        }
    }

    private static Map<String, List<String>> parse(String raw) {
        Map<String, List<String>> parsed = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parsed;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            parsed.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return parsed;
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CometError.BAD_REQUEST.of("a parameter is not percent-encoded");
        }
    }

    static byte[] toBytes(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.transferTo(out);
        return out.toByteArray();
    }
}
