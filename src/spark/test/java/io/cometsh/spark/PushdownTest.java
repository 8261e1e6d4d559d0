package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.query.Column;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.Source;
import io.cometsh.spark.Condition.AllOf;
import io.cometsh.spark.Condition.AnyOf;
import io.cometsh.spark.Condition.ColumnTest;
import io.cometsh.spark.Condition.Not;
import io.cometsh.spark.Condition.TestKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What Comet is asked for: a question that finds at least the runs for which Spark's condition holds. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PushdownTest {
    private static final Condition OTHER = new Condition.Other();
    private static final ProjectColumns PROJECT = new ProjectColumns(List.of(
            new Column("loss", Source.METRICS, "double"),
            new Column("lr", Source.PARAMETERS, "double"),
            new Column("opt", Source.PARAMETERS, "string"),
            new Column("flag", Source.PARAMETERS, "boolean"),
            new Column("a.b", Source.OTHERS, "string"),
            new Column("os", Source.ENVIRONMENT, "string")));

    private static String asked(Condition condition) {
        String text = new Pushdown(new RunColumns(PROJECT, false))
                .necessary(condition)
                .map(Object::toString)
                .orElse("all");
        return text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
    }

    private static Condition is(String column, TestKind operator, Object... values) {
        return new ColumnTest(List.of(column.split("/")), operator, Arrays.asList(values));
    }

    @Test
    void an_order_that_NaN_is_above_of_finds_NaN() {
        assertThat(asked(is("metrics/loss", TestKind.GREATER, 5.0)))
                .isEqualTo("~Metric(\"loss\").between(-1.7976931348623157E308, 5.0) & (Metric(\"loss\") != null)");
        assertThat(asked(is("metrics/loss", TestKind.GREATER_OR_EQUAL, 5L)))
                .contains("~Metric(\"loss\").between(-1.7976931348623157E308, 4.999999999999999)");
        assertThat(asked(is("metrics/loss", TestKind.GREATER, -Double.MAX_VALUE)))
                .isEqualTo("Metric(\"loss\") != null");
        assertThat(asked(is("metrics/loss", TestKind.LESS, 5.0))).isEqualTo("Metric(\"loss\") < 5.0");
    }

    @Test
    void texts_are_compared_for_equality_and_parts_and_never_for_order() {
        assertThat(asked(is("params/opt", TestKind.EQUAL, "adam"))).isEqualTo("Parameter(\"opt\") == \"adam\"");
        assertThat(asked(is("params/opt", TestKind.STARTS_WITH, "ad")))
                .isEqualTo("Parameter(\"opt\").startswith(\"ad\")");
        assertThat(asked(is("params/opt", TestKind.CONTAINS, ""))).isEqualTo("all");
        assertThat(asked(is("params/opt", TestKind.LESS, "adam"))).isEqualTo("all");
        assertThat(asked(new Not(is("params/opt", TestKind.ENDS_WITH, "m"))))
                .isEqualTo("~Parameter(\"opt\").endswith(\"m\")");
    }

    @Test
    void a_choice_is_an_or_and_null_in_it_is_left_to_Spark() {
        assertThat(asked(is("params/lr", TestKind.IN, 0.1, 1L)))
                .isEqualTo("(Parameter(\"lr\") == 0.1) | (Parameter(\"lr\") == 1.0)");
        assertThat(asked(is("params/lr", TestKind.IN, 0.1, null))).isEqualTo("all");
    }

    @Test
    void null_and_truth() {
        assertThat(asked(is("params/lr", TestKind.IS_NULL))).isEqualTo("Parameter(\"lr\") == null");
        assertThat(asked(is("params/lr", TestKind.EQUAL_OR_BOTH_NULL, (Object) null)))
                .isEqualTo("Parameter(\"lr\") == null");
        assertThat(asked(is("params/lr", TestKind.EQUAL, (Object) null))).isEqualTo("all");
        assertThat(asked(is("params/flag", TestKind.EQUAL, true))).isEqualTo("Parameter(\"flag\") == true");
        assertThat(asked(is("params/flag", TestKind.NOT_EQUAL, true))).isEqualTo("all");
    }

    @Test
    void what_cannot_be_asked_widens_the_question() {
        Condition adam = is("params/opt", TestKind.EQUAL, "adam");
        assertThat(asked(new AllOf(adam, OTHER))).isEqualTo("Parameter(\"opt\") == \"adam\"");
        assertThat(asked(new AllOf(OTHER, adam))).isEqualTo("Parameter(\"opt\") == \"adam\"");
        assertThat(asked(new AnyOf(adam, OTHER))).isEqualTo("all");
        assertThat(asked(new Not(new AllOf(adam, adam)))).isEqualTo("all");
        assertThat(asked(new Not(is("metrics/loss", TestKind.EQUAL, 1.0)))).isEqualTo("all");
        assertThat(asked(is("env/os", TestKind.EQUAL, "linux"))).isEqualTo("all");
        assertThat(asked(is("params/lr", TestKind.EQUAL, "0.1"))).isEqualTo("all");
    }

    @Test
    void numbers_that_no_double_is_are_left_to_Spark() {
        assertThat(asked(is("params/lr", TestKind.EQUAL, 1L << 53))).isEqualTo("all");
        assertThat(asked(is("params/lr", TestKind.LESS, Double.NaN))).isEqualTo("all");
        assertThat(asked(is("params/lr", TestKind.LESS, Double.POSITIVE_INFINITY)))
                .isEqualTo("all");
        assertThat(asked(is("params/lr", TestKind.LESS, Instant.EPOCH))).isEqualTo("all");
    }

    @Test
    void the_flat_layout_has_the_same_columns_under_one_name() {
        assertThat(asked(is("params.lr", TestKind.LESS, 1.0))).isEqualTo("Parameter(\"lr\") < 1.0");
        assertThat(asked(is("others.a.b", TestKind.EQUAL, "x"))).isEqualTo("Other(\"a.b\") == \"x\"");
        assertThat(asked(is("others/a.b", TestKind.EQUAL, "x"))).isEqualTo("Other(\"a.b\") == \"x\"");
    }

    @Test
    void a_number_that_is_read_as_text_is_not_asked_for_as_a_number() {
        Pushdown texts = new Pushdown(new RunColumns(PROJECT, true));
        assertThat(texts.necessary(is("params/lr", TestKind.NOT_EQUAL, "0.1"))).isEmpty();
        assertThat(texts.necessary(is("params/opt", TestKind.EQUAL, "adam"))).isPresent();
        assertThat(texts.necessary(is("metrics/loss", TestKind.LESS, 1.0))).isPresent();
    }
}
