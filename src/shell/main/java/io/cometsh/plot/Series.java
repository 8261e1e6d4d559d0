package io.cometsh.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One curve: {@code new Series("mlp-h64", points, Coverage.FULL)}. Points are put in the order of their x; several at
 * one x keep the order in which they came.
 */
public record Series(String name, List<Point> points, Coverage coverage) {
    /** How much of what was logged a series holds. */
    public enum Coverage {
        /** Every point there is. */
        FULL(""),
        /** What the service kept, which may be less than was logged. */
        KEPT("as many points as the service kept, which may not be all"),
        /** A sample that the server took. */
        SAMPLED("as the server samples them for charts; full: true asks for every point");

        private final String note;

        Coverage(String note) {
            this.note = note;
        }

        /** What a reader of the plot must know; empty for {@link #FULL}. */
        String note() {
            return note;
        }
    }

    public Series {
        points = points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
    }

    boolean hasBand() {
        return points.stream().anyMatch(Point::hasBand);
    }

    List<Point> drawn() {
        return points.stream().filter(Point::isDrawn).toList();
    }

    /**
     * An exponential moving average without the pull of its beginning, as TensorBoard's: 0 leaves all as it is, 0.99
     * hardly follows. A gap stays a gap and does not move the average.
     */
    Series smoothed(double weight) {
        List<Point> smooth = new ArrayList<>(points.size());
        double average = 0;
        double mass = 0;
        for (Point point : points) {
            if (!point.isDrawn()) {
                smooth.add(point);
                continue;
            }
            average = average * weight + point.y() * (1 - weight);
            mass = mass * weight + (1 - weight);
            // A band keeps its width around the smoothed value.
            double shift = average / mass - point.y();
            smooth.add(new Point(point.x(), average / mass, point.low() + shift, point.high() + shift));
        }
        return new Series(name, smooth, coverage);
    }
}
