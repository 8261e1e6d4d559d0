package io.cometsh.client.wire;

/**
 * A file of an artifact version.
 *
 * @param fileName its path inside the artifact, with {@code /} between folders
 * @param fileSize bytes
 * @param link the address of a remote file; null for one that Comet stores
 * @param metadata JSON as a text; null when none was logged
 * @param remote whether Comet holds only the link to it
 */
public record ArtifactFile(
        String artifactId,
        String artifactVersionId,
        String assetId,
        String fileName,
        Long fileSize,
        String link,
        String dir,
        String type,
        String metadata,
        boolean remote)
        implements WireRecord {}
