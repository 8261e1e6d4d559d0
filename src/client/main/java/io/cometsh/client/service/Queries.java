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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the experiments that an expression describes: by an endpoint that can express it, and on the client where no rule
 * of the server can.
 */
public final class Queries {
    /** A sentence names so many projects. */
    private static final int MOST_NAMED = 3;

    private final QueryRequests requests;
    private final ProjectPaths paths;
    private final Projects projects;
    private final ExperimentReads reads;
    private final ClientFilter filter;
    private final Parallel parallel;

    public Queries(
            QueryRequests requests, Projects projects, ExperimentReads reads, ClientFilter filter, Parallel parallel) {
        this.requests = requests;
        this.projects = projects;
        this.paths = new ProjectPaths(projects);
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
    public record QueryResult(List<String> keys, LazyMetadata facts, List<String> columns) {
        private QueryResult page(int page, int pageSize) {
            int from = (int) Math.min(keys.size(), Math.max(0L, page - 1L) * pageSize);
            return new QueryResult(
                    keys.subList(from, (int) Math.min(keys.size(), (long) from + pageSize)), facts, columns);
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

    /** All experiments of a project that an expression describes. */
    public QueryResult find(String workspace, String projectName, Object query, boolean archived) {
        return find(List.of(paths.one(workspace, projectName)), query, archived).get(0);
    }

    /**
     * All experiments that an expression describes, one result for each project in their order.
     *
     * @param where the names of projects and workspaces, as {@link ProjectPaths#find} reads them
     */
    public List<QueryResult> find(Object where, Object query, boolean archived) {
        return find(paths.find(where), query, archived);
    }

    private List<QueryResult> find(List<QueriedProject> where, Object query, boolean archived) {
        QueryExpression expression = expression(query);
        List<QueryPlan> plans = plans(where, expression);
        requests.reportUnknown(plans, () -> named(where));
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < where.size(); place++) {
            places.add(place);
        }
        Function<Integer, QueryResult> found = place ->
                explained(where.get(place), () -> found(where.get(place), expression, plans.get(place), archived));
        // What the client decides is read in parallel itself: it must not wait inside the pool.
        boolean onClient = false;
        for (QueryPlan plan : plans) {
            onClient |= plan.client() != null;
        }
        return onClient ? places.stream().map(found).toList() : parallel.map(places, found);
    }

    private List<QueryPlan> plans(List<QueriedProject> where, QueryExpression expression) {
        return parallel.map(
                where,
                project -> explained(project, () -> requests.plan(project.workspace(), project.name(), expression)));
    }

    private static String named(List<QueriedProject> where) {
        String first =
                where.stream().limit(MOST_NAMED).map(QueriedProject::toString).collect(Collectors.joining(", "));
        return where.size() <= MOST_NAMED ? first : first + " and " + (where.size() - MOST_NAMED) + " more projects";
    }

    private <R> R explained(QueriedProject project, Supplier<R> work) {
        try {
            return work.get();
        } catch (CometHttpException e) {
            throw projects.explained(e, project.workspace(), project.name());
        }
    }

    /** One page of them. @param page from 1 */
    public QueryResult page(
            String workspace, String projectName, Object query, boolean archived, int page, int pageSize) {
        QueryExpression expression = expression(query);
        QueriedProject project = paths.one(workspace, projectName);
        return explained(project, () -> {
            QueryPlan plan = requests.plan(workspace, projectName, expression);
            requests.reportUnknown(List.of(plan), project::toString);
            if (plan.client() != null) {
                // The server's pages are not ours: it has not decided all.
                return found(project, expression, plan, archived).page(page, pageSize);
            }
            Hits hits = plan.form() == QueryPlan.Form.NOTHING
                    ? Hits.none()
                    : requests.searchPage(project.project().projectId(), plan, archived, page, pageSize);
            return found(project, expression, plan, hits, archived);
        });
    }

    /** The requests that {@link #find} would make in a project, as a text to read. */
    public String explain(String workspace, String projectName, Object query, boolean archived) {
        return explained(List.of(paths.one(workspace, projectName)), query, archived, List.of());
    }

    /** The requests that {@link #find} would make, and those for a table of the result, as a text to read. */
    public String explain(Object where, Object query, boolean archived, Collection<String> columns) {
        return explained(paths.find(where), query, archived, RunColumn.parse(List.copyOf(columns)));
    }

    private String explained(List<QueriedProject> where, Object query, boolean archived, List<RunColumn> columns) {
        QueryExpression expression = expression(query);
        List<QueryPlan> plans = plans(where, expression);
        requests.reportUnknown(plans, () -> named(where));
        return Explanation.of(expression, where, plans, archived, columns);
    }

    /** What the server finds and, where it cannot decide all, the client keeps. */
    private QueryResult found(QueriedProject project, QueryExpression expression, QueryPlan plan, boolean archived) {
        Hits hits = asked(project, plan, archived);
        if (plan.client() == null || hits.keys().isEmpty()) {
            return found(project, expression, plan, hits, archived);
        }
        ClientFilter.check(plan.client());
        Map<QueryExpression, Set<String>> parts = new HashMap<>();
        plan.client()
                .served()
                .forEach((part, served) ->
                        parts.put(part, asked(project, served, archived).keys()));
        LazyMetadata facts = facts(project, plan, hits, archived);
        List<String> kept = filter.keep(List.copyOf(hits.keys()), plan.client(), parts, facts::get);
        boolean known = ClientFilter.needsFacts(plan.client());
        hits.keys().retainAll(kept);
        hits.rows().keySet().retainAll(kept);
        return known ? found(kept, facts, expression) : found(project, expression, plan, hits, archived);
    }

    private Hits asked(QueriedProject project, QueryPlan plan, boolean archived) {
        return switch (plan.form()) {
            case NOTHING -> Hits.none();
            case QUERY -> requests.query(project.workspace(), project.name(), plan, archived);
            case SEARCH -> requests.searchAll(project.project().projectId(), plan, archived);
            case ALL -> {
                Hits all = Hits.none();
                projects.listing(project.workspace(), project.name(), archived).forEach(row -> all.add(row, true));
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

    private QueryResult found(
            QueriedProject project, QueryExpression expression, QueryPlan plan, Hits hits, boolean archived) {
        return found(List.copyOf(hits.keys()), facts(project, plan, hits, archived), expression);
    }

    private LazyMetadata facts(QueriedProject project, QueryPlan plan, Hits hits, boolean archived) {
        return hits.rows().size() == hits.keys().size()
                ? LazyMetadata.of(hits.rows().values())
                : LazyMetadata.lazy(List.copyOf(hits.keys()), new ProjectFacts(project, plan, archived));
    }

    private static QueryResult found(List<String> keys, LazyMetadata facts, QueryExpression expression) {
        Set<String> asked = new LinkedHashSet<>();
        for (QueryVariable variable : expression.variables()) {
            String column = column(variable);
            if (column != null) {
                asked.add(column);
            }
        }
        return new QueryResult(keys, facts, List.copyOf(asked));
    }

    private static String column(QueryVariable variable) {
        return switch (variable.source()) {
            case METRICS, PARAMETERS, OTHERS -> RunColumn.typed(variable.source(), variable.name());
            case TAGS -> ExperimentColumns.TAGS;
            case METADATA, ENVIRONMENT -> null;
        };
    }

    /** The facts of hits in one project. */
    private final class ProjectFacts implements LazyMetadata.MetadataReader {
        private final QueriedProject project;
        private final QueryPlan plan;
        private final boolean archived;

        ProjectFacts(QueriedProject project, QueryPlan plan, boolean archived) {
            this.project = project;
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
            return project.project().numberOfExperiments();
        }

        @Override
        public List<ExperimentMetadata> searched() {
            String projectId = project.project().projectId();
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
            return projects.listing(project.workspace(), project.name(), archived);
        }
    }
}
