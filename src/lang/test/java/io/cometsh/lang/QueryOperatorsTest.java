package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.query.And;
import io.cometsh.query.ClientComparison;
import io.cometsh.query.Or;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.ServerComparison;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryOperatorsTest {
    private static Object run(String code) {
        return new ScriptRunner(new ScriptContext()).run(code, "script.groovy", List.of());
    }

    @Test
    void every_kind_of_query_is_known_by_its_class() {
        // The operators ask for these classes by name; a new kind of expression must be added there.
        assertThat(QueryExpression.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(ServerComparison.class, ClientComparison.class, And.class, Or.class);
        assertThat(QueryVariable.class).isFinal();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "def r = 1..5; Metric('x') in r => Metric(\"x\").between(1, 5)",
                "def r = 5..1; Metric('x') in r => Metric(\"x\").between(1, 5)",
                "def r = 1<..5; Metric('x') in r => ((Metric(\"x\") > 1) & (Metric(\"x\") <= 5))",
                "def r = 5<..1; Metric('x') in r => ((Metric(\"x\") >= 1) & (Metric(\"x\") < 5))",
                "def r = 5..<1; Metric('x') in r => ((Metric(\"x\") > 1) & (Metric(\"x\") <= 5))",
                "def r = 1<..<5; Metric('x') !in r => ((Metric(\"x\") <= 1) | (Metric(\"x\") >= 5))",
                "def r = 0.1..<0.5; Metric('x') in r => ((Metric(\"x\") >= 0.1) & (Metric(\"x\") < 0.5))",
                "def r = 0.1..0.5; Metric('x') in r => Metric(\"x\").between(0.1, 0.5)",
                "Metric('x') in 5..1 => Metric(\"x\").between(1, 5)",
                "Metric('x') in 5<..1 => ((Metric(\"x\") >= 1) & (Metric(\"x\") < 5))",
                "Metric('x') in 0.5..<1 => ((Metric(\"x\") >= 0.5) & (Metric(\"x\") < 1))",
                "def lo = 1, hi = 2; Metric('x') in lo..hi => Metric(\"x\").between(1, 2)",
                "Parameter('o') in ['a'] as Set => (Parameter(\"o\") == \"a\")",
                "Parameter('o') in (['a', 'b'] as String[]) => ((Parameter(\"o\") == \"a\") | (Parameter(\"o\") == \"b\"))",
                "Parameter('o') in [null, ''] => ((Parameter(\"o\") == null) | (Parameter(\"o\") == \"\"))",
                "9 >= Metric('x') > 3 => ((Metric(\"x\") <= 9) & (Metric(\"x\") > 3))",
                "def lo = { 0.1 }; lo() <= Metric('x') < 1 => ((Metric(\"x\") >= 0.1) & (Metric(\"x\") < 1))",
                "Tag('a') in [Tag('b'), Tag('a')] => true",
                "Tag('a') == Tag('a') => true",
                "Tag('a') != ~Tag('a') => true",
                "Tag('a') === null => false",
                "'3' == Parameter('x') => (Parameter(\"x\") == \"3\")",
                "null != Metric('x') => (Metric(\"x\") != null)"
            })
    void a_comparison_with_a_variable_is_a_query(String code, String expected) {
        assertThat(run(code)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "(0.1 < Metric('x')) < 0.5 => is a condition already",
                "Metric('x') > 0.1 < 0.5 => has its variable in the middle",
                "0.1 < Metric('x') < 0.5 < 1 => takes two bounds at most",
                "0.1 < Metric('x') < Metric('y') => takes two bounds at most",
                "Metric('x') in Metric('y') => 'in' asks whether a variable has one of several values",
                "'x' in Parameter('y') => Parameter(\"opt\").contains",
                "Parameter('o') in [] => can never hold",
                "Parameter('o') in 'adam' => needs a list",
                "Parameter('o') in [a: 1] => not a map",
                "Parameter('o') in null => needs a list",
                "Metric('x') in Metric('y')..3 => a range goes from one value to another",
                "def r = 'a'..'c'; Metric('x') in r => no longer knows whether its ends belong to it",
                "def r = 0.5..0.1; Metric('x') in r => no longer knows whether its ends belong to it",
                "Metric('x') == [1, 2] => compare Metric(\"x\") with a list",
                "Metric('x') !== 3 => write !=",
                "Tag('x') > 3 => is a condition already",
                "if (Metric('x') in [1]) { } => no truth value",
                "if (Metric('x') in 1..2) { } => no truth value",
                "if (Metric('x') !in 1..2) { } => no truth value",
                "while (Metric('x') == 1) { } => no truth value",
                "Metric('x')++ => "
            })
    void a_misuse_fails_where_it_is_written(String code, String message) {
        if (message != null) {
            assertThatThrownBy(() -> run(code))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining(message);
        } else {
            assertThatThrownBy(() -> run(code)).isInstanceOf(RuntimeException.class);
        }
    }
}
