package io.cometsh.server.page;

import static j2html.TagCreator.span;

import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.Kind;
import j2html.tags.DomContent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times, durations and numbers are shown. */
final class Shown {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Shown() {}

    /** A time in UTC, to the minute; the whole of it for programs. */
    static DomContent time(long epochMillis) {
        Instant instant = Instant.ofEpochMilli(epochMillis);
        return j2html.TagCreator.time(MINUTES.format(instant))
                .attr("datetime", instant.toString())
                .withTitle(instant.toString());
    }

    /** {@code 3 d 4 h}, {@code 2 h 5 min}, {@code 3 min 20 s}, {@code 1.4 s}. */
    static String duration(long millis) {
        long seconds = millis / 1000;
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds / 60 % 60 + " min"
                : seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }

    /** {@code 12,000}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 run}, {@code 12,000 runs}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A message with a capital and a full stop. */
    static String sentence(String message) {
        if (message == null || message.isEmpty()) {
            return "";
        }
        int first = message.codePointAt(0);
        String rest = message.substring(Character.charCount(first));
        boolean ended = message.endsWith(".") || message.endsWith("?") || message.endsWith("!");
        return Character.toString(Character.toUpperCase(first)) + rest + (ended ? "" : ".");
    }

    /** A run's state as a word with a dot of its colour. */
    static DomContent state(ExperimentRow run) {
        String word = run.running() ? "running" : run.crashed() ? "crashed" : "finished";
        return span(word)
                .withClasses("state", word)
                .condAttr(
                        run.crashed() && run.error() != null,
                        "title",
                        cut(run.error() == null ? "" : run.error(), 500));
    }

    /** A logged value: a number with at most six significant digits, a long text cut. */
    static String value(String logged) {
        if ((logged.length() > 8 || logged.contains("E-")) && Kind.of(logged) == Kind.NUMBER) {
            double number = Double.parseDouble(logged);
            if (Double.isFinite(number) && !logged.matches("-?[0-9]{1,15}")) {
                return new BigDecimal(number, new MathContext(6))
                        .stripTrailingZeros()
                        .toString()
                        .replace("E", "e");
            }
        }
        return cut(logged, 80);
    }

    /** At most so many characters, whole ones. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
