package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.Deadline;
import io.cometsh.completion.LiveNames;
import io.cometsh.completion.ProjectRef;
import io.cometsh.export.Table;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code :columns [TEXT]}. */
final class ColumnsCommand implements Command {
    private final Supplier<Api> api;
    private final CurrentProject place;
    private final LiveNames names;
    private final TableText tables;

    ColumnsCommand(Supplier<Api> api, CurrentProject place, LiveNames names, TableText tables) {
        this.api = api;
        this.place = place;
        this.names = names;
        this.tables = tables;
    }

    @Override
    public String name() {
        return ":columns";
    }

    @Override
    public String usage() {
        return "[TEXT]";
    }

    @Override
    public String summary() {
        return "what a query can ask about in the project in use";
    }

    @Override
    public String help() {
        return """
                Lists the columns of the project that :use has set, as they are written in a
                query, with their types.
                :columns Metric    only the metrics
                :columns acc       only columns with this text in their names""";
    }

    @Override
    public String run(CommandArguments arguments) {
        ProjectRef project = place.project();
        if (project == null) {
            throw new CommandException("of which project? Set one first: :use WORKSPACE/PROJECT");
        }
        String asked = String.join(" ", arguments.words());
        List<Column> columns =
                api.get().getColumns(project.workspace(), project.project()).columns();
        List<Column> found = columns.stream()
                .filter(column -> isAsked(column, asked))
                .sorted(Comparator.comparing(Column::source).thenComparing(Column::name))
                .toList();
        if (found.isEmpty()) {
            return "none of the " + columns.size() + " columns of " + place.text()
                    + (asked.isEmpty() ? "" : " has " + asked + " in its name");
        }
        List<List<Object>> rows = new ArrayList<>();
        found.forEach(column -> rows.add(List.of(
                column.source().variableName() + "(\"" + column.name().replace("\"", "\\\"") + "\")", column.type())));
        return tables.of(new Table(List.of("column", "type"), rows), arguments.width());
    }

    private static boolean isAsked(Column column, String asked) {
        boolean source = Arrays.stream(Source.values())
                .anyMatch(one -> one.variableName().equalsIgnoreCase(asked));
        return source
                ? column.source().variableName().equalsIgnoreCase(asked)
                : column.name().toLowerCase(Locale.ROOT).contains(asked.toLowerCase(Locale.ROOT));
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> words = new LinkedHashMap<>();
        if (before.isEmpty()) {
            Arrays.stream(Source.values()).forEach(source -> words.put(source.variableName(), "all of this kind"));
            ProjectRef project = place.project();
            if (project != null) {
                names.within(Deadline.usual())
                        .columns(project.workspace(), project.project())
                        .forEach(column ->
                                words.putIfAbsent(column.name(), column.source().variableName()));
            }
        }
        return words;
    }
}
