package io.cometsh.query;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/** What {@code datetime(2026, 1, 31)} means, in a script and in a query that is only text. */
public final class DateTimes {
    private static final int NANOS_PER_MICRO = 1000;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private DateTimes() {}

    /**
     * A moment in UTC, as Python's {@code datetime} takes it.
     *
     * @param microsecond 0 to 999,999
     * @throws QueryException when there is no such day or time
     */
    public static LocalDateTime utc(int year, int month, int day, int hour, int minute, int second, int microsecond) {
        if (microsecond < 0 || microsecond >= MICROS_PER_SECOND) {
            throw new QueryException("datetime(...): microseconds go from 0 to 999999, not " + microsecond);
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, microsecond * NANOS_PER_MICRO);
        } catch (DateTimeException e) {
            throw new QueryException("datetime(" + year + ", " + month + ", " + day + ", ...): "
                    + e.getMessage()
                            .replaceAll(
                                    "Invalid value for (\\w+) \\(valid values ([^)]*)\\): (.*)", "$1 $3 is not in $2"));
        }
    }
}
