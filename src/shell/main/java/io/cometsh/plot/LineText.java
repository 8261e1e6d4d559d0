package io.cometsh.plot;

import io.cometsh.export.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Curves as text: a field of dots between two axes, and a legend that can be read without seeing them. */
final class LineText {
    private static final int ROWS_A_TICK = 4;
    private static final int COLUMNS_A_TICK = 12;
    private static final int MOST_LETTERS = 3;
    /** Steps that begin so much nearer to 0 than they end are shown from 0. */
    private static final int NEAR_ZERO = 10;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final LinePlot plot;
    private final TextStyle style;
    private final List<Series> curves;
    private final StringBuilder out = new StringBuilder();

    LineText(LinePlot plot, TextStyle style) {
        this.plot = plot;
        this.style = style;
        curves = plot.curves();
        line(plot.heading());
        if (plot.isEmpty()) {
            line("  no points to draw");
        } else {
            field();
            legend();
        }
        plot.remarks().forEach(this::remark);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void line(String text) {
        out.append(TextWidth.cut(text.stripTrailing(), style.width())).append('\n');
    }

    /** Broken between words: what must be known of a picture is not cut. */
    private void remark(String text) {
        StringBuilder words = new StringBuilder(" ");
        for (String word : text.split(" ")) {
            if (TextWidth.of(words + " " + word) > style.width()) {
                line(words.toString());
                words = new StringBuilder("   ");
            }
            words.append(' ').append(word);
        }
        line(words.toString());
    }

    private void field() {
        List<Point> points =
                curves.stream().flatMap(curve -> curve.drawn().stream()).toList();
        Scale x = horizontal(points);
        Scale y = vertical(points);
        int about = Math.max(2, style.height() / ROWS_A_TICK);
        List<Double> yTicks = plot.logarithmic()
                ? Ticks.logarithmic(y.low(), y.high(), about)
                : Ticks.linear(y.low(), y.high(), about);
        List<String> yLabels = Ticks.labels(yTicks);
        int margin = yLabels.stream().mapToInt(String::length).max().orElse(0);
        // A blank before them, and a sign after them when there are more.
        int letters = curves.size() > 1 ? 2 + MOST_LETTERS : 0;
        DotGrid grid = new DotGrid(Math.max(8, style.width() - margin - 2 - letters), style.height(), style.blocks());
        draw(grid, x, y);
        String[] labels = new String[grid.rows()];
        for (int i = 0; i < yTicks.size(); i++) {
            int row = cell(grid.row(y.at(yTicks.get(i))), grid.height(), grid.rows());
            labels[row] = yLabels.get(i);
        }
        List<List<Integer>> ends = ends(grid, y);
        for (int row = 0; row < grid.rows(); row++) {
            out.append(TextWidth.right(labels[row] == null ? "" : labels[row], margin))
                    .append(labels[row] == null ? " │" : " ┤");
            String cells = cells(grid, row);
            out.append((letters > 0 ? cells + letters(ends.get(row)) : cells).stripTrailing())
                    .append('\n');
        }
        bottom(grid, x, margin);
    }

    /** Neighbours of one colour share its escape code. */
    private String cells(DotGrid grid, int row) {
        StringBuilder cells = new StringBuilder();
        for (int from = 0; from < grid.columns(); ) {
            StringBuilder run = new StringBuilder();
            int owner = grid.owner(row, from);
            while (from < grid.columns() && grid.owner(row, from) == owner) {
                run.append(grid.character(row, from++));
            }
            cells.append(style.painted(run.toString(), owner));
        }
        return cells.toString();
    }

    private Scale horizontal(List<Point> points) {
        double least = points.stream().mapToDouble(Point::x).min().orElseThrow();
        double most = points.stream().mapToDouble(Point::x).max().orElseThrow();
        boolean fromZero = !plot.x().isTime() && least > 0 && least * NEAR_ZERO < most;
        return Scale.over(fromZero ? 0 : least, most, false);
    }

    private Scale vertical(List<Point> points) {
        double least = points.stream()
                .mapToDouble(point -> point.hasBand() ? point.low() : point.y())
                .min()
                .orElseThrow();
        double most = points.stream()
                .mapToDouble(point -> point.hasBand() ? point.high() : point.y())
                .max()
                .orElseThrow();
        return Scale.over(least, most, plot.logarithmic());
    }

    private static int cell(int dot, int dots, int cells) {
        return Math.max(0, Math.min(cells - 1, dot * cells / dots));
    }

    /** The first curve comes last, so that it is the one on top, and all curves come after the bands. */
    private void draw(DotGrid grid, Scale x, Scale y) {
        for (int series = curves.size() - 1; series >= 0; series--) {
            edge(grid, x, y, series, Point::low);
            edge(grid, x, y, series, Point::high);
        }
        for (int series = curves.size() - 1; series >= 0; series--) {
            Stroke stroke = style.colour() ? Stroke.solid() : Stroke.of(series);
            List<Point> points = curves.get(series).points();
            for (int i = 0; i < points.size(); i++) {
                if (!points.get(i).isDrawn()) {
                    continue;
                }
                int toX = grid.column(x.at(points.get(i).x()));
                int toY = grid.row(y.at(points.get(i).y()));
                if (isDrawn(points, i - 1)) {
                    Point before = points.get(i - 1);
                    grid.line(grid.column(x.at(before.x())), grid.row(y.at(before.y())), toX, toY, stroke, series);
                } else if (!isDrawn(points, i + 1)) {
                    cross(grid, toX, toY, series);
                }
            }
        }
    }

    /** One end of a band, dotted. */
    private void edge(DotGrid grid, Scale x, Scale y, int series, ToDoubleFunction<Point> end) {
        Stroke stroke = Stroke.dotted();
        Point before = null;
        for (Point point : curves.get(series).points()) {
            if (point.hasBand() && before != null) {
                grid.line(
                        grid.column(x.at(before.x())),
                        grid.row(y.at(end.applyAsDouble(before))),
                        grid.column(x.at(point.x())),
                        grid.row(y.at(end.applyAsDouble(point))),
                        stroke,
                        series);
            }
            before = point.hasBand() ? point : null;
        }
    }

    private static boolean isDrawn(List<Point> points, int index) {
        return index >= 0 && index < points.size() && points.get(index).isDrawn();
    }

    /** A point without neighbours: one dot alone would be overlooked. */
    private static void cross(DotGrid grid, int x, int y, int series) {
        for (int along = -1; along <= 1; along++) {
            grid.dot(x + along, y, series);
            grid.dot(x, y + along, series);
        }
    }

    /** The curves that end in each row of cells. */
    private List<List<Integer>> ends(DotGrid grid, Scale y) {
        List<List<Integer>> ends = new ArrayList<>();
        for (int row = 0; row < grid.rows(); row++) {
            ends.add(new ArrayList<>());
        }
        for (int series = 0; series < curves.size(); series++) {
            List<Point> points = curves.get(series).drawn();
            if (!points.isEmpty()) {
                double last = points.get(points.size() - 1).y();
                ends.get(cell(grid.row(y.at(last)), grid.height(), grid.rows())).add(series);
            }
        }
        return ends;
    }

    private String letters(List<Integer> series) {
        StringBuilder text = new StringBuilder();
        for (int each : series.subList(0, Math.min(MOST_LETTERS, series.size()))) {
            text.append(style.painted(letter(each), each));
        }
        return " " + text + (series.size() > MOST_LETTERS ? "+" : "");
    }

    private static String letter(int series) {
        return String.valueOf(LETTERS.charAt(series % LETTERS.length()));
    }

    private void bottom(DotGrid grid, Scale x, int margin) {
        List<Double> ticks = plot.x().ticks(x.low(), x.high(), Math.max(2, grid.columns() / COLUMNS_A_TICK));
        List<String> labels = plot.x().labels(ticks);
        char[] axis = new char[grid.columns()];
        Arrays.fill(axis, '─');
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < ticks.size(); i++) {
            int column = cell(grid.column(x.at(ticks.get(i))), grid.width(), grid.columns());
            String label = labels.get(i);
            int begin = Math.max(0, Math.min(grid.columns() - label.length(), column - label.length() / 2));
            boolean room = below.isEmpty() ? begin + label.length() <= grid.columns() : begin > below.length();
            if (room) {
                axis[column] = '┬';
                below.append(" ".repeat(begin - below.length())).append(label);
            }
        }
        String indent = " ".repeat(margin + 1);
        line(indent + "└" + new String(axis));
        line(indent + " " + below);
    }

