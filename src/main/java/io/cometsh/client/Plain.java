package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values without types of their own: the maps, lists, numbers and texts that JSON is made of. */
final class Plain {
    private Plain() {}

    /** What a reply says, as maps and lists that cannot be changed. */
    static Object of(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
            return Collections.unmodifiableMap(map);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(of(element)));
            return Collections.unmodifiableList(list);
        }
        return node.isNumber() ? node.numberValue() : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    /** An object of a reply; anything else that a reply may be is an empty map. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(JsonNode node) {
        return of(node) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /**
     * A script's value as JSON can say it: records and maps with texts as names, lists, numbers, truth and null; the
     * rest by its text. A script's own kind of text would else be written as the object it is.
     */
    static Object of(Object value) {
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
