package io.cometsh.shell;

import io.cometsh.export.SentenceTable;
import io.cometsh.export.Sparkline;
import io.cometsh.export.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows as sentences, for a reader that speaks; curves in a cell become numbers. */
public final class SpokenTable {
    private static final String CURVE = "spark(";

    private SpokenTable() {}

    public static void write(Table table, Appendable out) throws IOException {
        new SentenceTable().write(withoutCurves(table), out);
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
