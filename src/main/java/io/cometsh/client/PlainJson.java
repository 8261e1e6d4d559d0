package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Free-form JSON as plain Java values, for what Comet hands through without knowing its members. */
final class PlainJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlainJson() {}

    /** Maps, lists, texts, booleans, null, and numbers as {@link #number} has them; none can be changed. */
    static Object value(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            return list(node);
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    /** The members of an object in their order; null for anything else. */
    static Map<String, Object> map(JsonNode node) {
        if (node == null || !node.isObject()) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(member -> map.put(member.getKey(), value(member.getValue())));
        return Collections.unmodifiableMap(map);
    }

    /** The elements of an array; null for anything else. A list of the JDK's copies would refuse null elements. */
    static List<Object> list(JsonNode node) {
        if (node == null || !node.isArray()) {
            return null;
        }
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(value(element)));
        return Collections.unmodifiableList(list);
    }

    /** The texts of an array; empty when it is absent or null. */
    static List<String> texts(JsonNode node, String member) {
        List<String> texts = new ArrayList<>();
        node.path(member).forEach(element -> texts.add(element.isNull() ? null : element.asText()));
        return Collections.unmodifiableList(texts);
    }

    /** A Long where there is no fraction, else a Double; a BigDecimal where neither holds the digits. */
    static Number number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isFloatingPointNumber()) {
            return node.doubleValue();
        }
        return new BigDecimal(node.asText());
    }

    /** The object inside a text, such as an asset's metadata; null when there is none or it is something else. */
    static Map<String, Object> mapIn(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return map(MAPPER.readTree(text));
        } catch (IOException notJson) {
            return null;
        }
    }
}
