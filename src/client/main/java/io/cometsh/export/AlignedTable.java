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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A table for eyes: columns aligned, numbers to the right and rounded to six digits, moments in UTC, as wide as the
 * terminal at most.
 *
 * <p>A missing value is {@code NULL} and a number that is none is {@code NaN}; a text that reads like one of them is
 * in quotes. Whatever does not fit is cut where it can be seen: long cells end in {@code …}, columns that have no room
 * at all are counted in the last line, and so are rows that were not read.
 */
public final class AlignedTable implements TableWriter {
    private static final int NARROWEST = 6;
    /** What a name or a moment needs to be distinct. */
    private static final int READABLE = 12;

    private static final String GAP = " | ";
    private static final int DIGITS = 6;
    /** The most columns that a list or a map inside a cell takes; the rest is counted. */
    private static final int NESTED_COLUMNS = 60;

    private static final int NESTED_ELEMENTS = 64;
    private static final Pattern READS_LIKE_NO_TEXT = Pattern.compile("\"*(NULL|NaN|[+-]?Infinity)\"*");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final int width;
    private final long skipped;

    /** @param width columns of the terminal; 0 for no limit */
    public AlignedTable(int width) {
        this(width, 0);
    }

    /**
     * A later page of a longer table.
     *
     * @param skipped how many rows come before the first one
     */
    public AlignedTable(int width, long skipped) {
        this.width = width <= 0 ? Integer.MAX_VALUE : width;
        this.skipped = skipped;
    }

    @Override
    public void write(Table table, Appendable out) throws IOException {
        List<String> headings =
                table.columns().stream().map(AlignedTable::printable).toList();
        List<List<String>> cells = table.cells().stream()
                .map(row -> row.stream().map(AlignedTable::cell).toList())
                .toList();
        int[] values = valueWidths(headings.size(), cells);
        int[] widths = IntStream.range(0, values.length)
                .map(i -> Math.max(values[i], TextWidth.of(headings.get(i))))
                .toArray();
        int shown = shrink(widths, values);
        boolean[] right = rightAligned(table);
        line(shortened(headings, widths), widths, right, shown, out);
        out.append(String.join(
                        "-+-",
                        IntStream.range(0, shown)
                                .mapToObj(i -> "-".repeat(widths[i]))
                                .toList()))
                .append('\n');
        for (List<String> row : cells) {
            line(row, widths, right, shown, out);
        }
        out.append(footer(table, headings.subList(shown, headings.size()))).append('\n');
    }

    private String footer(Table table, List<String> dropped) {
        String rows = table.cut() == null ? rows(table) : rows(table) + "; " + table.cut();
        if (dropped.isEmpty()) {
            return "(" + rows + ")";
        }
        String text = String.format(
                Locale.ROOT, "(%s, and %,d more column%s", rows, dropped.size(), dropped.size() == 1 ? "" : "s");
        for (int named = dropped.size(); named > 0; named--) {
            int unnamed = dropped.size() - named;
            String names = ": " + String.join(", ", dropped.subList(0, named)) + (unnamed == 0 ? "" : ", …") + ")";
            if (TextWidth.of(text) + TextWidth.of(names) <= width) {
                return text + names;
            }
        }
        return text + ")";
    }

    private String rows(Table table) {
        int count = table.cells().size();
        String shown = skipped == 0 || count == 0
                ? String.format(Locale.ROOT, "%,d", count)
                : String.format(Locale.ROOT, "%,d to %,d", skipped + 1, skipped + count);
        if (table.total() == Table.UNKNOWN_TOTAL) {
            return "showing " + shown + " rows, and there are more";
        }
        return skipped == 0 && table.total() <= count
                ? shown + (count == 1 ? " row" : " rows")
                : String.format(Locale.ROOT, "showing %s of %,d rows", shown, table.total());
    }

