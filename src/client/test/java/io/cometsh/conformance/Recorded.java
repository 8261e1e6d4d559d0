package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.TestResources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A call of Comet's Python client as it was recorded: what it sent, what was answered, and what it made of that. The
 * recorders put the same things down in two shapes; here they have one.
 *
 * @param source the recording's name, such as {@code reads}
 * @param firstLine its line in the recording, counted from 1; a call of several requests has several lines
 * @param call the Python text
 * @param note the recorder's note; may be empty
 * @param alsoSent other requests of the call, whose replies are recorded elsewhere, as {@code GET /api/rest/v2/project}
 * @param returns what the call gave; missing when that was not put down
 * @param raises Python's exception class; null when there was none
 * @param message of that exception
 * @param sdkErrorCode the server's number that it carried; null when that was not put down
 * @param setup the environment and files that it ran in; missing when it ran in the recorder's own
 */
record Recorded(
        String source,
        int firstLine,
        int lastLine,
        String group,
        String call,
        String note,
        List<Exchange> exchanges,
        List<String> alsoSent,
        JsonNode returns,
        String raises,
        String message,
        Integer sdkErrorCode,
        JsonNode setup) {
    static final List<String> SOURCES = List.of("reads", "writes", "registry-artifacts-panels");
    static final String ADDRESS = "http://stub/";

    /** One request with its reply. */
    record Exchange(JsonNode request, Reply reply) {}

    /** All calls of all recordings, in their order. */
    static List<Recorded> all() {
        return SOURCES.stream().flatMap(source -> of(source).stream()).toList();
    }

    private static List<Recorded> of(String source) {
        List<Recorded> calls = new ArrayList<>();
        List<JsonNode> steps = new ArrayList<>();
        int number = 0;
        for (String text : TestResources.lines("/recorded/" + source + ".jsonl")) {
            number++;
            JsonNode line = TestResources.parse(text.replace("http://127.0.0.1:8765", "http://stub"));
            String[] step =
                    line.path("n").asText(line.path("step").asText("1/1")).split("/");
            steps.add(line);
            if (step[0].equals(step[1])) {
                calls.add(of(source, number - steps.size() + 1, steps));
                steps = new ArrayList<>();
            }
        }
        return calls;
    }

    private static Recorded of(String source, int firstLine, List<JsonNode> steps) {
        JsonNode last = steps.get(steps.size() - 1);
        String[] call = last.get("call").asText().split(" {2}# ", 2);
        List<Exchange> exchanges = new ArrayList<>();
        List<String> alsoSent = new ArrayList<>();
        for (JsonNode step : steps) {
            if (step.get("request").isObject()) {
                exchanges.add(new Exchange(request(step.get("request")), Reply.recorded(step)));
            }
            step.path("alsoSent").forEach(sent -> alsoSent.add(sent.asText()));
        }
        JsonNode failure = last.has("raises") ? last : last.path("returns");
        return new Recorded(
                source,
                firstLine,
                firstLine + steps.size() - 1,
                last.path("group").asText(source),
                call[0].strip(),
                call.length > 1 ? call[1] : last.path("note").asText(""),
                List.copyOf(exchanges),
                List.copyOf(alsoSent),
                failure.has("raises") || !last.has("returns") ? MissingNode.getInstance() : last.get("returns"),
                failure.path("raises").asText(null),
                failure.path("message").asText(""),
                failure.has("sdk_error_code") ? failure.get("sdk_error_code").asInt() : null,
                last.path("setup"));
    }

    /** Method, path, query, the headers that the recorder kept, and body. */
    private static ObjectNode request(JsonNode recorded) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.set("method", recorded.get("method"));
        request.set("path", recorded.get("path"));
        request.set("query", recorded.get("query"));
        if (recorded.has("rawQuery")) {
            request.set("rawQuery", recorded.get("rawQuery"));
        }
        ObjectNode headers = request.putObject("headers");
        recorded.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(), header.getValue().asText().replaceFirst("boundary=.*", "boundary=...")));
        request.set("body", withNumbers(recorded.get("body")));
        return request;
    }

    /** The numbers that JSON does not know are put down as objects, by each recorder in its own way. */
    private static JsonNode withNumbers(JsonNode node) {
        JsonNode bare =
                node.path("$bare JSON token").isTextual() ? node.get("$bare JSON token") : node.path("$nonJsonLiteral");
        if (bare.isTextual()) {
            return JsonNodeFactory.instance.numberNode(Double.parseDouble(bare.asText()));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(withNumbers(member.getValue())));
        }
        node.forEach(Recorded::withNumbers);
        return node;
    }

    /** How tables name it: {@code reads 307-309}. */
    String place() {
        return source + " " + firstLine + (lastLine > firstLine ? "-" + lastLine : "");
    }

    String title() {
        return place() + ": " + call + (note.isEmpty() ? "" : "  # " + note);
    }

    int lineCount() {
        return lastLine - firstLine + 1;
    }

    Stream<JsonNode> requests() {
        return exchanges.stream().map(Exchange::request);
    }

    /** The same call with one reply changed. */
    Recorded withReply(int place, Reply reply) {
        List<Exchange> changed = new ArrayList<>(exchanges);
        changed.set(place, new Exchange(changed.get(place).request(), reply));
        return with(changed);
    }

    /** The same call with one request changed. */
    Recorded withRequest(int place, JsonNode request) {
        List<Exchange> changed = new ArrayList<>(exchanges);
        changed.set(place, new Exchange(request, changed.get(place).reply()));
        return with(changed);
    }

    private Recorded with(List<Exchange> changed) {
        return new Recorded(
                source,
                firstLine,
                lastLine,
                group,
                call,
                note,
                changed,
                alsoSent,
                returns,
                raises,
                message,
                sdkErrorCode,
                setup);
    }
}
