package io.cometsh.client;

import java.math.BigDecimal;

/**
 * A number that reads as the service wrote it: {@code 1e-05}, {@code -0} and {@code 007} stay what they are, while
 * arithmetic takes it for the decimal it is.
 */
final class WireNumber extends BigDecimal {
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
