package io.cometsh.shell;

import io.cometsh.client.Tables;
import io.cometsh.export.Format;
import io.cometsh.export.SentenceTable;
import io.cometsh.export.Table;
import io.cometsh.export.TableWriter;
import io.cometsh.plot.Plot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Values with rows in another form than the aligned table: the one that {@code :format} has chosen, or spelled out. */
final class ValueFormat {
    private final Theme theme;
    private volatile Format format = Format.TABLE;

    ValueFormat(Theme theme) {
        this.theme = theme;
    }

    Format format() {
        return format;
    }

    void format(Format value) {
        format = value;
    }

    /** The value in that form; null when it is to be shown as usual. */
    String of(Object value, int mostRows) {
        if (value == null) {
            return null;
        }
        if (format == Format.TABLE) {
            return theme.plain()
                    ? Tables.summary(value, mostRows)
                            .map(table -> written(cut(table, mostRows), new SentenceTable()))
                            .orElse(null)
                    : null;
        }
        if (value instanceof Plot || value instanceof byte[]) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        try {
            new DataWriter(format, List.of(), false, theme.plain()).write(value, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Table cut(Table table, int mostRows) {
        return table.rows().size() <= mostRows
                ? table
                : table.part(table.columns(), table.rows().subList(0, mostRows));
    }

    private static String written(Table table, TableWriter writer) {
        StringBuilder text = new StringBuilder();
        try {
            writer.write(table, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
