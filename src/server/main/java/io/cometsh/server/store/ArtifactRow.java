package io.cometsh.server.store;

import java.util.List;

/**
 * An artifact.
 *
 * @param project the store's number of the project whose experiment logged it first; that project may be gone
 * @param created epoch milliseconds
 */
public record ArtifactRow(
        String id,
        String workspace,
        int project,
        String type,
        String name,
        String description,
        boolean isPublic,
        List<String> tags,
        String owner,
        long created) {
    public ArtifactRow {
        tags = List.copyOf(tags);
    }

    /** The same artifact of another type and with other tags. */
    public ArtifactRow with(String newType, List<String> newTags) {
        return new ArtifactRow(id, workspace, project, newType, name, description, isPublic, newTags, owner, created);
    }
}
