package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.Transport;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A recorded call of the registry, artifact, view, panel and chart methods, from either of the two recordings, which
 * write the same things differently. It is a transport too: it gives the recorded replies to the recorded requests.
 */
final class RecordedCall implements Transport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REST = "/api/rest/v2/";

    final String source;
    final int line;
    final String group;
    final String call;
    final String note;
    final JsonNode returns;
    /** Python's exception; null when there was none. */
    final String raises;

    private final List<JsonNode> steps;
    final List<JsonNode> expected = new ArrayList<>();
    final List<JsonNode> made = new ArrayList<>();
    private final List<JsonNode> replies = new ArrayList<>();
    private final List<JsonNode> unused;

    private RecordedCall(String source, int line, List<JsonNode> steps) {
        this.source = source;
        this.line = line;
        this.steps = steps;
        JsonNode last = steps.get(steps.size() - 1);
        String[] parts = last.get("call").asText().split(" {2}# ", 2);
        group = last.path("group").asText("registry");
        call = parts[0].strip();
        note = parts.length > 1 ? parts[1] : last.path("note").asText("");
        returns = last.path("returns");
        raises = last.path("raises").asText(returns.path("raises").asText(null));
        for (JsonNode step : steps) {
            JsonNode request = step.get("request");
            if (request != null && !request.isNull()) {
                String path = request.get("path").asText();
                expected.add(request(
                        request.get("method").asText(),
                        path.startsWith(REST) ? path.substring(REST.length()) : path,
                        request.get("query"),
                        request.get("body")));
                replies.add(step.get("reply"));
            }
        }
        unused = new ArrayList<>(expected);
    }

    /** The same call, of which nothing has been asked yet. */
    RecordedCall again() {
        return new RecordedCall(source, line, steps);
    }

    static List<RecordedCall> all(String source) {
        List<RecordedCall> calls = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                RecordedCall.class.getResourceAsStream("/recorded/" + source), StandardCharsets.UTF_8))) {
            List<JsonNode> steps = new ArrayList<>();
            int number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                JsonNode line = JSON.readTree(text);
                String[] step =
                        line.path("n").asText(line.path("step").asText("1/1")).split("/");
                steps.add(line);
                if (step[0].equals(step[1])) {
                    calls.add(new RecordedCall(source, number - steps.size() + 1, steps));
                    steps = new ArrayList<>();
                }
            }
            return calls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How tables name it: the call, and the recorder's note where there is one. */
    String title() {
        return call + (note.isEmpty() ? "" : " # " + note);
    }

    @Override
    public ApiReply send(ApiRequest request) {
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
        boolean bare = !reply.has("status") && !reply.has("$status");
        int status =
                bare ? 200 : reply.path("status").asInt(reply.path("$status").asInt());
        JsonNode body = bare ? reply : reply.has("body") ? reply.get("body") : reply.get("$body");
        if (status >= 300) {
            throw FakeTransport.refusal(
                    request,
                    status,
                    body.path("msg").asText(),
                    body.path("sdk_error_code").asInt());
        }
        String label = bare
                ? "application/json"
                : reply.path("content-type").asText(reply.path("$contentType").asText(null));
        if (body.has("$bytes")) {
            return new ApiReply(status, label, bytes(request, body.get("$bytes").asInt()));
        }
        return new ApiReply(status, label, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The recording has the number of bytes only; of an archive, the names that Python unpacked are known. */
    private static byte[] bytes(ApiRequest request, int count) {
        if (!request.endpoint().endsWith("/download")) {
            byte[] bytes = new byte[count];
            Arrays.fill(bytes, (byte) 'x');
            return bytes;
        }
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            List<String> names = request.endpoint().startsWith("experiment/")
                    ? List.of("model.json")
                    : List.of("model.json", "sub/weights.csv");
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write('x');
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive.toByteArray();
    }

    private static JsonNode request(ApiRequest request) {
        try {
            return request(
                    request.method(),
                    request.endpoint(),
                    JSON.valueToTree(request.parameters()),
                    request.json() == null ? null : JSON.readTree(request.json()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
