package io.cometsh.client.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.export.JsonValue;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.JsonTree;
import io.cometsh.transport.Replies;
import java.io.IOException;

/** The wire's JSON: bare NaN and Infinity both ways, and members read with a word about what is missing. */
public final class Json {
    private static final JsonFactory BARE_NAN =
            JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    private Json() {}

    /** A script's value too: {@link PlainValues}. */
    public static String write(Object value) {
        return JsonValue.text(BARE_NAN, PlainValues.of(value));
    }

    /** Null when the text is not JSON. */
    static JsonNode parseOrNull(String text) {
        try {
            return JsonTree.of(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** One line of JSON; null for a line that is none. */
    public static JsonNode line(String text) {
        JsonNode line = parseOrNull(text);
        return line != null && line.isObject() ? line : null;
    }

    public static JsonNode read(ApiRequest request, ApiReply reply) {
        byte[] body = Replies.requireJson(request, reply);
        try {
            return JsonTree.of(body);
        } catch (IOException e) {
            throw Replies.notJson(request, reply, e);
        }
    }

    public static String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    public static Long number(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        double number = value.isNumber() ? value.doubleValue() : Numbers.toDouble(value.asText());
        if (!Double.isFinite(number)) {
            return null;
        }
        return value.isNumber() ? Long.valueOf(value.longValue()) : Long.valueOf((long) number);
    }

    public static boolean truth(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value != null && value.asBoolean();
    }
}
