package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Not;
import io.cometsh.oracle.Expression.Or;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who judges the judge: the oracle's rules, each worked out by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EvaluatorTest {

    private static final Subject RUN = new Subject(
            0,
            Map.of(
                    "acc",
                    List.of(0.1, 0.9),
                    "wild",
                    List.of(1.0, Double.NaN),
                    "inf",
                    List.of(Double.POSITIVE_INFINITY),
                    "zero",
                    List.of(-0.0)),
            Map.of("opt", "adam", "batch", 32, "blank", "", "shuffle", true, "score", 3),
            Map.of("score", "high"),
            Map.of("osType", "Linux"),
            Set.of("best"),
            Instant.parse("2024-03-01T00:00:00Z").toEpochMilli(),
            Instant.parse("2024-03-01T00:01:30Z").toEpochMilli(),
            false);

    @Test
    void compares_the_current_value_and_no_earlier_one() {
        assertMatches(metric("acc", Comparison.EQUAL, 0.9));
        assertMisses(metric("acc", Comparison.EQUAL, 0.1));
    }

    @Test
    void orders_numbers_and_counts_the_border_in_or_out() {
        assertMatches(metric("acc", Comparison.GREATER, 0.8));
        assertMisses(metric("acc", Comparison.GREATER, 0.9));
        assertMatches(metric("acc", Comparison.GREATER_OR_EQUAL, 0.9));
        assertMatches(metric("acc", Comparison.LESS, 1));
        assertMisses(metric("acc", Comparison.LESS, 0.9));
        assertMatches(metric("acc", Comparison.LESS_OR_EQUAL, 0.9));
        assertMatches(metric("acc", Comparison.BETWEEN, 0.9, 1));
        assertMisses(metric("acc", Comparison.BETWEEN, 1, 0.9));
        assertMatches(metric("acc", Comparison.NOT_BETWEEN, 1, 0.9));
        assertMatches(metric("inf", Comparison.GREATER, 1e308));
        assertMatches(metric("zero", Comparison.EQUAL, 0.0));
        assertMisses(metric("zero", Comparison.LESS, 0.0));
    }

    @Test
    void a_missing_value_matches_the_not_forms_and_no_order() {
        assertMatches(metric("none", Comparison.NOT_EQUAL, 1));
        assertMatches(metric("none", Comparison.NOT_BETWEEN, 1, 2));
        assertMatches(metric("none", Comparison.IS_NULL));
        assertMisses(metric("none", Comparison.EQUAL, 1));
        assertMisses(metric("none", Comparison.LESS, 1));
        assertMisses(metric("none", Comparison.GREATER_OR_EQUAL, 1));
        assertMisses(new Not(metric("none", Comparison.LESS, 1)));
    }

    @Test
    void nan_is_a_value_that_has_no_place_in_an_order() {
        assertMatches(metric("wild", Comparison.IS_NOT_NULL));
        assertMatches(metric("wild", Comparison.NOT_EQUAL, 1));
        assertMisses(metric("wild", Comparison.LESS_OR_EQUAL, 1e308));
        assertMisses(metric("wild", Comparison.GREATER_OR_EQUAL, -1e308));
    }

    @Test
    void empty_text_is_neither_missing_nor_any_other_text() {
        assertMatches(parameter("blank", "string", Comparison.IS_EMPTY));
        assertMatches(parameter("blank", "string", Comparison.IS_NOT_NULL));
        assertMisses(parameter("blank", "string", Comparison.IS_NULL));
        assertMisses(parameter("opt", "string", Comparison.IS_EMPTY));
        assertMisses(parameter("none", "string", Comparison.IS_EMPTY));
        assertMatches(parameter("none", "string", Comparison.IS_NOT_EMPTY));
    }

    @Test
    void finds_parts_of_texts_and_numbers_in_a_column_of_mixed_types_by_their_text() {
        assertMatches(parameter("opt", "string", Comparison.CONTAINS, "da"));
        assertMisses(parameter("opt", "string", Comparison.BEGINS_WITH, "da"));
        assertMatches(parameter("opt", "string", Comparison.BEGINS_WITH, "ad"));
        assertMatches(parameter("opt", "string", Comparison.ENDS_WITH, "am"));
        assertMisses(parameter("opt", "string", Comparison.NOT_ENDS_WITH, "am"));
        assertMatches(parameter("batch", "string", Comparison.EQUAL, "32"));
        assertMatches(parameter("batch", "string", Comparison.CONTAINS, "2"));
    }

    @Test
    void keeps_equal_names_of_different_sources_apart() {
        assertMatches(parameter("score", "double", Comparison.EQUAL, 3));
        assertMatches(new Leaf(Source.OTHER, "score", "string", Comparison.EQUAL, List.of("high")));
        assertMatches(metric("score", Comparison.IS_NULL));
    }

    @Test
    void compares_times_in_utc_and_durations_in_seconds() {
        assertMatches(new Leaf(
                Source.METADATA,
                "start_server_timestamp",
                "datetime",
                Comparison.LESS,
                List.of(Instant.parse("2024-03-01T00:00:01Z"))));
        assertMatches(new Leaf(Source.METADATA, "duration", "timenumber", Comparison.EQUAL, List.of(90)));
    }

    @Test
    void negates_by_de_morgan() {
        Leaf yes = metric("acc", Comparison.GREATER, 0.5);
        Leaf no = parameter("opt", "string", Comparison.EQUAL, "sgd");
        assertMisses(new And(yes, no));
        assertMatches(new Not(new And(yes, no)));
        assertMatches(new Or(yes, no));
        assertMisses(new Not(new Or(yes, no)));
        assertMatches(new Not(new Not(yes)));
        assertThat(Expression.withoutNot(new Not(new And(yes, no)), false))
                .isEqualTo(new Or(yes.inverted(), no.inverted()));
    }

    @Test
    void tags_are_had_or_not() {
        assertMatches(new Leaf(Source.TAG, "best", "string", Comparison.EQUAL, List.of("best")));
        assertMisses(new Leaf(Source.TAG, "prod", "string", Comparison.EQUAL, List.of("prod")));
        assertMatches(new Leaf(Source.TAG, "prod", "string", Comparison.NOT_EQUAL, List.of("prod")));
    }

    private static Leaf metric(String name, Comparison comparison, Object... operands) {
        return new Leaf(Source.METRIC, name, "double", comparison, List.of(operands));
    }

    private static Leaf parameter(String name, String type, Comparison comparison, Object... operands) {
        return new Leaf(Source.PARAMETER, name, type, comparison, List.of(operands));
    }

    private static void assertMatches(Expression expression) {
        assertThat(Evaluator.matches(RUN, expression)).as("%s", expression).isTrue();
    }

    private static void assertMisses(Expression expression) {
        assertThat(Evaluator.matches(RUN, expression)).as("%s", expression).isFalse();
    }
}
