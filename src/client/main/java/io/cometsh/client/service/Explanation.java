package io.cometsh.client.service;

import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.Project;
import io.cometsh.query.ClientComparison;
import io.cometsh.query.ClientPart;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryPlan;
import io.cometsh.query.QueryVariable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** A query's requests and their bodies as a text to read: each request, where it goes, and its cost. */
public final class Explanation {
    private final StringBuilder text = new StringBuilder();
    private final String workspace;
    private final String projectName;
    private final boolean archived;
    private final Supplier<Project> project;

    private Explanation(String workspace, String projectName, boolean archived, Supplier<Project> project) {
        this.workspace = workspace;
        this.projectName = projectName;
        this.archived = archived;
        this.project = project;
    }

    static String of(
            QueryExpression expression,
            QueryPlan plan,
            String workspace,
            String projectName,
            boolean archived,
            Supplier<Project> project) {
        Explanation explanation = new Explanation(workspace, projectName, archived, project);
        explanation.text.append(expression).append('\n');
        if (plan.client() == null) {
            explanation.request(plan);
        } else {
            explanation.hybrid(plan, plan.client());
        }
        return explanation.text.toString();
    }

    private void request(QueryPlan plan) {
        switch (plan.form()) {
            case NOTHING -> text.append("nothing to send: no experiment can match");
            case ALL -> text.append("GET ").append(Endpoints.EXPERIMENTS);
            case QUERY ->
                text.append("POST ")
                        .append(Endpoints.QUERY)
                        .append('\n')
                        .append(Json.write(QueryRequests.queryBody(workspace, projectName, plan, archived)));
            case SEARCH ->
                text.append("POST ")
                        .append(Endpoints.SEARCH)
                        .append(", page by page\n")
                        .append(Json.write(QueryRequests.searchBody(
                                project.get().projectId(), plan, archived, 1, QueryRequests.pageSize())));
        }
    }

    private void hybrid(QueryPlan plan, ClientPart client) {
        text.append("on the server: ")
                .append(client.asked() == null ? "every experiment, since nothing narrows" : client.asked())
                .append('\n');
        request(plan);
        client.served().forEach((part, served) -> {
            text.append("\nand, to know whether it holds beside what is the client's: ")
                    .append(part)
                    .append('\n');
            request(served);
        });
        text.append("\non the client, of each experiment found: ").append(client.condition());
        Set<String> each = eachRead(client);
        each.forEach(endpoint -> text.append("\nGET ").append(endpoint).append(", for each that is still undecided"));
        boolean curves = hasCost(client, ClientComparison.Cost.CURVE);
        if (curves) {
            text.append("\nPOST ").append(Endpoints.CHART).append(", for ").append(ClientFilter.CURVES_AT_ONCE);
            text.append(" experiments at a time, the whole curves");
        }
        cost(client, each.size(), curves);
    }

    private void cost(ClientPart client, int each, boolean curves) {
        int first = 1 + client.served().size();
        long most = project.get().numberOfExperiments();
        long groups = curves ? (most + ClientFilter.CURVES_AT_ONCE - 1) / ClientFilter.CURVES_AT_ONCE : 0;
        text.append("\ncost: ").append(first).append(first == 1 ? " request" : " requests");
        if (each > 0 || curves) {
            text.append(" and at most ")
                    .append(most * each + groups)
                    .append(" more, if the server finds all of the project's ")
                    .append(most)
                    .append(" experiments");
        }
        if (hasCost(client, ClientComparison.Cost.FACTS)) {
            text.append("; the facts of all that are found are read together");
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
