package io.cometsh.query;

import static io.cometsh.query.Wire.metadata;
import static io.cometsh.query.Wire.metric;
import static io.cometsh.query.Wire.other;
import static io.cometsh.query.Wire.parameter;
import static io.cometsh.query.Wire.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cometsh.text.Names;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions as texts that can be typed again, and sentences about names. */
class QueryTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(metric("loss").lt(0.2), "(Metric(\"loss\") < 0.2)"),
                arguments(metric("loss").le(1), "(Metric(\"loss\") <= 1)"),
                arguments(metric("loss").gt(new BigDecimal("0.50")), "(Metric(\"loss\") > 0.50)"),
                arguments(metric("loss").ge(-1L), "(Metric(\"loss\") >= -1)"),
                arguments(parameter("opt").eq("adam"), "(Parameter(\"opt\") == \"adam\")"),
                arguments(parameter("opt").ne("adam"), "(Parameter(\"opt\") != \"adam\")"),
                arguments(other("note").eq(null), "(Other(\"note\") == null)"),
                arguments(other("note").ne(null), "(Other(\"note\") != null)"),
                arguments(other("note").eq(""), "(Other(\"note\") == \"\")"),
                arguments(other("note").ne(""), "(Other(\"note\") != \"\")"),
                arguments(metadata("hasImages").eq(true), "(Metadata(\"hasImages\") == true)"),
                arguments(
                        metadata("started").lt(LocalDateTime.of(2019, 9, 24, 5, 0)),
                        "(Metadata(\"started\") < \"2019-09-24 05:00:00\")"),
                arguments(
                        metadata("started").lt(OffsetDateTime.parse("2019-09-24T05:00:00.5+02:00")),
                        "(Metadata(\"started\") < \"2019-09-24 05:00:00.500000+02:00\")"),
                arguments(metric("acc").between(0.1, 5), "Metric(\"acc\").between(0.1, 5)"),
                arguments(metric("acc").between(0.1, 5).negate(), "~Metric(\"acc\").between(0.1, 5)"),
                arguments(parameter("opt").contains("a"), "Parameter(\"opt\").contains(\"a\")"),
                arguments(parameter("opt").startsWith("a").negate(), "~Parameter(\"opt\").startswith(\"a\")"),
                arguments(parameter("opt").endsWith("a"), "Parameter(\"opt\").endswith(\"a\")"),
                arguments(QueryVariable.environment("os").eq("x"), "(Environment(\"os\") == \"x\")"),
                arguments(tag("best"), "Tag(\"best\")"),
                arguments(tag("best").negate(), "~Tag(\"best\")"),
                arguments(metric("a \"b\" \\ $c\n\t\r").lt(1), "(Metric(\"a \\\"b\\\" \\\\ \\$c\\n\\t\\r\") < 1)"),
                arguments(tag("a").and(tag("b")).or(tag("c")), "((Tag(\"a\") & Tag(\"b\")) | Tag(\"c\"))"),
                arguments(
                        metric("acc")
                                .gt(0.9)
                                .and(tag("b").or(other("n").eq(null)))
                                .negate(),
                        "((Metric(\"acc\") <= 0.9) | (~Tag(\"b\") & (Other(\"n\") != null)))"),
                arguments(
                        parameter("opt").in(List.of("a", "b", "c")),
                        "((Parameter(\"opt\") == \"a\") | (Parameter(\"opt\") == \"b\") | (Parameter(\"opt\") == \"c\"))"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void prints_as_what_can_be_typed_again(QueryExpression expression, String text) {
        assertThat(expression).hasToString(text);
    }

    @Test
    void a_variable_prints_as_it_is_written() {
        assertThat(metric("loss")).hasToString("Metric(\"loss\")");
        assertThat(new QueryVariable(Source.TAGS, "x", "string")).hasToString("Tag(\"x\")");
    }

    @Test
    void equal_expressions_are_equal_values() {
        assertThat(metric("a").lt(1).and(tag("b"))).isEqualTo(metric("a").lt(1).and(tag("b")));
        assertThat(metric("a").lt(1))
                .isNotEqualTo(metric("a").lt(2))
                .isNotEqualTo(metric("a").le(1));
    }

    @Test
    void days_ago_are_counted_from_the_clock_in_UTC_and_cut_to_seconds() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T00:00:00.987Z"), ZoneOffset.ofHours(9));
        assertThat(new TimeSpan(Duration.ofDays(1)).before(clock)).isEqualTo("2026-02-28T00:00:00");
        assertThat(new TimeSpan(Duration.ofSeconds(-5)).before(clock)).isEqualTo("2026-03-01T00:00:05");
    }

    @Test
    void ago_means_before_now() {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        assertThat(new TimeSpan(Duration.ofDays(7)).getAgo())
                .isBetween(now.minusDays(7).minusMinutes(1), now.minusDays(7).plusMinutes(1));
    }

    @Test
    void finds_the_names_that_were_probably_meant() {
        List<String> known = List.of("loss", "val_loss", "train-loss", "accuracy", "lr", "Learning Rate", "epoch");
        assertThat(Names.nearest("los", known)).containsExactly("loss", "val_loss", "train-loss");
        assertThat(Names.nearest("learning_rate", known)).containsExactly("Learning Rate");
        assertThat(Names.nearest("ACCURACY", known)).containsExactly("accuracy");
        assertThat(Names.nearest("acuracy", known)).containsExactly("accuracy");
        assertThat(Names.nearest("trainloss", known)).containsExactly("train-loss");
        assertThat(Names.nearest("lsos", known)).containsExactly("loss");
        assertThat(Names.nearest("Lr", known)).containsExactly("lr");
        assertThat(Names.nearest("L", List.of("l", "m"))).containsExactly("l");
    }

    @Test
    void finds_no_name_where_none_is_like_it() {
        assertThat(Names.nearest("zebra", List.of("loss", "accuracy"))).isEmpty();
        assertThat(Names.nearest("x", List.of())).isEmpty();
        assertThat(Names.nearest("x", List.of("y", "lr"))).isEmpty();
        assertThat(Names.nearest("", List.of("y"))).isEmpty();
        assertThat(Names.nearest("ab", List.of("xyabz"))).isEmpty();
    }

    @Test
    void names_at_most_three_and_each_once() {
        assertThat(Names.nearest("run", List.of("run_4", "run_3", "run_2", "run_1", "run_1")))
                .containsExactly("run_1", "run_2", "run_3");
    }

    @Test
    void the_error_for_an_unknown_column_names_the_nearest() {
        assertThat(unknown(metric("los")))
                .isEqualTo("no experiment in demo/digits has Metric(\"los\"); did you mean Metric(\"loss\") or"
                        + " Metric(\"val_loss\")?");
        assertThat(unknown(parameter("acc")))
                .isEqualTo("no experiment in demo/digits has Parameter(\"acc\"); did you mean Metric(\"acc\")?");
        assertThat(unknown(metric("zebra"))).isEqualTo("no experiment in demo/digits has Metric(\"zebra\")");
    }

    @Test
    void an_unknown_column_names_at_most_three_with_commas_between() {
        assertThat(new UnknownColumn(metric("a"), List.of(metric("b"), metric("c"), metric("d"))).message("w/p"))
                .isEqualTo("no experiment in w/p has Metric(\"a\"); did you mean Metric(\"b\"), Metric(\"c\") or"
                        + " Metric(\"d\")?");
    }

    private static String unknown(QueryVariable variable) {
        return Wire.COLUMNS.unknown(variable).message("demo/digits");
    }
}
