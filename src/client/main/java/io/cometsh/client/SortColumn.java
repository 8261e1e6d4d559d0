package io.cometsh.client;

import io.cometsh.client.wire.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A column to sort by: {@code metrics.loss} or, the largest first, {@code metrics.loss:desc}. */
record SortColumn(String name, boolean descending) {
    private static final String DOWN = ":desc";
    private static final String UP = ":asc";

    static SortColumn of(String typed) {
        if (typed.endsWith(DOWN)) {
            return new SortColumn(typed.substring(0, typed.length() - DOWN.length()), true);
        }
        return new SortColumn(typed.endsWith(UP) ? typed.substring(0, typed.length() - UP.length()) : typed, false);
    }

    /** The places of the rows in their new order; a row has one cell for each column. */
    static List<Integer> order(List<SortColumn> columns, List<List<Object>> rows) {
        Comparator<Integer> order = (a, b) -> 0;
        for (int i = 0; i < columns.size(); i++) {
            List<Object> keys = new ArrayList<>();
            for (List<Object> row : rows) {
                keys.add(key(row.get(i)));
            }
            order = order.thenComparing(keys::get, columns.get(i).cells());
        }
        return IntStream.range(0, rows.size()).boxed().sorted(order).toList();
    }

    private Comparator<Object> cells() {
        Comparator<Object> cells = SortColumn::compare;
        return Comparator.nullsLast(descending ? cells.reversed() : cells);
    }

    /**
     * A text that represents a number counts as the number: Comet keeps all values as texts. Null for what comes last.
     */
    private static Object key(Object cell) {
        Object key = cell instanceof String text ? Numbers.toCell(text) : cell;
        return key instanceof Double number && number.isNaN() ? null : key;
    }

    /** Numbers before texts, in a column that has both. */
    private static int compare(Object a, Object b) {
        if (a instanceof Number left && b instanceof Number right) {
            return left instanceof BigDecimal x && right instanceof BigDecimal y
                    ? x.compareTo(y)
                    : Double.compare(left.doubleValue(), right.doubleValue());
        }
        if (a instanceof Instant left && b instanceof Instant right) {
            return left.compareTo(right);
        }
        int numbersFirst = Boolean.compare(b instanceof Number, a instanceof Number);
        return numbersFirst != 0 ? numbersFirst : a.toString().compareTo(b.toString());
    }
}
