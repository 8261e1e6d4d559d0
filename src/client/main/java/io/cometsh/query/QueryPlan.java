package io.cometsh.query;

import java.util.List;
import java.util.Map;

/**
 * What an expression becomes in one project.
 *
 * @param form which request can answer it
 * @param predicates the body member {@code predicates} of {@code project/query}; null unless the form is
 *     {@link Form#QUERY}
 * @param rulesTree the body member {@code rulesTree} of {@code experiments/search}; null when nothing can match
 * @param unknown the variables that the project does not have; each makes its comparison match nothing
 * @param client what is then decided on the client; null when the server decides all
 */
public record QueryPlan(
        Form form,
        List<Map<String, Object>> predicates,
        Map<String, Object> rulesTree,
        List<UnknownColumn> unknown,
        ClientPart client) {

    /** Which request can answer the expression. */
    public enum Form {
        /** A conjunction: {@code project/query}, one unpaged answer. */
        QUERY,
        /** There is an OR: {@code experiments/search}, all pages. */
        SEARCH,
        /** Nothing narrows on the server: the listing of the project, and the client decides. */
        ALL,
        /** Unknown columns leave nothing to ask for: no request at all. */
        NOTHING
    }

    public QueryPlan {
        unknown = List.copyOf(unknown);
    }
}
