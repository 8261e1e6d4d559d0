package io.cometsh.client.service;

import io.cometsh.client.wire.Project;
import io.cometsh.text.Names;
import io.cometsh.transport.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the projects that texts name: {@code demo} and {@code demo/*} are all projects of a workspace, {@code demo/dig*}
 * the projects with such a name, {@code demo/digits} is one project.
 */
public final class ProjectPaths {
    /** So many workspaces are searched for a project that was typed without one. */
    private static final int MOST_WORKSPACES = 5;

    private final Projects projects;

    ProjectPaths(Projects projects) {
        this.projects = projects;
    }

    public ProjectPaths(Transport transport) {
        this(new Projects(new JsonCalls(transport)));
    }

    /** One project, of which nothing is read. */
    QueriedProject one(String workspace, String name) {
        return new QueriedProject(workspace, name, () -> projects.require(workspace, name));
    }

    /**
     * The projects in the order of the texts, then of the workspace's listing, each once. A workspace is listed where a
     * text does not name a project. Endpoint: {@code projects}.
     *
     * @param paths one text, or a collection of texts
     * @throws NotFoundException when there is no such workspace, or none of its projects has such a name
     * @throws IllegalArgumentException for something else than such texts
     */
    public List<QueriedProject> find(Object paths) {
        Map<String, QueriedProject> found = new LinkedHashMap<>();
        Collection<?> texts = paths instanceof Collection<?> some ? some : Arrays.asList(paths);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("name at least one project or workspace, such as \"demo/digits\"");
        }
        for (Object text : texts) {
            if (!(text instanceof CharSequence)) {
                throw new IllegalArgumentException("expected the name of a workspace or project, such as \"demo\" or"
                        + " \"demo/digits\", not " + text);
            }
            find(text.toString()).forEach(project -> found.putIfAbsent(project.toString(), project));
        }
        return new ArrayList<>(found.values());
    }

    /**
     * Refuses a text that names neither a workspace nor a project. Nothing is asked.
     *
     * @throws IllegalArgumentException names the forms
     */
    public static void check(String path) {
        int slash = path.indexOf('/');
        if (path.isBlank() || slash == 0 || slash == path.length() - 1) {
            throw new IllegalArgumentException(
                    "expected WORKSPACE, WORKSPACE/PROJECT or WORKSPACE/PATTERN, such as demo,"
                            + " demo/digits or demo/dig*, not \"" + path + "\"");
        }
    }

    private List<QueriedProject> find(String path) {
        check(path);
        int slash = path.indexOf('/');
        if (slash < 0) {
            return workspace(path);
        }
        String workspace = path.substring(0, slash);
        String name = path.substring(slash + 1);
        return name.contains("*") ? matching(workspace, name) : List.of(one(workspace, name));
    }

    private List<QueriedProject> workspace(String workspace) {
        try {
            return listed(workspace);
        } catch (NotFoundException e) {
            String meant = projectsCalled(workspace);
            throw meant.isEmpty()
                    ? e
                    : new NotFoundException("no workspace \"" + workspace + "\"; did you mean " + meant + "?");
        }
    }

    /** A name without a workspace is most often a project. */
    private String projectsCalled(String name) {
        List<String> workspaces = projects.workspaces();
        return workspaces.stream()
                .limit(MOST_WORKSPACES)
                .filter(workspace -> projects.names(workspace).contains(name))
                .map(workspace -> workspace + "/" + name)
                .collect(Collectors.joining(" or "));
    }

    private List<QueriedProject> matching(String workspace, String pattern) {
        List<QueriedProject> all = listed(workspace);
        List<QueriedProject> exact =
                all.stream().filter(project -> project.name().equals(pattern)).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        Pattern name = Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
        List<QueriedProject> matching = all.stream()
                .filter(project -> name.matcher(project.name()).matches())
                .toList();
        if (matching.isEmpty()) {
            throw new NotFoundException("no project in workspace \"" + workspace + "\" matches \"" + pattern + "\""
                    + Names.hint(
                            pattern.replace("*", ""),
                            all.stream().map(QueriedProject::name).toList()));
        }
        return matching;
    }

    private List<QueriedProject> listed(String workspace) {
        List<Project> listed = projects.list(workspace);
        return listed.stream()
                .map(project -> new QueriedProject(workspace, project.projectName(), () -> project))
                .toList();
    }
}
