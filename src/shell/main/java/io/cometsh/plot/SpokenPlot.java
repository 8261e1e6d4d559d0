package io.cometsh.plot;

import io.cometsh.text.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plots in sentences, for a reader that speaks: where a curve begins and ends, its extremes, and a few values between. */
final class SpokenPlot {
    private static final int SAMPLES = 5;
    /** A change of less than this part of the whole range is not a trend. */
    private static final double STEADY = 0.05;

    private SpokenPlot() {}

    static String of(LinePlot plot) {
        StringBuilder text = new StringBuilder(plot.heading());
        if (plot.isEmpty()) {
            text.append(": no points to draw\n");
        } else {
            int curves = plot.series().size();
            text.append(": ").append(Quantity.of(curves, "curve")).append("\n");
            List<Series> drawn = plot.curves();
            drawn.forEach(curve -> text.append(curve(curve, plot.x())).append('\n'));
        }
        plot.remarks().forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    static String of(BarPlot plot) {
        StringBuilder text = new StringBuilder(plot.title());
        text.append(plot.bars().isEmpty() ? ": no values to draw\n" : "\n");
        for (BarPlot.Bar bar : plot.bars()) {
            text.append(bar.label()).append(": ").append(Ticks.number(bar.mean()));
            if (bar.count() > 1) {
                text.append(", deviation ").append(Ticks.number(bar.deviation()));
            }
            text.append(", of ").append(Quantity.of(bar.count(), "value")).append("\n");
        }
        plot.notes().forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private static String curve(Series series, XAxis x) {
        List<Point> points = series.drawn();
        if (points.isEmpty()) {
            return series.name() + ": no points";
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        if (points.size() == 1) {
            return series.name() + ": one point, " + value(first, x);
        }
        Point least = points.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
        Point most = points.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
        if (least.y() == most.y()) {
            return series.name() + ": always " + Ticks.number(first.y()) + ", " + points.size() + " points from "
                    + place(first, x) + " to " + place(last, x);
        }
        String band = last.hasBand()
                ? "; the band reaches from " + Ticks.number(last.low()) + " to " + Ticks.number(last.high())
                        + " at the end"
                : "";
        return series.name() + ": " + trend(first, last, most.y() / 2 - least.y() / 2) + " from " + value(first, x)
                + ", to " + value(last, x) + "; min " + value(least, x) + "; max " + value(most, x) + "; "
                + points.size() + " points" + between(points, x) + band;
    }

    private static String trend(Point first, Point last, double halfRange) {
        double change = (last.y() / 2 - first.y() / 2) / halfRange;
        return Math.abs(change) < STEADY ? "ends near its beginning," : change < 0 ? "falls" : "rises";
    }

    private static String between(List<Point> points, XAxis x) {
        if (points.size() < SAMPLES) {
            return "";
        }
        return IntStream.range(1, SAMPLES - 1)
                .mapToObj(i -> points.get((int) ((long) i * (points.size() - 1) / (SAMPLES - 1))))
                .map(point -> value(point, x))
                .collect(Collectors.joining(", ", ", among them ", ""));
    }

    private static String value(Point point, XAxis x) {
        return Ticks.number(point.y()) + " at " + place(point, x);
    }

    private static String place(Point point, XAxis x) {
        return x.isTime() ? x.labels(List.of(point.x())).get(0) : Ticks.number(point.x());
    }
}
