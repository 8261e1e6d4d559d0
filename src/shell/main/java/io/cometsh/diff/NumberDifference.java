package io.cometsh.diff;

import java.math.BigDecimal;
import java.math.MathContext;

/** The difference of two numbers, exact where they are decimals. */
final class NumberDifference {
    private static final MathContext PERCENT = new MathContext(6);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private NumberDifference() {}

    static boolean isSame(Number left, Number right) {
        BigDecimal one = decimal(left);
        BigDecimal two = decimal(right);
        return one == null || two == null
                ? Double.compare(left.doubleValue(), right.doubleValue()) == 0
                : one.compareTo(two) == 0;
    }

    /** Right minus left; null unless both are finite numbers. */
    static BigDecimal difference(Object left, Object right) {
        BigDecimal one = decimal(left);
        BigDecimal two = decimal(right);
        return one == null || two == null ? null : plain(two.subtract(one));
    }

    /** The difference in percent of the left value, to six digits; null where there is none, as for a left value of 0. */
    static BigDecimal percent(Object left, Object right) {
        BigDecimal difference = difference(left, right);
        BigDecimal base = decimal(left);
        if (difference == null || base.signum() == 0) {
            return null;
        }
        return plain(difference.multiply(HUNDRED).divide(base.abs(), PERCENT));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return null;
        }
        return new BigDecimal(number.toString());
    }
}
