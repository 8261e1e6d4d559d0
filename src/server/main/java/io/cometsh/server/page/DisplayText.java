package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.Numbers;
import io.cometsh.server.store.ValueKind;
import j2html.tags.DomContent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How times, durations and numbers are shown. */
final class DisplayText {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    private DisplayText() {}

    /** A time in UTC, to the minute; the exact time is there for programs. */
    static DomContent time(long epochMillis) {
        Instant instant = Instant.ofEpochMilli(epochMillis);
        return j2html.TagCreator.time(MINUTES.format(instant))
                .attr("datetime", instant.toString())
                .withTitle(instant.toString());
    }

    /** A time in UTC, to the millisecond. */
    static DomContent exactTime(long epochMillis) {
        String instant = MILLIS.format(Instant.ofEpochMilli(epochMillis));
        return j2html.TagCreator.time(instant)
                .attr("datetime", Instant.ofEpochMilli(epochMillis).toString());
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

    /** A number in at most six significant digits, with an exponent in place of many zeros: {@code 0.0012}, {@code 1e-5}, {@code 250000}. */
    static String figure(double number) {
        if (!Double.isFinite(number)) {
            return String.valueOf(number);
        }
        return plain(new BigDecimal(number).round(new MathContext(6)));
    }

    /** What was logged, exactly. A number is without needless zeros: {@code 0.0001} for {@code 1.0E-4}. */
    static String logged(String text) {
        boolean number = Numbers.isNumber(text) && Double.isFinite(Numbers.parse(text));
        return number && text.length() < 40 ? plain(new BigDecimal(text)) : text;
    }

    private static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int power = stripped.precision() - stripped.scale() - 1;
        return power < -4 || power > 15
                ? stripped.movePointLeft(power).toPlainString() + "e" + power
                : stripped.toPlainString();
    }

    /** {@code 12 bytes}, {@code 3.4 kB}, {@code 1.2 GB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return count(bytes, "byte");
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.95 && unit < 3) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", size, "kMGT".charAt(unit));
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

    static DomContent tags(List<String> tags) {
        return each(tags, tag -> span(tag).withClass("tag").withTitle(tag));
    }

    /** A link to a run that is known by its key alone. */
    static DomContent run(String experimentKey) {
        return experimentKey == null || experimentKey.isEmpty()
                ? text("")
                : a(cut(experimentKey, 9))
                        .withHref(ShortLinks.run(experimentKey))
                        .withTitle(experimentKey);
    }

    /** A text of JSON below a heading; nothing when there is none. */
    static DomContent json(String heading, String json) {
        if (or(json).isBlank() || json.equals("{}") || json.equals("[]")) {
            return text("");
        }
        String shown = json;
        try {
            shown = JSON.readTree(json).toPrettyString();
        } catch (JsonProcessingException e) {
            // Shown as it was logged.
        }
        return section(h2(heading), pre(shown).withClass("wrap"));
    }

    /** An empty text for null. */
    static String or(String text) {
        return text == null ? "" : text;
    }

    /** A logged value: a number with at most six significant digits, a long text cut. */
    static String value(String logged) {
        if ((logged.length() > 8 || logged.contains("E-")) && ValueKind.of(logged) == ValueKind.NUMBER) {
            double number = Double.parseDouble(logged);
            if (Double.isFinite(number) && !logged.matches("-?[0-9]{1,15}")) {
                return figure(number);
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
