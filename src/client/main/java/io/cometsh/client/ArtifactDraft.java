package io.cometsh.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A new version of an artifact, as it is sent.
 *
 * @param title how messages call the artifact
 */
record ArtifactDraft(
        String title,
        String name,
        String artifactType,
        String version,
        Map<String, Object> metadata,
        Collection<String> aliases,
        Collection<String> versionTags,
        List<Entry> entries) {

    /** One file. @param overwrite whether it replaces a file of the same path */
    record Entry(ArtifactAsset asset, boolean overwrite) {}
}
