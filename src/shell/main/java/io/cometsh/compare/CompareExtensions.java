package io.cometsh.compare;

import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentGroups;
import io.cometsh.client.ExperimentList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How lists of experiments are compared in a script: {@code runs.compare(by: "params.lr", metric: "val_loss.min")}. Groovy
 * finds this class by {@code META-INF/groovy}.
 */
public final class CompareExtensions {
    private CompareExtensions() {}

    /**
     * Whether groups of these experiments differ in a metric by more than chance:
     * {@code runs.compare(by: "params.lr", metric: "val_accuracy.max")} ranks the groups and compares each with the best;
     * {@code runs.compare(to: others, metric: "val_loss.min")} compares with another list, configuration by configuration.
     * Endpoints: as {@code ExperimentList.table} for the columns.
     *
     * @param options {@code metric} (a column or several; a bare name is a metric), {@code by} (the columns of a group; all
     *     parameters but the seeds if left out), {@code to} (a list of experiments to compare with), {@code seed} (the
     *     parameters that only repeat a configuration; found if left out), {@code test} ({@code mann-whitney} or
     *     {@code welch}), {@code goal} ({@code min} or {@code max}; by the metric's name if left out)
     * @return a table with a row for each group, and {@code warnings}
     */
    public static Comparisons compare(Collection<?> self, Map<?, ?> options) {
        CompareOptions wanted = CompareOptions.of(options);
        Object to = options.get("to");
        if (to == null) {
            return RunComparison.ranked(runs(self), wanted);
        }
        if (!(to instanceof Collection<?> others)) {
            throw new IllegalArgumentException("compare(to: …) needs a list of experiments");
        }
        return RunComparison.pairs(runs(others), runs(self), wanted);
    }

    /** The same as {@code compare(to: others)}: {@code runs.compare(others, metric: "val_loss.min")}. */
    public static Comparisons compare(Collection<?> self, Map<?, ?> options, Collection<?> to) {
        Map<Object, Object> all = new LinkedHashMap<>(options);
        all.put("to", to);
        return compare(self, all);
    }

    /** The groups that are there: {@code runs.groupBy("params.lr").compare(metric: "val_loss.min")}. */
    public static Comparisons compare(ExperimentGroups self, Map<?, ?> options) {
        return RunComparison.ranked(self, CompareOptions.of(options));
    }

    private static ExperimentList runs(Collection<?> list) {
        if (list instanceof ExperimentList experiments) {
            return experiments;
        }
        if (list.isEmpty() || !list.stream().allMatch(Experiment.class::isInstance)) {
            throw new IllegalArgumentException("compare needs a list of experiments");
        }
        return ExperimentList.of(list.stream().map(Experiment.class::cast).toList());
    }
}
