package io.cometsh.client.wire;

/**
 * One logged value of a metric.
 *
 * @param metricValue the value: a number that prints as the server wrote it, every digit kept, or a text
 * @param timestamp epoch milliseconds
 * @param step the step, or null when none was logged
 * @param epoch the epoch, or null when none was logged
 * @param runContext such as {@code train}; null outside a context
 * @param offset the server's running number; may be negative
 */
public record MetricPoint(
        String metricName, Object metricValue, Long timestamp, Long step, Long epoch, String runContext, Long offset)
        implements WireRecord {

    /** The value: a number that prints as the server wrote it, or a text. {@code point.metricValue}. Nothing is asked. */
    public Object metricValue() {
        return Numbers.toValue(metricValue);
    }

    /** The value as a number; NaN and the infinities included, NaN also for a text that is not a number. */
    public double getValue() {
        return Numbers.toDouble(text());
    }

    /** The value as the server wrote it: {@code point.text()}. Nothing is asked. */
    public String text() {
        return metricValue == null ? null : metricValue.toString();
    }
}
