package io.cometsh.export;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row of a table: a map from the names of the columns to the cells, which also answers by position:
 * {@code row.step}, {@code row["step"]}, {@code row[0]}. It cannot be changed.
 */
public final class Row extends AbstractMap<String, Object> {
    private final Header header;
    private final List<Object> cells;

    /** The names of the columns, shared by all rows of a table. */
    static final class Header {
        private final List<String> names;
        private final Map<String, Integer> places = new LinkedHashMap<>();

        Header(List<String> names) {
            this.names = List.copyOf(names);
            for (int i = 0; i < names.size(); i++) {
                places.putIfAbsent(names.get(i), i);
            }
        }

        List<String> names() {
            return names;
        }

        int place(Object name) {
            Integer place = places.get(String.valueOf(name));
            if (place == null) {
                throw new IllegalArgumentException(
                        "no column \"" + name + "\"; the columns are " + String.join(", ", names));
            }
            return place;
        }
    }

    Row(Header header, List<Object> cells) {
        this.header = header;
        // Not List.copyOf: a missing value is null.
        this.cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** The same values as a row of another table. */
    static Row of(Header header, Map<?, ?> values) {
        if (values instanceof Row row && row.header.names.equals(header.names)) {
            return new Row(header, row.cells);
        }
        List<Object> cells = new ArrayList<>(Collections.nCopies(header.names.size(), null));
        values.forEach((name, value) -> cells.set(header.place(name), value));
        return new Row(header, cells);
    }

    /** The cells in the order of the columns. */
    List<Object> cells() {
        return cells;
    }

    /** The cell of a column: {@code row.step}. @throws IllegalArgumentException for an unknown column; names the columns */
    @Override
    public Object get(Object column) {
        return cells.get(header.place(column));
    }

    @Override
    public Object getOrDefault(Object column, Object other) {
        return containsKey(column) ? get(column) : other;
    }

    /** The cell at a position, from 0, or from the end below 0: {@code row[0]}, {@code row[-1]}. */
    public Object getAt(int place) {
        return cells.get(place < 0 ? cells.size() + place : place);
    }

    @Override
    public boolean containsKey(Object column) {
        return column instanceof CharSequence && header.places.containsKey(column.toString());
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                Iterator<Entry<String, Integer>> places =
                        header.places.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return places.hasNext();
                    }

                    @Override
                    public Entry<String, Object> next() {
                        Entry<String, Integer> place = places.next();
                        return new SimpleImmutableEntry<>(place.getKey(), cells.get(place.getValue()));
                    }
                };
            }

            @Override
            public int size() {
                return header.places.size();
            }
        };
    }

    /** By the values of the columns, as maps compare. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Map<?, ?> map
                && new LinkedHashMap<String, Object>(this).equals(new LinkedHashMap<>(map));
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
