package io.cometsh.server.store;

import java.util.List;

/**
 * A version of an artifact; its files are {@link KeptAsset}s under its id.
 *
 * @param artifact the id of its artifact
 * @param metadata JSON text, or null
 * @param experimentKey the experiment that logged it, which may be gone
 * @param aliases as they were given, without the one of the latest version, which nobody sets
 * @param created epoch milliseconds
 */
public record ArtifactVersionRow(
        String id,
        String artifact,
        String version,
        String metadata,
        VersionState state,
        String owner,
        String experimentKey,
        List<String> aliases,
        List<String> tags,
        long created) {
    public ArtifactVersionRow {
        aliases = List.copyOf(aliases);
        tags = List.copyOf(tags);
    }

    /** How far it is; the words are the wire's. */
    public enum VersionState {
        /** Its files are being sent. */
        OPEN,
        /** It is complete, and stays as it is. */
        CLOSED,
        /** A file failed. */
        ERROR,
        /** It was removed; its version is not given again. */
        DELETED
    }

    /** The same version in another state. */
    public ArtifactVersionRow in(VersionState newState) {
        return new ArtifactVersionRow(
                id, artifact, version, metadata, newState, owner, experimentKey, aliases, tags, created);
    }

    /** The same version with other labels. */
    public ArtifactVersionRow with(String newMetadata, List<String> newAliases, List<String> newTags) {
        return new ArtifactVersionRow(
                id, artifact, version, newMetadata, state, owner, experimentKey, newAliases, newTags, created);
    }
}
