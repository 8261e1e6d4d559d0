package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.KeyValue;
import io.cometsh.client.wire.ModelStatusConfiguration;
import io.cometsh.client.wire.ModelVersion;
import io.cometsh.client.wire.RegistryModel;
import io.cometsh.client.wire.RegistryReader;
import io.cometsh.client.wire.VersionChange;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model registry of the workspaces: which endpoint, and what of its answer. */
public final class Registry {
    private static final int MODEL_NOT_FOUND = 42008;

    private final JsonCalls calls;
    private final JsonWrites writes;

    public Registry(JsonCalls calls, JsonWrites writes) {
        this.calls = calls;
        this.writes = writes;
    }

    public List<String> names(String workspace) {
        return calls.get(Endpoints.REGISTRY, JsonCalls.parameters("workspaceName", workspace))
                .list("registryModels", model -> Json.text(model, "modelName"));
    }

    public long count(String workspace) {
        JsonReply answer = calls.get(Endpoints.REGISTRY_COUNT, JsonCalls.parameters("workspaceName", workspace));
        Long count = Json.number(answer.json(), "registryModelCount");
        if (count == null) {
            throw answer.missing("registryModelCount");
        }
        return count;
    }

    public List<String> allowedStatusValues(String workspace) {
        return calls.get(Endpoints.REGISTRY_STATUS_VALUES, JsonCalls.parameters("workspaceName", workspace))
                .list("allowedStatus", JsonNode::asText);
    }

    public RegistryModel details(String workspace, String name) {
        return RegistryReader.model(ask(Endpoints.REGISTRY_DETAILS, workspace, name));
    }

    /** Null when the model has no such version. */
    public ModelVersion versionOrNull(RegistryModel model, String version) {
        return model.versions().stream()
                .filter(item -> version.equals(item.version()))
                .findFirst()
                .orElse(null);
    }

    ModelVersion requireVersion(String workspace, String name, String version) {
        RegistryModel model = details(workspace, name);
        ModelVersion found = versionOrNull(model, version);
        if (found == null) {
            List<String> known =
                    model.versions().stream().map(ModelVersion::version).toList();
            throw new NotFoundException("model \"" + name + "\" in workspace \"" + workspace + "\" has no version \""
                    + version + "\"" + Names.hint(version, known));
        }
        return found;
    }

    public String notes(String workspace, String name) {
        return Json.text(ask(Endpoints.REGISTRY_NOTES, workspace, name), "notes");
    }

    public RegistryModel latest(String workspace, String name, String stage, Integer major, Integer minor) {
        Map<String, String> parameters = named(workspace, name);
        put(parameters, "versionMajor", major == null ? null : major.toString());
        put(parameters, "versionMinor", minor == null ? null : minor.toString());
        put(parameters, "stage", stage);
        return RegistryReader.model(ask(Endpoints.REGISTRY_LATEST, workspace, name, parameters));
    }

    /** The one version that the arguments select, with its files. */
    public ModelVersion downloadInstructions(String workspace, String name, String version, String stage) {
        return RegistryReader.version(
                instructions(workspace, name, version, stage).get("versions").get(0));
    }

    /** The whole answer; checked to be about exactly one version. */
    public JsonNode instructions(String workspace, String name, String version, String stage) {
        JsonNode answer =
                ask(Endpoints.REGISTRY_INSTRUCTIONS, workspace, name, chosen(workspace, name, version, stage));
        int count = answer.path("versions").size();
        if (count != 1) {
            throw new CometException("model \"" + name + "\" in workspace \"" + workspace + "\": the server names "
                    + count + " versions to download instead of one");
        }
        return answer;
    }

    /** Parameters that name one version: by its number, by a stage, or the latest when neither is given. */
    static Map<String, String> chosen(String workspace, String name, String version, String stage) {
        if (version != null && stage != null) {
            throw new CometException("give a version or a stage of model \"" + name + "\", not both");
        }
        Map<String, String> parameters = named(workspace, name);
        put(parameters, "version", version);
        put(parameters, "stage", stage);
        return parameters;
    }

    public void requireModel(String workspace, String name) {
        ask(Endpoints.REGISTRY_COMPACT, workspace, name);
    }

    // ---- what Model asks

    public List<String> findVersions(String workspace, String name, String prefix, String status, String tag) {
        Map<String, String> parameters = named(workspace, name);
        put(parameters, "tag", tag);
        put(parameters, "status", status);
        parameters.put("versionPrefix", prefix);
        return calls.get(Endpoints.REGISTRY_ITEMS, parameters).list("items", item -> Json.text(item, "version"));
    }

