package io.cometsh.client.wire;

import java.util.Locale;

/** Reads the numbers that Comet writes as texts. */
public final class Numbers {
    private Numbers() {}

    /** The number that a text represents; NaN when it represents none. */
    public static double toDouble(String text) {
        Object cell = toCell(text);
        return cell instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A value of Comet as a script sees it: {@link #toCell} of a text; anything else as it is. */
    static Object toValue(Object value) {
        return value instanceof String text ? toCell(text) : value;
    }

    /** The text as a table cell: a number that keeps every digit as it is written, NaN or an infinity, else the text itself. */
    public static Object toCell(String text) {
        if (text == null) {
            return null;
        }
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return Double.NaN;
            }
            case "infinity", "inf", "+infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-infinity", "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                try {
                    return new WireNumber(text.trim());
                } catch (NumberFormatException e) {
                    return text;
                }
            }
        }
    }
}
