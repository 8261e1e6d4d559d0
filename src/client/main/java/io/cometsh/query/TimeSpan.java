package io.cometsh.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A length of time, for comparing with {@code Metadata("duration")} or, by {@link #getAgo}, with a datetime.
 *
 * <pre>{@code
 * Metadata("start_server_timestamp") > days(7).ago
 * Metadata("duration") < minutes(5)
 * }</pre>
 */
public record TimeSpan(Duration duration) {
    private static final int NANO_DIGITS = 9;

    /** The words that make one, with the length of one each. */
    static final Map<String, Duration> UNITS = Map.of(
            "seconds", Duration.ofSeconds(1),
            "minutes", Duration.ofMinutes(1),
            "hours", Duration.ofHours(1),
            "days", Duration.ofDays(1),
            "weeks", Duration.ofDays(7));

    /**
     * So many of a unit: {@code TimeSpan.of("hours", 1.5)} is ninety minutes.
     *
     * @param unit {@code seconds}, {@code minutes}, {@code hours}, {@code days} or {@code weeks}
     */
    public static TimeSpan of(String unit, Number count) {
        if (count == null) {
            throw new QueryException(unit + "(...) needs a number, not null");
        }
        try {
            BigDecimal seconds = new BigDecimal(count.toString())
                    .multiply(BigDecimal.valueOf(UNITS.get(unit).getSeconds()));
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue();
            return new TimeSpan(Duration.ofSeconds(whole.longValueExact(), nanos));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new QueryException(unit + "(...) needs a number, not " + count);
        }
    }

    /** The moment this long before now, in UTC, cut to whole seconds. */
    public LocalDateTime getAgo() {
        return before(Clock.systemUTC());
    }

    LocalDateTime before(Clock clock) {
        return LocalDateTime.ofInstant(clock.instant().minus(duration), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String toString() {
        return duration.toString();
    }
}
