package io.cometsh.export;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/**
 * A table for eyes: columns aligned, numbers to the right and rounded to six digits, moments in UTC, as wide as the
 * terminal at most.
 *
 * <p>Whatever does not fit is cut where it can be seen: long cells end in {@code …}, columns that have no room at all
 * are counted in the last line, and so are rows that were not read.
 */
public final class AlignedTable implements TableWriter {
    private static final int NARROWEST = 6;
    private static final String GAP = " | ";
    private static final int DIGITS = 6;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final int width;

    /** @param width columns of the terminal; 0 for no limit */
    public AlignedTable(int width) {
        this.width = width <= 0 ? Integer.MAX_VALUE : width;
    }

    @Override
    public void write(Table table, Appendable out) throws IOException {
        List<String> headings = table.columns().stream().map(AlignedTable::cell).toList();
        int[] values = valueWidths(table);
        int[] widths = IntStream.range(0, values.length)
                .map(i -> Math.max(values[i], columns(headings.get(i))))
                .toArray();
        int shown = shrink(widths, values);
        boolean[] right = rightAligned(table);
        line(headings, widths, right, shown, out);
        out.append(String.join(
                        "-+-",
                        IntStream.range(0, shown)
                                .mapToObj(i -> "-".repeat(widths[i]))
                                .toList()))
                .append('\n');
        for (List<Object> row : table.rows()) {
            line(row.stream().map(AlignedTable::cell).toList(), widths, right, shown, out);
        }
        out.append(footer(table, headings.subList(shown, headings.size()))).append('\n');
    }

    private static String footer(Table table, List<String> dropped) {
        StringBuilder text = new StringBuilder("(");
        if (table.total() > table.rows().size()) {
            text.append(String.format(
                    Locale.ROOT, "showing %,d of %,d rows", table.rows().size(), table.total()));
        } else {
            text.append(String.format(
                    Locale.ROOT, "%,d row%s", table.rows().size(), table.rows().size() == 1 ? "" : "s"));
        }
        if (!dropped.isEmpty()) {
            text.append("; no room for ").append(String.join(", ", dropped));
        }
        return text.append(')').toString();
    }

    private static String cell(Object value) {
        if (value == null) {
            return "NULL";
        }
        StringBuilder shown = new StringBuilder();
        text(value)
                .replace("\r\n", "\n")
                .codePoints()
                .map(AlignedTable::printable)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** What a cell shows for a character: one that would move the cursor or steer the terminal is never written. */
    private static int printable(int code) {
        return switch (code) {
            case '\n', '\r', '\u2028', '\u2029' -> '⏎';
            case '\t' -> ' ';
            default -> Character.isISOControl(code) ? '\uFFFD' : code;
        };
    }

    /** Rounded for eyes: the other formats keep every digit, the offset and the milliseconds. */
    private static String text(Object value) {
        if (value instanceof Instant moment) {
            return MOMENT.format(moment);
        }
        if (value instanceof BigDecimal decimal) {
            return rounded(decimal);
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return rounded(new BigDecimal(number.toString()));
        }
        return Cells.text(value);
    }

    /** Six digits in all, at least two of them behind the point; whole numbers as they are. */
    private static String rounded(BigDecimal decimal) {
        int whole = Math.max(0, decimal.precision() - decimal.scale());
        BigDecimal few = whole == 0
                ? decimal.round(new MathContext(DIGITS))
                : decimal.setScale(Math.min(decimal.scale(), Math.max(2, DIGITS - whole)), RoundingMode.HALF_EVEN);
        return decimal.scale() <= 0 ? decimal.toString() : few.toString();
    }

    private static int[] valueWidths(Table table) {
        int[] widths = new int[table.columns().size()];
        for (List<Object> row : table.rows()) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], columns(cell(row.get(i))));
            }
        }
        return widths;
    }

    /**
     * Drops the columns from the right that have no room even at their narrowest; then cuts headings that are wider
     * than what stands under them, then the widest columns, until all fit. Says how many columns are left.
     */
    private int shrink(int[] widths, int[] values) {
        int shown = fitting(widths);
        for (int i = shown - 1; i >= 0 && total(widths, shown) > width; i--) {
            int headingOnly = Math.max(0, widths[i] - Math.max(values[i], NARROWEST));
            widths[i] -= Math.min(headingOnly, total(widths, shown) - width);
        }
        if (shown > 0 && total(widths, shown) > width) {
            limit(widths, shown);
        }
        return shown;
    }

    private int fitting(int[] widths) {
        int shown = 0;
        int narrowest = -GAP.length();
        while (shown < widths.length) {
            narrowest += GAP.length() + Math.min(widths[shown], NARROWEST);
            if (shown > 0 && narrowest > width) {
                break;
            }
            shown++;
        }
        return shown;
    }

    /** No column gets more than another that needs as much; what is left over goes to the first ones. */
    private void limit(int[] widths, int shown) {
        int limit = shown == 1 ? width : NARROWEST;
        while (total(widths, shown, limit + 1) <= width) {
            limit++;
        }
        int spare = width - total(widths, shown, limit);
        for (int i = 0; i < shown; i++) {
            if (widths[i] > limit) {
                widths[i] = spare-- > 0 ? limit + 1 : limit;
            }
        }
    }

    private static int total(int[] widths, int shown) {
        return total(widths, shown, Integer.MAX_VALUE);
    }

    private static int total(int[] widths, int shown, int limit) {
        return Arrays.stream(widths, 0, shown).map(w -> Math.min(w, limit)).sum()
                + GAP.length() * Math.max(0, shown - 1);
    }

    private static boolean[] rightAligned(Table table) {
        boolean[] right = new boolean[table.columns().size()];
        for (int i = 0; i < right.length; i++) {
            boolean numbers = false;
            boolean others = false;
            for (List<Object> row : table.rows()) {
                numbers |= row.get(i) instanceof Number;
                others |= row.get(i) != null && !(row.get(i) instanceof Number);
            }
            right[i] = numbers && !others;
        }
        return right;
    }

    private static void line(List<String> cells, int[] widths, boolean[] right, int shown, Appendable out)
            throws IOException {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            String text = cut(cells.get(i), widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - columns(text)));
            padded.add(right[i] ? padding + text : text + padding);
        }
        out.append(String.join(GAP, padded).stripTrailing()).append('\n');
    }

    private static String cut(String text, int width) {
        if (columns(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int code : text.codePoints().toArray()) {
            used += Math.max(0, WCWidth.wcwidth(code));
            if (used > width - 1) {
                break;
            }
            kept.appendCodePoint(code);
        }
        return kept.append('…').toString();
    }

    /** How many columns of a terminal a text takes: wide characters take two, combining ones none. */
    private static int columns(String text) {
        return text.codePoints().map(code -> Math.max(0, WCWidth.wcwidth(code))).sum();
    }
}
