package io.cometsh.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Columns and rows. A cell is a text, a number, a boolean, an {@code Instant}, a list or a map of such, or null where
 * there is no value.
 *
 * @param total how many rows there are in all; more than {@code rows} holds when only some were read, and
 *     {@link #UNKNOWN_TOTAL} when there are more and nobody knows how many
 */
public record Table(List<String> columns, List<List<Object>> rows, long total) {
    /** There are more rows than these, and only reading them would tell how many. */
    public static final long UNKNOWN_TOTAL = Long.MAX_VALUE;

    public Table {
        columns = List.copyOf(columns);
        List<List<Object>> copy = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            // Not List.copyOf: a missing value is null.
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }

    public Table(List<String> columns, List<List<Object>> rows) {
        this(columns, rows, rows.size());
    }

    public Table withTotal(long rowsInAll) {
        return new Table(columns, rows, rowsInAll);
    }

    /**
     * Writes it as CSV; the file appears when it is complete, compressed when its name ends in {@code .gz}.
     *
     * @param file a path, as text or {@code Path}
     * @return the file
     */
    public Path toCsv(Object file) {
        Path path = Path.of(file.toString());
        WholeFile.write(path, out -> Format.CSV.writer(0).write(this, out));
        return path;
    }

    /** Aligned, as the prompt shows it: {@code println runs.table("experiment_name", "metrics.loss")}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        try {
            Format.TABLE.writer(0).write(this, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().stripTrailing();
    }
}
