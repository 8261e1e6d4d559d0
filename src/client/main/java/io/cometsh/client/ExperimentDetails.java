package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.CometException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/** The reads of one experiment that are about its code, its machine and where it comes from. */
final class ExperimentDetails {
    private static final byte[] NO_PATCH = "{\"msg\"".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> DIRECTIONS = Set.of("all", "input", "output");

    private final JsonCalls calls;

    ExperimentDetails(JsonCalls calls) {
        this.calls = calls;
    }

    /** The one text that an answer holds. */
    String text(String key, String endpoint, String member) {
        return ask(endpoint, key).text(member);
    }

    SystemDetails system(String key) {
        return DetailReader.system(ask(Endpoints.SYSTEM_DETAILS, key).json());
    }

    /** The plain members of the system details, as the columns of the environment have them. */
    Map<String, String> environment(String key) {
        Map<String, String> values = new LinkedHashMap<>();
        ask(Endpoints.SYSTEM_DETAILS, key).json().properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                values.put(member.getKey(), member.getValue().asText());
            }
        });
        return values;
    }

    GitMetadata git(String key) {
        return DetailReader.git(ask(Endpoints.GIT_METADATA, key).json());
    }

    /** A zip with one file; null when there is none, which the server says with a message instead. */
    byte[] gitPatch(String key) {
        byte[] body = calls.bytesButNoPage(Endpoints.GIT_PATCH, JsonCalls.parameters("experimentKey", key));
        for (int i = 0; i < NO_PATCH.length; i++) {
            if (i >= body.length || body[i] != NO_PATCH[i]) {
                return body;
            }
        }
        return null;
    }

    List<String> modelNames(String key) {
        return ask(Endpoints.MODELS, key)
                .list("models", model -> String.valueOf(Json.text(model, "modelName")))
                .stream()
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    List<Asset> modelAssets(String key, String model) {
        return calls.get(Endpoints.MODEL_ASSETS, JsonCalls.parameters("experimentKey", key, "modelName", model))
                .list("assets", DetailReader::asset);
    }

    Map<String, Object> lineage(String key, String direction) {
        if (!DIRECTIONS.contains(direction)) {
            throw new CometException(
                    "there is no direction \"" + direction + "\" of artifacts: use all, input or output");
        }
        JsonNode answer = calls.get(Endpoints.LINEAGE, JsonCalls.parameters("experimentKey", key, "filter", direction))
                .json();
        return PlainValues.map(answer);
    }

    /** What {@code to_json} of Comet's own client gives, under its names. */
    static Map<String, Object> toJson(Experiment experiment, boolean full) {
        ExperimentMetadata facts = experiment.getMetadata();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", facts.experimentKey());
        json.put("name", facts.experimentName());
        json.put("workspace", facts.workspaceName());
        json.put("project_name", facts.projectName());
        json.put("archived", facts.archived());
        json.put("url", experiment.getUrl().toString());
        json.put("duration_millis", facts.durationMillis());
        json.put("start_server_timestamp", facts.startTimeMillis());
        json.put("end_server_timestamp", facts.endTimeMillis());
        json.put("optimization_id", facts.optimizationId());
        json.put("file_path", facts.filePath());
        json.put("file_name", facts.fileName());
        if (full) {
            json.put("asset_list", experiment.getAssetList());
            json.put("code", experiment.getCode());
            json.put("html", experiment.getHtml());
            json.put("metrics", experiment.getMetrics());
            json.put("metrics_summary", experiment.getMetricsSummary());
            json.put("model_graph", experiment.getModelGraph());
            json.put("others_summary", experiment.getOthersSummary());
            json.put("output", experiment.getOutput());
            json.put("parameters_summary", experiment.getParametersSummary());
            json.put("system_details", experiment.getSystemDetails());
            json.put("tags", experiment.getTags());
            json.put("git_patch", patchText(experiment.getGitPatch()));
            json.put("git_metadata", experiment.getGitMetadata());
            json.replaceAll((name, value) -> PlainValues.of(value));
        }
        return json;
    }

    /** The patch inside its zip; what is no zip is taken for the patch itself. */
    private static String patchText(byte[] patch) {
        if (patch == null) {
            return null;
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(patch))) {
            byte[] text = zip.getNextEntry() == null ? patch : zip.readAllBytes();
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonReply ask(String endpoint, String key) {
        return calls.get(endpoint, JsonCalls.parameters("experimentKey", key));
    }
}
