package io.cometsh.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One comparison of a check.
 *
 * @param expectation as it is typed
 * @param run the name of the run, or how many runs are compared together; null where there is none
 * @param key null for several runs
 * @param value null where there is none
 * @param bound null where there is none
 * @param reason why the bound is broken, or why nothing can be compared; null for a plain pass
 * @param address of the run's page, or of its project's; null where there is no run
 */
record CheckRow(
        Status status,
        String expectation,
        String run,
        String key,
        Object value,
        Object bound,
        String reason,
        String address) {

    /** What a comparison gave; the names are the words of the table. */
    enum Status {
        PASS,
        FAIL,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    List<Object> cells() {
        return Arrays.asList(status.toString(), expectation, run, value, bound, reason, key, address);
    }

    /** The expectation with its run. */
    String title() {
        return run == null ? expectation : expectation + ": " + run + (key == null ? "" : " " + key);
    }

    /** Everything that is known, a line each. */
    String details() {
        StringBuilder text = new StringBuilder();
        line(text, "reason", reason);
        line(text, "run", run);
        line(text, "value", value);
        line(text, "bound", bound);
        line(text, "address", address);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        if (value != null) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }
}
