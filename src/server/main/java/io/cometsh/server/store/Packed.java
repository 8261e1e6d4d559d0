package io.cometsh.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Thousands of rows as one value of the database. Row by row, the way through the driver takes most of the time of a large read. Each field is the length of its text in bytes, a blank, and
 * its text; a null has no length.
 */
final class Packed {
    static final int ROWS = 4096;

    private final byte[] bytes;
    private int at;
    private int start;
    private int end;

    private Packed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The expression of SQL that packs these columns of many rows. */
    static String sql(String... columns) {
        return Arrays.stream(columns)
                .map(column -> "coalesce(octet_length(" + column + ") || ' ' || " + column + ", ' ')")
                .collect(Collectors.joining(" || ", "group_concat(", ", '')"));
    }

    /** Sees the rows that a statement packed; it moves to each field in turn. */
    static void each(Tx tx, String sql, Visitor visitor, Object... arguments) throws SQLException {
        byte[] bytes = tx.first(sql, row -> row.getBytes(1), arguments).orElse(null);
        if (bytes != null) {
            Packed rows = new Packed(bytes);
            while (rows.at < bytes.length) {
                visitor.visit(rows);
            }
        }
    }

    /** Moves to the next field; false when it is null. */
    boolean next() {
        int digits = at;
        int length = 0;
        while (bytes[at] != ' ') {
            length = length * 10 + bytes[at++] - '0';
        }
        boolean isNull = digits == at;
        start = ++at;
        at += length;
        end = at;
        return !isNull;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the field begins in {@link #bytes}. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The next field, a text; null when it is null. */
    String text() {
        return next() ? new String(bytes, start, end - start, StandardCharsets.UTF_8) : null;
    }

    /** The next field, a whole number; null when it is null. */
    Long longOrNull() {
        return next() ? number() : null;
    }

    /** The next field, a whole number that is not null. */
    long longValue() {
        next();
        return number();
    }

    private long number() {
        boolean negative = bytes[start] == '-';
        long number = 0;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return negative ? -number : number;
    }

    /** Sees one row. */
    @FunctionalInterface
    interface Visitor {
        void visit(Packed row) throws SQLException;
    }
}
