package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.client.Experiment;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.LoggedArtifactAsset;
import io.cometsh.client.wire.ModelStatusConfiguration;
import io.cometsh.client.wire.View;
import io.cometsh.client.wire.WireNumber;
import io.cometsh.export.Table;
import io.cometsh.query.QueryVariable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the result of our call with Python's result in the recording, both in the recorder's form. */
final class Result {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What a record of ours repeats at a handier place. */
    private static final Set<String> OURS_ALONE = Set.of("ModelVersion.experimentKey");

    private Result() {}

    /** What is different, member by member; empty when nothing is. */
    static String difference(Object ours, Recorded recorded, Path folder) {
        if (recorded.raises() != null) {
            return "gives " + ours + " instead of raising " + recorded.raises();
        }
        JsonNode python = recorded.returns();
        if (python.isMissingNode()) {
            return "nothing was recorded to compare with";
        }
        if (python.has("size on disk")) {
            return compare("", JSON.numberNode(size((Path) ours)), python.get("size on disk"));
        }
        if (python.has("files written")) {
            return compare("", of(files(folder), python), python.get("files written"));
        }
        if (python.has("$Response")) {
            python = python.get("$Response").get("json");
        } else if (python.path("$type").asText().equals("Response")) {
            python = python.get("body");
        }
        boolean empty = python.path("$bytes").asInt(-1) == 0 && Map.of().equals(ours);
        if (ours == Translator.DONE || empty) {
            return "";
        }
        if (python.path("$type").asText().equals("generator")) {
            python = python.get("items");
        }
        for (String wrapper : List.of("$View", "$ModelStatusConfiguration")) {
            if (python.has(wrapper)) {
                python = python.get(wrapper);
            }
        }
        return compare("", of(ours, python), plain(python));
    }

    /** Python's wrappers inside lists. */
    private static JsonNode plain(JsonNode python) {
        if (!python.isArray()) {
            return python;
        }
        ArrayNode plain = JSON.arrayNode();
        python.forEach(element -> plain.add(element.has("$View") ? element.get("$View") : element));
        return plain;
    }

