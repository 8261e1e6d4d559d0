package io.cometsh.server.page;

import java.util.List;
import java.util.Map;

/** Reads the query language for the box on a project's page. The server has no language of its own: the program that starts it provides one. */
@FunctionalInterface
public interface QueryReader {
    /** A column of the project: a name, {@code metrics}, {@code params} and so on, and the type that a rule names. */
    record QueryColumn(String name, String source, String type) {}

    /**
     * A query that was understood.
     *
     * @param rulesTree as {@code experiments/search} takes it; empty for every run, null when no run can match
     * @param warnings what the user should know, such as a column that the project does not have
     */
    record PageQuery(Map<String, Object> rulesTree, List<String> warnings) {
        public PageQuery {
            warnings = List.copyOf(warnings);
        }
    }

    /** The text is not a query. The message is one sentence; the lines after it, if any, show where in the text the problem is. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * What a text asks for in a project.
     *
     * @param project {@code workspace/project}, for messages
     * @throws Refused when the text is not a query
     */
    PageQuery read(String text, String project, List<QueryColumn> columns);
}
