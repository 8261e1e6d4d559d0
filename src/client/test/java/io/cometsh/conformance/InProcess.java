package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestResources;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.BodyPart;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Supplier;

/**
 * Answers as {@link ReplayServer} does, without a network: for tests that make the calls ten thousand times. It knows no
 * redirects and repeats nothing.
 */
record InProcess(Supplier<Replay> playing) implements Transport {
    @Override
    public ApiReply send(ApiRequest request) {
        Reply reply = playing.get().answer(recorded(request));
        if (reply == null) {
            throw FakeTransport.refusal(request, 418, "not recorded", 0);
        }
        byte[] body = reply.bytes();
        if (reply.status() >= 400) {
            JsonNode words = reply.isJson() ? reply.body() : JsonNodeFactory.instance.objectNode();
            throw FakeTransport.refusal(
                    request,
                    reply.status(),
                    words.path("msg").asText(new String(body, StandardCharsets.UTF_8)),
                    words.path("sdk_error_code").asInt());
        }
        return new ApiReply(reply.status(), reply.contentType(), body);
    }

    private static JsonNode recorded(ApiRequest request) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        String endpoint = request.endpoint();
        node.put("method", request.method());
        node.put("path", endpoint.startsWith("/") ? endpoint : "/api/rest/v2/" + endpoint);
        ObjectNode query = node.putObject("query");
        request.parameters().forEach(query::put);
        ObjectNode headers = node.putObject("headers").put("Authorization", "TESTKEY");
        if (!request.parts().isEmpty()) {
            headers.put("Content-Type", "multipart/form-data; boundary=...");
            node.set("body", parts(request));
        } else if (request.json() != null) {
            headers.put("Content-Type", "application/json;charset=utf-8");
            node.set("body", TestResources.parse(request.json()));
        } else {
            node.putNull("body");
        }
        return node;
    }

    private static ArrayNode parts(ApiRequest request) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (BodyPart part : request.parts()) {
            try {
                byte[] content = part.file() == null ? part.bytes() : Files.readAllBytes(part.file());
                parts.add(ReplayServer.part(part.name(), part.fileName(), null, content));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parts;
    }
}