    private static String cell(Object value) {
        if (Cells.isMissing(value)) {
            return "NULL";
        }
        String text = printable(text(value));
        return value instanceof CharSequence && READS_LIKE_NO_TEXT.matcher(text).matches() ? '"' + text + '"' : text;
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.replace("\r\n", "\n").codePoints().map(AlignedTable::printable).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** What a cell shows for a character: one that would move the cursor or steer the terminal is never written. */
    private static int printable(int code) {
        return switch (code) {
            case '\n', '\r', '\u2028', '\u2029' -> '⏎';
            case '\t' -> ' ';
            default -> Character.isISOControl(code) || isDirection(code) ? '\uFFFD' : code;
        };
    }

    /** A name written from right to left would turn the rest of its line round. */
    private static boolean isDirection(int code) {
        return code >= '\u202A' && code <= '\u202E' || code >= '\u2066' && code <= '\u2069';
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
        if (value instanceof NumberText digits && Double.isFinite(digits.toDouble())) {
            return rounded(new BigDecimal(digits.text()));
        }
        if (value instanceof Map || value instanceof List && !(value instanceof JoinedTexts)) {
            return new Notation(NESTED_ELEMENTS).line(value, NESTED_COLUMNS);
        }
        return Cells.text(value);
    }

    /** Six digits in all, at least two of them after the point; whole numbers as they are. */
    private static String rounded(BigDecimal decimal) {
        int whole = Math.max(0, decimal.precision() - decimal.scale());
        BigDecimal few = whole == 0
                ? decimal.round(new MathContext(DIGITS))
                : decimal.setScale(Math.min(decimal.scale(), Math.max(2, DIGITS - whole)), RoundingMode.HALF_EVEN);
        return decimal.scale() <= 0 ? decimal.toString() : few.toString();
    }

    /** Of {@code params.learning_rate} the name is what tells it from the column beside it. */
    private static List<String> shortened(List<String> headings, int[] widths) {
        return IntStream.range(0, headings.size())
                .mapToObj(i -> {
                    String heading = headings.get(i);
                    int dot = heading.indexOf('.');
                    boolean fits = TextWidth.of(heading) <= widths[i];
                    return fits || dot < 1 || dot == heading.length() - 1 ? heading : "…" + heading.substring(dot + 1);
                })
                .toList();
    }

    private static int[] valueWidths(int columns, List<List<String>> cells) {
        int[] widths = new int[columns];
        for (List<String> row : cells) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        return widths;
    }

    /**
     * Drops the columns from the right that have no room to be read; then cuts headings that are wider
     * than their values, then the widest columns, until all fit. Returns how many columns are left.
     */
    private int shrink(int[] widths, int[] values) {
        // Fewer that can be read are better than all of them cut to nothing.
        int shown = fitting(widths, READABLE);
        for (int i = shown - 1; i >= 0 && total(widths, shown) > width; i--) {
            int headingOnly = Math.max(0, widths[i] - Math.max(values[i], NARROWEST));
            widths[i] -= Math.min(headingOnly, total(widths, shown) - width);
        }
        if (shown > 0 && total(widths, shown) > width) {
            limit(widths, shown);
        }
        return shown;
    }

    private int fitting(int[] widths, int least) {
        int shown = 0;
        int narrowest = -GAP.length();
        while (shown < widths.length) {
            narrowest += GAP.length() + Math.min(widths[shown], least);
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

    private static boolean isNumber(Object cell) {
        return cell instanceof Number || cell instanceof NumberText;
    }

    private static boolean[] rightAligned(Table table) {
        boolean[] right = new boolean[table.columns().size()];
        for (int i = 0; i < right.length; i++) {
            boolean numbers = false;
            boolean others = false;
            for (List<Object> row : table.cells()) {
                numbers |= isNumber(row.get(i));
                others |= row.get(i) != null && !isNumber(row.get(i));
            }
            right[i] = numbers && !others;
        }
        return right;
    }

    private static void line(List<String> cells, int[] widths, boolean[] right, int shown, Appendable out)
            throws IOException {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            String text = TextWidth.cut(cells.get(i), widths[i]);
            padded.add(right[i] ? TextWidth.right(text, widths[i]) : TextWidth.left(text, widths[i]));
        }
        out.append(String.join(GAP, padded).stripTrailing()).append('\n');
    }
}
