package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserErrorsTest {

    private static String describe(String code) {
        Session session = Session.typed(new ScriptContext().variable("experiments", List.of()));
        session.evaluate("def best(x) { x }; learning_rate = 0.1");
        return session.describe(catchThrowable(() -> session.evaluate(code)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "experimants               | no variable or property `experimants`; did you mean experiments?",
                "learnig_rate + 1          | no variable or property `learnig_rate`; did you mean learning_rate?",
                "Metrics                   | no variable or property `Metrics`; did you mean Metric?",
                "zzzzz                     | no variable or property `zzzzz`",
                "bst(1)                    | no method `bst`; did you mean best?",
                "Metrik('loss') < 1        | no method `Metrik`; did you mean Metric?",
                "prntln 1                  | no method `prntln`; did you mean println?",
                "'abc'.lenght()            | String has no method `lenght`; did you mean length?",
                "'abc'.foo                 | String has no property `foo`",
                "new Date().tme            | Date has no property `tme`; did you mean time?",
                "'abc'.substring('x')      | String.substring cannot take (String); it takes substring(int) or substring(int, int)",
                "[1, 2].sze                | Integer has no property `sze`",
                "'abc'.length              | `length` is a method of String: write length()",
                "'abc'.substring           | `substring` is a method of String: write substring(int)",
                "best                      | `best` is a method: write best(…)",
                "null.foo                  | NullPointerException: Cannot get property 'foo' on null object",
                "1 / 0                     | ArithmeticException: Division by zero",
                "throw new Exception('my own words') | my own words",
                "throw new IllegalStateException() | IllegalStateException",
                "5 & Metric('a') > 1       | the left side of '&' must be a query expression, not Integer: write a comparison"
                        + " such as Metric(\"loss\") < 0.2 & (Metric(\"a\") > 1)",
                "Metric('a') > 1 & 5       | the right side of '&' must be a query expression, not Integer 5",
                "assert 1 == 2 : 'unequal' | unequal. Expression: (1 == 2)",
                "[1, 2].get(5)             | IndexOutOfBoundsException: Index 5 out of bounds for length 2",
                "Integer.parseInt('x')     | NumberFormatException: For input string: \"x\""
            })
    void explains_in_one_line_what_went_wrong(String code, String expected) {
        assertThat(describe(code)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x.a.b.c                  | `x.a.b` is null: it has no `c`; write ?. where it may be null       | 5",
                "x.a['b'].c               | `x.a['b']` is null: it has no `c`; write ?. where it may be null    | 1",
                "x.get('q').size() + 1    | `x.get('q')` is null: size() cannot be called on it; write ?. where it may be null | 1",
                "y = [x].first().q[0]     | `[x].first().q` is null: it has no elements; write ?[ where it may be null | 17",
                "1 + (x.a.b + 1)          | NullPointerException: Cannot execute null+1                         | 0",
                "x.a.b + 1                | `x.a.b` is null: nothing can be added to it                         | 5",
                "x.a.b * 2                | `x.a.b` is null: it has no *                                        | 5",
                "x.q.n = 1                | `x.q` is null: no `n` can be set; write ?. where it may be null      | 3",
                "x.a?.b.c.c               | NullPointerException: Cannot get property 'c' on null object        | 0"
            })
    void names_the_part_that_was_null(String code, String expected, int column) {
        Session session = Session.typed(new ScriptContext());
        session.evaluate("x = [a: [b: null]]");
        String message = session.describe(catchThrowable(() -> session.evaluate("// first\n" + code)), 100);
        assertThat(message).startsWith(expected + "\n");
        if (column > 0) {
            assertThat(message).endsWith("\n    " + code + "\n    " + " ".repeat(column - 1) + "^");
        }
    }

    @Test
    void a_failed_assertion_keeps_its_picture() {
        assertThat(describe("def xs = [1, 2]; assert xs.size() == 3")).isEqualTo("""
                assert xs.size() == 3
                       |  |      |
                       |  2      false
                       [1, 2]""");
    }

    @Test
    void a_compile_error_is_only_its_place_and_text() {
        assertThat(describe("x = 1\nprintln 3)")).isEqualTo("""
                2:10: Unexpected ')'
                    println 3)
                             ^""");
        assertThat(describe("new Experimnt()")).isEqualTo("""
                1:1: unable to resolve class Experimnt
                    new Experimnt()
                    ^""");
    }

    @Test
    void the_line_that_failed_is_quoted() {
        Session session = Session.typed(new ScriptContext());
        String code = "x = 1\ny = x.foo()\n";
        Throwable thrown = catchThrowable(() -> session.evaluate(code));

        assertThat(ScriptFailure.excerpt(thrown, session.lastSourceName(), code))
                .hasValue("line 2: y = x.foo()");
        assertThat(ScriptFailure.excerpt(thrown, "Other.groovy", code)).isEmpty();
    }
}
