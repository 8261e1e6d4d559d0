package io.cometsh.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Thousands of rows as one value of the database. Row by row, the way through the driver takes most of the time of a large read. A number is its digits and a blank; a text is
 * its length in bytes, a blank, and its bytes. A null is the blank alone.
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

    /** The expression of SQL that packs many rows of these fields. */
    static String sql(String... fields) {
        return "group_concat(" + String.join(" || ", fields) + ", '')";
    }

    /** A field that {@link #longValue} or {@link #longOrNull} reads. */
    static String number(String column) {
        return "coalesce(" + column + ", '') || ' '";
    }

    /** A field that {@link #next} and {@link #text()} read. */
    static String text(String column) {
        return "coalesce(octet_length(" + column + ") || ' ' || " + column + ", ' ')";
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

    /** Moves to the next field, a text; false when it is null. */
    boolean next() {
        Long length = longOrNull();
        start = at;
        at += length == null ? 0 : length.intValue();
        end = at;
        return length != null;
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
        if (bytes[at] == ' ') {
            at++;
            return null;
        }
        return longValue();
    }

    /** The next field, a whole number that is not null. */
    long longValue() {
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        long number = 0;
        while (bytes[at] != ' ') {
            number = number * 10 + bytes[at++] - '0';
        }
        at++;
        return negative ? -number : number;
    }

    /** Sees one row. */
    @FunctionalInterface
    interface Visitor {
        void visit(Packed row) throws SQLException;
    }
}
