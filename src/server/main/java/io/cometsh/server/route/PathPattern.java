package io.cometsh.server.route;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with names in place of some parts: {@code asset/{assetId}/thumbnail}. A last part {@code **} matches any further parts, or none.
 *
 * @param parts what is between the slashes
 */
public record PathPattern(List<String> parts) {
    private static final String REST = "**";

    public PathPattern {
        parts = List.copyOf(parts);
    }

    public static PathPattern of(String path) {
        return new PathPattern(List.of(path.split("/")));
    }

    /** The parts of a path by the names of this pattern, decoded; empty when the path does not fit. */
    public Optional<Map<String, String>> match(String path) {
        String[] given = path.split("/");
        boolean open = parts.get(parts.size() - 1).equals(REST);
        int fixed = open ? parts.size() - 1 : parts.size();
        if (given.length < fixed || given.length > fixed && !open) {
            return Optional.empty();
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < fixed; i++) {
            String expected = parts.get(i);
            if (expected.startsWith("{")) {
                named.put(
                        expected.substring(1, expected.length() - 1),
                        // In a path a plus is a plus.
                        Request.decode(given[i].replace("+", "%2B")));
            } else if (!expected.equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }

    /** A name as one part of a path. */
    public static String encode(String name) {
        // Browsers take these two for steps in the path.
        if (name.equals(".") || name.equals("..")) {
            return name.replace(".", "%2E");
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return String.join("/", parts);
    }
}