    private void legend() {
        int names = curves.stream()
                .mapToInt(curve -> TextWidth.of(curve.name()))
                .max()
                .orElse(0);
        int most = Math.max(8, style.width() / 3);
        for (int i = 0; i < curves.size(); i++) {
            String mark = curves.size() > 1 ? letter(i) + " " : "";
            String name = TextWidth.left(TextWidth.cut(plot.series().get(i).name(), most), Math.min(most, names));
            StringBuilder text = new StringBuilder("  " + mark + name + "  ");
            String separator = "";
            for (String fact : facts(plot.series().get(i).points())) {
                if (!separator.isEmpty() && TextWidth.of(text + separator + fact) > style.width()) {
                    break;
                }
                text.append(separator).append(fact);
                separator = ", ";
            }
            out.append(style.painted(
                            TextWidth.cut(text.toString(), style.width()).stripTrailing(), i))
                    .append('\n');
        }
    }

    /** The most important first: a narrow terminal has no room for all. */
    private List<String> facts(List<Point> given) {
        List<Point> points = given.stream().filter(Point::isDrawn).toList();
        if (points.isEmpty()) {
            return List.of("no points");
        }
        Point last = points.get(points.size() - 1);
        Point least = points.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
        Point most = points.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
        return List.of(
                "last " + Ticks.number(last.y()) + (last.hasBand() ? " ± " + Ticks.number(last.high() - last.y()) : ""),
                "min " + Ticks.number(least.y()) + place(least),
                "max " + Ticks.number(most.y()) + place(most));
    }

    private String place(Point point) {
        return plot.x().isTime() ? "" : " at " + Ticks.number(point.x());
    }
}
