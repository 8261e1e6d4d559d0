package io.cometsh.server.page;

import io.cometsh.server.store.MetricPoint;
import java.util.List;

/** What a chart shows from left to right. */
enum Axis {
    STEP("step", "Step") {
        @Override
        double at(MetricPoint point, long start) {
            return point.step() == null ? Double.NaN : point.step();
        }
    },
    EPOCH("epoch", "Epoch") {
        @Override
        double at(MetricPoint point, long start) {
            return point.epoch() == null ? Double.NaN : point.epoch();
        }
    },
    TIME("time", "Seconds since the first value") {
        @Override
        double at(MetricPoint point, long start) {
            return (point.timestamp() - start) / 1000.0;
        }
    };

    private final String word;
    private final String title;

    Axis(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** Where a point is; NaN when it was logged without it. {@code start} is the time of the first point, in epoch milliseconds. */
    abstract double at(MetricPoint point, long start);

    /** The word for this axis in addresses. */
    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /** The axis that an address names; without one the first of step and time that all points have. */
    static Axis of(String word, List<ChartLine> curves) {
        for (Axis axis : values()) {
            if (axis.word.equals(word)) {
                return axis;
            }
        }
        boolean steps =
                curves.stream().flatMap(curve -> curve.points().stream()).allMatch(point -> point.step() != null);
        return steps ? STEP : TIME;
    }
}
