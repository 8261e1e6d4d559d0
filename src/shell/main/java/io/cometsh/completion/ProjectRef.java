package io.cometsh.completion;

/** A project whose columns and experiments are asked for; a project of null is the workspace alone. */
public record ProjectRef(String workspace, String project) {}
