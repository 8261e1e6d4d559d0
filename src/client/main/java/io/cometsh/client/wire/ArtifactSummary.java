package io.cometsh.client.wire;

import java.util.List;

/**
 * An artifact in a workspace's list.
 *
 * @param project the name of the project it was first logged from
 * @param sizeInBytes bytes of all versions together
 */
public record ArtifactSummary(
        String artifactId,
        String project,
        String type,
        String name,
        String description,
        Long versionsCount,
        List<String> tags,
        boolean isPublic,
        String emoji,
        Long sizeInBytes)
        implements WireRecord {}
