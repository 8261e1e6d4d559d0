package io.cometsh.server.store;

/** The workspaces that a request may use. Work of the server itself has no scope and may use every workspace. */
public interface WorkspaceAccess {
    boolean has(String workspace);

    /** What a request gets that names something of another workspace. */
    RuntimeException refusal();
}
