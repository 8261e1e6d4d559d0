package io.cometsh.client.service;

import io.cometsh.client.wire.ArtifactAsset;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A new version of an artifact, as it is sent.
 *
 * @param title how messages call the artifact
 */
public record ArtifactDraft(
        String title,
        String name,
        String artifactType,
        String version,
        Map<String, Object> metadata,
        Collection<String> aliases,
        Collection<String> versionTags,
        List<Entry> entries) {

    /** One file. @param overwrite whether it replaces a file of the same path */
    public record Entry(ArtifactAsset asset, boolean overwrite) {}
}
