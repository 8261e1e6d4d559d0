package io.cometsh.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Brings what a script compares with to the few kinds of value a rule can hold: text, number, boolean, datetime, null. */
final class Values {
    private Values() {}

    /** A datetime as it goes out, so that it differs from a text that the script wrote itself. */
    record DateTimeText(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** What a variable is compared with, brought to one of the kinds; refuses what its facet cannot be. */
    static Object normalise(QueryVariable variable, Object value) {
        Object normal = normal(variable, value);
        Facet facet = variable.facet();
        if (facet == null || normal == null) {
            return normal;
        }
        if (facet.isNumber() && !(normal instanceof Number || normal instanceof QueryVariable)) {
            throw new QueryException(variable + " is a number: compare it with a number, not with " + literal(normal));
        }
        if (!facet.isNumber() && !(normal instanceof String)) {
            throw new QueryException(
                    variable + " is a text: compare it with a text in quotes, not with " + literal(normal));
        }
        return normal;
    }

    private static Object normal(QueryVariable variable, Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof DateTimeText) {
            return value;
        }
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        if (value instanceof Float) {
            // 0.1f means 0.1, not the double nearest to the float.
            return Double.valueOf(value.toString());
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof TimeSpan span) {
            return seconds(span.duration());
        }
        if (value instanceof Duration duration) {
            return seconds(duration);
        }
        DateTimeText datetime = datetime(value);
        if (datetime != null) {
            return datetime;
        }
        if (value instanceof QueryVariable other) {
            return metric(variable, other);
        }
        if (value instanceof QueryExpression) {
            throw new QueryException("cannot compare " + variable + " with " + value
                    + ": a rule compares one variable with a value, such as " + variable + " > 0.5");
        }
        if (value instanceof Iterable || value.getClass().isArray()) {
            throw new QueryException("cannot compare " + variable + " with a list: write " + variable
                    + " in [\"a\", \"b\"] for any of several values, or " + variable + ".between(low, high)");
        }
        throw new QueryException("cannot compare " + variable + " with a "
                + value.getClass().getSimpleName() + ": use a number, a text, True, False, None or datetime(...)");
    }

    /** Two metrics are numbers of one experiment, and the client can compare them; other columns hold anything. */
    private static QueryVariable metric(QueryVariable variable, QueryVariable other) {
        if (variable.source() != Source.METRICS || other.source() != Source.METRICS) {
            throw new QueryException("cannot compare " + variable + " with " + other
                    + ": only metrics are compared with each other, any other variable with a value, such as "
                    + variable + " == \"adam\"");
        }
        if (variable.equals(other)) {
            throw new QueryException("cannot compare " + variable + " with itself");
        }
        return other;
    }

    /** The pattern as a text; the flags that it was compiled with are put in front. */
    static String pattern(QueryVariable variable, Object given) {
        String text = given.toString();
        try {
            // A pattern's flags include the flags that its text sets.
            int own = Pattern.compile(text).flags();
            int more = given instanceof Pattern pattern ? pattern.flags() & ~own : 0;
            return more == 0 ? text : "(?" + flags(more) + ")" + text;
        } catch (PatternSyntaxException e) {
            throw new QueryException(variable + ".matches(...) got no regular expression: " + e.getDescription()
                    + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)) + " of " + quote(text));
        }
    }

    private static String flags(int flags) {
        int[] bits = {
            Pattern.CASE_INSENSITIVE,
            Pattern.UNIX_LINES,
            Pattern.MULTILINE,
            Pattern.DOTALL,
            Pattern.UNICODE_CASE,
            Pattern.COMMENTS,
            Pattern.UNICODE_CHARACTER_CLASS
        };
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < bits.length; i++) {
            if ((flags & bits[i]) != 0) {
                letters.append("idmsuxU".charAt(i));
            }
        }
        return letters.toString();
    }

    private static DateTimeText datetime(Object value) {
        if (value instanceof LocalDateTime local) {
            return new DateTimeText(format(local));
        }
        if (value instanceof LocalDate date) {
            return new DateTimeText(format(date.atStartOfDay()));
        }
        if (value instanceof OffsetDateTime moment) {
            return new DateTimeText(format(moment.toLocalDateTime()) + offset(moment.getOffset()));
        }
        if (value instanceof ZonedDateTime moment) {
            return new DateTimeText(format(moment.toLocalDateTime()) + offset(moment.getOffset()));
        }
        if (value instanceof Instant instant) {
            return new DateTimeText(format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
        }
        if (value instanceof Date date) {
            return datetime(Instant.ofEpochMilli(date.getTime()));
        }
        if (value instanceof Calendar calendar) {
            return datetime(calendar.toInstant());
        }
        return null;
    }

    static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    static boolean isGreater(Number left, Number right) {
        if (isFinite(left) && isFinite(right)) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) > 0;
        }
        return left.doubleValue() > right.doubleValue();
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue()) || number instanceof BigDecimal || number instanceof BigInteger;
    }

    static boolean isDateTime(Object value) {
        return value instanceof DateTimeText || datetime(value) != null;
    }

    private static String format(LocalDateTime local) {
        return (local.getNano() / 1000 == 0 ? Forms.SECONDS : Forms.FRACTION).format(local);
    }

    /** In a class of their own, since a query without a datetime need not load Java's formatters. */
    private static final class Forms {
        static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
        static final DateTimeFormatter FRACTION = new DateTimeFormatterBuilder()
                .append(SECONDS)
                .appendLiteral('.')
                .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, false)
                .toFormatter(Locale.ROOT);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static Number seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .stripTrailingZeros();
        return seconds.scale() <= 0 ? (Number) seconds.longValueExact() : seconds;
    }

    /** A number as Python's {@code str} writes it: bounds of {@code between} go out as such texts. */
    static String numberText(Number number) {
        if (number instanceof Double value && (value.isNaN() || value.isInfinite())) {
            return value.isNaN() ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (!(number instanceof Double) && !(number instanceof BigDecimal)) {
            return number.toString();
        }
        BigDecimal decimal = new BigDecimal(number.toString());
        if (decimal.signum() == 0) {
            return number.equals(-0.0) ? "-0.0" : "0.0";
        }
        BigDecimal digits = decimal.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return digits.scale() <= 0 ? digits.toPlainString() + ".0" : digits.toPlainString();
        }
        String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }

    /** A text as a script would write it: in double quotes, with what must be escaped escaped. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\', '$' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    static String literal(Object value) {
        if (value instanceof String text) {
            return quote(text);
        }
        if (value instanceof DateTimeText datetime) {
            return quote(datetime.text());
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.isNaN() ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }
        return String.valueOf(value);
    }
}
