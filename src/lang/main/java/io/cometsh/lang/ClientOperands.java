package io.cometsh.lang;

import groovy.lang.Range;
import io.cometsh.client.wire.WireNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;

/**
 * Operands that the client returns and that Groovy alone cannot compare: a moment with a date and time, which is in UTC,
 * and a number of the wire with a text. Groovy has an error or "not equal" for them; two other operands are not touched.
 */
final class ClientOperands {
    private ClientOperands() {}

    /** The operand as a moment where the other one is a moment. */
    static Object moment(Object operand, Object other) {
        if (!(other instanceof Instant) || operand instanceof Instant) {
            return operand;
        }
        if (operand instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        if (operand instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (operand instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (operand instanceof LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return operand instanceof Date date ? date.toInstant() : operand;
    }

    /** The operand as Groovy can compare it for equality: the digits of a number where the other one is a text. */
    static Object equal(Object operand, Object other) {
        return operand instanceof WireNumber number && other instanceof CharSequence
                ? number.toString()
                : moment(operand, other);
    }

    /** The value as Groovy finds it among others: by its digits among texts, as a whole number in a range. */
    static Object member(Object value, Object choices) {
        if (!(value instanceof WireNumber number)) {
            return value;
        }
        if (choices instanceof Collection<?> some && !(choices instanceof Range)) {
            return some.stream().anyMatch(one -> one instanceof CharSequence text && number.reads(text))
                    ? number.toString()
                    : some.stream()
                            .filter(one ->
                                    one instanceof Number && number.doubleValue() == ((Number) one).doubleValue())
                            .findFirst()
                            .map(Object.class::cast)
                            .orElse(number);
        }
        boolean whole = choices instanceof Range && number.stripTrailingZeros().scale() <= 0;
        return whole && number.abs().longValue() < Integer.MAX_VALUE ? (Object) number.intValue() : number;
    }
}