    private static String compare(String place, JsonNode ours, JsonNode python) {
        if (python.isObject() && ours.isObject()) {
            List<String> differences = new ArrayList<>();
            python.properties()
                    .forEach(member -> differences.add(compare(
                            place + "." + member.getKey(),
                            ours.has(member.getKey()) ? ours.get(member.getKey()) : JSON.textNode("nothing"),
                            member.getValue())));
            ours.properties().stream()
                    .filter(member -> !python.has(member.getKey()) && !isNothing(member.getValue()))
                    .forEach(member ->
                            differences.add(place + "." + member.getKey() + " " + member.getValue() + " in addition"));
            differences.removeIf(String::isEmpty);
            return String.join("; ", differences);
        }
        if (python.isArray() && ours.isArray() && python.size() == ours.size()) {
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < python.size(); i++) {
                differences.add(compare(place + "[" + i + "]", ours.get(i), python.get(i)));
            }
            differences.removeIf(String::isEmpty);
            return String.join("; ", differences);
        }
        boolean same = python.isNumber() && ours.isNumber()
                ? python.decimalValue().compareTo(ours.decimalValue()) == 0
                : python.equals(ours);
        return same ? "" : place + " " + ours + " instead of " + python;
    }

    /** What a record of ours has for a member that the reply does not have. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.booleanValue() || value.isArray() && value.isEmpty();
    }

    /** Our value as the recorder would write it; {@code like} selects one of its forms. */
    private static JsonNode of(Object value, JsonNode like) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Stream<?> stream) {
            return of(stream.toList(), like);
        }
        if (value instanceof byte[] bytes) {
            ObjectNode node = JSON.objectNode().put("$bytes", bytes.length);
            if (like.has("$text")) {
                node.put("$text", new String(bytes, StandardCharsets.UTF_8));
            }
            return node;
        }
        if (like.has("$repr")) {
            return JSON.objectNode().put("$repr", repr(value));
        }
        if (like.has("$set") && value instanceof Collection<?> set) {
            ObjectNode node = JSON.objectNode();
            node.set("$set", list(set.stream().sorted().toList(), like.get("$set")));
            return node;
        }
        String type = like.path("$type").asText();
        if (value instanceof LoggedArtifact artifact) {
            return JSON.objectNode().put("$type", "LoggedArtifact").put("str", artifact.toString());
        }
        if (value instanceof Table table) {
            ObjectNode node = JSON.objectNode().put("$type", "DataFrame");
            node.set("columns", of(table.columns(), like.path("columns")));
            node.set("rows", of(table.rows(), like.path("rows")));
            return node;
        }
        if (value instanceof Experiment experiment) {
            return JSON.objectNode()
                    .put("$type", "APIExperiment")
                    .put("id", experiment.getKey())
                    .put("name", experiment.getName())
                    .put("workspace", experiment.getWorkspace())
                    .put("project_name", experiment.getProjectName())
                    .put("archived", experiment.isArchived())
                    .put("start_server_timestamp", experiment.getStartServerTimestamp());
        }
        if (value instanceof QueryVariable variable) {
            ObjectNode node = JSON.objectNode().put("$type", variable.source().variableName());
            return like.has("value")
                    ? node.put("value", variable.name())
                    : node.put("name", variable.name()).put("qtype", variable.type());
        }
        if (value instanceof Record row) {
            ObjectNode node = JSON.objectNode();
            boolean snake = value instanceof View || value instanceof ModelStatusConfiguration;
            if (!type.isEmpty()) {
                node.put("$type", row.getClass().getSimpleName());
            }
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                if (OURS_ALONE.contains(row.getClass().getSimpleName() + "." + component.getName())
                        && !like.has(component.getName())) {
                    continue;
                }
                String name = name(component, snake, like);
                node.set(name, of(member(component, row), like.path(name)));
            }
            return node;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = JSON.objectNode();
            map.forEach((key, element) -> node.set(String.valueOf(key), of(element, like.path(String.valueOf(key)))));
            return node;
        }
        if (value instanceof Collection<?> list) {
            return list(list, like);
        }
        if (value instanceof WireNumber number && like.isTextual()) {
            // Python gives the text of the wire; ours reckons as a number and prints the same digits.
            return JSON.textNode(number.toString());
        }
        if (value instanceof Double || value instanceof Float) {
            return JSON.numberNode(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return JSON.numberNode(new BigDecimal(number.toString()));
        }
        if (value instanceof TemporalAccessor time) {
            return JSON.textNode(time.toString());
        }
        return value instanceof Boolean truth ? JSON.booleanNode(truth) : JSON.textNode(value.toString());
    }

    private static ArrayNode list(Collection<?> list, JsonNode like) {
        ArrayNode node = JSON.arrayNode();
        int i = 0;
        for (Object element : list) {
            JsonNode python = like.path(i++);
            node.add(of(element, python.has("$View") ? python.get("$View") : python));
        }
        return node;
    }

    /** The wire's name for a component; that of a truth may be a word that Java keeps for itself. */
    private static String name(RecordComponent component, boolean snake, JsonNode like) {
        String name = snake ? snake(component.getName()) : component.getName();
        String bare = name.matches("is[A-Z].*") ? name.substring(2).toLowerCase(Locale.ROOT) : name;
        return like.has(bare) && !like.has(name) ? bare : name;
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Object member(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String repr(Object value) {
        if (value instanceof Experiment experiment) {
            return "<APIExperiment '" + experiment.getWorkspace() + "/" + experiment.getProjectName() + "/"
                    + experiment.getKey() + "'>";
        }
        if (value instanceof LoggedArtifact artifact) {
            return "LoggedArtifact(artifact_name='" + artifact.getName() + "', artifact_type='"
                    + artifact.getArtifactType()
                    + "', workspace='" + artifact.getWorkspace() + "', version=Version('" + artifact.getVersion()
                    + "'), aliases=" + set(artifact.getAliases()) + ", artifact_tags=" + set(artifact.getArtifactTags())
                    + ", version_tags=" + set(artifact.getVersionTags()) + ", size=" + artifact.getSize()
                    + ", source_experiment_key='" + artifact.getSourceExperimentKey() + "')";
        }
        if (value instanceof LoggedArtifactAsset asset) {
            return "LoggedArtifactAsset(remote=" + python(asset.isRemote()) + ", logical_path='"
                    + asset.getLogicalPath()
                    + "', size=" + asset.getSize() + ", link=" + python(asset.getLink()) + ", metadata="
                    + python(asset.getMetadata()) + ", asset_type='" + asset.getAssetType() + "', id='" + asset.getId()
                    + "', artifact_version_id='" + asset.getArtifactVersionId() + "', artifact_id='"
                    + asset.getArtifactId() + "', source_experiment_key='" + asset.getSourceExperimentKey()
                    + "', synced'" + python(asset.isRemoteAndSynced()) + ")";
        }
        return String.valueOf(value);
    }

    private static String set(Collection<String> names) {
        return "frozenset({'" + String.join("', '", names) + "'})";
    }

    private static String python(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> python(entry.getKey()) + ": " + python(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value == null ? "None" : "'" + value + "'";
    }
}
