package io.cometsh.mcp;

import io.cometsh.client.Api;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.RunColumn;
import io.cometsh.export.Table;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
                .filter(column -> RunColumn.typed(column.source(), column.name()) != null)
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
        List<Column> valued = found.stream()
                .filter(column -> column.source() == Source.METRICS
                        || column.source() == Source.PARAMETERS
                        || column.source() == Source.OTHERS)
                .toList();
        Table values = valued.isEmpty()
                ? new Table(List.of(), List.of())
                : read.table(valued.stream()
                        .map(column -> RunColumn.typed(column.source(), column.name()))
                        .toArray(String[]::new));
        List<List<Object>> rows = new ArrayList<>();
        for (Column column : found) {
            int at = valued.indexOf(column);
            rows.add(row(
                    column,
                    at < 0
                            ? List.of()
                            : values.rows().stream().map(row -> row.get(at)).toList()));
        }
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

    private static List<Object> row(Column column, List<Object> cells) {
        List<Object> given = cells.stream().filter(cell -> cell != null).toList();
        List<Double> numbers = given.stream()
                .filter(Number.class::isInstance)
                .map(cell -> ((Number) cell).doubleValue())
                .filter(Double::isFinite)
                .sorted()
                .toList();
        boolean numeric = !numbers.isEmpty();
        return Arrays.asList(
                column.source() == Source.TAGS ? "tags" : RunColumn.typed(column.source(), column.name()),
                column.source().variableName() + "(\"" + column.name().replace("\"", "\\\"") + "\")",
                column.type(),
                cells.isEmpty() ? null : given.size(),
                numeric ? numbers.get(0) : null,
                numeric ? numbers.get(numbers.size() - 1) : null);
    }
}
