package io.cometsh.completion;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The workspace, and maybe the project, that {@code :use} has set: where commands and TAB look when a line names no place
 * itself.
 */
public final class CurrentProject {
    private final AtomicReference<ProjectRef> place = new AtomicReference<>();

    /** Sets it; {@code project} is null for the workspace alone, and so are both for no place. */
    public void use(String workspace, String project) {
        place.set(workspace == null ? null : new ProjectRef(workspace, project));
    }

    /** The workspace; null when none is set. */
    public String workspace() {
        ProjectRef current = place.get();
        return current == null ? null : current.workspace();
    }

    /** The place with its project; null unless both are set. */
    public ProjectRef project() {
        ProjectRef current = place.get();
        return current == null || current.project() == null ? null : current;
    }

    /** {@code demo/digits}, or {@code demo}; empty when none is set. */
    public String text() {
        ProjectRef current = place.get();
        if (current == null) {
            return "";
        }
        return current.project() == null ? current.workspace() : current.workspace() + "/" + current.project();
    }
}
