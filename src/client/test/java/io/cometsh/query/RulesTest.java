package io.cometsh.query;

import static io.cometsh.query.Wire.metadata;
import static io.cometsh.query.Wire.metric;
import static io.cometsh.query.Wire.other;
import static io.cometsh.query.Wire.parameter;
import static io.cometsh.query.Wire.rule;
import static io.cometsh.query.Wire.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One comparison, one rule: operators, negations and every kind of value. */
class RulesTest {

    static Stream<Arguments> operators() {
        return Stream.of(
                arguments(metric("acc").eq(0.5), "acc:double equal 0.5", "acc:double not_equal 0.5"),
                arguments(metric("acc").ne(0.5), "acc:double not_equal 0.5", "acc:double equal 0.5"),
                arguments(metric("acc").lt(0.5), "acc:double less 0.5", "acc:double greater_or_equal 0.5"),
                arguments(metric("acc").le(0.5), "acc:double less_or_equal 0.5", "acc:double greater 0.5"),
                arguments(metric("acc").gt(0.5), "acc:double greater 0.5", "acc:double less_or_equal 0.5"),
                arguments(metric("acc").ge(0.5), "acc:double greater_or_equal 0.5", "acc:double less 0.5"),
                arguments(
                        metric("acc").between(0.1, 0.9),
                        "acc:double between [\"0.1\",\"0.9\"]",
                        "acc:double not_between [\"0.1\",\"0.9\"]"),
                arguments(
                        parameter("opt").contains("da"),
                        "opt:string contains \"da\"",
                        "opt:string not_contains \"da\""),
                arguments(
                        parameter("opt").startswith("ad"),
                        "opt:string begins_with \"ad\"",
                        "opt:string not_begins_with \"ad\""),
                arguments(
                        parameter("opt").startsWith("ad"),
                        "opt:string begins_with \"ad\"",
                        "opt:string not_begins_with \"ad\""),
                arguments(
                        parameter("opt").endswith("am"),
                        "opt:string ends_with \"am\"",
                        "opt:string not_ends_with \"am\""),
                arguments(
                        parameter("opt").endsWith("am"),
                        "opt:string ends_with \"am\"",
                        "opt:string not_ends_with \"am\""),
                arguments(metric("acc").eq(null), "acc:double is_null null", "acc:double is_not_null null"),
                arguments(metric("acc").ne(null), "acc:double is_not_null null", "acc:double is_null null"),
                arguments(other("note").eq(""), "note:string is_empty null", "note:string is_not_empty null"),
                arguments(other("note").ne(""), "note:string is_not_empty null", "note:string is_empty null"),
                arguments(metadata("hasImages").eq(true), "hasImages:boolean equal 1", "hasImages:boolean not_equal 1"),
                arguments(
                        metadata("hasImages").eq(false), "hasImages:boolean equal 0", "hasImages:boolean not_equal 0"),
                arguments(metadata("hasImages").ne(true), "hasImages:boolean not_equal 1", "hasImages:boolean equal 1"),
                arguments(
                        metadata("hasImages").ne(false), "hasImages:boolean not_equal 0", "hasImages:boolean equal 0"),
                arguments(tag("best"), "best:string equal \"best\"", "best:string not_equal \"best\""));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void writes_an_operator_its_negation_and_its_double_negation(
            QueryExpression expression, String rule, String negated) {
        assertThat(rule(expression)).isEqualTo(rule);
        assertThat(rule(expression.negate())).isEqualTo(negated);
        assertThat(rule(expression.bitwiseNegate())).isEqualTo(negated);
        assertThat(rule(expression.negate().negate())).isEqualTo(rule);
        assertThat(expression.negate().negate()).isEqualTo(expression);
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void every_operator_is_the_negation_of_its_negation(Operator operator) {
        assertThat(operator.negated()).isNotEqualTo(operator);
        assertThat(operator.negated().negated()).isEqualTo(operator);
        if (operator.wireName() == null) {
            assertThat(operator.negated().wireName()).isNull();
            return;
        }
        String plain = operator.wireName().replace("is_not_", "is_").replaceFirst("^not_", "");
        String other = operator.negated().wireName().replace("is_not_", "is_").replaceFirst("^not_", "");
        if (!operator.isOrdering()) {
            assertThat(other).isEqualTo(plain);
        }
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(1, "1"),
                arguments(0, "0"),
                arguments(-7, "-7"),
                arguments((short) 3, "3"),
                arguments((byte) 3, "3"),
                arguments(1234567890123L, "1234567890123"),
                arguments(new BigInteger("12345678901234567890"), "12345678901234567890"),
                arguments(0.1, "0.1"),
                arguments(0.1f, "0.1"),
                arguments(-0.0, "-0.0"),
                arguments(new BigDecimal("0.12345678901234567890123"), "0.12345678901234567890123"),
                arguments(new BigDecimal("0.50"), "0.50"),
                arguments(new BigDecimal("1E-20"), "1E-20"),
                arguments(1e-20, "1.0E-20"),
                arguments(new AtomicInteger(4), "4"),
                arguments(Double.POSITIVE_INFINITY, "\"Infinity\""));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void keeps_every_digit_of_a_number(Number value, String json) {
        // The client decides how NaN travels; here it is a number, which Jackson writes in quotes unless configured not
        // to.
        assertThat(rule(metric("acc").gt(value))).isEqualTo("acc:double greater " + json);
        assertThat(rule(metric("acc").eq(value))).isEqualTo("acc:double equal " + json);
    }

    static Stream<Arguments> datetimes() {
        LocalDateTime local = LocalDateTime.of(2019, 9, 24, 5, 6, 7);
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin"));
        calendar.setTimeInMillis(1569301567000L);
        return Stream.of(
                arguments(local, "2019-09-24 05:06:07"),
                arguments(local.withSecond(0).withMinute(0), "2019-09-24 05:00:00"),
                arguments(local.withNano(123_456_000), "2019-09-24 05:06:07.123456"),
                arguments(local.withNano(500_000_000), "2019-09-24 05:06:07.500000"),
                arguments(local.withNano(1_000), "2019-09-24 05:06:07.000001"),
                arguments(local.withNano(999), "2019-09-24 05:06:07"),
                arguments(LocalDate.of(2019, 9, 24), "2019-09-24 00:00:00"),
                arguments(OffsetDateTime.parse("2019-09-24T05:06:07+02:00"), "2019-09-24 05:06:07+02:00"),
                arguments(OffsetDateTime.parse("2019-09-24T05:06:07.25-03:30"), "2019-09-24 05:06:07.250000-03:30"),
                arguments(OffsetDateTime.parse("2019-09-24T05:06:07Z"), "2019-09-24 05:06:07+00:00"),
                arguments(ZonedDateTime.of(local, ZoneId.of("Europe/Berlin")), "2019-09-24 05:06:07+02:00"),
                arguments(ZonedDateTime.of(local, ZoneId.of("UTC")), "2019-09-24 05:06:07+00:00"),
                arguments(Instant.parse("2019-09-24T05:06:07Z"), "2019-09-24 05:06:07"),
                arguments(Instant.parse("2019-09-24T05:06:07.000001Z"), "2019-09-24 05:06:07.000001"),
                arguments(new Date(1569301567000L), "2019-09-24 05:06:07"),
                arguments(new java.sql.Timestamp(1569301567250L), "2019-09-24 05:06:07.250000"),
                arguments(calendar, "2019-09-24 05:06:07"),
                arguments("2019-09-24", "2019-09-24"),
                arguments("2019-09-24 05:06", "2019-09-24 05:06"),
                arguments("2019-09-24T05:06:07.5Z", "2019-09-24T05:06:07.5Z"),
                arguments("2019-09-24 05:06:07 +0200", "2019-09-24 05:06:07 +0200"));
    }

    @ParameterizedTest
    @MethodSource("datetimes")
    void writes_a_moment_with_its_fraction_and_offset_if_it_has_any(Object value, String text) {
        assertThat(rule(metadata("started").lt(value))).isEqualTo("started:datetime less \"" + text + "\"");
        assertThat(rule(metadata("started").ne(value))).isEqualTo("started:datetime not_equal \"" + text + "\"");
    }

    @Test
    void compares_a_duration_in_seconds() {
        assertThat(rule(metadata("duration").gt(new TimeSpan(Duration.ofMinutes(2)))))
                .isEqualTo("duration:timenumber greater 120");
        assertThat(rule(metadata("duration").gt(Duration.ofMillis(1500)))).isEqualTo("duration:timenumber greater 1.5");
        assertThat(rule(metadata("duration").gt(Duration.ofNanos(1)))).isEqualTo("duration:timenumber greater 1E-9");
        assertThat(rule(metadata("duration").le(Duration.ZERO))).isEqualTo("duration:timenumber less_or_equal 0");
        assertThat(rule(metadata("duration").gt(Duration.ofSeconds(-3)))).isEqualTo("duration:timenumber greater -3");
        assertThat(rule(metadata("duration").between(10, new TimeSpan(Duration.ofMinutes(1)))))
                .isEqualTo("duration:timenumber between [\"10\",\"60\"]");
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                arguments(1, "1"),
                arguments(-1L, "-1"),
                arguments(new BigInteger("12345678901234567890"), "12345678901234567890"),
                arguments(0.1, "0.1"),
                arguments(0.1f, "0.1"),
                arguments(20.0, "20.0"),
                arguments(new BigDecimal("20"), "20.0"),
                arguments(new BigDecimal("20.50"), "20.5"),
                arguments(0.0, "0.0"),
                arguments(-0.0, "-0.0"),
                arguments(new BigDecimal("0.000"), "0.0"),
                arguments(1e-5, "1e-05"),
                arguments(new BigDecimal("0.00001"), "1e-05"),
                arguments(1.5e-7, "1.5e-07"),
                arguments(-1.5e-7, "-1.5e-07"),
                arguments(0.0001, "0.0001"),
                arguments(1e15, "1000000000000000.0"),
                arguments(1e16, "1e+16"),
                arguments(1.25e100, "1.25e+100"),
                arguments(1e-100, "1e-100"),
                arguments(123456789.125, "123456789.125"),
                arguments(new BigDecimal("0.1234567890123456789012"), "0.1234567890123456789012"),
                arguments(Double.POSITIVE_INFINITY, "inf"),
                arguments(Double.NEGATIVE_INFINITY, "-inf"));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void writes_the_bounds_of_between_as_Python_writes_numbers(Number bound, String text) {
        assertThat(rule(metric("acc").between(bound, 7))).isEqualTo("acc:double between [\"" + text + "\",\"7\"]");
        assertThat(rule(metric("acc").between(-7, bound).negate()))
                .isEqualTo("acc:double not_between [\"-7\",\"" + text + "\"]");
    }

    @Test
    void sends_datetime_bounds_as_two_rules_since_the_server_takes_only_numbers() {
        QueryExpression year =
                metadata("started").between(LocalDate.of(2019, 1, 1), LocalDateTime.of(2019, 12, 31, 23, 59));
        assertThat(Wire.predicates(year))
                .isEqualTo("metadata AND[started:datetime greater_or_equal \"2019-01-01 00:00:00\","
                        + " started:datetime less_or_equal \"2019-12-31 23:59:00\"]");
        assertThat(Wire.tree(year.negate()))
                .isEqualTo("OR[metadata/started:datetime less \"2019-01-01 00:00:00\","
                        + " metadata/started:datetime greater \"2019-12-31 23:59:00\"]");
    }

    @Test
    void takes_any_text_for_a_text_column() {
        assertThat(rule(parameter("opt").eq("é \"q\"\n"))).isEqualTo("opt:string equal \"é \\\"q\\\"\\n\"");
        assertThat(rule(parameter("opt").eq(" "))).isEqualTo("opt:string equal \" \"");
        assertThat(rule(parameter("opt").eq('x'))).isEqualTo("opt:string equal \"x\"");
        assertThat(rule(parameter("opt").contains(new StringBuilder("ad")))).isEqualTo("opt:string contains \"ad\"");
        assertThat(rule(parameter("opt").eq("5"))).isEqualTo("opt:string equal \"5\"");
        assertThat(rule(parameter("opt").lt("b"))).isEqualTo("opt:string less \"b\"");
        assertThat(rule(QueryVariable.environment("os").startswith("Linux")))
                .isEqualTo("os:string begins_with \"Linux\"");
    }

    @Test
    void an_empty_text_to_look_for_is_a_text_like_any_other() {
        assertThat(rule(parameter("opt").contains(""))).isEqualTo("opt:string contains \"\"");
    }

    @Test
    void takes_a_number_for_equality_with_a_text_column() {
        assertThat(rule(parameter("opt").eq(5))).isEqualTo("opt:string equal 5");
        assertThat(rule(parameter("opt").ne(5))).isEqualTo("opt:string not_equal 5");
    }

    @Test
    void takes_True_as_the_number_1_whatever_the_column_holds() {
        assertThat(rule(parameter("shuffle").eq(1))).isEqualTo("shuffle:boolean equal 1");
        assertThat(rule(metric("acc").eq(true))).isEqualTo("acc:double equal 1");
        assertThat(rule(parameter("opt").eq(false))).isEqualTo("opt:string equal 0");
    }

    @Test
    void asks_a_column_of_a_type_it_does_not_know_whatever_the_user_writes() {
        assertThat(rule(other("size").gt(5))).isEqualTo("size:a-type-of-tomorrow greater 5");
        assertThat(rule(other("size").gt("5"))).isEqualTo("size:a-type-of-tomorrow greater \"5\"");
        assertThat(rule(other("size").contains("5"))).isEqualTo("size:a-type-of-tomorrow contains \"5\"");
        assertThat(rule(other("size").between(5, 6))).isEqualTo("size:a-type-of-tomorrow between [\"5\",\"6\"]");
    }

    @Test
    void in_is_an_or_of_equals() {
        assertThat(Wire.tree(parameter("opt").in(List.of("adam", "sgd"))))
                .isEqualTo("OR[params/opt:string equal \"adam\", params/opt:string equal \"sgd\"]");
        assertThat(Wire.predicates(parameter("opt").in(List.of("adam", "sgd")).negate()))
                .isEqualTo("params AND[opt:string not_equal \"adam\", opt:string not_equal \"sgd\"]");
    }

    @Test
    void in_a_list_of_one_is_that_equal_alone() {
        assertThat(Wire.predicates(parameter("opt").in(List.of("adam"))))
                .isEqualTo("params AND[opt:string equal \"adam\"]");
    }

    @Test
    void in_knows_missing_and_empty_values() {
        assertThat(Wire.tree(other("note").in(java.util.Arrays.asList(null, "", "x"))))
                .isEqualTo("OR[log_other/note:string is_null null, log_other/note:string is_empty null,"
                        + " log_other/note:string equal \"x\"]");
    }
}
