package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A request as handlers see it: who asks, the query, the body. */
final class Request {
    /** Far above what clients send: a metric batch of 1000 points is some 150 kB. */
    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    private static final int LARGEST_BODY_WITH_KEY = 1024 * 1024;

    private final HttpExchange exchange;
    private final ObjectMapper json;
    private final Map<String, String> query;
    private final Map<String, String> inPath;
    private User user;
    private JsonNode body;

    Request(HttpExchange exchange, ObjectMapper json, Map<String, String> inPath) {
        this.exchange = exchange;
        this.json = json;
        this.query = parse(exchange.getRequestURI().getRawQuery());
        this.inPath = inPath;
    }

    /** The router sets the user before a handler runs. */
    void setUser(User user) {
        this.user = user;
    }

    User user() {
        return user;
    }

    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** A part of the path, such as {@code {assetId}}. */
    String inPath(String name) {
        return inPath.get(name);
    }

    /** A query parameter; null when it is not there. */
    String query(String name) {
        return query.get(name);
    }

    String required(String name) {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            throw name.equals("experimentKey")
                    ? CometError.NO_EXPERIMENT_KEY.failure()
                    : CometError.BAD_REQUEST.of("the parameter " + name + " is missing");
        }
        return value;
    }

    /** Python writes {@code True}, others {@code true}. */
    boolean flag(String name) {
        return "true".equalsIgnoreCase(query.get(name));
    }

    Long number(String name) {
        String value = query.get(name);
        if (value == null || value.isEmpty() || value.equals("None")) {
            return null;
        }
        try {
            return (long) Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw CometError.BAD_REQUEST.of("the parameter " + name + " is not a number: " + value);
        }
    }

    /** The body as JSON, NaN and Infinity included, unpacked if it came packed. It is read once. */
    JsonNode body() throws IOException {
        if (body == null) {
            body = parse(bytes());
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
        try {
            JsonNode key = body().path("apiKey");
            return key.isMissingNode() ? body().path("api_key").textValue() : key.textValue();
        } catch (CometFailure e) {
            return null;
        }
    }

    private JsonNode parse(byte[] bytes) throws IOException {
        try {
            JsonNode node = json.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw CometError.BAD_BODY.of("it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            // Without the parser's words: they quote the body, which holds the key.
            throw CometError.BAD_BODY.of("it is not JSON");
        }
    }

    ObjectNode object() throws IOException {
        if (body() instanceof ObjectNode node) {
            return node;
        }
        throw CometError.BAD_BODY.of("an object is needed");
    }

    private byte[] bytes() throws IOException {
        try {
            // Not closed here: the router still reads to the end of the body.
            byte[] bytes = unpacked().readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw CometError.BODY_TOO_LARGE.failure();
            }
            return bytes;
        } catch (ZipException | java.io.EOFException e) {
            throw CometError.BAD_BODY.of("it is not gzip");
        }
    }

    private InputStream unpacked() throws IOException {
        String encoding = header("Content-Encoding");
        InputStream in = exchange.getRequestBody();
        return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip")
                ? new GZIPInputStream(in, 16 * 1024)
                : in;
    }

    /** The body as it comes, for multipart. */
    InputStream stream() {
        return exchange.getRequestBody();
    }

    private static Map<String, String> parse(String raw) {
        Map<String, String> parsed = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parsed;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parsed.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
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
