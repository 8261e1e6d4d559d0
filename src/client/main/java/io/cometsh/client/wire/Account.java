package io.cometsh.client.wire;

/** Whose key it is, and the workspace Comet takes when none is named. */
public record Account(String userName, String defaultWorkspaceName) implements WireRecord {}
