package io.cometsh.client;

import io.cometsh.client.service.ExperimentColumns;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.WireRecord;
import io.cometsh.export.Notation;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryExpression;
import io.cometsh.text.Names;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sees the table in a value: lists of experiments, of records and of maps, and each of them alone. */
public final class Tables {
    private Tables() {}

    /**
     * The whole of a value as a table, for CSV and the like: of experiments all columns, with the reads they need.
     *
     * @return empty for a value that has no rows, such as a number or a text
     */
    public static Optional<Table> all(Object value) {
        return of(value, 0, Integer.MAX_VALUE, false);
    }

    /**
     * The table that a person wants to see: of experiments the facts and what the query asked about, and of any list
     * the first {@code most} rows, with the number of all of them.
     */
    public static Optional<Table> summary(Object value, int most) {
        return page(value, 0, most);
    }

    /**
     * The rows of {@link #summary} that come after the first {@code from}; only what they show is read.
     *
     * @return empty for a value that has no rows, or whose members are better shown inside each other
     */
    public static Optional<Table> page(Object value, int from, int most) {
        try {
            return of(value, from, most, true);
        } catch (NoDataException shownAnotherWay) {
            // A person may look at a list of closures; only data cannot hold one.
            return Optional.empty();
        }
    }

    /**
     * The given columns of a list of experiments or of any other table.
     *
     * @return empty for a value that has no rows
     * @throws NotFoundException for a column that it does not have; names the nearest
     */
    public static Optional<Table> columns(Object value, List<String> columns) {
        if (value instanceof Experiment experiment) {
            return columns(List.of(experiment), columns);
        }
        if (value instanceof Collection<?> list
                && (value instanceof ExperimentList
                        || !list.isEmpty() && list.stream().allMatch(Experiment.class::isInstance))) {
            ExperimentList experiments = value instanceof ExperimentList given
                    ? given
                    : ExperimentList.of(
                            list.stream().map(Experiment.class::cast).toList());
            return Optional.of(experiments.table(columns.toArray(String[]::new)));
        }
        return all(value).map(table -> select(table, columns));
    }

    /**
     * The given columns, or all when none is given, of a value whose rows are read while they are written.
     *
     * @return empty for any other value
     * @throws NotFoundException for a column that it does not have; names the nearest
     */
    public static Optional<Rows> rows(Object value, List<String> columns) {
        return value instanceof Rows rows
                ? Optional.of(columns.isEmpty() ? rows : rows.at(places(rows.columns(), columns)))
                : Optional.empty();
    }

    private static List<Integer> places(List<String> all, List<String> columns) {
        List<Integer> places = new ArrayList<>();
        for (String column : columns) {
            int place = all.indexOf(column);
            if (place < 0) {
                throw new NotFoundException("no column \"" + column + "\"" + Names.hint(column, all));
            }
            places.add(place);
        }
        return places;
    }

