package io.cometsh.server.route;

import io.cometsh.server.store.Numbers;
import java.math.BigDecimal;
import java.util.Optional;

/** Whole numbers of 64 bits in bodies and queries: what is none is refused and not rounded. */
final class WholeNumber {
    static final String EXPECTED = " must be a whole number of 64 bits, not ";

    /** More digits than a number of 64 bits has; a text such as 1e999999999 would otherwise become one of a billion digits. */
    private static final double TOO_LARGE = 1e19;

    private WholeNumber() {}

    /** The number that a text such as {@code 3}, {@code -3} or {@code 3.0} names; empty when it names none, or one with a fraction or of more than 64 bits. */
    static Optional<Long> of(String text) {
        if (!(Math.abs(Numbers.parse(text)) < TOO_LARGE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    static Optional<Long> of(double number) {
        return number == Math.rint(number) && Math.abs(number) < 0x1p63 ? Optional.of((long) number) : Optional.empty();
    }
}
