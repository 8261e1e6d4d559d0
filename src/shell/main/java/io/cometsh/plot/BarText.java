package io.cometsh.plot;

import io.cometsh.export.TextWidth;

/** Bars that lie, one a line, with their numbers after them; all begin at 0, so that lengths can be compared. */
final class BarText {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final int PARTS = EIGHTHS.length() - 1;
    private static final int SHORTEST = 6;

    private final BarPlot plot;
    private final TextStyle style;
    private final StringBuilder out = new StringBuilder();

    BarText(BarPlot plot, TextStyle style) {
        this.plot = plot;
        this.style = style;
        line(plot.title());
        if (plot.bars().isEmpty()) {
            line("  no values to draw");
        } else {
            bars();
        }
        plot.notes().forEach(note -> line("  " + note));
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void line(String text) {
        out.append(TextWidth.cut(text.stripTrailing(), style.width())).append('\n');
    }

    private void bars() {
        int labels = plot.bars().stream()
                .mapToInt(bar -> TextWidth.of(bar.label()))
                .max()
                .orElse(0);
        labels = Math.min(labels, Math.max(SHORTEST, style.width() / 3));
        int numbers =
                plot.bars().stream().mapToInt(bar -> bar.text().length()).max().orElse(0);
        int room = Math.max(SHORTEST, style.width() - labels - numbers - 4);
        double least = Math.min(
                0,
                plot.bars().stream()
                        .mapToDouble(bar -> bar.mean() - bar.deviation())
                        .min()
                        .orElse(0));
        double most = Math.max(
                0,
                plot.bars().stream()
                        .mapToDouble(bar -> bar.mean() + bar.deviation())
                        .max()
                        .orElse(0));
        Scale scale = Scale.over(least, most, false);
        for (int i = 0; i < plot.bars().size(); i++) {
            BarPlot.Bar bar = plot.bars().get(i);
            String label = TextWidth.left(TextWidth.cut(bar.label(), labels), labels);
            out.append(label)
                    .append(" │")
                    .append(style.painted(drawn(bar, scale, room), 0))
                    .append(' ')
                    .append(TextWidth.cut(bar.text(), Math.max(1, style.width() - labels - room - 3)))
                    .append('\n');
        }
    }

    /** From 0 to the mean, with a mark at each end of the deviation that lies outside of the bar's filled cells. */
    private static String drawn(BarPlot.Bar bar, Scale scale, int room) {
        char[] cells = " ".repeat(room).toCharArray();
        // 0 lies between two cells: only an end that grows to the right can be drawn in eighths.
        double zero = Math.round(scale.at(0) * room);
        double end = scale.at(bar.mean()) * room;
        double from = Math.min(zero, Math.round(end));
        double to = bar.mean() < 0 ? zero : Math.max(zero, end);
        for (int i = 0; i < room; i++) {
            double filled = Math.max(0, Math.min(to, i + 1) - Math.max(from, i));
            cells[i] = EIGHTHS.charAt((int) Math.round(filled * PARTS));
        }
        if (bar.count() > 1 && bar.deviation() > 0) {
            mark(cells, scale.at(bar.mean() - bar.deviation()) * room, '├');
            mark(cells, scale.at(bar.mean() + bar.deviation()) * room, '┤');
        }
        return new String(cells);
    }

    private static void mark(char[] cells, double place, char sign) {
        cells[Math.max(0, Math.min(cells.length - 1, (int) place))] = sign;
    }
}
