package io.cometsh.compare;

/** An interval that contains the true value in 95 of 100 cases. */
public record Interval(double low, double high) {
    Interval times(double positive) {
        return new Interval(low * positive, high * positive);
    }

    /** The interval with a value inside it. */
    Interval including(double value) {
        return new Interval(Math.min(low, value), Math.max(high, value));
    }
}
