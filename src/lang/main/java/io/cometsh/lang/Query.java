package io.cometsh.lang;

import io.cometsh.query.DateTimes;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.query.TimeSpan;
import java.time.LocalDateTime;

/**
 * The words of the query language. Every script and session of cometsh has them; a script for plain Groovy adds
 * {@code import static io.cometsh.lang.Query.*}, which also turns its comparisons into queries.
 *
 * <pre>{@code
 * api.query("demo", "digits", Metric("accuracy") > 0.9 & Parameter("optimizer") == "adam" & ~Tag("bad"))
 * }</pre>
 *
 * <p>The names are Python's, capitals included, so that a query is the same text in both languages.
 */
public final class Query {
    /** The absent value: {@code Metric("loss") == None}. The same as {@code null}. */
    public static final Object None = null;

    /** Python's spelling of {@code true}. */
    public static final Boolean True = Boolean.TRUE;

    /** Python's spelling of {@code false}. */
    public static final Boolean False = Boolean.FALSE;

    /** Not a number: {@code Metric("loss") == NaN} finds the experiments whose loss is not one. The same as {@code Double.NaN}. */
    public static final Double NaN = Double.NaN;

    /** Greater than every number: {@code Metric("loss") == Infinity}, and {@code -Infinity} for the least. */
    public static final Double Infinity = Double.POSITIVE_INFINITY;

    private Query() {}

    /** A metric, compared by its current value: {@code Metric("loss") < 0.2}. */
    public static QueryVariable Metric(Object name) {
        return variable(Source.METRICS, name, null);
    }

    /** A metric whose column type is given rather than looked up: {@code double}, {@code string}, … */
    public static QueryVariable Metric(Object name, String type) {
        return variable(Source.METRICS, name, type);
    }

    /** A parameter: {@code Parameter("optimizer") == "adam"}. */
    public static QueryVariable Parameter(Object name) {
        return variable(Source.PARAMETERS, name, null);
    }

    /** A parameter whose column type is given rather than looked up. */
    public static QueryVariable Parameter(Object name, String type) {
        return variable(Source.PARAMETERS, name, type);
    }

    /** A value of log-other: {@code Other("Name").startswith("red")}. */
    public static QueryVariable Other(Object name) {
        return variable(Source.OTHERS, name, null);
    }

    /** A value of log-other whose column type is given rather than looked up. */
    public static QueryVariable Other(Object name, String type) {
        return variable(Source.OTHERS, name, type);
    }

    /**
     * A fact of the experiment itself: {@code Metadata("duration") > minutes(5)} (seconds on the server),
     * {@code Metadata("start_server_timestamp") > days(7).ago} (UTC).
     */
    public static QueryVariable Metadata(Object name) {
        return variable(Source.METADATA, name, null);
    }

    /** A fact of the experiment whose column type is given rather than looked up. */
    public static QueryVariable Metadata(Object name, String type) {
        return variable(Source.METADATA, name, type);
    }

    /** A system detail: {@code Environment("os").startswith("Linux")}. */
    public static QueryVariable Environment(Object name) {
        return variable(Source.ENVIRONMENT, name, null);
    }

    /** A system detail whose column type is given rather than looked up. */
    public static QueryVariable Environment(Object name, String type) {
        return variable(Source.ENVIRONMENT, name, type);
    }

    /** The condition "has this tag": {@code Tag("best")}, and {@code ~Tag("bad")} for "has it not". */
    public static QueryExpression Tag(Object name) {
        return QueryVariable.tag(variable(Source.TAGS, name, "string").name());
    }

    private static QueryVariable variable(Source source, Object name, String type) {
        if (name instanceof CharSequence text) {
            return new QueryVariable(source, text.toString(), type);
        }
        if (name == null) {
            return new QueryVariable(source, null, type);
        }
        throw new QueryException(source.variableName() + "(...) needs a name in quotes, not " + name);
    }

    /** Midnight of a day, in UTC: {@code datetime(2026, 1, 31)}. */
    public static LocalDateTime datetime(int year, int month, int day) {
        return datetime(year, month, day, 0, 0, 0, 0);
    }

    /** A full hour, in UTC: {@code datetime(2026, 1, 31, 12)}. */
    public static LocalDateTime datetime(int year, int month, int day, int hour) {
        return datetime(year, month, day, hour, 0, 0, 0);
    }

    /** A minute, in UTC: {@code datetime(2026, 1, 31, 12, 30)}. */
    public static LocalDateTime datetime(int year, int month, int day, int hour, int minute) {
        return datetime(year, month, day, hour, minute, 0, 0);
    }

    /** A second, in UTC: {@code datetime(2026, 1, 31, 12, 30, 59)}. */
    public static LocalDateTime datetime(int year, int month, int day, int hour, int minute, int second) {
        return datetime(year, month, day, hour, minute, second, 0);
    }

    /**
     * A moment in UTC, as in Python's {@code datetime}.
     *
     * @param microsecond 0 to 999,999
     * @throws QueryException when there is no such day or time
     */
    public static LocalDateTime datetime(
            int year, int month, int day, int hour, int minute, int second, int microsecond) {
        return DateTimes.utc(year, month, day, hour, minute, second, microsecond);
    }

    /** A length of time: {@code days(7).ago} is the moment a week before now, in UTC. */
    public static TimeSpan days(Number count) {
        return TimeSpan.of("days", count);
    }

    /** A length of time: {@code hours(1.5)} is ninety minutes. */
    public static TimeSpan hours(Number count) {
        return TimeSpan.of("hours", count);
    }

    /** A length of time: {@code Metadata("duration") < minutes(5)}. */
    public static TimeSpan minutes(Number count) {
        return TimeSpan.of("minutes", count);
    }

    /** A length of time: {@code seconds(30).ago}. */
    public static TimeSpan seconds(Number count) {
        return TimeSpan.of("seconds", count);
    }

    /** A length of time: {@code weeks(2).ago}. */
    public static TimeSpan weeks(Number count) {
        return TimeSpan.of("weeks", count);
    }
}
