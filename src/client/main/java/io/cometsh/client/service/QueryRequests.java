package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.WireReader;
import io.cometsh.query.Column;
import io.cometsh.query.PredicateBuilder;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryPlan;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.query.UnknownColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The requests that a query makes: the columns of its project, and the experiments by either endpoint. */
public final class QueryRequests {
    /** Large enough that hundreds of hits take few requests. */
    private static final int PAGE_SIZE = 500;

    private final JsonCalls calls;
    private final boolean strict;
    private final Consumer<String> warnings;

    public QueryRequests(JsonCalls calls, boolean strict, Consumer<String> warnings) {
        this.calls = calls;
        this.strict = strict;
        this.warnings = warnings;
    }

    /** The keys of the hits in the server's order, with the facts of the hits that came with their whole row. */
    record Hits(Set<String> keys, Map<String, ExperimentMetadata> rows) {
        static Hits none() {
            return new Hits(new LinkedHashSet<>(), new LinkedHashMap<>());
        }

        void add(ExperimentMetadata hit, boolean whole) {
            keys.add(hit.experimentKey());
            if (whole) {
                rows.put(hit.experimentKey(), hit);
            }
        }
    }

    ProjectColumns columns(String workspace, String projectName) {
        JsonReply answer = calls.get(
                Endpoints.COLUMNS, JsonCalls.parameters("workspaceName", workspace, "projectName", projectName));
        List<Column> columns = new ArrayList<>();
        for (Optional<Column> column : answer.list("columns", WireReader::column)) {
            column.ifPresent(columns::add);
        }
        return new ProjectColumns(columns);
    }

    /** How an expression would be asked in this project. */
    QueryPlan plan(String workspace, String projectName, QueryExpression expression) {
        return PredicateBuilder.plan(expression, columns(workspace, projectName));
    }

    /** Reports the columns that none of the projects has; in strict mode they are an error. @param where the projects */
    void reportUnknown(List<QueryPlan> plans, Supplier<String> where) {
        Map<QueryVariable, UnknownColumn> unknown = new LinkedHashMap<>();
        plans.forEach(plan -> plan.unknown()
                .forEach(column -> unknown.merge(
                        column.variable(), column, (a, b) -> a.nearest().isEmpty() ? b : a)));
        if (unknown.isEmpty()) {
            return;
        }
        plans.forEach(plan -> unknown.keySet()
                .retainAll(plan.unknown().stream().map(UnknownColumn::variable).toList()));
        for (UnknownColumn column : unknown.values()) {
            String message = column.message(where.get());
            if (strict && column.variable().source() != Source.TAGS) {
                throw new NotFoundException(message);
            }
            warnings.accept(message);
        }
    }

    Hits query(String workspace, String projectName, QueryPlan plan, boolean archived) {
        JsonReply answer = calls.post(Endpoints.QUERY, queryBody(workspace, projectName, plan, archived));
        Hits hits = Hits.none();
        hits.keys().addAll(answer.list("experimentKeys", JsonNode::asText));
        return hits;
    }

    /** All hits, of all pages. */
    Hits searchAll(String projectId, QueryPlan plan, boolean archived) {
        return pages(projectId, plan, archived, hits -> hits.keys().size());
    }

    /** The whole rows that a search brings, all pages of them; no second page when the first brings keys alone. */
    Collection<ExperimentMetadata> searchRows(String projectId, QueryPlan plan, boolean archived) {
        return pages(projectId, plan, archived, hits -> hits.rows().size())
                .rows()
                .values();
    }

    /** Page by page until the total is reached or, where the server tells none, until a page brings nothing new. */
    private Hits pages(String projectId, QueryPlan plan, boolean archived, ToIntFunction<Hits> gained) {
        Hits hits = Hits.none();
        for (int page = 1; ; page++) {
            int before = gained.applyAsInt(hits);
            JsonReply answer = search(projectId, plan, archived, page, PAGE_SIZE, hits);
            int size = gained.applyAsInt(hits);
            Long total = Json.number(answer.json(), "totalCount");
            if (size == before || total != null && size >= total) {
                return hits;
            }
        }
    }

    Hits searchPage(String projectId, QueryPlan plan, boolean archived, int page, int pageSize) {
        Hits hits = Hits.none();
        search(projectId, plan, archived, page, pageSize, hits);
        return hits;
    }

    private JsonReply search(String projectId, QueryPlan plan, boolean archived, int page, int pageSize, Hits hits) {
        JsonReply answer = calls.post(Endpoints.SEARCH, searchBody(projectId, plan, archived, page, pageSize));
        answer.list("experiments", hit -> hit)
                .forEach(hit -> hits.add(answer.metadata(hit), LazyMetadata.isWhole(hit)));
        return answer;
    }

    static Map<String, Object> queryBody(String workspace, String projectName, QueryPlan plan, boolean archived) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("workspaceName", workspace);
        body.put("projectName", projectName);
        body.put("predicates", plan.predicates());
        body.put("archived", archived);
        return body;
    }

    static Map<String, Object> searchBody(String projectId, QueryPlan plan, boolean archived, int page, int pageSize) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("projectId", projectId);
        body.put("viewId", null);
        body.put("rulesTree", plan.rulesTree());
        body.put("limit", pageSize);
        body.put("page", page);
        body.put("deleted", archived);
        body.put("ignorePinnedExperimentsFirst", true);
        body.put("pinnedOnly", null);
        body.put("multipleSort", null);
        body.put("chainsQueryRules", null);
        return body;
    }

    static int pageSize() {
        return PAGE_SIZE;
    }
}
