package io.cometsh.server.service;

/** Who asks. */
public record User(String name, String defaultWorkspace) {}
