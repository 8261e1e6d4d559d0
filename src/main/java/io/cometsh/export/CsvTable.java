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
        FORMAT.printRecord(out, table.columns().toArray());
        for (List<Object> row : table.rows()) {
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), out, i == 0);
            }
            FORMAT.println(out);
        }
    }

    private static void cell(Object value, Appendable out, boolean first) throws IOException {
        String text = value == null ? null : Cells.text(value);
        ("".equals(text) ? QUOTED : FORMAT).print(text, out, first);
    }
}
