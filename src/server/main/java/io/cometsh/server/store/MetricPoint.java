package io.cometsh.server.store;

/**
 * One logged value of a metric.
 *
 * @param value a {@code Double}, a {@code Long} or, for what is not a number, a {@code String}
 * @param timestamp epoch milliseconds
 */
public record MetricPoint(Object value, Long step, Long epoch, long timestamp, String context) {
    /** The value as replies contain it: Java's notation of the double, so that reading it back gives the same double. */
    public String text() {
        return value.toString();
    }

    LoggedValue mark() {
        return new LoggedValue(text(), timestamp, step, context);
    }
}
