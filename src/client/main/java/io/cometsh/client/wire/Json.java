package io.cometsh.client.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.cometsh.export.JsonValue;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Replies;
import java.io.IOException;

/** The wire's JSON: bare NaN and Infinity both ways, and members read with a word about what is missing. */
public final class Json {
    // The setting that writes a bare NaN has no builder form in this Jackson.
    @SuppressWarnings("deprecation")
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // A value that comes as a number keeps its digits as one that comes as a text does.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .configure(JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS, false)
            .addModule(new SimpleModule().addSerializer(WireNumber.class, new WireNumberWriter()))
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Null when the text is not JSON. */
    static JsonNode parseOrNull(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** One line of JSON; null for a line that is none. */
    public static JsonNode line(String text) {
        JsonNode line = parseOrNull(text);
        return line != null && line.isObject() ? line : null;
    }

    /** A text that must be JSON. */
    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** A value of ours as JSON would have it. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(PlainValues.of(value));
    }

    public static JsonNode read(ApiRequest request, ApiReply reply) {
        byte[] body = Replies.requireJson(request, reply);
        try {
            return MAPPER.readTree(body);
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

    /** The service's digits, in JSON's form: {@code 007} is sent as 7. */
    private static final class WireNumberWriter extends JsonSerializer<WireNumber> {
        @Override
        public void serialize(WireNumber value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(JsonValue.number(value.toString()));
        }
    }
}
