package io.cometsh.client.service;

import io.cometsh.client.service.QueryRequests.Hits;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryPlan;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the experiments that an expression describes: by an endpoint that can express it, and on the client where no rule
 * of the server can.
 */
public final class Queries {
    private final QueryRequests requests;
    private final Projects projects;
    private final ExperimentReads reads;
    private final ClientFilter filter;
    private final Parallel parallel;

    public Queries(
            QueryRequests requests, Projects projects, ExperimentReads reads, ClientFilter filter, Parallel parallel) {
        this.requests = requests;
        this.projects = projects;
        this.reads = reads;
        this.filter = filter;
        this.parallel = parallel;
    }

    /**
     * The result of a query.
     *
     * @param keys in the server's order
     * @param facts of these experiments; read when the first of them is needed
     * @param columns that the expression asks about, such as {@code metrics.loss}
     */
    public record Found(List<String> keys, LazyMetadata facts, List<String> columns) {
        private Found page(int page, int pageSize) {
            int from = (int) Math.min(keys.size(), Math.max(0L, page - 1L) * pageSize);
            return new Found(keys.subList(from, (int) Math.min(keys.size(), (long) from + pageSize)), facts, columns);
        }
    }

    /** The columns of a project. */
    public ProjectColumns columns(String workspace, String projectName) {
        try {
            return requests.columns(workspace, projectName);
        } catch (CometHttpException e) {
            throw projects.explained(e, workspace, projectName);
        }
    }

    /** All experiments that an expression describes. */
    public Found find(String workspace, String projectName, Object query, boolean archived) {
        QueryExpression expression = expression(query);
        try {
            QueryPlan plan = requests.plan(workspace, projectName, expression);
            return found(workspace, projectName, expression, plan, archived);
        } catch (CometHttpException e) {
            throw projects.explained(e, workspace, projectName);
        }
    }

    /** One page of them. @param page from 1 */
    public Found page(String workspace, String projectName, Object query, boolean archived, int page, int pageSize) {
        QueryExpression expression = expression(query);
        try {
            QueryPlan plan = requests.plan(workspace, projectName, expression);
            if (plan.client() != null) {
                // The server's pages are not ours: it has not decided all.
                return found(workspace, projectName, expression, plan, archived).page(page, pageSize);
            }
            Hits hits = plan.form() == QueryPlan.Form.NOTHING
                    ? Hits.none()
                    : requests.searchPage(
                            projects.require(workspace, projectName).projectId(), plan, archived, page, pageSize);
            return found(workspace, projectName, expression, plan, hits, archived);
        } catch (CometHttpException e) {
            throw projects.explained(e, workspace, projectName);
        }
    }

    /** The requests that {@link #find} would make, as a text to read. */
    public String explain(String workspace, String projectName, Object query, boolean archived) {
        QueryExpression expression = expression(query);
        QueryPlan plan;
        try {
            plan = requests.plan(workspace, projectName, expression);
        } catch (CometHttpException e) {
            throw projects.explained(e, workspace, projectName);
        }
        return Explanation.of(
                expression, plan, workspace, projectName, archived, () -> projects.require(workspace, projectName));
    }

    /** What the server finds and, where it cannot decide all, the client keeps. */
    private Found found(
            String workspace, String projectName, QueryExpression expression, QueryPlan plan, boolean archived) {
        Hits hits = asked(workspace, projectName, plan, archived);
        if (plan.client() == null || hits.keys().isEmpty()) {
            return found(workspace, projectName, expression, plan, hits, archived);
        }
        ClientFilter.check(plan.client());
        Map<QueryExpression, Set<String>> parts = new HashMap<>();
        plan.client()
                .served()
                .forEach((part, served) -> parts.put(
                        part, asked(workspace, projectName, served, archived).keys()));
        LazyMetadata facts = facts(workspace, projectName, plan, hits, archived);
        List<String> kept = filter.keep(List.copyOf(hits.keys()), plan.client(), parts, facts::get);
        boolean known = ClientFilter.needsFacts(plan.client());
        hits.keys().retainAll(kept);
        hits.rows().keySet().retainAll(kept);
        return known ? found(kept, facts, expression) : found(workspace, projectName, expression, plan, hits, archived);
    }

