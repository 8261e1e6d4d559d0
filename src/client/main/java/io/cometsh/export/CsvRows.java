package io.cometsh.export;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV with names above its columns, read row by row. */
public final class CsvRows {
    private CsvRows() {}

    /**
     * Gives each row to {@code rows}, with the cells of the wanted columns in their order; a cell is null where it is
     * empty, or where the CSV has no such column. The array is used again for the next row.
     */
    public static void read(Reader csv, List<String> columns, Consumer<String[]> rows) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser =
                CSVParser.builder().setReader(csv).setFormat(format).get()) {
            Map<String, Integer> places = parser.getHeaderMap();
            String[] cells = new String[columns.size()];
            for (CSVRecord row : parser) {
                for (int i = 0; i < cells.length; i++) {
                    Integer place = places.get(columns.get(i));
                    String cell = place == null || place >= row.size() ? "" : row.get(place);
                    cells[i] = cell.isEmpty() ? null : cell;
                }
                rows.accept(cells);
            }
        }
    }
}
