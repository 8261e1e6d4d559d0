package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.query.QueryVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares what our client gives with what the recording says that Python's gave. */
final class PythonView {
    private PythonView() {}

    /** What is different; empty when nothing is. */
    static String difference(Object ours, JsonNode python) {
        if (ours instanceof Stream<?> stream) {
            return difference(stream.toList(), python.path("items"));
        }
        if (ours instanceof List<?> list) {
            return list(list, python);
        }
        if (ours == null || python.isNull()) {
            return ours == null && python.isNull() ? "" : ours + " instead of " + python;
        }
        if (ours instanceof byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean same = python.path("$bytes").asInt(-1) == bytes.length
                    && (!python.has("$text") || python.get("$text").asText().equals(text));
            return same ? "" : bytes.length + " bytes \"" + text + "\" instead of " + python;
        }
        if (python.path("$type").asText().equals("Response")) {
            // Some methods of Python's give the reply as it came; ours give what it says.
            JsonNode body = python.get("body");
            return ours.equals(Map.of()) && body.path("$bytes").asInt(-1) == 0 ? "" : difference(ours, body);
        }
        if (ours instanceof Map<?, ?> map) {
            return members(map::get, python);
        }
        if (ours instanceof Experiment experiment) {
            return members(
                    member -> switch (member) {
                        case "$type" -> "APIExperiment";
                        case "$repr" ->
                            "<APIExperiment '" + experiment.getWorkspace() + "/" + experiment.getProjectName() + "/"
                                    + experiment.getKey() + "'>";
                        case "id" -> experiment.getKey();
                        case "name" -> experiment.getName();
                        case "workspace" -> experiment.getWorkspace();
                        case "project_name" -> experiment.getProjectName();
                        case "archived" -> experiment.isArchived();
                        case "start_server_timestamp" -> experiment.getStartServerTimestamp();
                        default -> throw new IllegalArgumentException(member);
                    },
                    python);
        }
        if (ours instanceof QueryVariable variable) {
            return members(
                    member -> switch (member) {
                        case "$type" -> variable.source().variableName();
                        case "name", "value" -> variable.name();
                        case "qtype" -> variable.type();
                        default -> throw new IllegalArgumentException(member);
                    },
                    python);
        }
        if (ours instanceof WireRecord row) {
            return members(row::getAt, python);
        }
        return scalar(ours, python) ? "" : ours + " instead of " + python;
    }

    private interface Members {
        Object get(String name);
    }

    private static String list(List<?> list, JsonNode python) {
        if (!python.isArray() || python.size() != list.size()) {
            return list + " instead of " + python;
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String difference = difference(list.get(i), python.get(i));
            if (!difference.isEmpty()) {
                differences.add(i + ": " + difference);
            }
        }
        return String.join("; ", differences);
    }

    private static String members(Members ours, JsonNode python) {
        if (!python.isObject()) {
            return "an object instead of " + python;
        }
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : python.properties()) {
            Object value = ours.get(member.getKey());
            String difference = difference(value, member.getValue());
            if (!difference.isEmpty()) {
                differences.add(member.getKey() + " " + difference);
            }
        }
        return String.join(", ", differences);
    }

    private static boolean scalar(Object ours, JsonNode python) {
        if (ours == null) {
            return python.isNull();
        }
        if (ours instanceof Number number) {
            return python.isNumber() && number.doubleValue() == python.doubleValue();
        }
        if (ours instanceof Boolean truth) {
            return python.isBoolean() && truth == python.booleanValue();
        }
        return python.isTextual() && Objects.equals(ours.toString(), python.asText());
    }
}
