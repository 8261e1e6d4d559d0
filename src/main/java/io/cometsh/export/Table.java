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
 * @param cut what is missing because the reading was ended: {@code interrupted: 37 of 150 experiments were read}; null
 *     for nothing
 */
public record Table(List<String> columns, List<List<Object>> rows, long total, String cut) {
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

    public Table(List<String> columns, List<List<Object>> rows, long total) {
        this(columns, rows, total, null);
    }

    public Table withTotal(long rowsInAll) {
        return new Table(columns, rows, rowsInAll, cut);
    }

    /** The same, known to be only a part. */
    public Table cutShort(String extent) {
        return new Table(columns, rows, total, extent);
    }

    /** A part of it, of as many in all and as whole as it is itself. */
    public Table part(List<String> someColumns, List<List<Object>> someRows) {
        return new Table(someColumns, someRows, total, cut);
    }

    /** The same, to be written although it was cut short: {@code _.anyway().toCsv("some.csv")}. */
    public Table anyway() {
        return cutShort(null);
    }

    /**
     * Writes it as CSV; the file appears when it is complete, compressed when its name ends in {@code .gz}.
     *
     * @param file a path, as text or {@code Path}
     * @return the file
     * @throws PartialTableException when it was cut short; see {@link #anyway}
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
