package io.cometsh.export;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** How a single value is written in the text formats. */
public final class Cells {
    private Cells() {}

    /** Every digit of a number, NaN and Infinity by these names, moments as ISO 8601 in UTC, lists and maps as JSON; empty for no value. */
    public static String text(Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof String || isNumber(cell)) {
            // First, since the questions below take longer.
            return cell.toString();
        }
        if (cell instanceof Instant moment) {
            return DateTimeFormatter.ISO_INSTANT.format(moment);
        }
        if (cell instanceof JoinedTexts texts) {
            return texts.toString();
        }
        if (cell instanceof Map || cell instanceof Iterable) {
            return JsonValue.text(cell);
        }
        return cell.toString();
    }

    /** Whether there is no value: no text at all among several is none either. */
    static boolean isMissing(Object cell) {
        return cell == null || cell instanceof JoinedTexts texts && texts.isEmpty();
    }

    static boolean isNumber(Object cell) {
        return cell instanceof Number || cell instanceof NumberText;
    }
}
