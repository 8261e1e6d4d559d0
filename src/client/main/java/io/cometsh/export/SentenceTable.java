package io.cometsh.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as sentences, for a reader that speaks: no lines, no columns, each value with its name. A curve in a cell becomes
 * numbers.
 */
public final class SentenceTable implements TableWriter {
    private static final String CURVE = "spark(";

    @Override
    public void write(Table table, Appendable out) throws IOException {
        List<List<Object>> rows = withoutCurves(table).cells();
        if (table.cut() != null) {
            out.append("not whole; ").append(table.cut()).append(": ");
        }
        if (rows.isEmpty()) {
            out.append("no rows\n");
            return;
        }
        String of = table.total() == rows.size() || table.total() == Table.UNKNOWN_TOTAL ? "" : " of " + table.total();
        out.append(rows.size() + of + (rows.size() == 1 ? " row" : " rows") + "\n");
        for (int i = 0; i < rows.size(); i++) {
            out.append("row " + (i + 1) + ": ");
            String comma = "";
            for (int column = 0; column < table.columns().size(); column++) {
                Object cell = rows.get(i).get(column);
                String text = Cells.isMissing(cell) ? "no value" : Cells.text(cell);
                out.append(comma + table.columns().get(column) + " " + text.replaceAll("\\s+", " "));
                comma = ", ";
            }
            out.append('\n');
        }
    }

    /** The table with numbers in words where a cell draws a curve. */
    public static Table withoutCurves(Table table) {
        if (table.columns().stream().noneMatch(column -> column.startsWith(CURVE))) {
            return table;
        }
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> cells = new ArrayList<>(row);
            for (int i = 0; i < cells.size(); i++) {
                if (table.columns().get(i).startsWith(CURVE) && cells.get(i) instanceof String bars) {
                    cells.set(i, Sparkline.words(bars));
                }
            }
            rows.add(cells);
        }
        return table.part(table.columns(), rows);
    }
}
