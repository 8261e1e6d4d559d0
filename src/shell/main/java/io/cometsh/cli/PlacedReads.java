package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.ProjectRef;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The reads of scripts that name no project, in the one in use. */
final class PlacedReads {
    private final CurrentProject place;
    private final Supplier<Api> api;

    /** @param place where {@code :use} and {@code useProject(...)} leave the project */
    PlacedReads(CurrentProject place, Supplier<Api> api) {
        this.place = place;
        this.api = api;
    }

    void use(String name) {
        if (name == null) {
            place.use(null, null);
            return;
        }
        // A project's name may hold a slash; a workspace's does not.
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw new UsageException("useProject(\"WORKSPACE/PROJECT\") takes both names, not \"" + name + "\"");
        }
        place.use(name.substring(0, slash), name.substring(slash + 1));
    }

    /** Whether archived experiments are requested; there is no other option. */
    static boolean archived(Map<?, ?> options) {
        for (Object name : options.keySet()) {
            if (!"archived".equals(String.valueOf(name))) {
                throw new UsageException("query has the option archived (true or false), not \"" + name + "\"");
            }
        }
        return Boolean.TRUE.equals(options.get("archived"));
    }

    /**
     * Reads something of the project in use.
     *
     * @param call how the user wrote it: {@code query(query)}
     */
    <T> T read(String call, InProject<T> read) {
        ProjectRef project = place.project();
        if (project == null) {
            int open = call.indexOf('(') + 1;
            String rest = call.substring(open);
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s of which project? Write useProject(\"WORKSPACE/PROJECT\") before it (:use at the prompt), or"
                            + " api.%s\"WORKSPACE\", \"PROJECT\"%s%s",
                    call.substring(0, open - 1),
                    call.substring(0, open),
                    rest.equals(")") ? "" : ", ",
                    rest));
        }
        return read.of(api.get()).apply(project.workspace(), project.project());
    }

    /** A read that takes a workspace and a project. */
    @FunctionalInterface
    interface InProject<T> {
        BiFunction<String, String, T> of(Api api);
    }
}
