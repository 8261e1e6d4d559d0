package io.cometsh.client.service;

import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.ExperimentColumns.Needs;
import io.cometsh.client.service.ExperimentColumns.Row;
import io.cometsh.client.service.ExperimentReads.Kind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.Column;
import io.cometsh.query.ProjectColumns;
import io.cometsh.text.Names;
import io.cometsh.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Experiments as rows, one at a time: for tables that are too long for memory. The columns are the same as for
 * {@link ExperimentList#table}.
 */
public final class RowReader {
    private final ExperimentReads reads;
    private final NumberColumns numbers;

    public RowReader(Transport transport) {
        reads = new ExperimentReads(new JsonCalls(transport), null, warning -> {});
        numbers = new NumberColumns(reads);
    }

    /**
     * The values of the columns for one experiment: text, number, boolean, {@code Instant} or null by column. Only the reads
     * that the columns need are made.
     *
     * @param columns all there are when none is given; one that this experiment does not have is left out
     */
    public Map<String, Object> row(ExperimentMetadata facts, List<String> columns) {
        Needs needs = columns.isEmpty() ? ExperimentColumns.all() : ExperimentColumns.needs(columns);
        Row row = ExperimentRows.row(reads, facts, needs, numbers);
        Map<String, Object> cells = new LinkedHashMap<>();
        for (String column : columns.isEmpty() ? ExperimentRows.allColumns(List.of(row)) : columns) {
            Kind kind = ExperimentColumns.kind(column);
            if (kind == null || row.values().get(kind).containsKey(ExperimentColumns.name(column))) {
                cells.put(column, row.cell(column));
            }
        }
        return cells;
    }

    /** Columns in the order of a table that has them all. */
    public static List<String> inOrder(Collection<String> columns) {
        List<String> ordered = new ArrayList<>(ExperimentColumns.FACTS);
        for (Kind kind : Kind.values()) {
            TreeSet<String> names = new TreeSet<>();
            columns.stream()
                    .filter(column -> ExperimentColumns.kind(column) == kind)
                    .forEach(column -> names.add(ExperimentColumns.name(column)));
            names.forEach(name -> ordered.add(ExperimentColumns.column(kind, name)));
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
        ExperimentColumns.check(columns);
    }

    /**
     * The same, naming the column where only its prefix is missing.
     *
     * @param projects asked for in that case only
     */
    public static void check(List<String> columns, Supplier<? extends Collection<ProjectColumns>> projects) {
        ExperimentColumns.check(columns, () -> names(projects.get()));
    }

    /** The columns of projects in the form of table columns, such as {@code metrics.loss}. */
    public static Set<String> names(Collection<ProjectColumns> projects) {
        Set<String> names = new TreeSet<>();
        for (ProjectColumns project : projects) {
            for (Column column : project.columns()) {
                for (Kind kind : Kind.values()) {
                    if (kind.source() == column.source()) {
                        names.add(ExperimentColumns.column(kind, column.name()));
                    }
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
        for (String column : columns) {
            if (ExperimentColumns.kind(column) != null && !known.contains(column)) {
                throw new NotFoundException("no experiment in " + where + " has " + column + Names.hint(column, known));
            }
        }
    }
}
