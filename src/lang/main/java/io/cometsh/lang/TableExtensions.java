package io.cometsh.lang;

import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentGroups;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.Tables;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * What any list of experiments, records or maps offers in a script: {@code [a, b].table("experiment_name")},
 * {@code exp.getMetrics("loss").toCsv("loss.csv")}. Groovy finds this class by {@code META-INF/groovy}.
 */
public final class TableExtensions {
    private TableExtensions() {}

    /** The list as a table, with the given columns or with all: {@code exp.getMetrics("loss").table("step", "metricValue")}. */
    public static Table table(Collection<?> self, String... columns) {
        return (columns.length == 0 ? Tables.all(self) : Tables.columns(self, Arrays.asList(columns)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "a table needs a list of experiments, records or maps, not " + kind(self)));
    }

    /** Writes the list as CSV: {@code [a, b].toCsv("two.csv")}. */
    public static Path toCsv(Collection<?> self, Object file, String... columns) {
        return table(self, columns).toCsv(file);
    }

    /** The points of metrics of these experiments; see {@code ExperimentList.metrics}. */
    public static Rows metrics(Collection<?> self, String... names) {
        return experiments(self, "metrics").metrics(names);
    }

    /** The values of metrics beside each other; see {@code ExperimentList.metricsByStep}. */
    public static Rows metricsByStep(Collection<?> self, String... names) {
        return experiments(self, "metricsByStep").metricsByStep(names);
    }

    /** The experiments in the order of some columns; see {@code ExperimentList.sortedBy}. */
    public static ExperimentList sortedBy(Collection<?> self, String... columns) {
        return experiments(self, "sortedBy").sortedBy(columns);
    }

    /** Groups of experiments by columns; see {@code ExperimentList.groupBy}. */
    public static ExperimentGroups groupBy(Collection<?> self, String column, String... columns) {
        String[] all = new String[columns.length + 1];
        all[0] = column;
        System.arraycopy(columns, 0, all, 1, columns.length);
        return experiments(self, "groupBy").groupBy(all);
    }

    /** Groups of experiments with options, such as {@code allBut}; see {@code ExperimentList.groupBy}. */
    public static ExperimentGroups groupBy(Collection<?> self, Map<?, ?> options, String... columns) {
        return experiments(self, "groupBy").groupBy(options, columns);
    }

    private static ExperimentList experiments(Collection<?> list, String method) {
        if (list instanceof ExperimentList experiments) {
            return experiments;
        }
        if (list.isEmpty() || !list.stream().allMatch(Experiment.class::isInstance)) {
            throw new IllegalArgumentException(method + " needs a list of experiments, not " + kind(list));
        }
        return ExperimentList.of(list.stream().map(Experiment.class::cast).toList());
    }

    private static String kind(Collection<?> list) {
        return list.isEmpty()
                ? "an empty list"
                : "a list of " + list.iterator().next().getClass().getSimpleName();
    }
}
