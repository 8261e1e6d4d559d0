package io.cometsh.server.service;

import io.cometsh.server.store.WorkspaceAccess;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Who asks, and the workspaces the user may use: the one of the user's name and the shared ones.
 *
 * @param shared names of workspaces; {@code *} is every workspace
 */
public record User(String name, Set<String> shared) implements WorkspaceAccess {
    private static final String ALL = "*";

    public User {
        shared = Set.copyOf(shared);
    }

    /** A user as a line of a key file names one: {@code USER [WORKSPACE…]}. */
    static User of(String words) {
        String[] parts = words.strip().split("\\s+");
        return new User(parts[0], new HashSet<>(Arrays.asList(parts).subList(1, parts.length)));
    }

    public String defaultWorkspace() {
        return name;
    }

    /** What the requests of this user are held to; null when the user may use every workspace. */
    public WorkspaceAccess scope() {
        return shared.contains(ALL) ? null : this;
    }

    @Override
    public boolean has(String workspace) {
        return name.equals(workspace) || shared.contains(workspace) || shared.contains(ALL);
    }

    @Override
    public CometFailure refusal() {
        return CometError.WORKSPACE_OF_OTHERS.failure();
    }
}
