package io.cometsh.query;

import io.cometsh.text.Names;
import io.cometsh.text.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The columns of one project: what a rule needs to name its type, and what a misspelt name is compared with. */
public final class ProjectColumns {
    private static final int MOST_SUGGESTIONS = 3;

    private final List<Column> columns;
    private final Map<Source, Map<String, Column>> byName = new TreeMap<>();

    public ProjectColumns(List<Column> columns) {
        this.columns = List.copyOf(columns);
        for (Column column : columns) {
            byName.computeIfAbsent(column.source(), source -> new HashMap<>()).putIfAbsent(column.name(), column);
        }
    }

    /** The columns in the server's order. */
    public List<Column> columns() {
        return new ArrayList<>(columns);
    }

    /** The column that a variable names, if the project has it. */
    public Optional<Column> find(QueryVariable variable) {
        return Optional.ofNullable(
                byName.getOrDefault(variable.source(), Map.of()).get(variable.name()));
    }

    /** How many there are. */
    @Override
    public String toString() {
        return Quantity.of(columns.size(), "column");
    }

    /** Why a variable is unknown: the same name under another source first, then the most similar names of its own. */
    UnknownColumn unknown(QueryVariable variable) {
        List<QueryVariable> nearest = new ArrayList<>();
        for (Column column : columns) {
            if (column.name().equals(variable.name())) {
                nearest.add(new QueryVariable(column.source(), column.name()));
            }
        }
        List<String> names = columns.stream()
                .filter(column -> column.source() == variable.source())
                .map(Column::name)
                .toList();
        Names.nearest(variable.name(), names).forEach(name -> nearest.add(new QueryVariable(variable.source(), name)));
        return new UnknownColumn(
                variable, nearest.stream().distinct().limit(MOST_SUGGESTIONS).toList());
    }
}
