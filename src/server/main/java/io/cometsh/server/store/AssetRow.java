package io.cometsh.server.store;

/**
 * An asset of an experiment; its bytes are in {@link AssetFiles}.
 *
 * @param type as the client named it; null when it did not
 * @param size bytes
 * @param link the address of a remote asset; null when the bytes are here
 * @param metadata JSON text, or null
 * @param created epoch milliseconds
 */
public record AssetRow(
        String id,
        int experiment,
        String fileName,
        String extension,
        String type,
        Long step,
        Long epoch,
        String context,
        long size,
        String link,
        String metadata,
        String grouping,
        long created) {}
