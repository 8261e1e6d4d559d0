package io.cometsh.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table: a list of rows that also answers by columns.
 *
 * <pre>{@code
 * def t = exp.getMetricTotalDf("loss")
 * t.size()                              // how many rows
 * t.step                                // a column as a list; t["step"] too
 * t[0].value                            // a cell; t[0..9] and t.findAll { it.value < 0.1 } are tables again
 * t.sort { it.value }.table("step", "value").toCsv("loss.csv")
 * }</pre>
 *
 * <p>A cell is a text, a number, a boolean, an {@code Instant}, a list or a map of such, or null where there is no
 * value. The list of rows may be changed; a row cannot.
 */
public final class Table extends TypedList<Map<String, Object>, Table> {
    /** There are more rows than these, and only reading them would tell how many. */
    public static final long UNKNOWN_TOTAL = Long.MAX_VALUE;

    private final Row.Header header;
    private final long missing;
    private final String cut;

    public Table(List<String> columns, List<List<Object>> rows) {
        this(columns, rows, rows.size());
    }

    public Table(List<String> columns, List<List<Object>> rows, long total) {
        this(columns, rows, total, null);
    }

    /**
     * A table that may be a part of a larger one.
     *
     * @param total the number of rows in all; more than {@code rows} holds when only some were read, and
     *     {@link #UNKNOWN_TOTAL} when there are more and nobody knows how many
     * @param cut what is missing because the reading was ended: {@code interrupted: 37 of 150 experiments were read};
     *     null for nothing
     */
    public Table(List<String> columns, List<List<Object>> rows, long total, String cut) {
        this(new Row.Header(columns), rows, total, cut);
    }

    private Table(Row.Header header, List<List<Object>> rows, long total, String cut) {
        super(rowsOf(header, rows));
        this.header = header;
        this.missing = total == UNKNOWN_TOTAL ? UNKNOWN_TOTAL : total - rows.size();
        this.cut = cut;
    }

    private static List<Map<String, Object>> rowsOf(Row.Header header, List<List<Object>> cells) {
        List<Map<String, Object>> rows = new ArrayList<>(cells.size());
        for (List<Object> row : cells) {
            rows.add(new Row(header, row));
        }
        return rows;
    }

    /** The names of the columns in their order. */
    public List<String> columns() {
        return new ArrayList<>(header.names());
    }

    /** The names of the columns, as a property: {@code table.columns}. */
    public List<String> getColumns() {
        return columns();
    }

    /** The rows as lists of cells, a copy. */
    public List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>(size());
        cells().forEach(row -> rows.add(new ArrayList<>(row)));
        return rows;
    }

    /** The rows as lists of cells, as a property: {@code table.rows}. */
    public List<List<Object>> getRows() {
        return rows();
    }

    /** The rows as lists of cells, which nobody may change. */
    List<List<Object>> cells() {
        List<List<Object>> cells = new ArrayList<>(size());
        for (Map<String, Object> row : this) {
            cells.add(((Row) row).cells());
        }
        return cells;
    }

    /** The number of rows in all: more than {@link #size} when only some were read. */
    public long total() {
        return missing == UNKNOWN_TOTAL ? UNKNOWN_TOTAL : size() + missing;
    }

    /** What is missing because the reading was ended; null for nothing. */
    public String cut() {
        return cut;
    }

    /**
     * A column as a list: {@code table.column("step")}; in a script {@code table.step} and {@code table["step"]} too.
     *
     * @throws IllegalArgumentException for an unknown column; names the columns
     */
    public List<Object> column(String column) {
        int place = header.place(column);
        List<Object> values = new ArrayList<>(size());
        cells().forEach(row -> values.add(row.get(place)));
        return values;
    }

    /** The same as {@link #column}: Groovy's {@code table["step"]}. */
    public List<Object> getAt(String column) {
        return column(column);
    }

    /**
     * A table of some of the columns, in the given order, or of all: {@code table.table("step", "value")}.
     *
     * @throws IllegalArgumentException for an unknown column; names the columns
     */
    public Table table(String... some) {
        if (some.length == 0) {
            return this;
        }
        List<Integer> places = Arrays.stream(some).map(header::place).toList();
        List<List<Object>> rows = new ArrayList<>(size());
        for (List<Object> row : cells()) {
            List<Object> picked = new ArrayList<>(places.size());
            places.forEach(place -> picked.add(row.get(place)));
            rows.add(picked);
        }
        return part(Arrays.asList(some), rows);
    }

    public Table withTotal(long rowsInAll) {
        return new Table(header, cells(), rowsInAll, cut);
    }

    /** The same, known to be only a part. */
    public Table cutShort(String extent) {
        return new Table(header, cells(), total(), extent);
    }

    /** A part of this table. The total and the completeness are the same. */
    public Table part(List<String> someColumns, List<List<Object>> someRows) {
        return new Table(someColumns, someRows, total(), cut);
    }

    /** The same, to be written although it was cut short: {@code _.anyway().toCsv("some.csv")}. */
    public Table anyway() {
        return cutShort(null);
    }

    /** A table of the same columns with these rows; as partial as this one. */
    @Override
    public Table like(Collection<? extends Map<String, Object>> some) {
        List<List<Object>> rows = new ArrayList<>(some.size());
        some.forEach(row -> rows.add(Row.of(header, row).cells()));
        return new Table(header, rows, missing == 0 ? rows.size() : UNKNOWN_TOTAL, cut);
    }

    /** Whether the object is a map whose names are columns of this table. */
    @Override
    public boolean holds(Object row) {
        return row instanceof Map<?, ?> map && map.keySet().stream().allMatch(header.names()::contains);
    }

    @Override
    public Map<String, Object> set(int index, Map<String, Object> row) {
        return super.set(index, Row.of(header, row));
    }

    /** Adds a row, given by the names of its columns: {@code table << [step: 1, value: 0.5]}. */
    @Override
    public void add(int index, Map<String, Object> row) {
        super.add(index, Row.of(header, row));
    }

    /**
     * Writes it as CSV; the file appears when it is complete, compressed when its name ends in {@code .gz}.
     *
     * @param file a path, as text or {@code Path}
     * @return the file
     * @throws PartialTableException when it was cut short; see {@link #anyway}
     */
    public Path toCsv(Object file) {
        return write(file, Format.CSV);
    }

    /**
     * Writes it in the format that the file's ending names, CSV for an unknown one: {@code table.write("best.parquet")},
     * {@code table.write("best.json.gz")}. The file appears when it is complete.
     *
     * @param file a path, as text or {@code Path}
     * @return the file
     * @throws PartialTableException when it was cut short; see {@link #anyway}
     */
    public Path write(Object file) {
        return write(file, WholeFile.formatOf(Path.of(file.toString())).orElse(Format.CSV));
    }

    private Path write(Object file, Format format) {
        Path path = Path.of(file.toString());
        WholeFile.write(path, out -> format.writer(0).write(this, out));
        return path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table table
                ? header.names().equals(table.header.names())
                        && cells().equals(table.cells())
                        && missing == table.missing
                        && Objects.equals(cut, table.cut)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
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

    /** What Groovy prints: the table, not the list of its rows. */
    public String groovyToString() {
        return toString();
    }
}
