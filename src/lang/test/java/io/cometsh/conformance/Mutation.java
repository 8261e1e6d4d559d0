package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A body in which one byte of one value is another one.
 *
 * @param place the value's place, without the numbers of list elements: {@code experiments[].experimentName}
 */
record Mutation(String place, JsonNode body) {
    /** One for each value of the body; of the elements of a list, which are all alike, the first and the last. */
    static List<Mutation> of(JsonNode body) {
        Map<String, Mutation> mutations = new LinkedHashMap<>();
        collect(body, "", "", changed -> changed, mutations);
        return new ArrayList<>(mutations.values());
    }

    private interface Rebuild {
        JsonNode with(JsonNode changed);
    }

    private static void collect(
            JsonNode node, String place, String key, Rebuild rebuild, Map<String, Mutation> mutations) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> collect(
                            member.getValue(),
                            place.isEmpty() ? member.getKey() : place + "." + member.getKey(),
                            key + "." + member.getKey(),
                            changed -> rebuild.with(object.deepCopy().set(member.getKey(), changed)),
                            mutations));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i += Math.max(1, array.size() - 1)) {
                int at = i;
                collect(
                        array.get(i),
                        place + "[]",
                        key + "." + i,
                        changed -> {
                            ArrayNode copy = array.deepCopy();
                            copy.set(at, changed);
                            return rebuild.with(copy);
                        },
                        mutations);
            }
        } else if (!node.isNull()) {
            mutations.put(key, new Mutation(place, rebuild.with(changed(node))));
        }
    }

    private static JsonNode changed(JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value.isTextual()) {
            String text = value.asText();
            return json.textNode(text.isEmpty() ? "x" : changed(text));
        }
        if (value.isIntegralNumber()) {
            return json.numberNode(value.longValue() ^ 1);
        }
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue())
                    ? json.numberNode(Double.parseDouble(changed(new BigDecimal(value.asText()).toPlainString())))
                    : json.numberNode(1.0);
        }
        return json.booleanNode(!value.booleanValue());
    }

    /** The last letter or digit is the next one. */
    private static String changed(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) && c < 128) {
                return text.substring(0, i) + (char) (c ^ 1) + text.substring(i + 1);
            }
        }
        return text.substring(0, text.length() - 1) + (char) (text.charAt(text.length() - 1) ^ 1);
    }
}
