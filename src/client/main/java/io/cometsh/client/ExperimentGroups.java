package io.cometsh.client;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Experiments with equal values in some columns, such as the repetitions of one configuration with several seeds.
 *
 * <pre>{@code
 * runs.groupBy("params.optimizer", "params.lr").summary("metrics.accuracy")
 * }</pre>
 */
public final class ExperimentGroups {
    private final ExperimentList experiments;
    private final List<String> by;

    ExperimentGroups(ExperimentList experiments, String... by) {
        this.experiments = experiments;
        this.by = List.of(by);
    }

    /**
     * A row for each group, in the order in which they first occur: the columns that were grouped by, {@code runs} (how
     * many experiments), and for each of the given columns its {@code .mean}, {@code .std} (the sample deviation, by n-1;
     * none for a single value) and {@code .n} (how many values there were). A missing value and NaN do not count.
     *
     * <p>Only the reads that the columns need are made.
     *
     * @param columns of numbers, such as {@code metrics.accuracy} (its current value) or {@code duration_seconds}
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     * @throws IllegalArgumentException for a value that is no number
     */
    public Table summary(String... columns) {
        List<String> all = new ArrayList<>(by);
        all.addAll(Arrays.asList(columns));
        Table values = experiments.table(all.toArray(String[]::new));
        Map<List<Object>, List<List<Object>>> groups = new LinkedHashMap<>();
        for (List<Object> row : values.rows()) {
            groups.computeIfAbsent(new ArrayList<>(row.subList(0, by.size())), any -> new ArrayList<>())
                    .add(row);
        }
        List<List<Object>> rows = new ArrayList<>();
        groups.forEach((group, members) -> {
            List<Object> row = new ArrayList<>(group);
            row.add(members.size());
            for (int i = 0; i < columns.length; i++) {
                row.addAll(statistics(columns[i], members, by.size() + i));
            }
            rows.add(row);
        });
        return new Table(headings(columns), rows);
    }

    private List<String> headings(String... columns) {
        List<String> headings = new ArrayList<>(by);
        headings.add("runs");
        for (String column : columns) {
            headings.addAll(List.of(column + ".mean", column + ".std", column + ".n"));
        }
        return headings;
    }

    /** In two passes: the sum of squares loses the digits that matter when the values are close to each other. */
    private static List<Object> statistics(String column, List<List<Object>> members, int place) {
        double[] values = members.stream()
                .map(row -> row.get(place))
                .filter(value -> value != null)
                .mapToDouble(value -> number(column, value))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Arrays.asList(
                values.length == 0 ? null : mean,
                values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
                values.length);
    }

    private static double number(String column, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        Object cell = Numbers.toCell(value.toString());
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("the column \"" + column + "\" has the value \"" + value
                + "\", which has no mean: group by it instead");
    }

    /** Without reading: what is grouped by. */
    @Override
    public String toString() {
        return experiments.size() + " experiments by " + String.join(", ", by);
    }
}
