package io.cometsh.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * RFC 4180: comma, CRLF, quotes where they are needed; an empty text is {@code ""} and a missing value nothing.
 *
 * <p>For Excel: a mark of the encoding in front, and an apostrophe before texts that Excel would take for a formula.
 */
final class CsvLines implements RowWriter {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LAST = 15;

    private final Appendable out;
    /** The same, when bytes are at hand. */
    private final Utf8Output bytes;

    private final boolean excel;
    /** For some columns the text that was last found to need no quotes. */
    private final Object[] plain = new Object[LAST + 1];

    CsvLines(Appendable out, boolean excel) {
        this.out = out;
        bytes = out instanceof Utf8Output utf8 ? utf8 : null;
        this.excel = excel;
    }

    /** Loaded with the first cell that may need quotes. */
    private static final class Library {
        static final CSVFormat FORMAT =
                CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get();
        static final CSVFormat QUOTED =
                FORMAT.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();
        /** A parameter of -0.5 is a text for Comet, and no formula for Excel. */
        static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    }

    @Override
    public void begin(List<TableColumn> columns) throws IOException {
        if (excel) {
            out.append(BYTE_ORDER_MARK);
        }
        List<String> names = new ArrayList<>();
        for (TableColumn column : columns) {
            names.add(column.name());
        }
        row(names);
    }

    @Override
    public void row(List<?> cells) throws IOException {
        int count = cells.size();
        for (int i = 0; i < count; i++) {
            Object cell = cells.get(i);
            if (cell == plain[i & LAST] && cell != null && !excel) {
                // The key or the name of the row before.
                plain((String) cell, i == 0);
                continue;
            }
            // A missing value alone would be an empty line, which readers skip.
            boolean isPlain = cell(count == 1 && Cells.isMissing(cell) ? "" : cell, i == 0);
            plain[i & LAST] = isPlain && cell instanceof String ? cell : null;
        }
        plain("\r\n", true);
    }

    @Override
    public void end() {
        // A file of lines has no end of its own.
    }

    /** Whether the text was written as it is. */
    private boolean cell(Object value, boolean first) throws IOException {
        if (Cells.isMissing(value)) {
            plain("", first);
            return false;
        }
        String text = Cells.text(value);
        boolean number = Cells.isNumber(value);
        if (excel && !number) {
            text = disarmed(text);
        }
        if (number || isPlain(text)) {
            // What nearly every cell is, and what the library would find out more slowly.
            plain(text, first);
            return true;
        }
        (text.isEmpty() ? Library.QUOTED : Library.FORMAT).print(text, out, first);
        return false;
    }

    private void plain(String text, boolean first) throws IOException {
        if (bytes == null) {
            if (!first) {
                out.append(',');
            }
            out.append(text);
            return;
        }
        if (!first) {
            bytes.write(',');
        }
        bytes.ascii(text);
    }

    /** Letters, digits and the signs of numbers, as in a key, a name or a number: certainly nothing to quote. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || !isAlphanumeric(text.charAt(0)) && text.charAt(0) != '-') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-' && c != '+' && c != '/' && c != ':') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String disarmed(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula && !Library.NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
