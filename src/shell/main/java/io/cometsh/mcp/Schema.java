package io.cometsh.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON Schema of an object, in the order in which its properties are added. */
final class Schema {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    static Schema object() {
        return new Schema();
    }

    Schema text(String name, String description) {
        return property(name, Map.of("type", "string"), description);
    }

    Schema integer(String name, String description) {
        return property(name, Map.of("type", "integer"), description);
    }

    Schema flag(String name, String description) {
        return property(name, Map.of("type", "boolean"), description);
    }

    Schema texts(String name, String description) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", Map.of("type", "string"));
        return property(name, list, description);
    }

    Schema any(String name, String description) {
        return property(name, Map.of(), description);
    }

    Schema part(String name, Schema part, String description) {
        return property(name, part.map(), description);
    }

    private Schema property(String name, Map<String, Object> type, String description) {
        Map<String, Object> property = new LinkedHashMap<>(type);
        if (!description.isEmpty()) {
            property.put("description", description);
        }
        properties.put(name, property);
        return this;
    }

    /** The properties that must be given. */
    Schema required(String... names) {
        required.addAll(List.of(names));
        return this;
    }

    List<String> names() {
        return List.copyOf(properties.keySet());
    }

    List<String> requiredNames() {
        return List.copyOf(required);
    }

    Map<String, Object> map() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /** Of a {@link TableAnswer}. */
    static Schema table() {
        return object().property("columns", Map.of("type", "array"), "")
                .property("rows", Map.of("type", "array"), "")
                .property("same", Map.of("type", "object"), "")
                .property("total", Map.of("type", "integer"), "")
                .property("shown", Map.of("type", "integer"), "")
                .property("note", Map.of("type", "string"), "")
                .required("columns", "rows", "total", "shown");
    }
}
