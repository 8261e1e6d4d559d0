package io.cometsh.server.store;

/**
 * A model of the registry.
 *
 * @param name in the registry's form: lower case, dashes
 * @param created epoch milliseconds
 * @param updated epoch milliseconds of the last change of the model or of one of its versions
 */
public record ModelRow(
        String id,
        String workspace,
        String name,
        String description,
        boolean isPublic,
        String notes,
        String userName,
        long created,
        long updated) {

    /** The same model, changed just now. */
    public ModelRow touched(long now) {
        return new ModelRow(id, workspace, name, description, isPublic, notes, userName, created, now);
    }

    /** The same model with other facts. */
    public ModelRow with(String newName, String newDescription, boolean nowPublic, long now) {
        return new ModelRow(id, workspace, newName, newDescription, nowPublic, notes, userName, created, now);
    }

    /** The same model with other notes. */
    public ModelRow withNotes(String newNotes, long now) {
        return new ModelRow(id, workspace, name, description, isPublic, newNotes, userName, created, now);
    }
}
