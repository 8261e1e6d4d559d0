package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.DetailReader;
import io.cometsh.client.wire.GitMetadata;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.client.wire.SystemDetails;
import io.cometsh.transport.CometException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The reads of one experiment that are about its code, its machine and where it comes from. */
public final class ExperimentDetails {
    private static final byte[] NO_PATCH = "{\"msg\"".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> DIRECTIONS = Set.of("all", "input", "output");

    private final JsonCalls calls;

    public ExperimentDetails(JsonCalls calls) {
        this.calls = calls;
    }

    /** The one text that an answer holds. */
    public String text(String key, String endpoint, String member) {
        return ask(endpoint, key).text(member);
    }

    public SystemDetails system(String key) {
        return DetailReader.system(ask(Endpoints.SYSTEM_DETAILS, key).json());
    }

    public GitMetadata git(String key) {
        return DetailReader.git(ask(Endpoints.GIT_METADATA, key).json());
    }

    /** A zip with one file; null when there is none, which the server reports with a message instead. */
    public byte[] gitPatch(String key) {
        byte[] body = calls.bytesButNoPage(Endpoints.GIT_PATCH, JsonCalls.parameters("experimentKey", key));
        for (int i = 0; i < NO_PATCH.length; i++) {
            if (i >= body.length || body[i] != NO_PATCH[i]) {
                return body;
            }
        }
        return null;
    }

    public List<String> modelNames(String key) {
        return ask(Endpoints.MODELS, key)
                .list("models", model -> String.valueOf(Json.text(model, "modelName")))
                .stream()
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    public List<Asset> modelAssets(String key, String model) {
        return calls.get(Endpoints.MODEL_ASSETS, JsonCalls.parameters("experimentKey", key, "modelName", model))
                .list("assets", DetailReader::asset);
    }

    public Map<String, Object> lineage(String key, String direction) {
        if (!DIRECTIONS.contains(direction)) {
            throw new CometException(
                    "there is no direction \"" + direction + "\" of artifacts: use all, input or output");
        }
        JsonNode answer = calls.get(Endpoints.LINEAGE, JsonCalls.parameters("experimentKey", key, "filter", direction))
                .json();
        return PlainValues.map(answer);
    }

    private JsonReply ask(String endpoint, String key) {
        return calls.get(endpoint, JsonCalls.parameters("experimentKey", key));
    }
}
