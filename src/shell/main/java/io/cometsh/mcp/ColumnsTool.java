package io.cometsh.mcp;

import io.cometsh.client.Api;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.RunColumn;
import io.cometsh.export.Table;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code columns}: what can be asked about the runs of a project. */
final class ColumnsTool implements Tool {
    /** A range is read from so many runs. */
    private static final int RUNS = 200;

    @Override
    public String name() {
        return "columns";
    }

    @Override
    public String description() {
        return "Lists the metrics, parameters, others and tags of a project: types, and ranges of their current values."
                + " Ask it before a query.";
    }

    @Override
    public Schema input() {
        return Schema.object()
                .text("project", "WORKSPACE/PROJECT")
                .text("contains", "only names with this text, or the nearest names")
                .required("project");
    }

    @Override
    public Schema output() {
        return Schema.table();
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        String[] place = Places.one(arguments, workplace);
        String text = arguments.text("contains").orElse("").toLowerCase(Locale.ROOT);
        Api api = workplace.api();
        List<Column> all = api.getColumns(place[0], place[1]).columns().stream()
                .filter(column -> typed(column) != null)
                .sorted(Comparator.comparing(Column::source).thenComparing(Column::name))
                .toList();
        List<Column> found = all.stream()
                .filter(column -> column.name().toLowerCase(Locale.ROOT).contains(text))
                .toList();
        String note = null;
        if (found.isEmpty() && !text.isEmpty()) {
            List<String> nearest =
                    Names.nearest(text, all.stream().map(Column::name).toList());
            found = all.stream()
                    .filter(column -> nearest.contains(column.name()))
                    .toList();
            note = "no name contains \"" + text + "\"" + (found.isEmpty() ? "" : "; these are the nearest");
        }
        ExperimentList runs = api.getExperiments(place[0], place[1]);
        ExperimentList read = runs.subList(0, Math.min(RUNS, runs.size()));
        String[] valued = found.stream()
                .filter(ColumnsTool::hasValues)
                .map(ColumnsTool::typed)
                .toArray(String[]::new);
        Table values = valued.length == 0 ? new Table(List.of(), List.of()) : read.table(valued);
        List<List<Object>> rows = found.stream()
                .map(column -> row(column, hasValues(column) ? values.column(typed(column)) : List.of()))
                .toList();
        Map<String, Object> answer =
                TableAnswer.of(new Table(List.of("column", "in_query", "type", "runs", "min", "max"), rows));
        if (read.size() < runs.size()) {
            TableAnswer.note(answer, "runs, min and max are of " + read.size() + " of " + runs.size() + " runs");
        }
        if (note != null) {
            TableAnswer.note(answer, note);
        }
        return answer;
    }

    private static String typed(Column column) {
        return RunColumn.typed(column.source(), column.name());
    }

    private static boolean hasValues(Column column) {
        return column.source() == Source.METRICS
                || column.source() == Source.PARAMETERS
                || column.source() == Source.OTHERS;
    }

    private static List<Object> row(Column column, List<Object> cells) {
        List<Object> given = cells.stream().filter(Objects::nonNull).toList();
        List<Double> numbers = given.stream()
                .filter(Number.class::isInstance)
                .map(cell -> ((Number) cell).doubleValue())
                .filter(Double::isFinite)
                .sorted()
                .toList();
        boolean numeric = !numbers.isEmpty();
        return Arrays.asList(
                column.source() == Source.TAGS ? "tags" : typed(column),
                column.source().variableName() + "(\"" + column.name().replace("\"", "\\\"") + "\")",
                column.type(),
                cells.isEmpty() ? null : given.size(),
                numeric ? numbers.get(0) : null,
                numeric ? numbers.get(numbers.size() - 1) : null);
    }
}
