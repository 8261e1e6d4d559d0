package io.cometsh.shell;

import io.cometsh.client.Tables;
import io.cometsh.export.AlignedTable;
import io.cometsh.export.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
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
        Table shown = table.rows().size() <= mostRows
                ? table
                : new Table(table.columns(), table.rows().subList(0, mostRows), table.total());
        StringBuilder text = new StringBuilder();
        try {
            new AlignedTable(width).write(shown, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
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
