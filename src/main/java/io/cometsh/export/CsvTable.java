package io.cometsh.export;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** RFC 4180: comma, CRLF, quotes where they are needed; an empty text is {@code ""} and a missing value nothing. */
final class CsvTable implements TableWriter {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get();
    private static final CSVFormat QUOTED =
            FORMAT.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();

    @Override
    public void write(Table table, Appendable out) throws IOException {
        record(table.columns(), out);
        for (List<Object> row : table.rows()) {
            record(row, out);
        }
    }

    private static void record(List<?> cells, Appendable out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            // A missing value alone would be an empty line, which readers skip.
            boolean line = cells.size() > 1 || cells.get(i) != null;
            cell(line ? cells.get(i) : "", out, i == 0);
        }
        FORMAT.println(out);
    }

    private static void cell(Object value, Appendable out, boolean first) throws IOException {
        String text = value == null ? null : Cells.text(value);
        ("".equals(text) ? QUOTED : FORMAT).print(text, out, first);
    }
}
