package io.cometsh.export;

import java.io.IOException;
import java.util.List;

/**
 * Writes rows one after another, so that they never need to be in memory together: {@code begin} once, {@code row} for
 * each, {@code end} once. Where it writes to stays open.
 *
 * <pre>{@code
 * RowWriter rows = Format.CSV.rows(out, false);
 * rows.begin(List.of(Column.text("metric"), Column.number("value")));
 * rows.row(List.of("loss", 0.25));
 * rows.end();
 * }</pre>
 *
 * <p>A cell is a text, a number, a {@link NumberText}, a boolean, an {@code Instant}, or null where there is no value.
 */
public interface RowWriter {
    void begin(List<TableColumn> columns) throws IOException;

    /** As many cells as there are columns; the list may be used again by the caller. */
    void row(List<?> cells) throws IOException;

    void end() throws IOException;
}
