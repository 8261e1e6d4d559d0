package io.cometsh.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The table for people: widths depend on all cells, so it holds what a person can read. */
final class AlignedRows implements RowWriter {
    private final Appendable out;
    private final int width;
    private final List<List<Object>> rows = new ArrayList<>();
    private List<String> columns;

    AlignedRows(Appendable out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void begin(List<TableColumn> names) {
        columns = names.stream().map(TableColumn::name).toList();
    }

    @Override
    public void row(List<?> cells) {
        rows.add(new ArrayList<>(cells));
    }

    @Override
    public void end() throws IOException {
        new AlignedTable(width).write(new Table(columns, rows), out);
    }
}