    public ModelVersion item(String workspace, String name, String version) {
        Map<String, String> parameters = named(workspace, name);
        parameters.put("version", version);
        return RegistryReader.version(
                calls.get(Endpoints.REGISTRY_ITEM, parameters).json());
    }

    public Map<String, List<VersionChange>> history(String itemId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("registryModelItemId", itemId);
        body.put("groupedBy", "DAY");
        Map<String, List<VersionChange>> days = new LinkedHashMap<>();
        calls.post(Endpoints.REGISTRY_HISTORY, body)
                .json()
                .properties()
                .forEach(day -> days.put(day.getKey(), RegistryReader.list(day.getValue(), RegistryReader::change)));
        return days;
    }

    public List<KeyValue> metadata(String itemId) {
        return calls.get(Endpoints.REGISTRY + "/item/" + itemId + "/metadata", Map.of())
                .list("metadata", RegistryReader::keyValue);
    }

    /** Null when none is set. */
    public ModelStatusConfiguration statusConfiguration(String itemId) {
        JsonNode node = calls.get(Endpoints.REGISTRY + "/item/" + itemId + "/status-configuration", Map.of())
                .json();
        return node.isEmpty() ? null : RegistryReader.statusConfiguration(node);
    }

    // ---- writes

    public void setStatus(String itemId, String status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("modelItemId", itemId);
        writes.post("write/registry-model/item/status", body);
    }

    public void updateMetadata(String itemId, Map<?, ?> metadata) {
        List<KeyValue> entries = metadata.entrySet().stream()
                .map(entry -> new KeyValue(String.valueOf(entry.getKey()), entry.getValue()))
                .toList();
        writes.post("write/registry-model/item/" + itemId + "/metadata", Map.of("metadata", entries));
    }

    public void updateStatusConfiguration(String itemId, ModelStatusConfiguration configuration) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", configuration.status());
        body.put("isReviewRequired", configuration.isReviewRequired());
        body.put("statusConfiguration", configuration.statusConfigurationItems());
        put(body, "comment", configuration.comment());
        writes.post("write/registry-model/item/" + itemId + "/status-configuration", body);
    }

    public void addStage(String workspace, String name, String version, String stage) {
        String itemId = requireVersion(workspace, name, version).registryModelItemId();
        writes.get("write/registry-model/item/stage", "modelItemId", itemId, "stage", stage);
    }

    public void deleteStage(String workspace, String name, String version, String stage) {
        String itemId = requireVersion(workspace, name, version).registryModelItemId();
        writes.get("write/registry-model/item/stage/delete", "modelItemId", itemId, "stage", stage);
    }

    public void update(String workspace, String name, String newName, String description, Boolean isPublic) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("registryModelId", details(workspace, name).registryModelId());
        put(body, "registryModelName", newName);
        put(body, "description", description);
        put(body, "isPublic", isPublic);
        writes.post("write/registry-model/update", body);
    }

    public void updateVersion(String workspace, String name, String version, String comment, Collection<?> stages) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("registryModelItemId", requireVersion(workspace, name, version).registryModelItemId());
        put(body, "comment", comment);
        put(
                body,
                "stages",
                stages == null ? null : stages.stream().map(String::valueOf).toList());
        writes.post("write/registry-model/item/update", body);
    }

    public void updateNotes(String workspace, String name, String notes) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("workspaceName", workspace);
        body.put("registryModelName", name);
        body.put("notes", notes);
        writes.post("write/registry-model/notes", body);
    }

    public void delete(String workspace, String name) {
        writes.get("write/registry-model/delete", "workspaceName", workspace, "modelName", name);
    }

    public void deleteVersion(String workspace, String name, String version) {
        String itemId = requireVersion(workspace, name, version).registryModelItemId();
        writes.get("write/registry-model/item/delete", "modelItemId", itemId);
    }

    private JsonNode ask(String endpoint, String workspace, String name) {
        return ask(endpoint, workspace, name, named(workspace, name));
    }

    /** A model that is not there becomes a sentence that names the nearest. */
    private JsonNode ask(String endpoint, String workspace, String name, Map<String, String> parameters) {
        try {
            return calls.get(endpoint, parameters).json();
        } catch (CometHttpException e) {
            if (e.sdkErrorCode() != MODEL_NOT_FOUND) {
                throw e;
            }
            throw new NotFoundException("no model \"" + name + "\" in the registry of workspace \"" + workspace + "\""
                    + Names.hint(name, names(workspace)));
        }
    }

    private static Map<String, String> named(String workspace, String name) {
        return JsonCalls.parameters("workspaceName", workspace, "modelName", name);
    }

    private static <V> void put(Map<String, V> map, String name, V value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
