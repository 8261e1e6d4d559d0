package io.cometsh.cli;

import io.cometsh.query.Column;
import io.cometsh.query.PredicateBuilder;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryPlan;
import io.cometsh.query.QueryText;
import io.cometsh.query.Source;
import io.cometsh.server.page.QueryReader;
import java.util.List;
import java.util.Map;

/** The query language for the box on the server's web pages. Nothing of it is loaded before the first query. */
final class PageQueries implements QueryReader {
    @Override
    public PageQuery read(String text, String project, List<QueryColumn> columns) {
        QueryPlan plan;
        try {
            plan = PredicateBuilder.plan(QueryText.parse(text), known(columns));
        } catch (QueryException e) {
            throw new Refused(e.getMessage());
        }
        if (plan.client() != null) {
            throw new Refused("only the command line can compare "
                    + plan.client().comparisons().get(0).variable() + " like this: run cometsh query " + project
                    + " with this text");
        }
        List<String> warnings =
                plan.unknown().stream().map(unknown -> unknown.message(project)).toList();
        Map<String, Object> rules = plan.form() == QueryPlan.Form.ALL ? Map.of() : plan.rulesTree();
        return new PageQuery(rules, warnings);
    }

    private static ProjectColumns known(List<QueryColumn> columns) {
        return new ProjectColumns(columns.stream()
                .flatMap(column -> Source.ofWireName(column.source()).stream()
                        .map(source -> new Column(column.name(), source, column.type())))
                .toList());
    }
}
