package io.cometsh.plot;

import io.cometsh.export.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Curves as text: a field of dots between two axes, and a legend that can be read without seeing them. */
final class LineText {
    private static final int ROWS_A_TICK = 4;
    private static final int COLUMNS_A_TICK = 12;
    private static final int MOST_LETTERS = 3;
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
        plot.remarks().forEach(remark -> line("  " + remark));
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void line(String text) {
        out.append(TextWidth.cut(text.stripTrailing(), style.width())).append('\n');
    }

    private void field() {
        List<Point> points =
                curves.stream().flatMap(curve -> curve.drawn().stream()).toList();
        Scale x = scale(points, Comparator.comparingDouble(Point::x), false);
        Scale y = scale(points, Comparator.comparingDouble(Point::y), plot.logarithmic());
        int about = Math.max(2, style.height() / ROWS_A_TICK);
        List<Double> yTicks = plot.logarithmic()
                ? Ticks.logarithmic(y.low(), y.high(), about)
                : Ticks.linear(y.low(), y.high(), about);
        List<String> yLabels = Ticks.labels(yTicks);
        int margin = yLabels.stream().mapToInt(String::length).max().orElse(0);
        int letters = curves.size() > 1 ? 1 + MOST_LETTERS : 0;
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
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < grid.columns(); column++) {
                cells.append(style.painted(String.valueOf(grid.character(row, column)), grid.owner(row, column)));
            }
            out.append((letters > 0 ? cells + letters(ends.get(row)) : cells.toString()).stripTrailing())
                    .append('\n');
        }
        bottom(grid, x, margin);
    }

    private Scale scale(List<Point> points, Comparator<Point> by, boolean logarithmic) {
        Point least = points.stream().min(by).orElseThrow();
        Point most = points.stream().max(by).orElseThrow();
        boolean horizontal = by.compare(new Point(0, 1), new Point(0, 0)) == 0;
        return horizontal ? Scale.over(least.x(), most.x(), logarithmic) : Scale.over(least.y(), most.y(), logarithmic);
    }

    private static int cell(int dot, int dots, int cells) {
        return Math.max(0, Math.min(cells - 1, dot * cells / dots));
    }

    /** The first curve comes last, so that it is the one on top. */
    private void draw(DotGrid grid, Scale x, Scale y) {
        for (int series = curves.size() - 1; series >= 0; series--) {
            Stroke stroke = style.colour() ? Stroke.solid() : Stroke.of(series);
            Point before = null;
            for (Point point : curves.get(series).points()) {
                if (!point.isDrawn()) {
                    before = null;
                    continue;
                }
                int toX = grid.column(x.at(point.x()));
                int toY = grid.row(y.at(point.y()));
                if (before == null) {
                    grid.dot(toX, toY, series);
                } else {
                    grid.line(grid.column(x.at(before.x())), grid.row(y.at(before.y())), toX, toY, stroke, series);
                }
                before = point;
            }
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
            String facts = facts(plot.series().get(i).points().stream()
                    .filter(Point::isDrawn)
                    .toList());
            String text = TextWidth.cut("  " + mark + name + "  " + facts, style.width());
            out.append(style.painted(text.stripTrailing(), i)).append('\n');
        }
    }

    private String facts(List<Point> points) {
        if (points.isEmpty()) {
            return "no points";
        }
        Point last = points.get(points.size() - 1);
        Point least = points.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
        Point most = points.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
        return "last " + Ticks.number(last.y()) + ", min " + Ticks.number(least.y()) + place(least) + ", max "
                + Ticks.number(most.y()) + place(most);
    }

    private String place(Point point) {
        return plot.x().isTime() ? "" : " at " + Ticks.number(point.x());
    }
}
