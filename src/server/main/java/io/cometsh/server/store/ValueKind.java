package io.cometsh.server.store;

/** What the text of a value reads as. The type of a column follows from the kinds of its values. */
public enum ValueKind {
    /** Logged without a value; compares like a missing one. */
    NULL,
    NUMBER,
    BOOLEAN,
    TEXT;

    private static final ValueKind[] ALL = values();

    static ValueKind at(int ordinal) {
        return ALL[ordinal];
    }

    /** {@code null} is NULL, {@code "0.1"}, {@code "NaN"} and {@code "-Infinity"} are NUMBER, {@code "True"} is BOOLEAN, everything else ({@code ""} too) is TEXT. */
    public static ValueKind of(String text) {
        if (text == null) {
            return NULL;
        }
        if (Numbers.isNumber(text)) {
            return NUMBER;
        }
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? BOOLEAN : TEXT;
    }
}
