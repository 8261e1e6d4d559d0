package io.cometsh.client;

/**
 * What is known of one metric, parameter or other: its current value, and the extremes of what was logged.
 *
 * <p>Values are texts, as Comet sends them, whatever was logged. Timestamps are epoch milliseconds; steps and contexts
 * are null where none were logged.
 */
public record ValueSummary(
        String name,
        String valueMin,
        String valueMax,
        String valueCurrent,
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

    /** The current value as a number; NaN for a text that is no number. */
    public double getValue() {
        return Numbers.toDouble(valueCurrent);
    }
}
