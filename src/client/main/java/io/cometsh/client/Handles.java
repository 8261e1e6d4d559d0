package io.cometsh.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** What handles are as data: the facts that they hold, without a request for more. */
final class Handles {
    private Handles() {}

    /** Names and values in the order in which they are written; null for what is not a handle. */
    static Map<String, Object> members(Object value) {
        if (value instanceof Model model) {
            return named("workspace", model.getWorkspace(), "name", model.getName());
        }
        if (value instanceof Artifact artifact) {
            return named(
                    "name", artifact.getName(),
                    "artifactType", artifact.getArtifactType(),
                    "version", artifact.getVersion(),
                    "aliases", artifact.getAliases(),
                    "versionTags", artifact.getVersionTags(),
                    "metadata", artifact.getMetadata(),
                    "assets", artifact.getAssets());
        }
        if (value instanceof LoggedArtifact artifact) {
            return named(
                    "workspace", artifact.getWorkspace(),
                    "name", artifact.getName(),
                    "artifactType", artifact.getArtifactType(),
                    "version", artifact.getVersion(),
                    "artifactId", artifact.getArtifactId(),
                    "artifactVersionId", artifact.getArtifactVersionId(),
                    "aliases", artifact.getAliases(),
                    "versionTags", artifact.getVersionTags(),
                    "artifactTags", artifact.getArtifactTags(),
                    "metadata", artifact.getMetadata(),
                    "size", artifact.getSize(),
                    "sourceExperimentKey", artifact.getSourceExperimentKey());
        }
        if (value instanceof LoggedArtifactAsset asset) {
            return named(
                    "id", asset.getId(),
                    "logicalPath", asset.getLogicalPath(),
                    "size", asset.getSize(),
                    "remote", asset.isRemote(),
                    "link", asset.getLink(),
                    "metadata", asset.getMetadata(),
                    "assetType", asset.getAssetType(),
                    "artifactId", asset.getArtifactId(),
                    "artifactVersionId", asset.getArtifactVersionId(),
                    "sourceExperimentKey", asset.getSourceExperimentKey());
        }
        return null;
    }

    private static Map<String, Object> named(Object... namesAndValues) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            named.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return named;
    }
}
