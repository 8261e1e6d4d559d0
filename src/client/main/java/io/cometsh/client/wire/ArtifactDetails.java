package io.cometsh.client.wire;

import java.util.List;

/**
 * An artifact with its versions.
 *
 * @param project the name of the project it was first logged from
 * @param sizeInBytes bytes of all versions together
 * @param versions the oldest first
 */
public record ArtifactDetails(
        String artifactId,
        String project,
        String type,
        String name,
        String description,
        String latestVersion,
        List<String> tags,
        boolean isPublic,
        String emoji,
        Long sizeInBytes,
        List<ArtifactVersion> versions)
        implements WireRecord {}
