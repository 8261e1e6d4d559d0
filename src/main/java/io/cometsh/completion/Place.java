package io.cometsh.completion;

/** A project, for the columns and experiments that are asked of it. */
public record Place(String workspace, String project) {}
