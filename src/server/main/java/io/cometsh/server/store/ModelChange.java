package io.cometsh.server.store;

/**
 * Something that was done to a version of a model.
 *
 * @param version the id of the version
 * @param before a JSON object
 * @param after a JSON object
 * @param at epoch milliseconds
 */
public record ModelChange(
        String version, String action, String comment, String before, String after, String userName, long at) {}
