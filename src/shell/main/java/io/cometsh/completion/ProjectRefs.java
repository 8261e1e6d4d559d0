package io.cometsh.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds the project that a piece of text is about. */
final class ProjectRefs {
    private final CallReader reader;
    private final LastProject lastPlace;

    ProjectRefs(Scope scope, LastProject lastPlace) {
        this.reader = new CallReader(scope);
        this.lastPlace = lastPlace;
    }

    /**
     * The project that a call around the cursor names, or that the object in front of the dot came from, else the one set
     * with {@code :use}, else the last one named; null for none.
     */
    ProjectRef of(List<Call> calls, Locals locals) {
        for (Call call : calls) {
            ProjectRef named = reader.place(call, locals);
            if (named == null) {
                named = origin(call, locals);
            }
            if (named != null) {
                return named;
            }
        }
        return lastPlace.get();
    }

    private ProjectRef origin(Call call, Locals locals) {
        for (Call before : reader.origins(call, locals)) {
            ProjectRef named = reader.place(before, locals);
            if (named != null) {
                return named;
            }
        }
        String variable = CallReader.variable(call, locals);
        if (variable != null) {
            return lastPlace.of(variable);
        }
        // plot(runs, " is about what the runs came from.
        return call.arguments().stream()
                .map(Call.CallArgument::variable)
                .filter(Objects::nonNull)
                .map(lastPlace::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The call itself, the calls in its receiver, and the calls around it. */
    List<Call> all(List<Call> calls, Locals locals) {
        List<Call> all = new ArrayList<>();
        for (Call call : calls) {
            all.add(call);
            all.addAll(reader.origins(call, locals));
        }
        return all;
    }

    /** The workspace in the same way; null for none. */
    String workspace(List<Call> calls, Locals locals) {
        String named = reader.value(all(calls, locals), NameKind.WORKSPACE, locals);
        if (named != null) {
            return named;
        }
        ProjectRef place = of(calls, locals);
        return place == null ? null : place.workspace();
    }
}
