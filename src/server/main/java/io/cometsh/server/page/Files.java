package io.cometsh.server.page;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.service.CometError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The style, the scripts and the icon of the pages. Their addresses change with their content, so that browsers keep them. */
final class Files implements Page {
    private static final Pattern NAME = Pattern.compile("[a-z-]+\\.(css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

    /** The address of a file in the resources of this package. */
    String address(String name) {
        byte[] content = load(name);
        if (content.length == 0) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        CRC32 sum = new CRC32();
        sum.update(content);
        return "/-/file/" + name + "?v=" + Long.toHexString(sum.getValue());
    }

    @Override
    public Reply show(Request request) {
        String name = request.inPath("name");
        byte[] content = NAME.matcher(name).matches() ? load(name) : new byte[0];
        if (content.length == 0) {
            throw CometError.ENDPOINT_NOT_FOUND.of(request.path());
        }
        Map<String, String> headers = new HashMap<>(Layout.headers());
        headers.put("Cache-Control", "public, max-age=31536000, immutable");
        return new Reply.Content(200, TYPES.get(name.substring(name.indexOf('.') + 1)), headers, content);
    }

    private byte[] load(String name) {
        byte[] known = loaded.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = Files.class.getResourceAsStream(name)) {
            if (in == null) {
                return new byte[0];
            }
            byte[] content = in.readAllBytes();
            loaded.put(name, content);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