    private Hits asked(String workspace, String projectName, QueryPlan plan, boolean archived) {
        return switch (plan.form()) {
            case NOTHING -> Hits.none();
            case QUERY -> requests.query(workspace, projectName, plan, archived);
            case SEARCH ->
                requests.searchAll(projects.require(workspace, projectName).projectId(), plan, archived);
            case ALL -> {
                Hits all = Hits.none();
                projects.listing(workspace, projectName, archived).forEach(row -> all.add(row, true));
                yield all;
            }
        };
    }

    private static QueryExpression expression(Object query) {
        if (query instanceof QueryExpression expression) {
            return expression;
        }
        if (query instanceof QueryVariable variable) {
            if (variable.source() == Source.TAGS) {
                return QueryVariable.tag(variable.name());
            }
            throw new QueryException(
                    variable + " has not been compared yet: write, for example, " + variable + " > 0.5");
        }
        throw new QueryException("a query must be an expression such as Metric(\"loss\") < 0.2, not "
                + (query == null ? "null" : "the " + query.getClass().getSimpleName() + " " + query));
    }

    private Found found(
            String workspace,
            String projectName,
            QueryExpression expression,
            QueryPlan plan,
            Hits hits,
            boolean archived) {
        return found(List.copyOf(hits.keys()), facts(workspace, projectName, plan, hits, archived), expression);
    }

    private LazyMetadata facts(String workspace, String projectName, QueryPlan plan, Hits hits, boolean archived) {
        return hits.rows().size() == hits.keys().size()
                ? LazyMetadata.of(hits.rows().values())
                : LazyMetadata.lazy(List.copyOf(hits.keys()), new ProjectFacts(workspace, projectName, plan, archived));
    }

    private static Found found(List<String> keys, LazyMetadata facts, QueryExpression expression) {
        List<String> asked = expression.variables().stream()
                .map(Queries::column)
                .filter(column -> column != null)
                .distinct()
                .toList();
        return new Found(keys, facts, asked);
    }

    private static String column(QueryVariable variable) {
        return switch (variable.source()) {
            case METRICS, PARAMETERS, OTHERS -> RunColumn.typed(variable.source(), variable.name());
            case TAGS -> ExperimentColumns.TAGS;
            case METADATA, ENVIRONMENT -> null;
        };
    }

    /** The facts of hits in one project. */
    private final class ProjectFacts implements LazyMetadata.Source {
        private final String workspace;
        private final String projectName;
        private final QueryPlan plan;
        private final boolean archived;

        ProjectFacts(String workspace, String projectName, QueryPlan plan, boolean archived) {
            this.workspace = workspace;
            this.projectName = projectName;
            this.plan = plan;
            this.archived = archived;
        }

        @Override
        public List<ExperimentMetadata> each(List<String> experimentKeys) {
            return parallel.map(experimentKeys, reads::find).stream()
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public CometException notFound(String experimentKey) {
            return ExperimentReads.noExperiment(experimentKey);
        }

        @Override
        public long experimentsInProject() {
            return projects.require(workspace, projectName).numberOfExperiments();
        }

        @Override
        public List<ExperimentMetadata> searched() {
            String projectId = projects.require(workspace, projectName).projectId();
            try {
                return List.copyOf(requests.searchRows(projectId, plan, archived));
            } catch (CometHttpException e) {
                if (e.status() == 404) {
                    // An older server without this endpoint; the rows can still be read one by one.
                    return List.of();
                }
                throw e;
            }
        }

        @Override
        public List<ExperimentMetadata> listing() {
            return projects.listing(workspace, projectName, archived);
        }
    }
}
