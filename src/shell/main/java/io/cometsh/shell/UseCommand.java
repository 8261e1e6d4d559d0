package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.Deadline;
import io.cometsh.completion.LiveNames;
import io.cometsh.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code :use [WORKSPACE[/PROJECT]|-]}. */
final class UseCommand implements Command {
    private static final String NOWHERE = "-";

    private final CurrentProject place;
    private final Supplier<Api> api;
    private final LiveNames names;
    private final Consumer<String> used;

    /** @param used takes note of the project for scripts; null for none */
    UseCommand(CurrentProject place, Supplier<Api> api, LiveNames names, Consumer<String> used) {
        this.used = used;
        this.place = place;
        this.api = api;
        this.names = names;
    }

    @Override
    public String name() {
        return ":use";
    }

    @Override
    public String usage() {
        return "[WORKSPACE[/PROJECT]|-]";
    }

    @Override
    public String summary() {
        return "the project that query(...), getExperiments(), TAB and :columns look at";
    }

    @Override
    public String help() {
        return """
                Sets the default workspace and project; the prompt shows them.
                :use demo/digits   then query(Metric("accuracy") > 0.9), getExperiments() and
                                   getColumns() read it, and TAB after Metric(" offers its
                                   metrics
                /PROJECT           another project of the same workspace
                -                  none
                Without an argument it shows the current ones.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        if (arguments.isEmpty()) {
            return place.text().isEmpty()
                    ? "no place is set; write :use WORKSPACE/PROJECT, and TAB helps"
                    : "at " + place.text();
        }
        if (arguments.text().equals(NOWHERE)) {
            place.use(null, null);
            used.accept(null);
            return null;
        }
        // A project's name may hold blanks, and a slash too; a workspace's holds neither.
        String[] parts = String.join(" ", arguments.words()).split("/", 2);
        String workspace = parts[0].isEmpty() ? place.workspace() : parts[0];
        if (workspace == null) {
            throw new CommandException("no workspace is set yet; write :use WORKSPACE/PROJECT");
        }
        String project = parts.length < 2 || parts[1].isEmpty() ? null : parts[1];
        List<String> workspaces = api.get().getWorkspaces();
        require(workspace, workspaces, "workspace \"" + workspace + "\"");
        if (project != null) {
            require(project, api.get().getProjects(workspace), "project \"" + project + "\" in " + workspace);
        }
        place.use(workspace, project);
        used.accept(project == null ? null : workspace + "/" + project);
        return null;
    }

    private static void require(String name, List<String> known, String what) {
        if (!known.contains(name)) {
            List<String> nearest = Names.nearest(name, known);
            throw new CommandException("no " + what
                    + (nearest.isEmpty() ? "; there is " + some(known) : "; did you mean " + nearest.get(0) + "?"));
        }
    }

    private static String some(List<String> names) {
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.subList(0, Math.min(8, names.size()))) + (names.size() > 8 ? ", …" : "");
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> words = new LinkedHashMap<>();
        if (!before.isEmpty()) {
            return words;
        }
        int slash = word.indexOf('/');
        Deadline deadline = Deadline.usual();
        if (slash < 0) {
            // A workspace is a whole answer too: the slash comes with the next TAB.
            names.within(deadline)
                    .workspaces()
                    .forEach(name -> words.put(name.equals(word) ? name + "/" : name, "workspace"));
            if (!place.text().isEmpty()) {
                words.put(NOWHERE, "forget the place");
            }
        } else {
            String workspace = slash == 0 ? place.workspace() : word.substring(0, slash);
            if (workspace != null) {
                names.within(deadline)
                        .projects(workspace)
                        .forEach(name -> words.put(word.substring(0, slash + 1) + name, "project"));
            }
        }
        return words;
    }
}
