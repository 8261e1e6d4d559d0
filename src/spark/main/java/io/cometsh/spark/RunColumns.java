package io.cometsh.spark;

import io.cometsh.query.Column;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of a project's runs that are values: parameters, metrics, others. */
final class RunColumns {
    private static final Map<String, Source> GROUPS = groups();

    private final List<ValueColumn> columns = new ArrayList<>();

    /** What a column holds. */
    enum ColumnType {
        NUMBER,
        TRUTH,
        TEXT
    }

    /**
     * A value of a run.
     *
     * @param group {@code params}, {@code metrics} or {@code others}
     * @param type what Spark sees
     * @param pushed whether Comet compares it as that type
     */
    record ValueColumn(String group, String name, ColumnType type, boolean pushed) {
        /** The name in a table of experiments, such as {@code params.lr}. */
        String path() {
            return group + "." + name;
        }

        QueryVariable variable() {
            return new QueryVariable(GROUPS.get(group), name);
        }
    }

    private static Map<String, Source> groups() {
        Map<String, Source> groups = new LinkedHashMap<>();
        groups.put("params", Source.PARAMETERS);
        groups.put("metrics", Source.METRICS);
        groups.put("others", Source.OTHERS);
        return groups;
    }

    /** @param textParams whether parameters and others are texts, whatever the project calls them */
    RunColumns(ProjectColumns project, boolean textParams) {
        GROUPS.forEach((group, source) -> project.columns().stream()
                .filter(column -> column.source() == source)
                .sorted(Comparator.comparing(Column::name))
                .forEach(column -> {
                    ColumnType type = type(column);
                    boolean text = textParams && source != Source.METRICS;
                    columns.add(new ValueColumn(
                            group, column.name(), text ? ColumnType.TEXT : type, !text || type == ColumnType.TEXT));
                }));
    }

    private static ColumnType type(Column column) {
        return switch (column.type()) {
            case "double" -> ColumnType.NUMBER;
            case "boolean" -> ColumnType.TRUTH;
            default -> ColumnType.TEXT;
        };
    }

    static List<String> groupNames() {
        return List.copyOf(GROUPS.keySet());
    }

    List<ValueColumn> all() {
        return List.copyOf(columns);
    }

    /** The column that Spark names by a struct and a field, or in the flat layout by one name; null for any other. */
    ValueColumn find(List<String> path) {
        List<String> names = path.size() == 1 ? Arrays.asList(path.get(0).split("\\.", 2)) : path;
        return names.size() != 2
                ? null
                : columns.stream()
                        .filter(column -> column.group().equals(names.get(0))
                                && column.name().equals(names.get(1)))
                        .findFirst()
                        .orElse(null);
    }
}
