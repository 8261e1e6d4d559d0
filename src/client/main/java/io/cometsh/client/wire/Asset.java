package io.cometsh.client.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of an experiment, as the list of its assets describes it: {@code exp.getAssetList("image").first().fileName}.
 *
 * @param fileSize bytes
 * @param step the step it was logged at; null for none
 * @param remote whether only the address was logged; it is in {@code link} then
 * @param createdAt epoch milliseconds
 * @param type such as {@code image}, {@code curve}, {@code asset}, {@code source_code}
 * @param metadata a text that holds JSON; null for none
 */
public record Asset(
        String assetId,
        String fileName,
        Long fileSize,
        String runContext,
        Long step,
        boolean remote,
        String link,
        String compressedAssetLink,
        String s3Link,
        Long createdAt,
        String dir,
        boolean canView,
        boolean audio,
        boolean video,
        boolean histogram,
        boolean image,
        String type,
        String metadata,
        List<String> tags,
        String curlDownload,
        String experimentKey,
        List<Object> items,
        String etag)
        implements WireRecord {
    /** The metadata as a map: {@code asset.metadataMap.label}; empty when there is none, or it holds no JSON object. */
    public Map<String, Object> getMetadataMap() {
        Map<String, Object> map = PlainValues.mapIn(metadata);
        return map == null ? new LinkedHashMap<>() : map;
    }
}
