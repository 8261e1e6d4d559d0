package io.cometsh.client;

import java.math.BigDecimal;
import java.util.Locale;

/** Reads the numbers that Comet writes as texts. */
final class Numbers {
    private Numbers() {}

    /** The number a text says; NaN when it says none. */
    static double toDouble(String text) {
        Object cell = toCell(text);
        return cell instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The text as a table cell: a number that keeps every digit, NaN or an infinity, else the text itself. */
    static Object toCell(String text) {
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
                    BigDecimal exact = new BigDecimal(text.trim());
                    // A decimal has no negative zero, and a double has.
                    return exact.signum() == 0 && text.trim().startsWith("-") ? (Number) (-0.0) : exact;
                } catch (NumberFormatException e) {
                    return text;
                }
            }
        }
    }
}
