package io.cometsh.client.wire;

/**
 * What is known of one metric, parameter or other: its current value, and the extremes of what was logged.
 *
 * <p>Comet sends all values as texts. A value that is a number is a number here, and prints as Comet wrote it; anything
 * else is a text. Timestamps are epoch milliseconds; steps and contexts are null where none were logged.
 */
public record ValueSummary(
        String name,
        Object valueMin,
        Object valueMax,
        Object valueCurrent,
        Long timestampMin,
        Long timestampMax,
        Long timestampCurrent,
        Long stepMin,
        Long stepMax,
        Long stepCurrent,
        String runContextMin,
        String runContextMax,
        String runContextCurrent,
        boolean editable)
        implements WireRecord {

    /** The smallest value: a number that prints as Comet wrote it, or a text. {@code summary.valueMin}. Nothing is asked. */
    public Object valueMin() {
        return Numbers.toValue(valueMin);
    }

    /** The largest value: a number that prints as Comet wrote it, or a text. {@code summary.valueMax}. Nothing is asked. */
    public Object valueMax() {
        return Numbers.toValue(valueMax);
    }

    /** The current value: a number that prints as Comet wrote it, or a text. {@code summary.valueCurrent}. Nothing is asked. */
    public Object valueCurrent() {
        return Numbers.toValue(valueCurrent);
    }

    /** The current value as a number; NaN for a text that is not a number. */
    public double getValue() {
        return Numbers.toDouble(currentText());
    }

    /** The current value as Comet wrote it. {@code summary.currentText()}. */
    public String currentText() {
        return text(valueCurrent);
    }

    /** The smallest value as Comet wrote it. {@code summary.minText()}. */
    public String minText() {
        return text(valueMin);
    }

    /** The largest value as Comet wrote it. {@code summary.maxText()}. */
    public String maxText() {
        return text(valueMax);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
