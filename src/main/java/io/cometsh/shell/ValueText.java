package io.cometsh.shell;

import io.cometsh.client.Tables;
import io.cometsh.export.AlignedTable;
import io.cometsh.export.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.codehaus.groovy.runtime.FormatHelper;

/** A value as the prompt shows it: tables for what has rows, Groovy's own notation for the rest, long ones cut. */
final class ValueText {
    private static final int MOST_ELEMENTS = 200;
    private static final int MOST_CHARACTERS = 10_000;

    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final int mostRows;

    ValueText(int mostRows) {
        this.mostRows = mostRows;
    }

    /** The text for a terminal of this width; null when there is nothing to show. May ask the server, as tables do. */
    String of(Object value, int width) {
        if (value == null) {
            return null;
        }
        if (value instanceof CharSequence text) {
            return cut(printable(text.toString()));
        }
        Optional<Table> table = Tables.summary(value, mostRows);
        return table.isPresent() ? aligned(table.get(), width) : cut(printable(plain(value)));
    }

    private String aligned(Table table, int width) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row :
                table.rows().subList(0, Math.min(mostRows, table.rows().size()))) {
            List<Object> shortened = new ArrayList<>(row);
            shortened.replaceAll(ValueText::shortened);
            rows.add(shortened);
        }
        Table shown = new Table(table.columns(), rows, table.total());
        StringBuilder text = new StringBuilder();
        try {
            new AlignedTable(width).write(shown, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return printable(text.toString());
    }

    /** For eyes: six digits of a fraction, seconds of a moment (UTC). What is exported keeps all of them. */
    private static Object shortened(Object cell) {
        boolean fraction = cell instanceof Double || cell instanceof Float || cell instanceof BigDecimal;
        if (fraction && Double.isFinite(((Number) cell).doubleValue())) {
            BigDecimal rounded = new BigDecimal(cell.toString()).round(DIGITS);
            return rounded.precision() < new BigDecimal(cell.toString()).precision() ? rounded : cell;
        }
        return cell instanceof Instant moment ? SECONDS.format(moment) : cell;
    }

    private static String plain(Object value) {
        if (value instanceof Collection<?> collection && collection.size() > MOST_ELEMENTS) {
            List<Object> first = new ArrayList<>();
            Iterator<?> elements = collection.iterator();
            while (first.size() < MOST_ELEMENTS && elements.hasNext()) {
                first.add(elements.next());
            }
            return FormatHelper.format(first, true) + "\n" + left(collection.size() - first.size(), "element");
        }
        if (value.getClass().isArray() && Array.getLength(value) > MOST_ELEMENTS) {
            List<Object> first = new ArrayList<>();
            for (int i = 0; i < MOST_ELEMENTS; i++) {
                first.add(Array.get(value, i));
            }
            return FormatHelper.format(first, true) + "\n" + left(Array.getLength(value) - first.size(), "element");
        }
        boolean inspected = value instanceof Collection || value.getClass().isArray();
        return inspected ? FormatHelper.format(value, true) : FormatHelper.toString(value);
    }

    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "\n" + left(text.length() - end, "character");
    }

    private static String left(int count, String unit) {
        return String.format(Locale.ROOT, "… and %,d more %s%s", count, unit, count == 1 ? "" : "s");
    }

    /** Names come from a server: a control character in one must not reach the terminal as a command. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            safe.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
        }
        return safe.toString();
    }
}
