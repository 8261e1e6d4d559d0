package io.cometsh.export;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** RFC 4180: comma, CRLF, quotes where they are needed; an empty text is {@code ""} and a missing value nothing. */
final class CsvTable implements TableWriter {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get();

    @Override
    public void write(Table table, Appendable out) throws IOException {
        // The printer belongs to the caller's stream: flushed, never closed.
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(table.columns());
        for (List<Object> row : table.rows()) {
            printer.printRecord(row.stream().map(CsvTable::cell).toList());
        }
        printer.flush();
    }

    private static Object cell(Object value) {
        return value == null ? null : Cells.text(value);
    }
}
