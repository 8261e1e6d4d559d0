package io.cometsh.completion;

/** A project, for the columns and experiments that are asked of it; a project of null is the workspace alone. */
public record ProjectRef(String workspace, String project) {}
