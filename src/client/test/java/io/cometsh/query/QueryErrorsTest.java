package io.cometsh.query;

import static io.cometsh.query.Wire.metadata;
import static io.cometsh.query.Wire.metric;
import static io.cometsh.query.Wire.other;
import static io.cometsh.query.Wire.parameter;
import static io.cometsh.query.Wire.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence that a misuse of the query language gets, whole. */
class QueryErrorsTest {

    static Stream<Arguments> where_it_is_written() {
        QueryVariable loss = metric("loss");
        QueryExpression good = metric("acc").gt(0.9);
        return Stream.of(
                misuse(() -> metric(null), "Metric(...) needs a name, such as Metric(\"loss\")"),
                misuse(() -> tag(null), "Tag(...) needs a name, such as Tag(\"loss\")"),
                misuse(
                        () -> loss.lt(null),
                        "Metric(\"loss\") < null compares with nothing: write Metric(\"loss\") == None for experiments"
                                + " without a value, Metric(\"loss\") != None for experiments with one"),
                misuse(
                        () -> loss.ge(null),
                        "Metric(\"loss\") >= null compares with nothing: write Metric(\"loss\") == None for experiments"
                                + " without a value, Metric(\"loss\") != None for experiments with one"),
                misuse(
                        () -> loss.gt(true),
                        "Metric(\"loss\") > true: True and False have no order, write Metric(\"loss\") == True"),
                misuse(
                        () -> loss.le(false),
                        "Metric(\"loss\") <= false: True and False have no order, write Metric(\"loss\") == False"),
                misuse(
                        () -> loss.between("a", "b"),
                        "Metric(\"loss\").between(low, high) needs two numbers or two datetimes, not \"a\" and \"b\""),
                misuse(
                        () -> loss.between(1, null),
                        "Metric(\"loss\").between(low, high) needs two numbers or two datetimes, not 1 and null"),
                misuse(
                        () -> loss.between(1, true),
                        "Metric(\"loss\").between(low, high) needs two numbers or two datetimes, not 1 and true"),
                misuse(
                        () -> loss.between(1, LocalDate.of(2019, 1, 1)),
                        "Metric(\"loss\").between(low, high) needs two numbers or two datetimes, not 1 and"
                                + " \"2019-01-01 00:00:00\""),
                misuse(
                        () -> parameter("opt").contains(5),
                        "Parameter(\"opt\").contains(...) needs a text, such as Parameter(\"opt\").contains(\"5\")"),
                misuse(
                        () -> parameter("opt").startswith(null),
                        "Parameter(\"opt\").startswith(...) needs a text, such as"
                                + " Parameter(\"opt\").startswith(\"text\")"),
                misuse(
                        () -> parameter("opt").endsWith(true),
                        "Parameter(\"opt\").endswith(...) needs a text, such as"
                                + " Parameter(\"opt\").endswith(\"true\")"),
                misuse(
                        () -> parameter("opt").in(List.of()),
                        "Parameter(\"opt\") in [] can never hold: give at least one value"),
                misuse(
                        () -> loss.lt(parameter("lr")),
                        "cannot compare Metric(\"loss\") with Parameter(\"lr\"): only metrics are compared with each"
                                + " other, any other variable with a value, such as Metric(\"loss\") == \"adam\""),
                misuse(
                        () -> parameter("lr").eq(parameter("opt")),
                        "cannot compare Parameter(\"lr\") with Parameter(\"opt\"): only metrics are compared with each"
                                + " other, any other variable with a value, such as Parameter(\"lr\") == \"adam\""),
                misuse(() -> loss.le(loss), "cannot compare Metric(\"loss\") with itself"),
                misuse(() -> loss.getMin().le(loss.getMin()), "cannot compare Metric(\"loss\").min with itself"),
                misuse(
                        () -> loss.getMax().gt("a"),
                        "Metric(\"loss\").max is a number: compare it with a number, not with \"a\""),
                misuse(
                        () -> loss.getMax().eq(LocalDate.of(2026, 1, 31)),
                        "Metric(\"loss\").max is a number: compare it with a number, not with \"2026-01-31 00:00:00\""),
                misuse(
                        () -> loss.getMax().contains("a"),
                        "Metric(\"loss\").max is a number: compare with == < >, not with .contains(...)"),
                misuse(
                        () -> loss.getMax().atStep(3),
                        "Metric(\"loss\").max is one number already: write Metric(\"loss\").atStep(3)"),
                misuse(
                        () -> loss.atStep(0.5),
                        "Metric(\"loss\").atStep(step) needs a whole number, such as Metric(\"loss\").atStep(100)"),
                misuse(
                        () -> parameter("lr").getMin(),
                        "Parameter(\"lr\") has one value and no min: only metrics have several, as in"
                                + " Metric(\"loss\").min"),
                misuse(
                        () -> loss.matches("a"),
                        "Metric(\"loss\").matches(pattern) is for texts, and a metric is a number: compare with == < >"),
                misuse(
                        () -> loss.ignoreCase(),
                        "Metric(\"loss\").ignoreCase() is for texts, and a metric is a number: compare with == < >"),
                misuse(
                        () -> parameter("opt").matches("a(b"),
                        "Parameter(\"opt\").matches(...) got no regular expression: Unclosed group at character 4 of"
                                + " \"a(b\""),
                misuse(
                        () -> parameter("opt").matches(5),
                        "Parameter(\"opt\").matches(...) needs a pattern, such as Parameter(\"opt\").matches(/ada.*/)"),
                misuse(
                        () -> parameter("opt").ignoreCase().eq(5),
                        "Parameter(\"opt\").ignoreCase() is a text: compare it with a text in quotes, not with 5"),
                misuse(
                        () -> parameter("opt").ignoreCase().lt("a"),
                        "Parameter(\"opt\").ignoreCase() < ...: there is no order here, write == or one of contains,"
                                + " startswith, endswith, matches"),
                misuse(
                        () -> loss.eq(good),
                        "cannot compare Metric(\"loss\") with (Metric(\"acc\") > 0.9): a rule compares one variable with"
                                + " a value, such as Metric(\"loss\") > 0.5"),
                misuse(
                        () -> parameter("opt").eq(List.of("adam")),
                        "cannot compare Parameter(\"opt\") with a list: write Parameter(\"opt\") in [\"a\", \"b\"] for"
                                + " any of several values, or Parameter(\"opt\").between(low, high)"),
                misuse(
                        () -> parameter("opt").eq(new int[] {1}),
                        "cannot compare Parameter(\"opt\") with a list: write Parameter(\"opt\") in [\"a\", \"b\"] for"
                                + " any of several values, or Parameter(\"opt\").between(low, high)"),
                misuse(
                        () -> loss.eq(new Thread()),
                        "cannot compare Metric(\"loss\") with a Thread: use a number, a text, True, False, None or"
                                + " datetime(...)"),
                misuse(
                        () -> good.and(loss),
                        "Metric(\"loss\") must be compared with something before it is joined with '&', for example"
                                + " Metric(\"loss\") > 0.5"),
                misuse(
                        () -> good.or(loss),
                        "Metric(\"loss\") must be compared with something before it is joined with '|', for example"
                                + " Metric(\"loss\") > 0.5"),
                misuse(() -> good.and(5), "the right side of '&' must be a query expression, not Integer 5"),
                misuse(() -> good.or("x"), "the right side of '|' must be a query expression, not String \"x\""),
                misuse(() -> good.and(null), "the right side of '&' must be a query expression, not null"),
                misuse(() -> good.xor(good), "'^' cannot join conditions: write (a & ~b) | (~a & b)"),
                misuse(good::negative, "-(Metric(\"acc\") > 0.9): write ~ for NOT, as in ~((Metric(\"acc\") > 0.9))"),
                misuse(good::positive, "+(Metric(\"acc\") > 0.9): a condition has no sign"),
                misuse(
                        good::asBoolean,
                        "a query has no truth value here: join conditions with & for AND, | for OR, ~ for NOT instead of"
                                + " && || !, and give the query to api.query(...) before testing it:"
                                + " (Metric(\"acc\") > 0.9)"),
                misuse(
                        () -> loss.and(good),
                        "Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5"),
                misuse(
                        () -> loss.or(good),
                        "Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5"),
                misuse(
                        () -> loss.xor(good),
                        "Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5"),
                misuse(
                        loss::negative,
                        "Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5"),
                misuse(
                        loss::positive,
                        "Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5"),
                misuse(
                        loss::bitwiseNegate,
                        "~Metric(\"loss\") negates nothing: put the comparison in parentheses, such as"
                                + " ~(Metric(\"loss\") < 3)"),
                misuse(
                        () -> loss.plus(1),
                        "cannot compute Metric(\"loss\") + 1: the server compares stored values, so move the arithmetic"
                                + " to the other side"),
                misuse(
                        () -> loss.minus(metric("acc")),
                        "cannot compute Metric(\"loss\") - Metric(\"acc\"): the server compares stored values, so move"
                                + " the arithmetic to the other side"),
                misuse(
                        () -> loss.multiply(2),
                        "cannot compute Metric(\"loss\") * 2: the server compares stored values, so move the arithmetic"
                                + " to the other side"),
                misuse(
                        () -> loss.div(2),
                        "cannot compute Metric(\"loss\") / 2: the server compares stored values, so move the arithmetic"
                                + " to the other side"),
                misuse(
                        loss::asBoolean,
                        "Metric(\"loss\") has no truth value: compare it, for example Metric(\"loss\") > 0.5, and join"
                                + " conditions with & | ~"),
                misuse(
                        () -> loss.compareTo(3),
                        "this comparison of Metric(\"loss\") was not turned into a query: add"
                                + " \"import static io.cometsh.lang.Query.*\" to the script, or write"
                                + " Metric(\"loss\").lt(value)"));
    }

