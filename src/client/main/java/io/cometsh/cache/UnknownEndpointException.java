package io.cometsh.cache;

import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A name given to the cache's controls that no cached read has; the message gives the nearest ones. */
public final class UnknownEndpointException extends CometException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SUGGESTIONS = 3;

    UnknownEndpointException(String name) {
        super(
                name.contains("write/")
                        ? "\"" + name + "\" is a write; writes are never cached"
                        : "there is no read \"" + name + "\"; nearest: "
                                + nearest(name).stream()
                                        .map(found -> "\"" + found + "\"")
                                        .collect(Collectors.joining(", ")));
    }

    private static List<String> nearest(String name) {
        return CachePolicy.endpoints().stream()
                .sorted(Comparator.comparingInt((String known) -> unlikeness(name, known))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    // People write the last part: "tags" means "experiment/tags".
    private static int unlikeness(String name, String known) {
        return known.endsWith("/" + name) ? 0 : 1 + Names.distance(name, known);
    }
}
