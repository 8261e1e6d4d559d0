package io.cometsh.check;

import io.cometsh.client.service.RunColumn;
import io.cometsh.query.Source;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a check: {@code val_accuracy.max >= 0.97}, {@code val_loss.min <= baseline + 2%},
 * {@code params.optimizer == "adam"}.
 *
 * @param text as it is typed
 * @param column a column of a table of experiments; a bare name is a metric
 * @param bound what the value is compared with
 */
public record Expectation(String text, String column, Relation relation, Bound bound) {
    private static final Pattern LINE =
            Pattern.compile("((?:\"(?:[^\"]|\"\")*\"|[^\"<>=!])+?)\\s*([<>=!]++)\\s*(.+)", Pattern.DOTALL);
    private static final Pattern BASELINE =
            Pattern.compile("baseline(?:\\s*([+-])\\s*([0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)\\s*(%)?)?");
    private static final String EXAMPLES =
            "write for example 'val_accuracy.max >= 0.97' or 'val_loss.min <= baseline + 2%'";

    /**
     * What a value is compared with.
     *
     * @param isRelative whether {@code offset} is added to the value of the baseline
     * @param offset the number itself where it is not relative; null for a text
     * @param isPercent whether the offset is a part of the baseline's size
     * @param word a text; null for a number
     */
    record Bound(boolean isRelative, BigDecimal offset, boolean isPercent, String word) {
        /** What is added to a baseline of this value. */
        BigDecimal offsetOf(BigDecimal baseline) {
            return isPercent ? baseline.abs().multiply(offset).movePointLeft(2) : offset;
        }
    }

    /** Whether it compares with a baseline. */
    public boolean isRelative() {
        return bound.isRelative();
    }

    /** @throws IllegalArgumentException for a text that is not an expectation, with an example */
    public static Expectation parse(String text) {
        Matcher line = LINE.matcher(text.strip());
        if (!line.matches()) {
            throw new IllegalArgumentException("\"" + text.strip() + "\" is not an expectation: " + EXAMPLES);
        }
        Relation relation = Relation.of(line.group(2))
                .orElseThrow(() -> new IllegalArgumentException("\"" + line.group(2) + "\" in \"" + text.strip()
                        + "\" is not a comparison: use one of >=, <=, >, <, ==, !="));
        Bound bound = bound(line.group(3).strip(), text.strip());
        if (bound.word() != null && relation != Relation.EQUAL && relation != Relation.NOT_EQUAL) {
            throw new IllegalArgumentException("the text " + bound.word() + " in \"" + text.strip()
                    + "\" can only be equal or not: use == or !=, or a number");
        }
        String column = RunColumn.parse(line.group(1).strip(), Source.METRICS).text();
        return new Expectation(text.strip(), column, relation, bound);
    }

    private static Bound bound(String typed, String text) {
        Matcher baseline = BASELINE.matcher(typed);
        if (baseline.matches()) {
            BigDecimal offset = baseline.group(2) == null ? BigDecimal.ZERO : number(baseline.group(2), text);
            return new Bound(
                    true, "-".equals(baseline.group(1)) ? offset.negate() : offset, baseline.group(3) != null, null);
        }
        if (typed.length() >= 2 && typed.matches("(?s)\".*\"|'.*'")) {
            return new Bound(false, null, false, typed.substring(1, typed.length() - 1));
        }
        return new Bound(false, number(typed, text), false, null);
    }

    private static BigDecimal number(String typed, String text) {
        try {
            return new BigDecimal(typed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the bound \"" + typed + "\" in \"" + text
                    + "\" is neither a number, a \"text\", nor baseline, baseline + 2% or baseline - 0.01");
        }
    }
}
