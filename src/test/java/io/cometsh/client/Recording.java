package io.cometsh.client;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.Part;
import io.cometsh.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls of Comet's own Python client as they were recorded: what each sent, what was answered, and what it returned. A
 * recording is a transport too: it gives the recorded replies to the recorded requests.
 */
final class Recording implements Transport {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final String BARE_TOKEN = "$bare JSON token";
    private static final String REST = "/api/rest/v2/";

    final int line;
    final String group;
    final String call;
    final String note;
    final boolean severalSteps;
    final JsonNode returns;
    private final List<JsonNode> expected = new ArrayList<>();
    private final List<JsonNode> replies = new ArrayList<>();
    private final List<JsonNode> made = new ArrayList<>();
    private final List<JsonNode> unused;

    private Recording(int line, JsonNode first, List<JsonNode> steps) {
        this.line = line;
        group = first.get("group").asText();
        call = first.get("call").asText();
        note = first.path("note").asText("");
        severalSteps = first.has("step");
        returns = steps.get(steps.size() - 1).get("returns");
        for (JsonNode step : steps) {
            if (!step.get("request").isNull()) {
                expected.add(request(step.get("request")));
                replies.add(step.get("reply"));
            }
        }
        unused = new ArrayList<>(expected);
    }

    private Recording(Recording other) {
        line = other.line;
        group = other.group;
        call = other.call;
        note = other.note;
        severalSteps = other.severalSteps;
        returns = other.returns;
        expected.addAll(other.expected);
        replies.addAll(other.replies);
        unused = new ArrayList<>(expected);
    }

    /** The same recording, of which nothing has been asked yet. */
    Recording again() {
        return new Recording(this);
    }

    static List<Recording> all(String resource) {
        List<Recording> recordings = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Recording.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            List<JsonNode> steps = new ArrayList<>();
            int number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                JsonNode line = sameShape(JSON.readTree(text));
                String[] step = line.path("step").asText("1/1").split("/");
                steps.add(line);
                if (step[0].equals(step[1])) {
                    recordings.add(new Recording(number - steps.size() + 1, steps.get(0), steps));
                    steps = new ArrayList<>();
                }
            }
            return recordings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorder of the writes put the same things down in another shape. */
    private static JsonNode sameShape(JsonNode line) {
        if (!line.has("n")) {
            return line;
        }
        ObjectNode same = JsonNodeFactory.instance.objectNode();
        String[] call = line.get("call").asText().replaceFirst("^\\w+ = ", "").split("  # ", 2);
        same.put("group", "write").put("call", call[0]);
        if (call.length > 1) {
            same.put("note", call[1]);
        }
        if (!line.get("n").asText().matches("0/0|1/1")) {
            same.set("step", line.get("n"));
        }
        same.set("request", withNumbers(line.get("request")));
        JsonNode reply = line.get("reply");
        if (reply.isObject()) {
            ObjectNode shaped = same.putObject("reply");
            shaped.set("$status", reply.get("status"));
            shaped.set("$contentType", reply.path("content-type"));
            JsonNode body = reply.get("body");
            shaped.set("$body", body.isNull() ? JSON.createObjectNode().put("$text", "") : body);
        }
        same.set("returns", line.has("raises") ? line : line.path("returns"));
        return same;
    }

    /** The numbers that JSON does not know are put down as objects. */
    private static JsonNode withNumbers(JsonNode node) {
        if (node.has(BARE_TOKEN)) {
            return JsonNodeFactory.instance.numberNode(
                    Double.parseDouble(node.get(BARE_TOKEN).asText()));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(withNumbers(member.getValue())));
        }
        return node;
    }

    /** How tables name it: the call, and the recorder's note where there is one. */
    String title() {
        return call + (note.isEmpty() ? "" : " # " + note);
    }

    List<JsonNode> expectedRequests() {
        return expected;
    }

    List<JsonNode> madeRequests() {
        return made;
    }

    @Override
    public synchronized ApiReply send(ApiRequest request) {
        JsonNode asked = request(request);
        made.add(asked);
        int place = unused.indexOf(asked);
        if (place < 0) {
            throw new CometConnectionException(request.describe() + " was not recorded", null);
        }
        unused.set(place, null);
        return reply(request, replies.get(place));
    }

    private static ApiReply reply(ApiRequest request, JsonNode reply) {
        int status = reply.path("$status").asInt(200);
        JsonNode body = reply.has("$status") ? reply.get("$body") : reply;
        // Of a file that is no text, the recording keeps the size alone.
        String text = body.has("$text")
                ? body.get("$text").asText()
                : body.has("$bytes") ? "\0".repeat(body.get("$bytes").asInt()) : body.toString();
        if (status >= 400) {
            throw FakeTransport.refusal(
                    request,
                    status,
                    body.path("msg").asText(text),
                    body.path("sdk_error_code").asInt());
        }
        String label = reply.has("$status") ? reply.path("$contentType").asText(null) : "application/json";
        return new ApiReply(status, label, text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode request(JsonNode recorded) {
        String path = recorded.get("path").asText();
        return request(
                recorded.get("method").asText(),
                path.startsWith(REST) ? path.substring(REST.length()) : path,
                recorded.get("query"),
                recorded.get("body"));
    }

    private static JsonNode request(ApiRequest request) {
        try {
            return request(
                    request.method(),
                    request.endpoint(),
                    JSON.valueToTree(request.parameters()),
                    request.json() == null ? parts(request) : JSON.readTree(request.json()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An upload as the recorder puts it down: of a file that is no text, the size alone. */
    private static JsonNode parts(ApiRequest request) throws IOException {
        if (request.parts().isEmpty()) {
            return null;
        }
        ArrayNode parts = JSON.createArrayNode();
        for (Part part : request.parts()) {
            byte[] content = part.file() == null ? part.bytes() : Files.readAllBytes(part.file());
            ObjectNode shown = parts.addObject();
            shown.put("name", part.name()).put("filename", part.fileName()).putNull("content-type");
            shown.put("size", content.length);
            String text = new String(content, StandardCharsets.UTF_8);
            if (text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r')) {
                shown.put("text", text);
            } else {
                shown.put("$binary", true);
            }
        }
        return parts;
    }

    private static JsonNode request(String method, String endpoint, JsonNode parameters, JsonNode body) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", method);
        request.put("endpoint", endpoint);
        request.set("parameters", parameters);
        request.set("body", body == null || body.isNull() ? JsonNodeFactory.instance.nullNode() : body);
        return request;
    }
}