    private static Table select(Table table, List<String> columns) {
        List<Integer> places = places(table.columns(), columns);
        List<List<Object>> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(places.stream().map(row::get).toList()));
        return table.part(columns, rows);
    }

    private static Optional<Table> of(Object value, int from, int most, boolean summary) {
        if (value instanceof ProjectColumns columns) {
            return of(columns.columns(), from, most, summary);
        }
        if (value instanceof Tabular tabular) {
            return of(tabular.table(), from, most, summary);
        }
        if (value instanceof Table table) {
            return Optional.of(part(table, from, most));
        }
        if (value instanceof Map.Entry<?, ?> entry && !summary) {
            return of(Data.of(entry), from, most, false);
        }
        if (value instanceof Rows rows) {
            return Optional.of(part(rows, from, most));
        }
        if (value instanceof ExperimentList list) {
            return Optional.of(summary ? list.summary(from, most) : list.table());
        }
        if (value instanceof Experiment experiment) {
            return Optional.of(summary ? part(card(experiment), from, most) : pairs(experiment.getMetadata()));
        }
        if (Handles.members(value) != null) {
            return summary ? Optional.empty() : Optional.of(part(pairs(Handles.members(value)), from, most));
        }
        if (value instanceof WireRecord || !summary && isRow(value) && !Data.isText(value)) {
            return !summary || isFlat(Data.of(value))
                    ? Optional.of(part(pairs((Record) value), from, most))
                    : Optional.empty();
        }
        if (value instanceof Object[] array) {
            return of(Arrays.asList(array), from, most, summary);
        }
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return isFlat(map) || !summary ? Optional.of(part(pairs(map), from, most)) : Optional.empty();
        }
        if (value instanceof Collection<?> collection && !collection.isEmpty()) {
            return rows(List.copyOf(nonNull(collection)), from, most, summary);
        }
        return Optional.empty();
    }

    /** What a person wants to see of one experiment: its facts, metrics, parameters, others and tags, without those it lacks. */
    private static Table card(Experiment experiment) {
        Table all = experiment.table();
        if (all.isEmpty()) {
            return pairs(experiment.getMetadata());
        }
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(ExperimentColumns.STATE, experiment.getMetadata().state()));
        all.get(0).forEach((column, value) -> {
            if (value != null) {
                rows.add(List.of(column, value));
            }
        });
        return new Table(List.of("name", "value"), rows);
    }

    /** Whether no member has members of its own, lists of plain values aside: a table can show it. */
    private static boolean isFlat(Object value) {
        return value instanceof Map<?, ?> map
                && map.values().stream()
                        .allMatch(member -> !Notation.isNested(member)
                                || member instanceof Collection<?> list
                                        && list.stream().noneMatch(Notation::isNested));
    }

    private static Collection<?> nonNull(Collection<?> collection) {
        return collection.stream().allMatch(element -> element != null) ? collection : List.of();
    }

    private static Table part(Table table, int from, int most) {
        int count = table.rows().size();
        return from == 0 && count <= most ? table : table.part(table.columns(), part(table.rows(), from, most));
    }

    private static <T> List<T> part(List<T> list, int from, int most) {
        int begin = Math.min(from, list.size());
        return list.subList(begin, Math.min(list.size() - begin, most) + begin);
    }

    /** Reads up to the end of the part and one row more, which shows whether more rows follow. */
    private static Table part(Rows rows, int from, int most) {
        List<List<Object>> part = new ArrayList<>();
        Iterator<List<Object>> cells = rows.cells();
        long seen = 0;
        while (cells.hasNext()) {
            List<Object> row = cells.next();
            seen++;
            if (seen > from && part.size() < most) {
                part.add(row);
            } else if (seen > from) {
                return new Table(rows.columns(), part).withTotal(Table.UNKNOWN_TOTAL);
            }
        }
        return new Table(rows.columns(), part).withTotal(seen);
    }

    private static Optional<Table> rows(List<?> values, int from, int most, boolean summary) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.stream().allMatch(Experiment.class::isInstance)) {
            return of(
                    ExperimentList.of(
                            values.stream().map(Experiment.class::cast).toList()),
                    from,
                    most,
                    summary);
        }
        List<?> shown = part(values, from, most);
        if (values.stream().allMatch(Tables::isRow)
                && values.stream().map(Object::getClass).distinct().count() == 1) {
            return Optional.of(records(values.get(0).getClass().getRecordComponents(), shown, values.size()));
        }
        if (values.stream().allMatch(Map.class::isInstance)) {
            return Optional.of(maps(shown, values.size()));
        }
        return Optional.empty();
    }

    private static boolean isRow(Object value) {
        // An expression is a record too, but what a person wants to see of it is its text.
        return value instanceof Record && !(value instanceof QueryExpression);
    }

    private static Table records(RecordComponent[] components, List<?> values, int total) {
        List<String> columns =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        List<List<Object>> rows = new ArrayList<>();
        for (Object value : values) {
            List<Object> row = new ArrayList<>();
            for (RecordComponent component : components) {
                row.add(cell(Data.member(component, (Record) value)));
            }
            rows.add(row);
        }
        return new Table(columns, rows).withTotal(total);
    }

    private static Table maps(List<?> values, int total) {
        Set<String> columns = new LinkedHashSet<>();
        values.forEach(value -> ((Map<?, ?>) value).keySet().forEach(key -> columns.add(Data.key(key))));
        List<List<Object>> rows = new ArrayList<>();
        for (Object value : values) {
            List<Object> row = new ArrayList<>();
            columns.forEach(column -> row.add(cell(get((Map<?, ?>) value, column))));
            rows.add(row);
        }
        return new Table(List.copyOf(columns), rows).withTotal(total);
    }

    private static Object get(Map<?, ?> map, String column) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (Data.key(entry.getKey()).equals(column)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static Table pairs(Record value) {
        List<List<Object>> rows = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            rows.add(Arrays.asList(component.getName(), cell(Data.member(component, value))));
        }
        return new Table(List.of("name", "value"), rows);
    }

    private static Table pairs(Map<?, ?> map) {
        List<List<Object>> rows = new ArrayList<>();
        map.forEach((key, value) -> rows.add(Arrays.asList(Data.key(key), cell(value))));
        return new Table(List.of("name", "value"), rows);
    }

    private static Object cell(Object value) {
        if (value instanceof Experiment) {
            // In a cell an experiment is its place and name, not all its data.
            return value.toString();
        }
        if (value instanceof Collection<?> some && some.stream().anyMatch(Experiment.class::isInstance)) {
            return some.stream().map(Tables::cell).toList();
        }
        return Data.isScalar(value) ? value instanceof CharSequence ? value.toString() : value : Data.of(value);
    }
}
