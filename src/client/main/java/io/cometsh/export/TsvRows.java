package io.cometsh.export;

import java.io.IOException;
import java.util.List;

/**
 * One line a row, one tab between cells, no quotes: for {@code cut}, {@code awk} and {@code sort}. A tab, a line end or
 * a backslash inside a value is written as {@code \t}, {@code \n}, {@code \r}, {@code \\}.
 */
final class TsvRows implements RowWriter {
    private final Appendable out;

    TsvRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void begin(List<TableColumn> columns) throws IOException {
        row(columns.stream().map(TableColumn::name).toList());
    }

    @Override
    public void row(List<?> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append('\t');
            }
            out.append(escape(cells.get(i)));
        }
        out.append('\n');
    }

    @Override
    public void end() {
        // A file of lines has no end of its own.
    }

    private static String escape(Object cell) {
        return Cells.text(cell)
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
