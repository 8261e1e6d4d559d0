package io.cometsh.client.wire;

import java.util.List;

/**
 * One version of an artifact.
 *
 * @param version a semantic version such as {@code 1.0.0}
 * @param metadata JSON as a text; null when none was logged
 * @param sizeInBytes bytes
 * @param state {@code OPEN} while it is written, {@code CLOSED}, or {@code ERROR}
 * @param added epoch milliseconds
 * @param experimentKey the experiment that logged it
 */
public record ArtifactVersion(
        String artifactVersionId,
        String version,
        String owner,
        String metadata,
        String createdFrom,
        Long sizeInBytes,
        String state,
        Long added,
        List<String> alias,
        List<String> tags,
        String experimentKey)
        implements WireRecord {}
