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

    /** The text as a table cell: a number that keeps every digit as it is written, NaN or an infinity, else the text itself. */
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
                    String digits = text.trim();
                    BigDecimal exact = new BigDecimal(digits);
                    return exact.toString().equals(digits) ? exact : new WireNumber(digits);
                } catch (NumberFormatException e) {
                    return text;
                }
            }
        }
    }
}
