package io.cometsh.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The wire's JSON: bare NaN and Infinity both ways, and members read with a word about what is missing. */
final class Json {
    // The setting that writes a bare NaN has no builder form in this Jackson.
    @SuppressWarnings("deprecation")
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .configure(JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS, false)
            .build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode read(String endpoint, ApiReply reply) {
        try {
            return MAPPER.readTree(reply.body());
        } catch (java.io.IOException e) {
            throw new CometReplyException(
                    endpoint + ": the server's answer is not JSON: " + start(reply.text())
                            + "; is the address that of a Comet server?",
                    e);
        }
    }

    private static String start(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "(empty)" : line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    /**
     * The list under {@code member}, each element read by {@code reader}. Null and an answer without any member are
     * empty, as they are to Comet's own client; other members instead of this one are an error.
     */
    static <T> List<T> list(String endpoint, JsonNode reply, String member, Function<JsonNode, T> reader) {
        if (reply.isObject() && reply.isEmpty()) {
            return List.of();
        }
        JsonNode list = reply.get(member);
        if (list == null || !(list.isArray() || list.isNull())) {
            throw new CometReplyException(endpoint + ": the server's answer has no list \"" + member + "\"", null);
        }
        List<T> values = new ArrayList<>(list.size());
        list.forEach(element -> values.add(reader.apply(element)));
        return List.copyOf(values);
    }

    static String required(String endpoint, JsonNode node, String member) {
        String value = text(node, member);
        if (value == null) {
            throw new CometReplyException(endpoint + ": the server's answer has no \"" + member + "\"", null);
        }
        return value;
    }

    static String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    static Long number(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isNumber()
                ? Long.valueOf(value.longValue())
                : Long.valueOf((long) Numbers.toDouble(value.asText()));
    }

    static boolean truth(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value != null && value.asBoolean();
    }
}
