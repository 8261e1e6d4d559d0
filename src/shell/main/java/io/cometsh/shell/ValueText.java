package io.cometsh.shell;

import groovy.lang.Range;
import io.cometsh.client.Data;
import io.cometsh.client.Tables;
import io.cometsh.export.AlignedTable;
import io.cometsh.export.Notation;
import io.cometsh.export.PartialResult;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import io.cometsh.plot.Plot;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.codehaus.groovy.runtime.FormatHelper;

/**
 * A value as the prompt shows it: tables for what has rows, Groovy's own notation for the rest. A long one is shown in
 * parts, each with a count of what is left.
 */
public final class ValueText {
    private static final int MOST_ELEMENTS = 200;
    private static final int MOST_CHARACTERS = 10_000;
    private static final int MOST_PAGED_CHARACTERS = 5_000_000;

    private final int mostRows;
    private final int mostElements;
    private final int mostCharacters;
    private final Supplier<PlotDisplay> plots;

    /** For the prompt. @param mostRows how many rows of a table make a part @param plots asked again for each plot */
    ValueText(int mostRows, Supplier<PlotDisplay> plots) {
        this(mostRows, MOST_ELEMENTS, MOST_CHARACTERS, plots);
    }

    private ValueText(int mostRows, int mostElements, int mostCharacters, Supplier<PlotDisplay> plots) {
        this.plots = plots;
        this.mostRows = mostRows;
        this.mostElements = mostElements;
        this.mostCharacters = mostCharacters;
    }

    /** The same where long texts are paged: only what nobody would read to its end is cut. */
    ValueText paged() {
        return new ValueText(mostRows, mostElements, MOST_PAGED_CHARACTERS, plots);
    }

    /** For the value of a script, which nobody asks for more of: only long tables are cut, and only on a terminal. */
    public static ValueText ofScript(int mostRows, Supplier<PlotDisplay> plots) {
        return new ValueText(mostRows, Integer.MAX_VALUE, Integer.MAX_VALUE, plots);
    }

    /** The first part, for a terminal of this width; may ask the server, as tables do. */
    public DisplayPart show(Object value, int width) {
        if (value == null) {
            return DisplayPart.NOTHING;
        }
        if (value instanceof CharSequence text) {
            return characters(printable(text.toString()), 0);
        }
        if (value instanceof Optional<?> optional) {
            return show(optional.orElse(null), width);
        }
        if (value instanceof byte[] bytes) {
            return new DisplayPart(Notation.bytes(bytes), false, null);
        }
        if (value instanceof Plot plot) {
            return new DisplayPart(plots.get().text(plot, width), false, null);
        }
        if (value instanceof BaseStream<?, ?> stream) {
            return read(stream.iterator(), 0, width);
        }
        if (value instanceof Rows rows) {
            // One pass: each reads again.
            Iterator<?> iterator = rows.iterator();
            return iterator.hasNext()
                    ? read(iterator, 0, width)
                    : new DisplayPart(aligned(new Table(rows.columns(), List.of()), 0, width), false, null);
        }
        if (value instanceof Iterator<?> iterator) {
            return read(iterator, 0, width);
        }
        String own = value instanceof Tabular tabular ? tabular.text(width) : null;
        if (own != null) {
            return new DisplayPart(printable(own), false, null);
        }
        return rows(value, 0, width).orElseGet(() -> plain(value, width));
    }

    /** The text of the first part; null when there is nothing to show. */
    public String of(Object value, int width) {
        return show(value, width).text();
    }

    private Optional<DisplayPart> rows(Object value, int from, int width) {
        Optional<Table> page = Tables.page(value, from, mostRows);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        int shown = from + page.get().rows().size();
        boolean more = shown < page.get().total() && !page.get().rows().isEmpty();
        return Optional.of(new DisplayPart(
                aligned(page.get(), from, width),
                false,
                more ? next -> rows(value, shown, next).orElse(DisplayPart.NOTHING) : null));
    }

    /** What is read lazily is read a part at a time; only its end tells how much there is. */
    private DisplayPart read(Iterator<?> values, int from, int width) {
        List<Object> part = new ArrayList<>();
        boolean more;
        try {
            while (part.size() < mostRows && values.hasNext()) {
                part.add(values.next());
            }
            more = values.hasNext();
        } catch (CometInterruptedException e) {
            if (part.isEmpty()) {
                throw e;
            }
            String extent = e instanceof PartialResult cut ? cut.extent() : "interrupted";
            return new DisplayPart(
                    Tables.page(part, 0, mostRows)
                            .map(table ->
                                    aligned(table.withTotal(from + part.size()).cutShort(extent), from, width))
                            .orElseGet(() -> notation(part, width) + "\n… " + extent),
                    false,
                    null);
        }
        long total = more ? Table.UNKNOWN_TOTAL : from + part.size();
        int shown = from + part.size();
        String text = Tables.page(part, 0, mostRows)
                .map(table -> aligned(table.withTotal(total), from, width))
                .orElseGet(() -> notation(part, width) + (more ? "\n… and more" : ""));
        return new DisplayPart(text, false, more ? next -> read(values, shown, next) : null);
    }

    private static String aligned(Table table, long skipped, int width) {
        StringBuilder text = new StringBuilder();
        try {
            new AlignedTable(width, skipped).write(table, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private DisplayPart plain(Object value, int width) {
        String readable = Data.readable(value);
        if (readable != null) {
            return characters(printable(readable), 0);
        }
        if (value instanceof Range<?> || !Notation.isNested(value)) {
            String text = Notation.ownText(value).isPresent() ? FormatHelper.toString(value) : Notation.kind(value);
            return characters(printable(text), 0);
        }
        int size = value instanceof Collection<?> collection
                ? collection.size()
                : value.getClass().isArray() ? Array.getLength(value) : 0;
        return size > mostElements ? elements(value, size, 0, width) : characters(notation(value, width), 0);
    }

    private DisplayPart elements(Object value, int size, int from, int width) {
        List<Object> part = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            collection.stream().skip(from).limit(mostElements).forEach(part::add);
        } else {
            for (int i = from; i < Math.min(size, from + mostElements); i++) {
                part.add(Array.get(value, i));
            }
        }
        int shown = from + part.size();
        return shown < size
                ? new DisplayPart(
                        notation(part, width) + "\n" + left(size - shown, "element"),
                        true,
                        next -> elements(value, size, shown, next))
                : new DisplayPart(notation(part, width), true, null);
    }

    private String notation(Object value, int width) {
        return printable(new Notation(mostElements, Data::readable).lines(value, width));
    }

    private DisplayPart characters(String text, int from) {
        if (text.length() - from <= mostCharacters) {
            return new DisplayPart(text.substring(from), true, null);
        }
        int end = from + mostCharacters;
        int cut = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return new DisplayPart(
                text.substring(from, cut) + "\n" + left(text.length() - cut, "character"),
                true,
                next -> characters(text, cut));
    }

    private static String left(int count, String unit) {
        return "… and " + Quantity.of(count, "more " + unit);
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
