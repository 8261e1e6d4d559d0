package io.cometsh.cli;

import io.cometsh.client.service.ProjectPaths;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command that queries: {@code demo/digits demo/other 'Tag("best")'}, projects first and the expression
 * last.
 *
 * @param projects such as {@code demo}, {@code demo/*} and {@code demo/digits}
 */
record QueriedProjects(List<String> projects, QueryExpression query) {
    static final String EXAMPLE = "demo/digits 'Tag(\"best\")'";

    /** Reads the words before anything is asked: a mistake in the text needs no server. */
    static QueriedProjects of(String command, List<String> words) {
        String example = ": cometsh " + command + " " + EXAMPLE;
        String last = words.get(words.size() - 1);
        if (words.size() == 1) {
            throw new UsageException(
                    (isQuery(last) ? "name the project before the query" : "give a query after the project") + example);
        }
        if (!isQuery(last)) {
            throw new UsageException("the last word must be the query, not \"" + last + "\"" + example);
        }
        List<String> projects = words.subList(0, words.size() - 1);
        for (String project : projects) {
            if (isQuery(project)) {
                throw new UsageException("expected a project and not \"" + project
                        + "\": the query comes last, as one word in single quotes" + example);
            }
            check(project);
        }
        return new QueriedProjects(projects, QueryText.parse(last));
    }

    static void check(String project) {
        try {
            ProjectPaths.check(project);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** A query has parentheses or quotes, or is empty; names of projects nearly never have. */
    private static boolean isQuery(String word) {
        return word.isBlank() || word.indexOf('(') >= 0 || word.indexOf('"') >= 0 || word.indexOf('\'') >= 0;
    }

    /** The projects, where a name alone may be a project of the default workspace. */
    List<String> in(ApiConnection connection) {
        return in(projects, connection);
    }

    static List<String> in(List<String> names, ApiConnection connection) {
        List<String> projects = new ArrayList<>();
        for (String name : names) {
            projects.add(inDefault(name, connection));
        }
        return projects;
    }

    private static String inDefault(String name, ApiConnection connection) {
        String workspace = connection.settings().workspace().orElse("");
        boolean isProject = !name.contains("/")
                && !workspace.isEmpty()
                && !workspace.equals(name)
                && connection.api().getProjects(workspace).contains(name);
        return isProject ? workspace + "/" + name : name;
    }
}
