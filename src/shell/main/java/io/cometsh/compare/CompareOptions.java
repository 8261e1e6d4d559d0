package io.cometsh.compare;

import io.cometsh.client.service.RunColumn;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is compared and how.
 *
 * @param metrics columns of numbers, such as {@code metrics.val_loss.min}
 * @param by the columns that make a group; null for all parameters but the seeds
 * @param seeds the parameters that only repeat a configuration; null to find them
 * @param goal null for the one that the name of the metric implies
 */
public record CompareOptions(List<String> metrics, List<String> by, List<String> seeds, Method method, Goal goal) {
    private static final List<String> NAMES = List.of("metric", "by", "to", "seed", "test", "goal");

    public CompareOptions {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException(
                    "a comparison needs a metric, such as compare(metric: \"val_loss.min\")");
        }
        metrics = metrics.stream()
                .map(name -> RunColumn.parse(name, Source.METRICS).text())
                .toList();
        by = by == null ? null : columns(by);
        seeds = seeds == null ? null : columns(seeds);
    }

    private static List<String> columns(List<String> names) {
        return names.stream()
                .map(name -> RunColumn.parse(name, Source.PARAMETERS).text())
                .toList();
    }

    /** The named arguments of a script; {@code to} is for the caller to read. */
    static CompareOptions of(Map<?, ?> given) {
        for (Object name : given.keySet()) {
            if (!NAMES.contains(String.valueOf(name))) {
                throw new IllegalArgumentException("compare has no option \"" + name + "\""
                        + Names.hint(String.valueOf(name), NAMES) + "; there is " + String.join(", ", NAMES));
            }
        }
        return new CompareOptions(
                given.get("metric") == null ? List.of() : names(given.get("metric")),
                given.get("by") == null ? null : names(given.get("by")),
                given.get("seed") == null ? null : names(given.get("seed")),
                given.get("test") == null
                        ? Method.MANN_WHITNEY
                        : Method.named(given.get("test").toString()),
                given.get("goal") == null ? null : Goal.named(given.get("goal").toString()));
    }

    private static List<String> names(Object one) {
        return one instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(one.toString());
    }
}
