package io.cometsh.query;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A length of time, for comparing with {@code Metadata("duration")} or, by {@link #getAgo}, with a datetime.
 *
 * <pre>{@code
 * Metadata("start_server_timestamp") > days(7).ago
 * Metadata("duration") < minutes(5)
 * }</pre>
 */
public record TimeSpan(Duration duration) {

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
