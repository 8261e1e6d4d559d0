package io.cometsh.spark;

import io.cometsh.transport.CometException;
import java.math.BigDecimal;
import java.util.Locale;

/** The values of a run as Comet's texts, in the types that the project's columns have. */
final class RunValues {
    /** From here on a double skips whole numbers. */
    private static final double EXACT = 1L << 53;

    private RunValues() {}

    /**
     * A {@code Double}, {@code Boolean} or {@code String}; null only when there is no value.
     *
     * @throws CometException when the type does not hold the value
     */
    static Object typed(String experimentKey, String column, RunColumns.ColumnType type, Object value) {
        if (value == null) {
            return null;
        }
        String text = value.toString();
        return switch (type) {
            case TEXT -> text;
            case TRUTH -> truth(experimentKey, column, text);
            case NUMBER -> number(experimentKey, column, text);
        };
    }

    private static Boolean truth(String experimentKey, String column, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw doesNotFit(experimentKey, column, text, "true or false");
        };
    }

    private static Double number(String experimentKey, String column, String text) {
        switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "nan":
                return Double.NaN;
            case "inf", "+inf", "infinity", "+infinity":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                break;
        }
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw doesNotFit(experimentKey, column, text, "a number");
        }
        if (Math.abs(number) >= EXACT
                && isWhole(text)
                && !new BigDecimal(text.strip()).equals(new BigDecimal(number))) {
            throw doesNotFit(experimentKey, column, text, "a number that a double holds");
        }
        return number;
    }

    private static boolean isWhole(String text) {
        return text.strip().chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
    }

    private static CometException doesNotFit(String experimentKey, String column, String text, String type) {
        return new CometException("experiment " + experimentKey + " has \"" + text + "\" in " + column
                + ", which is not " + type + " although the project has the column as such"
                + (column.startsWith("metrics.")
                        ? "; the table metrics has every value as text too"
                        : "; option(\"params\", \"text\") reads parameters and others as texts"));
    }
}
