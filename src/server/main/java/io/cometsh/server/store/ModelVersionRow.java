package io.cometsh.server.store;

import java.util.List;

/**
 * A version of a model of the registry; its files are {@link KeptAsset}s under its id.
 *
 * @param model the id of its model
 * @param tags the wire's tags and stages, which are one list
 * @param experimentKey where it was logged; that experiment may be gone
 * @param experimentModel the name under which it was logged there
 * @param metadata a JSON array of keys and values; null when there are none
 * @param statusConfiguration a JSON object; null when there is none
 * @param created epoch milliseconds
 */
public record ModelVersionRow(
        String id,
        String model,
        String version,
        String comment,
        String status,
        List<String> tags,
        String experimentKey,
        String experimentModel,
        String metadata,
        String statusConfiguration,
        String userName,
        long created,
        long updated) {
    public ModelVersionRow {
        tags = List.copyOf(tags);
    }

    /** The same version with another comment and other tags. */
    public ModelVersionRow with(String newComment, List<String> newTags, long now) {
        return new ModelVersionRow(
                id,
                model,
                version,
                newComment,
                status,
                newTags,
                experimentKey,
                experimentModel,
                metadata,
                statusConfiguration,
                userName,
                created,
                now);
    }

    /** The same version with another status. */
    public ModelVersionRow withStatus(String newStatus, long now) {
        return new ModelVersionRow(
                id,
                model,
                version,
                comment,
                newStatus,
                tags,
                experimentKey,
                experimentModel,
                metadata,
                statusConfiguration,
                userName,
                created,
                now);
    }

    /** The same version with other metadata and another status configuration. */
    public ModelVersionRow with(String newMetadata, String newStatusConfiguration, long now) {
        return new ModelVersionRow(
                id,
                model,
                version,
                comment,
                status,
                tags,
                experimentKey,
                experimentModel,
                newMetadata,
                newStatusConfiguration,
                userName,
                created,
                now);
    }
}
