package io.cometsh.mcp;

import io.cometsh.text.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a call, by their names; each mistake is an error with what to give instead. */
final class ToolArguments {
    private final Map<String, Object> values;

    ToolArguments(Map<String, Object> values, Schema schema) {
        this.values = values == null ? Map.of() : values;
        for (String name : this.values.keySet()) {
            if (!schema.names().contains(name)) {
                throw new ToolException("there is no argument \"" + name + "\"" + Names.hint(name, schema.names()));
            }
        }
        for (String name : schema.requiredNames()) {
            if (this.values.get(name) == null) {
                throw new ToolException("the argument \"" + name + "\" is missing");
            }
        }
    }

    Optional<String> text(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof String)) {
            throw wrong(name, "a text", value);
        }
        return Optional.ofNullable((String) value).filter(text -> !text.isBlank());
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> new ToolException("the argument \"" + name + "\" is empty"));
    }

    /** Agents also send one text where a list of texts is expected. */
    List<String> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(name, "a list of texts", value);
    }

    int integer(String name, int otherwise, int least, int most) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Number number)
                || number.doubleValue() != Math.rint(number.doubleValue())
                || number.doubleValue() < least
                || number.doubleValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most, value);
        }
        return number.intValue();
    }

    boolean flag(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(name, "true or false", value);
        }
        return Boolean.TRUE.equals(value);
    }

    private static ToolException wrong(String name, String expected, Object value) {
        return new ToolException("the argument \"" + name + "\" must be " + expected + ", not " + value);
    }
}
