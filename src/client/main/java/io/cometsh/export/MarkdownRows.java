package io.cometsh.export;

import io.cometsh.export.TableColumn.Type;
import java.io.IOException;
import java.util.List;

/**
 * A table as GitHub and most other readers of Markdown show it; numbers to the right. What would be a sign of Markdown
 * inside a cell is escaped, a line end is {@code <br>}, an empty text is {@code ""} and a missing value nothing.
 */
final class MarkdownRows implements RowWriter {
    private static final String SIGNS = "\\|<*`[~#";

    private final Appendable out;

    MarkdownRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void begin(List<TableColumn> columns) throws IOException {
        row(columns.stream().map(TableColumn::name).toList());
        for (TableColumn column : columns) {
            out.append(column.type() == Type.NUMBER || column.type() == Type.INTEGER ? "|---:" : "|---");
        }
        out.append("|\n");
    }

    @Override
    public void row(List<?> cells) throws IOException {
        for (Object cell : cells) {
            out.append("| ");
            cell(cell);
            out.append(' ');
        }
        out.append("|\n");
    }

    @Override
    public void end() {
        // A table ends where the lines do.
    }

    private void cell(Object cell) throws IOException {
        String text = Cells.text(cell);
        if (cell != null && text.isEmpty()) {
            out.append("\"\"");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                i += pair ? 1 : 0;
                out.append("<br>");
            } else {
                if (SIGNS.indexOf(c) >= 0 || c == '_' && !isInsideWord(text, i)) {
                    out.append('\\');
                }
                out.append(c == '&' ? "&amp;" : String.valueOf(c));
            }
        }
    }

    /** There an underscore is only an underscore, and names like {@code val_loss} stay readable. */
    private static boolean isInsideWord(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
