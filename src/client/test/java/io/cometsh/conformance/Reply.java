package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A recorded reply.
 *
 * @param status 0 when the server hung up without an answer
 * @param body JSON, or {@code {"$text": …}}, or {@code {"$bytes": n}} where the recording kept the size alone
 * @param archive what Python unpacked of a zip that was recorded without its bytes; empty when it is none
 * @param late whether it comes later than the client waits
 */
record Reply(
        int status,
        String contentType,
        Map<String, String> headers,
        JsonNode body,
        List<String> archive,
        boolean late) {
    static Reply recorded(JsonNode line) {
        JsonNode reply = line.get("reply");
        List<String> archive = archive(line.path("request").path("path").asText());
        if (reply.has("connection")) {
            return new Reply(0, null, Map.of(), JsonNodeFactory.instance.nullNode(), archive, false);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        reply.path("$headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        if (line.has("n")) {
            for (String name : List.of("location", "content-range", "etag")) {
                if (reply.has(name)) {
                    headers.put(name, reply.get(name).asText());
                }
            }
            return new Reply(
                    reply.get("status").asInt(),
                    reply.path("content-type").asText(null),
                    headers,
                    reply.get("body"),
                    archive,
                    false);
        }
        return reply.has("$status")
                ? new Reply(
                        reply.get("$status").asInt(),
                        reply.path("$contentType").asText(null),
                        headers,
                        reply.get("$body"),
                        archive,
                        reply.has("$delaySeconds"))
                : new Reply(200, "application/json", headers, reply, archive, false);
    }

    private static List<String> archive(String path) {
        if (!path.endsWith("/download")) {
            return List.of();
        }
        return path.contains("/experiment/") ? List.of("model.json") : List.of("model.json", "sub/weights.csv");
    }

    Reply withBody(JsonNode changed) {
        return new Reply(status, contentType, headers, changed, archive, late);
    }

    boolean isJson() {
        return status != 0 && body != null && !body.has("$text") && !body.has("$bytes");
    }

    byte[] bytes() {
        if (body.has("$text")) {
            return body.get("$text").asText().getBytes(StandardCharsets.UTF_8);
        }
        if (body.has("$bytes")) {
            if (!archive.isEmpty()) {
                return zip();
            }
            byte[] bytes = new byte[body.get("$bytes").asInt()];
            Arrays.fill(bytes, (byte) 'x');
            return bytes;
        }
        // The second recorder wrote null for no body at all; a reply that is the JSON null has a label.
        return body.isNull() && contentType == null
                ? new byte[0]
                : body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : archive) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write('x');
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
