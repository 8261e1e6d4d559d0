package io.cometsh.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time on the command line: a whole number and a unit, such as {@code 90s}, {@code 30m}, {@code 2h}, {@code 7d}. */
final class TimeText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhdw])");

    private TimeText() {}

    /** @param units the units that are allowed, of {@code smhdw}; empty for another unit, or for no time */
    static Optional<Duration> read(String text, String units) {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || !units.contains(time.group(2))) {
            return Optional.empty();
        }
        long count = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(7 * count);
                });
    }
}
