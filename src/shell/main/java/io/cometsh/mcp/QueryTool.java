package io.cometsh.mcp;

import io.cometsh.client.ExperimentList;
import io.cometsh.export.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code query}: the runs that an expression finds, sorted, with columns. */
final class QueryTool implements Tool {
    private static final int LIMIT = 20;
    private static final int MOST = 1000;

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String description() {
        return "Finds runs by an expression, sorts them and shows columns. total counts all hits. A column is"
                + " experiment_name, experiment_key, state, start_time, duration_seconds, tags, metrics.NAME (last value),"
                + " metrics.NAME.min|max|first|mean|std|count|at(STEP)|argmin|argmax, params.NAME, others.NAME; params.* are"
                + " all parameters: equal values are in same.";
    }

    @Override
    public Schema input() {
        return Places.asked(Places.QUERY)
                .texts("columns", "default: experiment_name")
                .texts("sort", "such as metrics.loss.min or metrics.acc:desc; missing values last")
                .integer("limit", "default 20");
    }

    @Override
    public Schema output() {
        return Schema.table();
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        int limit = arguments.integer("limit", LIMIT, 1, MOST);
        ExperimentList hits = Places.runs(arguments, workplace, "query");
        ExperimentList sorted = hits.sortedBy(arguments.texts("sort").toArray(String[]::new));
        ExperimentList first = sorted.subList(0, Math.min(limit, sorted.size()));
        Set<String> columns = new LinkedHashSet<>();
        List<String> compact = new ArrayList<>();
        List<String> wanted = arguments.texts("columns");
        List<String> all = wanted.stream().anyMatch(column -> column.endsWith(".*"))
                ? first.table().columns()
                : List.of();
        columns.add("experiment_name");
        for (String asked : wanted) {
            if (asked.endsWith(".*")) {
                String start = asked.substring(0, asked.length() - 1);
                compact.add(start);
                all.stream().filter(column -> column.startsWith(start)).forEach(columns::add);
            } else {
                columns.add(asked);
            }
        }
        Table table = first.isEmpty()
                ? new Table(List.copyOf(columns), List.of())
                : first.table(columns.toArray(String[]::new));
        return TableAnswer.of(table, hits.size(), column -> compact.stream().anyMatch(column::startsWith));
    }
}
