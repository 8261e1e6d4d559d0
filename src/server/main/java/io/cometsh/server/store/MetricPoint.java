package io.cometsh.server.store;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * One logged value of a metric.
 *
 * @param value a {@code Double}, a {@code Long} or, for what is not a number, a {@code String}
 * @param timestamp epoch milliseconds
 */
public record MetricPoint(Object value, Long step, Long epoch, long timestamp, String context) {
    /**
     * The value as replies contain it: the shortest notation that gives the same double when it is read back. Java before 19
     * has digits too many for some doubles, and takes twice the time.
     */
    public String text() {
        return value instanceof Double number ? NumberOutput.toString(number, true) : value.toString();
    }

    LoggedValue mark() {
        return new LoggedValue(text(), timestamp, step, context);
    }
}
