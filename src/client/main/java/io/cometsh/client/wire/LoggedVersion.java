package io.cometsh.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A version of an artifact, with what its artifact is called. */
public record LoggedVersion(
        String name,
        String artifactType,
        String artifactId,
        List<String> artifactTags,
        String workspace,
        String artifactVersionId,
        String version,
        Map<String, Object> metadata,
        Long size,
        String experimentKey,
        List<String> aliases,
        List<String> versionTags) {

    public static LoggedVersion of(JsonNode node) {
        JsonNode artifact = node.path("artifact");
        return new LoggedVersion(
                Json.text(artifact, "artifactName"),
                Json.text(artifact, "artifactType"),
                Json.text(artifact, "artifactId"),
                PlainValues.texts(artifact, "tags"),
                Json.text(artifact, "workspaceName"),
                Json.text(node, "artifactVersionId"),
                Json.text(node, "artifactVersion"),
                PlainValues.mapIn(Json.text(node, "metadata")),
                Json.number(node, "sizeInBytes"),
                Json.text(node, "experimentKey"),
                PlainValues.texts(node, "alias"),
                PlainValues.texts(node, "tags"));
    }
}