    @ParameterizedTest
    @MethodSource("where_it_is_written")
    void refuses_a_misuse_where_it_is_written(ThrowingCallable misuse, String message) {
        assertThatThrownBy(misuse).isInstanceOf(QueryException.class).hasMessage(message);
    }

    static Stream<Arguments> by_the_type_of_the_column() {
        return Stream.of(
                wrong(
                        metric("acc").contains("x"),
                        "Metric(\"acc\") holds numbers: contains(...) is for text: compare with == < > instead"),
                wrong(
                        metric("acc").startswith("x").negate(),
                        "Metric(\"acc\") holds numbers: startswith(...) is for text: compare with == < > instead"),
                wrong(
                        metadata("started").endswith("x"),
                        "Metadata(\"started\") holds datetimes: endswith(...) is for text: compare with == < > instead"),
                wrong(
                        metadata("hasImages").contains("x"),
                        "Metadata(\"hasImages\") holds True and False: contains(...) is for text: compare with == < >"
                                + " instead"),
                wrong(
                        metadata("duration").contains("x"),
                        "Metadata(\"duration\") holds seconds: contains(...) is for text: compare with == < > instead"),
                wrong(
                        parameter("opt").between(1, 2),
                        "Parameter(\"opt\") holds text: between(low, high) is for numbers: compare with == or in [...]"),
                wrong(
                        metadata("started").between(1, 2).negate(),
                        "Metadata(\"started\") holds datetimes: give between(...) two datetimes, such as"
                                + " datetime(2026, 1, 31)"),
                wrong(
                        metric("acc").eq("0.5"),
                        "Metric(\"acc\") holds numbers: write a number without quotes, not \"0.5\""),
                wrong(
                        metadata("duration").gt("60"),
                        "Metadata(\"duration\") holds seconds: write a number without quotes, not \"60\""),
                wrong(
                        metric("acc").gt(LocalDate.of(2019, 1, 1)),
                        "Metric(\"acc\") holds numbers: write a number, not a datetime"),
                wrong(
                        metadata("started").gt(1569301200),
                        "Metadata(\"started\") holds datetimes: write datetime(2026, 1, 31, 12, 0), in UTC, not"
                                + " 1569301200"),
                wrong(
                        metadata("started").eq(true),
                        "Metadata(\"started\") holds datetimes: write datetime(2026, 1, 31, 12, 0), in UTC, not true"),
                wrong(
                        metadata("started").gt("yesterday"),
                        "Metadata(\"started\") holds datetimes: write datetime(2026, 1, 31) or \"2026-01-31 12:00:00\","
                                + " not \"yesterday\""),
                wrong(
                        metadata("hasImages").eq("True"),
                        "Metadata(\"hasImages\") holds True and False: write True or False, not \"True\""),
                wrong(
                        metadata("hasImages").eq(LocalDate.of(2019, 1, 1)),
                        "Metadata(\"hasImages\") holds True and False: write True or False, not \"2019-01-01"
                                + " 00:00:00\""),
                wrong(
                        parameter("opt").lt(5),
                        "Parameter(\"opt\") holds text: write a text in quotes, or use ==, not < 5"),
                wrong(
                        other("note").ge(0.5),
                        "Other(\"note\") holds text: write a text in quotes, or use ==, not >= 0.5"));
    }

    @ParameterizedTest
    @MethodSource("by_the_type_of_the_column")
    void refuses_what_does_not_fit_the_column_in_both_forms_of_the_wire(QueryExpression wrong, String message) {
        assertThatThrownBy(() -> Wire.plan(wrong))
                .isInstanceOf(QueryException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Wire.plan(tag("best").or(wrong)))
                .isInstanceOf(QueryException.class)
                .hasMessage(message);
    }

    private static Arguments misuse(ThrowingCallable misuse, String message) {
        return arguments(misuse, message);
    }

    private static Arguments wrong(QueryExpression expression, String message) {
        return arguments(expression, message);
    }

    @ParameterizedTest
    @MethodSource("by_the_type_of_the_column")
    void does_not_ask_for_the_type_before_the_project_is_known(QueryExpression wrong, String message) {
        // The same comparison is right in a project where nobody logged that column: it has nothing to fit.
        assertThat(PredicateBuilder.plan(wrong, new ProjectColumns(List.of())).form())
                .isEqualTo(QueryPlan.Form.NOTHING);
    }
}
