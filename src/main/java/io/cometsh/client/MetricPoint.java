package io.cometsh.client;

/**
 * One logged value of a metric.
 *
 * @param metricValue the value as the server wrote it, every digit kept
 * @param timestamp epoch milliseconds
 * @param step the step, or null when none was logged
 * @param epoch the epoch, or null when none was logged
 * @param runContext such as {@code train}; null outside a context
 * @param offset the server's running number; may be negative
 */
public record MetricPoint(
        String metricName, String metricValue, Long timestamp, Long step, Long epoch, String runContext, Long offset)
        implements WireRecord {

    /** The value as a number; NaN and the infinities included, NaN also for a text that is no number. */
    public double getValue() {
        return Numbers.toDouble(metricValue);
    }
}
