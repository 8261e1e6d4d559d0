package io.cometsh.cli;

import io.cometsh.text.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the first warning of a kind through and counts the others. Two warnings are of one kind when they differ only in
 * keys and numbers, such as the same unknown metric of two experiments.
 */
final class Warnings {
    private final Map<String, Integer> repeated = new LinkedHashMap<>();

    /** Whether no warning of its kind has come since the last counts. */
    synchronized boolean isNew(String warning) {
        return repeated.merge(Kind.of(warning), 0, (before, none) -> before + 1) == 0;
    }

    /** One sentence for each kind that came more than once; from now on all kinds are new. */
    synchronized List<String> counts() {
        List<String> counts = new ArrayList<>();
        repeated.forEach((kind, count) -> {
            if (count > 0) {
                counts.add("and " + Quantity.of(count, "more warning") + " like: " + kind);
            }
        });
        repeated.clear();
        return counts;
    }

    /** A class of its own: without a warning, its pattern is not compiled. */
    private static final class Kind {
        /** A quoted name tells kinds apart, whatever it looks like. */
        private static final Pattern QUOTED_OR_PARTICULAR =
                Pattern.compile("\"[^\"]*\"|\\b[0-9A-Za-z]{32,50}\\b|\\b\\d[\\d,.]*\\b");

        static String of(String warning) {
            return QUOTED_OR_PARTICULAR
                    .matcher(warning)
                    .replaceAll(
                            found -> found.group().startsWith("\"") ? Matcher.quoteReplacement(found.group()) : "…");
        }
    }
}
