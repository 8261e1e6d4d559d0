package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.export.Table;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What our client gives, as the recording would write it, so that whole trees of values can be compared. */
final class JavaView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JavaView() {}

    /** What is different, member by member as Python has them; empty when nothing is. */
    static String difference(Object ours, JsonNode python) {
        JsonNode kind = python.isObject() && python.size() == 1
                ? python.properties().iterator().next().getValue()
                : null;
        if (kind != null && python.has("$repr")) {
            return difference("$repr", JSON.textNode(repr(ours)), kind);
        }
        if (kind != null && (python.has("$View") || python.has("$ModelStatusConfiguration"))) {
            return difference("", of(ours, true), kind);
        }
        if (python.path("$type").asText().equals("LoggedArtifact")) {
            return difference("str", JSON.textNode(String.valueOf(ours)), python.get("str"));
        }
        if (python.path("$type").asText().equals("DataFrame")) {
            return difference("", of(ours, false), ((ObjectNode) python.deepCopy()).without("$type"));
        }
        if (python.isArray() && ours instanceof List<?> list && list.size() == python.size()) {
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                differences.add(difference(list.get(i), python.get(i)));
            }
            differences.removeIf(String::isEmpty);
            return String.join("; ", differences);
        }
        return difference("", of(ours, false), python);
    }

    private static String difference(String place, JsonNode ours, JsonNode python) {
        if (python.isObject() && ours.isObject()) {
            List<String> differences = new ArrayList<>();
            python.properties()
                    .forEach(member -> differences.add(difference(
                            place + "." + member.getKey(),
                            ours.has(member.getKey()) ? ours.get(member.getKey()) : JSON.textNode("nothing"),
                            member.getValue())));
            differences.removeIf(String::isEmpty);
            return String.join("; ", differences);
        }
        if (python.isArray() && ours.isArray() && python.size() == ours.size()) {
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < python.size(); i++) {
                differences.add(difference(place + "[" + i + "]", ours.get(i), python.get(i)));
            }
            differences.removeIf(String::isEmpty);
            return String.join("; ", differences);
        }
        boolean same =
                python.isNumber() && ours.isNumber() ? python.doubleValue() == ours.doubleValue() : python.equals(ours);
        return same ? "" : place + " " + ours + " instead of " + python;
    }

    private static JsonNode of(Object value, boolean snake) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Table table) {
            ObjectNode node = JSON.objectNode();
            node.set("columns", of(table.columns(), false));
            node.set("rows", of(table.rows(), false));
            return node;
        }
        if (value instanceof Record row) {
            ObjectNode node = JSON.objectNode();
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                String name = component.getName();
                node.set(snake ? snake(name) : name, of(member(component, row), false));
            }
            return node;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = JSON.objectNode();
            map.forEach((key, element) -> node.set(String.valueOf(key), of(element, false)));
            return node;
        }
        if (value instanceof Collection<?> list) {
            ArrayNode node = JSON.arrayNode();
            list.forEach(element -> node.add(of(element, false)));
            return node;
        }
        if (value instanceof Number number) {
            return JSON.numberNode(number.doubleValue());
        }
        return value instanceof Boolean truth ? JSON.booleanNode(truth) : JSON.textNode(value.toString());
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
