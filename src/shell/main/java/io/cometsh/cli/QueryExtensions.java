package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.query.QueryExpression;
import java.util.function.Supplier;

/**
 * What query expressions can do in scripts beyond what they can in plain Java, where they know of no server. Groovy finds
 * this class by {@code META-INF/groovy}.
 */
public final class QueryExtensions {
    private static volatile Supplier<Api> current;

    private QueryExtensions() {}

    /** The api of the run; a program has one. */
    static void use(Supplier<Api> api) {
        current = api;
    }

    /**
     * The requests that a query would make, with their bodies, sent nowhere: {@code q.explain("demo", "digits")}. Only
     * the project's columns are asked for. The same as {@code api.explain("demo", "digits", q)}.
     */
    public static String explain(QueryExpression query, String workspace, String projectName) {
        Supplier<Api> api = current;
        if (api == null) {
            throw new IllegalStateException("no api here: write api.explain(workspace, projectName, query)");
        }
        return api.get().explain(workspace, projectName, query);
    }
}
