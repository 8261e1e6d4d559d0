package io.cometsh.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns of one project: what a rule needs to name its type, and what a misspelt name is compared with. */
public final class ProjectColumns {
    private static final int MOST_SUGGESTIONS = 3;

    private final List<Column> columns;
    private final Map<Key, Column> byName = new LinkedHashMap<>();

    private record Key(Source source, String name) {}

    public ProjectColumns(List<Column> columns) {
        this.columns = List.copyOf(columns);
        for (Column column : columns) {
            byName.putIfAbsent(new Key(column.source(), column.name()), column);
        }
    }

    /** The columns in the server's order. */
    public List<Column> columns() {
        return columns;
    }

    /** The column that a variable names, if the project has it. */
    public Optional<Column> find(QueryVariable variable) {
        return Optional.ofNullable(byName.get(new Key(variable.source(), variable.name())));
    }

    /** Why a variable is unknown: the same name under another source first, then the most similar names of its own. */
    UnknownColumn unknown(QueryVariable variable) {
        List<QueryVariable> nearest = new ArrayList<>();
        for (Column column : columns) {
            if (column.name().equals(variable.name())) {
                nearest.add(new QueryVariable(column.source(), column.name()));
            }
        }
        columns.stream()
                .filter(column -> column.source() == variable.source())
                .map(Column::name)
                .filter(name -> distance(name, variable.name()) <= tolerance(variable.name())
                        || variable.name().length() > 2 && lower(name).contains(lower(variable.name())))
                .sorted(Comparator.comparingInt((String name) -> distance(name, variable.name()))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(name -> nearest.add(new QueryVariable(variable.source(), name)));
        return new UnknownColumn(
                variable, nearest.stream().distinct().limit(MOST_SUGGESTIONS).toList());
    }

    private static int tolerance(String name) {
        return Math.max(1, name.length() / 3);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Edits between two names, letter case and the difference between {@code - _ .} and blank left out. */
    private static int distance(String left, String right) {
        String a = lower(left).replaceAll("[-_. ]", "");
        String b = lower(right).replaceAll("[-_. ]", "");
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
