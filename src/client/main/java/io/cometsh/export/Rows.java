package io.cometsh.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A table that is read while it is used, and so may be larger than memory. Each pass over it reads again.
 *
 * <pre>{@code
 * runs.metrics("loss").each { println "${it.step} ${it.value}" }     // a row answers by the names of its columns
 * runs.metrics("loss", "acc").toCsv("points.csv.gz")
 * runs.metrics("loss", "acc").stream().filter { it.value < 0.1 }.count()
 * }</pre>
 */
public final class Rows implements Iterable<Map<String, Object>> {
    private final List<TableColumn> columns;
    private final Supplier<Iterator<List<Object>>> source;

    /** @param source begins a pass: as many cells in each row as there are columns */
    public Rows(List<TableColumn> columns, Supplier<Iterator<List<Object>>> source) {
        this.columns = List.copyOf(columns);
        this.source = source;
    }

    /** The names of the columns in their order. */
    public List<String> columns() {
        return columns.stream().map(TableColumn::name).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The rows as lists of cells. */
    public Iterator<List<Object>> cells() {
        return source.get();
    }

    /** The rows, each a {@link Row}: a map from the names of the columns to the cells. */
    @Override
    public Iterator<Map<String, Object>> iterator() {
        Row.Header header = new Row.Header(columns());
        Iterator<List<Object>> cells = cells();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cells.hasNext();
            }

            @Override
            public Map<String, Object> next() {
                return new Row(header, cells.next());
            }
        };
    }

    /** The rows as a stream: what stops early reads no more than it needs. */
    public Stream<Map<String, Object>> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** The columns at these places, in this order. */
    public Rows at(List<Integer> places) {
        return new Rows(places.stream().map(columns::get).toList(), () -> {
            Iterator<List<Object>> cells = cells();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return cells.hasNext();
                }

                @Override
                public List<Object> next() {
                    List<Object> row = cells.next();
                    return places.stream().map(row::get).toList();
                }
            };
        });
    }

    /** The same rows with more columns, whose cells are computed from the existing cells. */
    public Rows with(List<TableColumn> more, Function<List<Object>, List<Object>> values) {
        List<TableColumn> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Rows(all, () -> {
            Iterator<List<Object>> cells = cells();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return cells.hasNext();
                }

                @Override
                public List<Object> next() {
                    List<Object> row = new ArrayList<>(cells.next());
                    row.addAll(values.apply(row));
                    return row;
                }
            };
        });
    }

    /** Writes one pass: all rows, one after another. */
    public void write(RowWriter writer) {
        try {
            writer.begin(columns);
            for (Iterator<List<Object>> cells = cells(); cells.hasNext(); ) {
                writer.row(cells.next());
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows in memory: {@code runs.metrics("loss").table()}. */
    public Table table() {
        List<List<Object>> rows = new ArrayList<>();
        try {
            cells().forEachRemaining(rows::add);
        } catch (RuntimeException e) {
            if (e instanceof PartialResult cut && !rows.isEmpty()) {
                cut.setPartial(new Table(columns(), rows).cutShort(cut.extent()));
            }
            throw e;
        }
        return new Table(columns(), rows);
    }

    /**
     * Writes the rows as CSV; the file appears when it is complete, compressed when its name ends in {@code .gz}.
     *
     * @return the file
     * @throws UncheckedIOException when it cannot be written
     */
    public Path toCsv(Object file) {
        Path path = Path.of(file.toString());
        WholeFile.write(path, out -> write(Format.CSV.rows(out, false)));
        return path;
    }

    /** Without reading: the columns. */
    @Override
    public String toString() {
        return "Rows" + columns();
    }
}
