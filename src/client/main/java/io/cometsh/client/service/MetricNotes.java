package io.cometsh.client.service;

import io.cometsh.export.Rows;
import io.cometsh.text.Quantity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one pass over the {@link Rows} of metrics could not show, reported once at its end and not for each experiment.
 */
public final class MetricNotes {
    private final Set<String> notFound;
    private final String axis;
    private final Count sampled = new Count();
    private final Count withoutStep = new Count();
    private final Count overtaken = new Count();

    /** How much there was of something, and in how many experiments. */
    private static final class Count {
        private long things;
        private int experiments;

        void add(int more) {
            things += more;
            experiments += more > 0 ? 1 : 0;
        }

        String of(String noun, String nouns) {
            return Quantity.of(things, noun, nouns) + " of " + Quantity.of(experiments, "experiment");
        }
    }

    /**
     * @param metrics the names that were asked for; none for all
     * @param axis by what the points are placed in a table: {@code step} or {@code epoch}
     */
    MetricNotes(List<String> metrics, String axis) {
        this.axis = axis;
        notFound = new LinkedHashSet<>(metrics);
    }

    /** The points of one experiment have come, so many of each metric. */
    void came(Map<String, Integer> points) {
        notFound.removeAll(points.keySet());
        sampled.add((int) points.values().stream()
                .filter(count -> count == PointReader.MOST_KEPT)
                .count());
    }

    /** Points of one experiment that have no row in a table by steps. */
    void withoutStep(int points) {
        withoutStep.add(points);
    }

    /** Points of one experiment that are followed by another point of the same metric at the same step. */
    void overtaken(int points) {
        overtaken.add(points);
    }

    /** The pass has come to its end. */
    void tell(Consumer<String> warnings) {
        notFound.forEach(name -> warnings.accept("no experiment here has points of the metric \"" + name + "\""));
        if (sampled.things > 0) {
            warnings.accept(
                    sampled.of("series", "series") + " may be samples: 15,000 points are the most that the service"
                            + " keeps for this read, and cometsh export --metrics has every point");
        }
        if (withoutStep.things > 0) {
            warnings.accept(
                    withoutStep.of("point", "points") + ": no " + axis + ", so no place in a table by " + axis + "s");
        }
        if (overtaken.things > 0) {
            warnings.accept(overtaken.of("point", "points") + ": a later one at the same " + axis
                    + " counts; metrics(…) has all of them");
        }
    }
}
