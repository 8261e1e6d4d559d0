package io.cometsh.client.wire;

import java.math.BigDecimal;

/**
 * A number that prints as the service wrote it: {@code 1e-05}, {@code -0} and {@code 007} keep their digits, and
 * arithmetic takes the decimal that they are. {@code exp.getMetrics("loss")*.metricValue.sum()}.
 *
 * <p>Comet keeps all values as texts. What a script asks of a text, such as {@link #contains}, a number answers too; in a
 * script {@code ==} compares it with a number by size and with a text by digits.
 */
public final class WireNumber extends BigDecimal {
    private static final long serialVersionUID = 1;

    private final String digits;

    WireNumber(String digits) {
        super(digits);
        this.digits = digits;
    }

    /** A decimal has no negative zero, and a double has. */
    @Override
    public double doubleValue() {
        return signum() == 0 && digits.startsWith("-") ? -0.0 : super.doubleValue();
    }

    /** Whether the service wrote exactly this text: {@code value.reads("64")}. Nothing is asked. */
    public boolean reads(CharSequence text) {
        return digits.contentEquals(text);
    }

    /** Whether the digits contain a text: {@code value.contains("5")}. Nothing is asked. */
    public boolean contains(CharSequence text) {
        return digits.contains(text);
    }

    /** Whether the digits start with a text: {@code value.startsWith("0.")}. Nothing is asked. */
    public boolean startsWith(String text) {
        return digits.startsWith(text);
    }

    /** Whether the digits end with a text: {@code value.endsWith("0")}. Nothing is asked. */
    public boolean endsWith(String text) {
        return digits.endsWith(text);
    }

    /** Yes: what {@code isNumber()} answers of a text that is a number. {@code value.isNumber()}. Nothing is asked. */
    public boolean isNumber() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public String toString() {
        return digits;
    }
}
