package io.cometsh.export;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line a row, one tab between cells, no quotes: for {@code cut}, {@code awk} and {@code sort}. A tab, a line end or
 * a backslash inside a value is written as {@code \t}, {@code \n}, {@code \r}, {@code \\}.
 */
final class TsvTable implements TableWriter {

    @Override
    public void write(Table table, Appendable out) throws IOException {
        line(table.columns(), out);
        for (List<Object> row : table.rows()) {
            line(row, out);
        }
    }

    private static void line(List<?> cells, Appendable out) throws IOException {
        out.append(cells.stream().map(TsvTable::escape).collect(Collectors.joining("\t")))
                .append('\n');
    }

    private static String escape(Object cell) {
        return Cells.text(cell)
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
