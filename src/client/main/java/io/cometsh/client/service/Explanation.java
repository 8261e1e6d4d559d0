package io.cometsh.client.service;

import io.cometsh.client.wire.Json;
import io.cometsh.query.ClientComparison;
import io.cometsh.query.ClientPart;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryPlan;
import io.cometsh.query.QueryVariable;
import io.cometsh.text.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A query's requests and their bodies as a text to read: each request, where it goes, and its cost. */
public final class Explanation {
    private final StringBuilder text = new StringBuilder();
    private final boolean archived;

    private Explanation(boolean archived) {
        this.archived = archived;
    }

    /**
     * @param plans one for each project
     * @param columns the columns of a table of the result; empty for no table
     */
    static String of(
            QueryExpression expression,
            List<QueriedProject> where,
            List<QueryPlan> plans,
            boolean archived,
            List<RunColumn> columns) {
        Explanation explanation = new Explanation(archived);
        explanation.text.append(expression).append('\n');
        // The requests of several projects differ in the project's name and in what it lacks.
        List<QueryPlan> shown = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            QueryPlan plan = plans.get(i);
            if (where.size() == 1) {
                explanation.plan(where.get(i), plan);
            } else if (shown.stream().noneMatch(plan::equals)) {
                shown.add(plan);
                explanation.heading(where, plans, plan);
                explanation.plan(where.get(i), plan);
                if (plan.client() == null) {
                    explanation.text.append('\n');
                }
            }
        }
        boolean isOneRequest = where.size() == 1 && plans.get(0).client() == null;
        if (!columns.isEmpty() || !isOneRequest) {
            explanation.cost(where, plans, columns);
        }
        return explanation.text.toString();
    }

    /** The projects in which an expression becomes this. */
    private void heading(List<QueriedProject> where, List<QueryPlan> plans, QueryPlan plan) {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).equals(plan)) {
                same.add(where.get(i).toString());
            }
        }
        text.append("in ").append(String.join(", ", same)).append(same.size() > 1 ? ", the first shown:\n" : ":\n");
    }

    private void plan(QueriedProject project, QueryPlan plan) {
        if (plan.client() == null) {
            request(project, plan);
        } else {
            hybrid(project, plan, plan.client());
        }
    }

    private void request(QueriedProject project, QueryPlan plan) {
        switch (plan.form()) {
            case NOTHING -> text.append("nothing to send: no experiment can match");
            case ALL -> text.append("GET ").append(Endpoints.EXPERIMENTS);
            case QUERY ->
                text.append("POST ")
                        .append(Endpoints.QUERY)
                        .append('\n')
                        .append(Json.write(
                                QueryRequests.queryBody(project.workspace(), project.name(), plan, archived)));
            case SEARCH ->
                text.append("POST ")
                        .append(Endpoints.SEARCH)
                        .append(", page by page\n")
                        .append(Json.write(QueryRequests.searchBody(
                                project.project().projectId(), plan, archived, 1, QueryRequests.pageSize())));
        }
    }

    private void hybrid(QueriedProject project, QueryPlan plan, ClientPart client) {
        text.append("on the server: ")
                .append(client.asked() == null ? "every experiment, since nothing narrows" : client.asked())
                .append('\n');
        request(project, plan);
        client.served().forEach((part, served) -> {
            text.append("\nand, to know whether it holds beside what is the client's: ")
                    .append(part)
                    .append('\n');
            request(project, served);
        });
        text.append("\non the client, of each experiment found: ").append(client.condition());
        eachRead(client)
                .forEach(endpoint ->
                        text.append("\nGET ").append(endpoint).append(", for each that is still undecided"));
        if (hasCost(client, ClientComparison.Cost.CURVE)) {
            text.append("\nPOST ").append(Endpoints.CHART).append(", for ").append(ClientFilter.CURVES_AT_ONCE);
            text.append(" experiments at a time, the whole curves");
        }
        text.append('\n');
    }

    /** One line for all projects, after the reads of the columns. */
    private void cost(List<QueriedProject> where, List<QueryPlan> plans, List<RunColumn> columns) {
        long all = columns.isEmpty()
                ? 0
                : where.stream()
                        .mapToLong(project -> project.project().numberOfExperiments())
                        .sum();
        CurveColumns.Reads reads = CurveColumns.reads(columns, all);
        if (!columns.isEmpty()) {
            columns(columns, reads);
        }
        long first = 0;
        long more = 0;
        long experiments = 0;
        boolean facts = false;
        for (int i = 0; i < plans.size(); i++) {
            ClientPart client = plans.get(i).client();
            first += plans.get(i).form() == QueryPlan.Form.NOTHING ? 0 : 1;
            if (client != null) {
                first += client.served().size();
                int each = eachRead(client).size();
                boolean curves = hasCost(client, ClientComparison.Cost.CURVE);
                long most = each > 0 || curves ? where.get(i).project().numberOfExperiments() : 0;
                experiments += most;
                more += most * each
                        + (curves ? (most + ClientFilter.CURVES_AT_ONCE - 1) / ClientFilter.CURVES_AT_ONCE : 0);
                facts |= hasCost(client, ClientComparison.Cost.FACTS);
            }
        }
        text.append("cost: ").append(Quantity.of(first, "request"));
        if (experiments > 0) {
            text.append(" and at most ")
                    .append(more)
                    .append(" more, if the server finds all of the ")
                    .append(where.size() == 1 ? "project's " : "projects' ")
                    .append(experiments)
                    .append(" experiments");
        }
        if (!columns.isEmpty()) {
            text.append("; for the columns at most ")
                    .append(all * reads.each().size() + reads.charts())
                    .append(", if these are all of the ")
                    .append(all)
                    .append(" experiments");
        }
        if (facts) {
            text.append("; the facts of all that are found are read together");
        }
    }

    private void columns(List<RunColumn> columns, CurveColumns.Reads reads) {
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append("for the columns:\n");
        if (columns.stream().allMatch(column -> column.text().equals("experiment_key"))) {
            text.append("nothing, since the query brings the keys\n");
        } else if (reads.each().isEmpty() && reads.charts() == 0) {
            text.append("nothing but the facts of the experiments, which are read together\n");
        }
        reads.each().forEach(endpoint -> text.append("GET ").append(endpoint).append(", for each experiment\n"));
        if (reads.charts() > 0) {
            text.append("POST ").append(Endpoints.CHART).append(", for many experiments at a time\n");
        }
    }

    private static boolean hasCost(ClientPart client, ClientComparison.Cost cost) {
        return client.comparisons().stream()
                .flatMap(one -> one.variables().stream())
                .anyMatch(v -> v.cost() == cost);
    }

    private static Set<String> eachRead(ClientPart client) {
        Set<String> endpoints = new LinkedHashSet<>();
        for (ClientComparison comparison : client.comparisons()) {
            comparison.variables().stream()
                    .filter(variable -> variable.cost() == ClientComparison.Cost.SUMMARY)
                    .map(Explanation::endpoint)
                    .forEach(endpoints::add);
        }
        return endpoints;
    }

    private static String endpoint(QueryVariable variable) {
        return switch (variable.source()) {
            case METRICS -> Endpoints.METRICS_SUMMARY;
            case PARAMETERS -> Endpoints.PARAMETERS;
            case OTHERS -> Endpoints.OTHERS;
            case ENVIRONMENT -> Endpoints.SYSTEM_DETAILS;
            case METADATA, TAGS -> throw new IllegalStateException(variable.toString());
        };
    }
}
