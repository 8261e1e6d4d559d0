package io.cometsh.shell;

import io.cometsh.client.Data;
import io.cometsh.client.Experiment;
import io.cometsh.client.Tables;
import io.cometsh.export.Format;
import io.cometsh.export.JsonValue;
import io.cometsh.export.Rows;
import io.cometsh.export.SentenceTable;
import io.cometsh.export.Table;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes any value as data. What has rows is rows in every format. One thing with members is an object in JSON and rows of
 * names and values elsewhere. Plain values are a list in JSON and a column called {@code value} elsewhere.
 *
 * @param columns only these; empty for all
 * @param plain for a reader that speaks: a curve in a cell becomes numbers
 * @param excel for {@link Format#CSV}, as {@link Format#rows} explains it
 */
public record DataWriter(Format format, List<String> columns, boolean excel, boolean plain) {
    private static final String VALUE = "value";

    public DataWriter(Format format, List<String> columns, boolean excel) {
        this(format, columns, excel, false);
    }

    /**
     * Writes the value; of null only JSON has a form.
     *
     * @throws io.cometsh.client.NoDataException for a value that is not data
     * @throws io.cometsh.client.service.NotFoundException for a column that the value does not have
     */
    public void write(Object given, Appendable out) throws IOException {
        Object value = Data.opened(given);
        Optional<Rows> rows = Tables.rows(value, columns);
        if (rows.isPresent()) {
            rows.get().write(format.rows(out, excel));
            return;
        }
        boolean json = format == Format.JSON || format == Format.JSONL;
        Optional<Table> table = columns.isEmpty()
                ? json && Data.isObject(value) ? Optional.empty() : Tables.all(value)
                : Optional.ofNullable(value).map(one -> rows(one, columns));
        if (json && value instanceof Experiment && table.isPresent()) {
            line(((List<?>) Data.of(table.get())).get(0), out);
        } else if (table.isPresent()) {
            write(table.get(), out);
        } else if (format == Format.JSONL && value instanceof Collection<?> list) {
            for (Object element : list) {
                line(element, out);
            }
        } else if (json) {
            line(value, out);
        } else if (value != null) {
            write(column(Data.of(value)), out);
        }
    }

    /**
     * The columns of a value that has rows.
     *
     * @throws CometException for a value that has none
     */
    public static Table rows(Object value, List<String> columns) {
        return Tables.columns(value, columns)
                .orElseThrow(() -> new CometException("the value has no rows, so there is no column "
                        + String.join(", ", columns) + " in it: leave --columns off"));
    }

    private static void line(Object value, Appendable out) throws IOException {
        out.append(JsonValue.text(Data.of(value))).append('\n');
    }

    private void write(Table table, Appendable out) throws IOException {
        format.writer(0, excel).write(plain ? SentenceTable.withoutCurves(table) : table, out);
    }

    /** Lists of one length are rows, since a script that collects several values of each run means rows. */
    private static Table column(Object value) {
        List<?> list = value instanceof List<?> several ? several : Collections.singletonList(value);
        int width = list.isEmpty() || !(list.get(0) instanceof List<?> first) ? 0 : first.size();
        boolean rows =
                width > 0 && list.stream().allMatch(element -> element instanceof List<?> row && row.size() == width);
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width && rows; i++) {
            names.add(VALUE + "_" + i);
        }
        List<List<Object>> cells = new ArrayList<>();
        for (Object element : list) {
            cells.add(rows ? new ArrayList<>((List<?>) element) : Collections.singletonList(element));
        }
        return new Table(rows ? names : List.of(VALUE), cells);
    }
}
