package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server is to answer while one call runs, and what it was asked. */
final class Replay {
    private final Recorded recorded;
    private final Function<JsonNode, Reply> background;
    private final boolean[] used;
    private final List<JsonNode> made = new ArrayList<>();

    /** @param background answers what the recording sent too, and what it did not; gives null for what nobody recorded */
    Replay(Recorded recorded, Function<JsonNode, Reply> background) {
        this.recorded = recorded;
        this.background = background;
        used = new boolean[recorded.exchanges().size()];
    }

    /** The reply to a request; null when there is none. */
    synchronized Reply answer(JsonNode request) {
        made.add(request);
        for (int i = 0; i < used.length; i++) {
            if (!used[i] && same(request, recorded.exchanges().get(i).request())) {
                used[i] = true;
                return recorded.exchanges().get(i).reply();
            }
        }
        return background.apply(request);
    }

    synchronized Stream<JsonNode> made() {
        return List.copyOf(made).stream();
    }

    /** As {@link #difference(Recorded)} with the call that was played. */
    String difference() {
        return difference(recorded);
    }

    /**
     * The differences from the recorded requests; empty when there are none. Writes come in the recorded order; reads
     * that a call makes side by side may overtake each other.
     */
    synchronized String difference(Recorded recorded) {
        List<JsonNode> expected = recorded.requests().toList();
        List<JsonNode> missing = new ArrayList<>(expected);
        List<String> missingToo = new ArrayList<>(recorded.alsoSent());
        List<JsonNode> more = new ArrayList<>();
        for (JsonNode request : made) {
            if (!remove(missing, request)
                    && !missingToo.remove(request.get("method").asText() + " "
                            + request.get("path").asText())) {
                more.add(request);
            }
        }
        if (!more.isEmpty() || !missing.isEmpty() || !missingToo.isEmpty()) {
            return (more.isEmpty() ? "" : "asked in addition " + texts(more))
                    + (missing.isEmpty() ? "" : " did not ask " + texts(missing))
                    + (missingToo.isEmpty() ? "" : " did not ask " + missingToo);
        }
        List<JsonNode> writesExpected =
                expected.stream().filter(Replay::isWrite).toList();
        List<JsonNode> writesMade = made.stream().filter(Replay::isWrite).toList();
        for (int i = 0; i < writesMade.size(); i++) {
            if (!same(writesMade.get(i), writesExpected.get(i))) {
                return "wrote in another order " + writesMade;
            }
        }
        return "";
    }

    private static String texts(List<JsonNode> requests) {
        return requests.stream()
                .map(request -> request.get("method").asText() + " "
                        + request.get("path").asText() + " " + request.get("query")
                        + (request.get("body").isNull() ? "" : " " + request.get("body")) + " "
                        + request.get("headers"))
                .collect(Collectors.joining(", "));
    }

    private static boolean remove(List<JsonNode> requests, JsonNode made) {
        for (int i = 0; i < requests.size(); i++) {
            if (same(made, requests.get(i))) {
                requests.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean isWrite(JsonNode request) {
        return request.get("path").asText().contains("/write/");
    }

    /** The same in all that was put down of the recorded one. */
    static boolean same(JsonNode made, JsonNode recorded) {
        return made.get("path").equals(recorded.get("path"))
                && made.get("method").equals(recorded.get("method"))
                && made.get("query").equals(recorded.get("query"))
                && made.get("headers").equals(recorded.get("headers"))
                && (!recorded.has("rawQuery")
                        || !made.has("rawQuery")
                        || pairs(made).equals(pairs(recorded)))
                && sameBody(made.get("body"), recorded.get("body"));
    }

    /** The escaped pairs; their order has no meaning. */
    private static Set<String> pairs(JsonNode request) {
        return Set.copyOf(List.of(request.get("rawQuery").asText().split("&")));
    }

    /** One of the recorders kept of an upload only that there is one. */
    private static boolean sameBody(JsonNode made, JsonNode recorded) {
        return recorded.has("$bytes") ? made.isArray() : made.equals(recorded);
    }
}
