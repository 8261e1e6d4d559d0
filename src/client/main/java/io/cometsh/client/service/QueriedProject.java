package io.cometsh.client.service;

import io.cometsh.client.wire.Project;
import java.util.function.Supplier;

/**
 * A project that is queried.
 *
 * @param details reads its description, where no listing of a workspace had it
 */
public record QueriedProject(String workspace, String name, Supplier<Project> details) {
    Project project() {
        return details.get();
    }

    /** As it is typed: {@code demo/digits}. */
    @Override
    public String toString() {
        return workspace + "/" + name;
    }
}
