package io.cometsh.client.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of an artifact that is being put together, or that was downloaded: {@code artifact.assets[0].logicalPath}.
 *
 * @param id the asset's id; null for one that was not logged yet
 * @param remote whether only its address is logged
 * @param logicalPath its path inside the artifact, with {@code /} between folders
 * @param size bytes; 0 for a remote one
 * @param link the address of a remote one; null for a file
 * @param metadata what is logged about it; null for nothing
 * @param assetType its type; null for a plain file
 * @param localPathOrData the {@code Path} of the file, or its bytes; null for a remote one
 */
public record ArtifactAsset(
        String id,
        boolean remote,
        String logicalPath,
        Long size,
        String link,
        Map<String, Object> metadata,
        String assetType,
        Object localPathOrData)
        implements WireRecord {
    public ArtifactAsset {
        metadata = metadata == null ? null : new LinkedHashMap<>(metadata);
    }

    /** {@code ArtifactAsset('train.csv', 12 bytes)}; never the bytes. */
    @Override
    public String toString() {
        return "ArtifactAsset('" + logicalPath + "', " + (remote ? "remote " + link : size + " bytes") + ")";
    }
}
