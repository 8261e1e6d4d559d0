package io.cometsh.server.store;

/**
 * A project.
 *
 * @param num the store's own number
 * @param id the id on the wire: 32 hexadecimal digits
 * @param updated epoch milliseconds of the last change of the project or of a run starting in it
 */
public record ProjectRow(
        int num,
        String id,
        String workspace,
        String name,
        String description,
        boolean isPublic,
        String notes,
        String owner,
        long created,
        long updated) {

    /** The same project with another owner. */
    public ProjectRow withOwner(String newOwner, long now) {
        return new ProjectRow(num, id, workspace, name, description, isPublic, notes, newOwner, created, now);
    }

    /** The same project with other notes. */
    public ProjectRow withNotes(String newNotes, long now) {
        return new ProjectRow(num, id, workspace, name, description, isPublic, newNotes, owner, created, now);
    }
}
