package io.cometsh.export;

/** A column that rows will be written under. Text formats need only its name; Parquet stores values of its type. */
public record TableColumn(String name, Type type) {

    /** What the cells of a column are; null is allowed in each. */
    public enum Type {
        /** Texts; any other cell is written as its text. */
        TEXT,
        /** Whole numbers of 64 bits. */
        INTEGER,
        /** Numbers that a double holds with every digit, NaN and the infinities. */
        NUMBER,
        /** True or false. */
        TRUTH,
        /** {@code Instant}s, with milliseconds. */
        MOMENT,
        /** Several texts each: {@link JoinedTexts}. */
        TEXTS
    }

    public static TableColumn text(String name) {
        return new TableColumn(name, Type.TEXT);
    }

    public static TableColumn integer(String name) {
        return new TableColumn(name, Type.INTEGER);
    }

    public static TableColumn number(String name) {
        return new TableColumn(name, Type.NUMBER);
    }
}
