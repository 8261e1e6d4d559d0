package io.cometsh.completion;

import io.cometsh.lang.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The project for {@code Metric("} on a line of its own: the one set with {@code :use}, else the one last named in a
 * call. It knows the projects that variables came from, too.
 */
public final class LastProject {
    private static final int VARIABLES_KEPT = 200;

    private final CallReader reader;
    private final CurrentProject used;
    private final AtomicReference<ProjectRef> place = new AtomicReference<>();
    private final Map<String, ProjectRef> byVariable = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ProjectRef> eldest) {
            return size() > VARIABLES_KEPT;
        }
    };

    public LastProject(Scope scope) {
        this(scope, new CurrentProject());
    }

    public LastProject(Scope scope, CurrentProject used) {
        this.reader = new CallReader(scope);
        this.used = used;
    }

    /** Takes note of what was entered. */
    public void saw(String entered) {
        for (Call call : CursorContext.finishedCalls(entered)) {
            ProjectRef named = reader.place(call, Locals.NONE);
            if (named != null) {
                place.set(named);
            }
        }
        // The line end ends an assignment, which an unfinished one does not have.
        Locals.of(Tokens.of(entered + "\n").tokens()).all().forEach((variable, local) -> {
            ProjectRef origin = origin(local.from());
            synchronized (byVariable) {
                if (origin == null) {
                    byVariable.remove(variable);
                } else {
                    byVariable.put(variable, origin);
                }
            }
        });
    }

    private ProjectRef origin(Expression from) {
        for (Call call : from.calls()) {
            ProjectRef named = reader.place(call, Locals.NONE);
            if (named != null) {
                return named;
            }
        }
        return from.root() == Expression.Root.VARIABLE ? of(from.name()) : null;
    }

    /** The project; null before any was named or set. */
    public ProjectRef get() {
        ProjectRef set = used.project();
        return set != null ? set : place.get();
    }

    /** The project named where the variable was set; null for none. */
    ProjectRef of(String variable) {
        synchronized (byVariable) {
            return byVariable.get(variable);
        }
    }
}
