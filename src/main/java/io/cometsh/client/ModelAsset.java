package io.cometsh.client;

import java.util.List;

/**
 * A file of a model version.
 *
 * @param fileName its path inside the model, with {@code /} between folders
 * @param fileSize bytes
 * @param remote whether Comet holds only the {@code link} to it
 * @param link where its bytes are; for a remote file the address that was logged
 * @param metadata JSON as a text; null when none was logged
 * @param createdAt epoch milliseconds
 */
public record ModelAsset(
        String assetId,
        String fileName,
        Long fileSize,
        String type,
        String runContext,
        Long step,
        String dir,
        String link,
        String compressedAssetLink,
        String s3Link,
        boolean remote,
        String metadata,
        List<String> tags,
        Long createdAt,
        boolean canView,
        boolean audio,
        boolean video,
        boolean histogram,
        boolean image,
        String curlDownload,
        String experimentKey)
        implements WireRecord {}
