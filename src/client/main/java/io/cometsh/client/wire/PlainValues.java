package io.cometsh.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values without types of their own: the maps, lists, numbers and texts that JSON is made of. */
public final class PlainValues {
    private PlainValues() {}

    /** The content of a reply, as maps and lists that belong to the caller. */
    public static Object of(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(of(element)));
            return list;
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    /** A Long where there is no fraction, else a Double; a BigInteger where a Long does not hold the digits. */
    static Number number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Number) node.longValue() : node.bigIntegerValue();
        }
        return node.doubleValue();
    }

    /** The members of an object in their order; null for anything else. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> mapOrNull(JsonNode node) {
        return (Map<String, Object>) (node != null && node.isObject() ? of(node) : null);
    }

    /** The elements of an array; null for anything else. */
    @SuppressWarnings("unchecked")
    public static List<Object> listOrNull(JsonNode node) {
        return (List<Object>) (node != null && node.isArray() ? of(node) : null);
    }

    /** The texts of an array; empty when it is absent or null. */
    public static List<String> texts(JsonNode node, String member) {
        List<String> texts = new ArrayList<>();
        node.path(member).forEach(element -> texts.add(element.isNull() ? null : element.asText()));
        return texts;
    }

    /** The object inside a text, such as an asset's metadata; null when there is none or it is something else. */
    public static Map<String, Object> mapIn(String text) {
        return text == null || text.isBlank() ? null : mapOrNull(Json.parseOrNull(text));
    }

    /** An object of a reply; anything else that a reply may be is an empty map. */
    public static Map<String, Object> map(JsonNode node) {
        Map<String, Object> map = mapOrNull(node);
        return map == null ? new LinkedHashMap<>() : map;
    }

    /** A copy at every depth, which may be changed; null for null. */
    @SuppressWarnings("unchecked")
    public static <V> Map<String, V> copy(Map<String, V> map) {
        return (Map<String, V>) of((Object) map);
    }

    /**
     * A script's value as JSON can represent it: records and maps with texts as names, lists, numbers, truth and null;
     * the rest by its text. A script's own kind of text would else be written as the object it is.
     */
    public static Object of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, member) -> named.put(String.valueOf(key), of(member)));
            return named;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> list = new ArrayList<>(collection.size());
            collection.forEach(element -> list.add(of(element)));
            return list;
        }
        if (value.getClass().isArray()) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(of(Array.get(value, i)));
            }
            return list;
        }
        if (value instanceof WireRecord row) {
            Map<String, Object> named = new LinkedHashMap<>();
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                named.put(component.getName(), of(row.getAt(component.getName())));
            }
            return named;
        }
        return value.toString();
    }
}
