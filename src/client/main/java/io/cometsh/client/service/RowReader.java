package io.cometsh.client.service;

import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.ExperimentColumns.ColumnValues;
import io.cometsh.client.service.ExperimentColumns.Needs;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.Column;
import io.cometsh.query.ProjectColumns;
import io.cometsh.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Experiments as rows, one at a time: for tables that are too long for memory. The columns are the same as for
 * {@link ExperimentList#table}.
 */
public final class RowReader {
    private final ExperimentReads reads;
    private final NumberColumns numbers;
    private final CurveReads curves;
    private final Map<List<String>, Set<String>> metricsOfProjects = new ConcurrentHashMap<>();

    public RowReader(Transport transport) {
        JsonCalls calls = new JsonCalls(transport);
        reads = new ExperimentReads(calls, null, warning -> {});
        numbers = new NumberColumns(reads);
        curves = new CurveReads(calls);
    }

    /**
     * The values of the columns for one experiment: text, number, boolean, {@code Instant} or null by column. Only the reads
     * that the columns need are made.
     *
     * @param columns all there are when none is given; one that this experiment does not have is left out
     */
    public Map<String, Object> row(ExperimentMetadata facts, List<String> columns) {
        List<RunColumn> asked = resolved(RunColumn.parse(columns), facts);
        Needs needs = asked.isEmpty() ? ExperimentColumns.all() : ExperimentColumns.needs(asked);
        Map<String, CurveStatistics> statistics = needs.curves().isEmpty()
                ? Map.of()
                : curves.read(List.of(facts.experimentKey()), needs.curves(), null)
                        .getOrDefault(facts.experimentKey(), Map.of());
        ColumnValues row = ExperimentRows.row(reads, facts, needs, numbers, statistics);
        Map<String, Object> cells = new LinkedHashMap<>();
        for (RunColumn column : asked.isEmpty() ? ExperimentRows.allColumns(List.of(row)) : asked) {
            if (row.has(column)) {
                cells.put(column.text(), row.cell(column));
            }
        }
        return cells;
    }

    /** The columns with their meaning among the metrics of the project, which is the same in every row. */
    private List<RunColumn> resolved(List<RunColumn> columns, ExperimentMetadata facts) {
        if (facts.workspaceName() == null
                || facts.projectName() == null
                || columns.stream().allMatch(column -> column.literal() == null)) {
            return columns;
        }
        Set<String> metrics = metricsOfProjects.computeIfAbsent(
                List.of(facts.workspaceName(), facts.projectName()),
                project -> reads.metricNames(project.get(0), project.get(1)));
        return columns.stream().map(column -> column.in(metrics)).toList();
    }

    /** Columns in the order of a table that has them all. */
    public static List<String> inOrder(Collection<String> columns) {
        List<String> ordered = new ArrayList<>(ExperimentColumns.FACTS);
        for (String prefix : RunColumn.prefixes()) {
            ordered.addAll(new TreeSet<>(
                    columns.stream().filter(column -> column.startsWith(prefix)).toList()));
        }
        ordered.add(ExperimentColumns.TAGS);
        return ordered;
    }

    /**
     * Refuses columns that cannot exist, before anything is read.
     *
     * @throws NotFoundException names the nearest
     */
    public static void check(List<String> columns) {
        ExperimentColumns.check(RunColumn.parse(columns), Set::of);
    }

    /**
     * The same, naming the column where only its prefix is missing.
     *
     * @param projects asked for in that case only
     */
    public static void check(List<String> columns, Supplier<? extends Collection<ProjectColumns>> projects) {
        ExperimentColumns.check(RunColumn.parse(columns), () -> names(projects.get()));
    }

    /** The columns of projects as they are typed, such as {@code metrics.loss}. */
    public static Set<String> names(Collection<ProjectColumns> projects) {
        Set<String> names = new TreeSet<>();
        for (ProjectColumns project : projects) {
            for (Column column : project.columns()) {
                if (RunColumn.exists(column)) {
                    names.add(RunColumn.typed(column.source(), column.name()));
                }
            }
        }
        return names;
    }

    /**
     * Refuses columns that no experiment of these projects has, before anything is read.
     *
     * @param columns such as {@code metrics.loss}
     * @param where the projects, for the message
     * @throws NotFoundException names the nearest
     */
    public static void requireKnown(List<String> columns, Collection<ProjectColumns> projects, String where) {
        Set<String> known = names(projects);
        for (RunColumn column : RunColumn.parse(columns)) {
            if (column.isUnknownAmong(known)) {
                throw new NotFoundException("no experiment in " + where + " has " + column.text() + column.hint(known));
            }
        }
    }
}
