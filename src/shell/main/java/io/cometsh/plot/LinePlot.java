package io.cometsh.plot;

import io.cometsh.text.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Curves over one axis.
 *
 * @param title what is drawn, such as the metric's name
 * @param logarithmic whether the vertical axis is; values of 0 and below have no place on it and are counted
 * @param smoothing weight of the moving average, from 0 (none) to below 1
 * @param series in the order in which they are named
 * @param notes what else a reader must know, such as how many runs were left out
 */
public record LinePlot(
        String title, XAxis x, boolean logarithmic, double smoothing, List<Series> series, List<String> notes)
        implements Plot {

    public LinePlot {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new PlotException("a plot's smooth is from 0 to below 1, not " + smoothing);
        }
        series = List.copyOf(series);
        notes = List.copyOf(notes);
    }

    @Override
    public String text(TextStyle style) {
        return new LineText(this, style).toString();
    }

    @Override
    public String words() {
        return SpokenPlot.of(this);
    }

    /** As plain text, for {@code println}. */
    @Override
    public String toString() {
        return text(TextStyle.plain());
    }

    /** The curves as they are drawn: smoothed, and without what a logarithmic axis has no place for. */
    List<Series> curves() {
        List<Series> curves = new ArrayList<>();
        for (Series each : series) {
            Series smooth = smoothing > 0 ? each.smoothed(smoothing) : each;
            curves.add(new Series(
                    each.name(),
                    smooth.points().stream()
                            .map(point -> logarithmic ? positive(point) : point)
                            .toList(),
                    each.coverage()));
        }
        return curves;
    }

    /** The point on a logarithmic axis: a gap at 0 and below, and without a band that reaches so far down. */
    private static Point positive(Point point) {
        if (!(point.y() > 0)) {
            return new Point(point.x(), Double.NaN);
        }
        return point.low() > 0 ? point : new Point(point.x(), point.y());
    }

    boolean isEmpty() {
        return curves().stream().allMatch(curve -> curve.drawn().isEmpty());
    }

    /** What is drawn and how: {@code val_loss by epoch, log axis, smoothed 0.6}. */
    String heading() {
        return title
                + (x == XAxis.INDEX ? "" : " by " + x)
                + (logarithmic ? ", log axis" : "")
                + (smoothing > 0 ? ", smoothed " + Ticks.number(smoothing) : "");
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(notes);
        long gaps = count(point -> !point.isDrawn());
        if (gaps > 0) {
            remarks.add(Quantity.of(gaps, "value is", "values are") + " NaN or infinite: gaps");
        }
        long below = logarithmic ? count(point -> point.isDrawn() && point.y() <= 0) : 0;
        if (below > 0) {
            remarks.add(Quantity.of(below, "value", "values") + " of 0 or below: no place on a log axis");
        }
        for (Series.Coverage coverage : Series.Coverage.values()) {
            boolean some = series.stream()
                    .anyMatch(each ->
                            each.coverage() == coverage && !each.points().isEmpty());
            if (some && !coverage.note().isEmpty()) {
                remarks.add(coverage.note());
            }
        }
        return remarks;
    }

    private long count(java.util.function.Predicate<Point> which) {
        return series.stream()
                .flatMap(each -> each.points().stream())
                .filter(which)
                .count();
    }
}
