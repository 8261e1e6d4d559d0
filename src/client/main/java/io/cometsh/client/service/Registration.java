package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.ModelStatusConfiguration;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes models of experiments versions of the registry's models. */
public final class Registration {
    private static final int NOT_SEMANTIC = 42001;
    private static final String CREATE = "write/registry-model/item/create";

    private final JsonCalls calls;
    private final Registry registry;
    private final BackendVersion backend;
    private final Consumer<String> warnings;

    public Registration(JsonCalls calls, Registry registry, BackendVersion backend, Consumer<String> warnings) {
        this.calls = calls;
        this.registry = registry;
        this.backend = backend;
        this.warnings = warnings;
    }

    /** What is to be stored in the registry; all but the names may be null. */
    public record Entry(
            String modelName,
            String registryName,
            String version,
            Boolean isPublic,
            String description,
            String comment,
            String status,
            Collection<?> tags,
            Collection<?> stages) {

        /** The version's tags: stages are an older word for them. Null when neither is given. */
        List<String> allTags() {
            if (tags == null && stages == null) {
                return null;
            }
            Set<String> all = new LinkedHashSet<>(texts(tags));
            all.addAll(texts(stages));
            return List.copyOf(all);
        }
    }

    public Map<String, Object> register(
            ExperimentMetadata facts,
            String workspace,
            Entry entry,
            Map<?, ?> metadata,
            ModelStatusConfiguration statusConfiguration) {
        if (workspace != null && !workspace.equals(facts.workspaceName())) {
            warnings.accept("a model is registered in the workspace of its experiment, \"" + facts.workspaceName()
                    + "\", not in \"" + workspace + "\"");
        }
        try {
            if (backend.isOlder("3.5.42")) {
                return registerOnOldServer(facts, entry, metadata, statusConfiguration);
            }
            Map<String, Object> reply = create(facts.experimentKey(), entry);
            if (metadata != null) {
                registry.updateMetadata(JsonWrites.required("POST", CREATE, reply, "registryModelItemId"), metadata);
            }
            if (statusConfiguration != null) {
                registry.updateStatusConfiguration(
                        JsonWrites.required("POST", CREATE, reply, "registryModelItemId"), statusConfiguration);
            }
            return reply;
        } catch (CometHttpException e) {
            if (e.sdkErrorCode() != NOT_SEMANTIC) {
                throw e;
            }
            throw new CometException(
                    "\"" + entry.version()
                            + "\" is not a version of a model: it needs a semantic version such as 1.0.0",
                    e);
        }
    }

    private Map<String, Object> create(String experimentKey, Entry entry) {
        return calls.writes()
                .post(
                        CREATE,
                        JsonWrites.body(
                                "experimentKey",
                                experimentKey,
                                "experimentModelName",
                                entry.modelName(),
                                "registryModelName",
                                entry.registryName(),
                                "registryModelDescription",
                                entry.description(),
                                "version",
                                entry.version(),
                                "versionComment",
                                entry.comment(),
                                "tags",
                                entry.allTags(),
                                "status",
                                entry.status(),
                                "publicModel",
                                entry.isPublic()));
    }

    private Map<String, Object> registerOnOldServer(
            ExperimentMetadata facts, Entry entry, Map<?, ?> metadata, ModelStatusConfiguration statusConfiguration) {
        String modelId = modelId(facts.experimentKey(), entry.modelName());
        String name = properName(entry.registryName());
        boolean isThere = registry.names(facts.workspaceName()).contains(name);
        Map<String, Object> body =
                JsonWrites.body("experimentModelId", modelId, "registryModelName", name, "version", entry.version());
        List<String> dropped = new ArrayList<>();
        if (isThere) {
            note(dropped, "public", entry.isPublic());
            note(dropped, "description", entry.description());
        } else {
            JsonWrites.putGiven(body, "isPublic", entry.isPublic());
            JsonWrites.putGiven(body, "description", entry.description());
        }
        JsonWrites.putGiven(body, "comment", entry.comment());
        JsonWrites.putGiven(body, "stages", entry.stages() == null ? null : texts(entry.stages()));
        note(dropped, "tags", entry.tags());
        note(dropped, "status", entry.status());
        note(dropped, "metadata", metadata);
        note(dropped, "statusConfiguration", statusConfiguration);
        if (!dropped.isEmpty()) {
            warnings.accept("this server is older than 3.5.42"
                    + (isThere ? " and has a model \"" + name + "\" already" : "") + ": not written were "
                    + String.join(", ", dropped));
        }
        return calls.writes().post(isThere ? "write/registry-model/item" : "write/registry-model", body);
    }

    private static void note(List<String> dropped, String what, Object given) {
        if (given != null) {
            dropped.add(what);
        }
    }

    private String modelId(String experimentKey, String modelName) {
        List<String> names = new ArrayList<>();
        JsonNode models = calls.get(Endpoints.MODELS, JsonCalls.parameters("experimentKey", experimentKey))
                .json()
                .path("models");
        for (JsonNode model : models) {
            String name = Json.text(model, "modelName");
            if (modelName.equals(name)) {
                return Json.text(model, "experimentModelId");
            }
            names.add(String.valueOf(name));
        }
        throw new NotFoundException(
                "experiment " + experimentKey + " has no model \"" + modelName + "\"" + Names.hint(modelName, names));
    }

    /** Lower case, and a dash for whatever is neither letter nor digit: newer servers do that themselves. */
    private static String properName(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static List<String> texts(Collection<?> given) {
        return given == null ? List.of() : given.stream().map(String::valueOf).toList();
    }
}
