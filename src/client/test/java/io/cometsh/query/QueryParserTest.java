package io.cometsh.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query as text: its meaning, and the error where it has none. */
class QueryParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Metric("loss") < 0.2                              | (Metric("loss") < 0.2)
            Metric('loss')<=1e-3                              | (Metric("loss") <= 0.001)
            0.2 > Metric("loss")                              | (Metric("loss") < 0.2)
            0.1 < Metric("x") <= 0.5                          | ((Metric("x") > 0.1) & (Metric("x") <= 0.5))
            5 >= Metric("x") > -1                             | ((Metric("x") <= 5) & (Metric("x") > -1))
            Parameter("opt") == None                          | (Parameter("opt") == null)
            None != Parameter("opt")                          | (Parameter("opt") != null)
            Parameter("opt") == ""                            | (Parameter("opt") == "")
            Parameter("on") == True                           | (Parameter("on") == true)
            Metric("x") in [1, 2.50, -3,]                     | `((Metric("x") == 1) | (Metric("x") == 2.50) | (Metric("x") == -3))`
            Metric("x") not in ["a"]                          | (Metric("x") != "a")
            Metric("x") in (0.1..<0.5)                        | ((Metric("x") >= 0.1) & (Metric("x") < 0.5))
            Metric("x") !in 5..1                              | ~Metric("x").between(1, 5)
            ~Parameter("o").startsWith("a")                   | ~Parameter("o").startswith("a")
            Metric("a") < .5                                  | (Metric("a") < 0.5)
            Metric("a") < 1_000                               | (Metric("a") < 1000)
            Metric("a", "double") < 1                         | (Metric("a") < 1)
            Parameter(r"C:\\new") == 1                         | (Parameter("C:\\\\new") == 1)
            Parameter('''a'b''') == 1                         | (Parameter("a'b") == 1)
            Metric("a") < float("inf")                        | (Metric("a") < Infinity)
            Metric("a") > -float("inf")                       | (Metric("a") > -Infinity)
            Metric("a") > -Infinity                           | (Metric("a") > -Infinity)
            Metric("a") != math.inf                           | (Metric("a") != Infinity)
            Metric("a") == float("nan")                       | (Metric("a") == NaN)
            Metric("a") == Double.NaN                         | (Metric("a") == NaN)
            ~Metric("a").isNaN()                              | (Metric("a") != NaN)
            Metric("a").isInfinite()                          | `((Metric("a") == Infinity) | (Metric("a") == -Infinity))`
            Metric("a") < NaN                                 | !
            Metadata("s") > datetime(2026, 1, 31, 12)         | (Metadata("s") > "2026-01-31 12:00:00")
            Metadata("duration") < minutes(5)                 | (Metadata("duration") < 300)
            Parameter("o").matches(/a\\d.*/)                   | Parameter("o").matches("a\\\\d.*")
            ~Parameter("o").matches(~/ad/)                    | ~Parameter("o").matches("ad")
            0.1 < Metric("x").min <= 0.5                      | ((Metric("x").min > 0.1) & (Metric("x").min <= 0.5))
            Metric("x").atStep(100) == None                   | (Metric("x").atStep(100) == null)
            Metric("a").max >= Metric("b")                    | (Metric("a").max >= Metric("b"))
            Metric("x").max in 1..5                           | Metric("x").max.between(1, 5)
            Parameter("o").ignoreCase() in ["A", "b"]         | `((Parameter("o").ignoreCase() == "A") | (Parameter("o").ignoreCase() == "b"))`
            ~Parameter("o").ignoreCase().contains("a")        | ~Parameter("o").ignoreCase().contains("a")
            Parameter("o").ignoreCase() == ""                 | (Parameter("o") == "")
            """)
    void means_what_it_would_mean_in_a_script(String text, String printed) {
        if (printed.equals("!")) {
            assertThatThrownBy(() -> QueryText.parse(text)).isInstanceOf(QueryTextException.class);
        } else {
            assertThat(QueryText.parse(text)).hasToString(printed);
        }
    }

    @Test
    void and_binds_tighter_than_or_and_both_looser_than_comparisons() {
        assertThat(QueryText.parse("Tag('a') | Metric('x') < 1 & Tag('b') | ~Tag('c')"))
                .hasToString("((Tag(\"a\") | ((Metric(\"x\") < 1) & Tag(\"b\"))) | ~Tag(\"c\"))");
    }

    @Test
    void a_given_type_is_kept_in_either_spelling() {
        assertThat(QueryText.parse("Metric('a', 'string') == 1"))
                .isEqualTo(QueryText.parse("Metric('a', qtype=\"string\") == 1"))
                .isEqualTo(new QueryVariable(Source.METRICS, "a", "string").eq(1));
    }

    @Test
    void ago_counts_from_now() {
        assertThat(QueryText.parse("Metadata('start') > days(7).ago").toString())
                .startsWith("(Metadata(\"start\") > \"20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                Metric("loss") <
                expected a value such as 0.2, "adam", True, None or datetime(2026, 1, 31) after <, but the query ends here
                  Metric("loss") <
                                  ^""",
                """
                Metric("loss") < & Tag("bad")
                expected a value such as 0.2, "adam", True, None or datetime(2026, 1, 31) after <, not &
                  Metric("loss") < & Tag("bad")
                                   ^""",
                """
                Metric("loss") < 0.2 && Tag("bad")
                write & for AND instead of &&
                  Metric("loss") < 0.2 && Tag("bad")
                                       ^""",
                """
                not Tag("bad")
                write ~ for NOT instead of not
                  not Tag("bad")
                  ^""",
                """
                !Tag("bad")
                write ~ for NOT instead of !
                  !Tag("bad")
                  ^""",
                """
                Tag("a") or Tag("b")
                write | for OR instead of or
                  Tag("a") or Tag("b")
                           ^""",
                """
                Metric("loss") = 3
                write == to compare instead of =
                  Metric("loss") = 3
                                 ^""",
                """
                Metrics("loss") < 3
                expected a condition such as Metric("loss") < 0.2 or Tag("best"), not Metrics; did you mean Metric?
                  Metrics("loss") < 3
                  ^""",
                """
                Parameter("opt") == adam
                expected a value such as 0.2, "adam", True, None or datetime(2026, 1, 31) after ==, not adam: put a text in quotes, "adam"
                  Parameter("opt") == adam
                                      ^""",
                """
                Parameter("opt").contain("a")
                Parameter("opt") has no .contain; did you mean .contains?
                  Parameter("opt").contain("a")
                                   ^""",
                """
                Parameter("opt").getClass()
                Parameter("opt") has no .getClass: compare it, or use one of between, contains, startswith, startsWith, endswith, endsWith, matches, isNaN, isInfinite, min, max, atStep, ignoreCase
                  Parameter("opt").getClass()
                                   ^""",
                """
                (Metric("a") < 1 & Tag("b")
                expected ) to close the ( at column 1, but the query ends here
                  (Metric("a") < 1 & Tag("b")
                                             ^""",
                """
                Tag("b"))
                nothing is open that this ) could close
                  Tag("b"))
                          ^""",
                """
                Tag("b") Tag("c")
                expected & or | before another condition, or the end of the query, not Tag
                  Tag("b") Tag("c")
                           ^""",
                """
                Tag("b
                the text that begins here has no end: expected " after it
                  Tag("b
                      ^""",
                """
                Tag("a$b")
                there are no variables here to insert: write \\$, or single quotes for the sign itself
                  Tag("a$b")
                        ^""",
                """
                Metric("a") & Tag("b")
                Metric("a") has not been compared yet: write, for example, Metric("a") > 0.5
                  Metric("a") & Tag("b")
                  ^""",
                """
                Tag("b") & Metric("a")
                Metric("a") has not been compared yet: write, for example, Metric("a") > 0.5
                  Tag("b") & Metric("a")
                             ^""",
                """
                ~Metric("a") < 3
                ~Metric("a") negates nothing: put the comparison in parentheses, such as ~(Metric("a") < 3)
                  ~Metric("a") < 3
                  ^""",
                """
                Metric("a") < None
                Metric("a") < null compares with nothing: write Metric("a") == None for experiments without a value, Metric("a") != None for experiments with one
                  Metric("a") < None
                              ^""",
                """
                Tag("日本") & Tag("b") == 3
                '==' compares a variable such as Metric("loss") with a value, and Tag("b") is a condition already: join conditions with & and |
                  Tag("日本") & Tag("b") == 3
                                         ^""",
                """
                Metric("a") in 3
                expected a list such as ["adam", "sgd"] or a range such as 1..5 after in
                  Metric("a") in 3
                                 ^""",
                """
                Metric("a") == 1..5
                a range belongs after in, as in Metric("x") in 1..5
                  Metric("a") == 1..5
                                 ^""",
                """
                Parameter("opt") =~ /ad/
                write .matches(/pattern/) instead of =~
                  Parameter("opt") =~ /ad/
                                   ^""",
                """
                Metric("a") < 1 + 2
                nothing is computed here: write the result instead of +
                  Metric("a") < 1 + 2
                                  ^""",
                """
                Metric("a") < 007
                expected a number without a 0 in front
                  Metric("a") < 007
                                ^""",
                """
                Metric(loss) < 1
                expected a name in quotes, as in Metric("loss")
                  Metric(loss) < 1
                         ^""",
                """
                datetime(2026, 13, 1) < Metadata("s")
                datetime(2026, 13, 1, ...): MonthOfYear 13 is not in 1 - 12
                  datetime(2026, 13, 1) < Metadata("s")
                  ^""",
                """
                Metric("a").between(1)
                expected 2 values: Metric("a").between(0.1, 0.5)
                  Metric("a").between(1)
                              ^""",
                """
                Metric("a") > 0.1 > Metric("b")
                a comparison with two bounds has its variable in the middle: 0.1 < Metric("x") < 0.5
                  Metric("a") > 0.1 > Metric("b")
                                    ^""",
                """
                3
                expected a condition such as Metric("loss") < 0.2 or Tag("best"), not only 3
                  3
                  ^""",
                """
                System.exit(3)
                expected a condition such as Metric("loss") < 0.2 or Tag("best"), not System: put a text in quotes, "System"
                  System.exit(3)
                  ^""",
            })
    void names_what_was_expected_and_marks_the_position(String textAndMessage) {
        int lineEnd = textAndMessage.indexOf('\n');
        String text = textAndMessage.substring(0, lineEnd);
        assertThatThrownBy(() -> QueryText.parse(text))
                .isInstanceOf(QueryTextException.class)
                .hasMessage(textAndMessage.substring(lineEnd + 1));
    }

    @Test
    void an_empty_query_is_an_error() {
        assertThatThrownBy(() -> QueryText.parse("  ")).hasMessageContaining("but the query is empty");
    }

    @Test
    void of_several_lines_the_one_with_the_mistake_is_shown() {
        assertThatThrownBy(() -> QueryText.parse("Tag('a') &\nTag('b') &\nTag('c'"))
                .hasMessage("expected ) after the name, but the query ends here\n  Tag('c'\n         ^");
    }

    @Test
    void thousands_of_parentheses_are_an_error_and_no_stack_overflow() {
        assertThatThrownBy(() -> QueryText.parse("(".repeat(50_000))).isInstanceOf(QueryTextException.class);
        assertThatThrownBy(() -> QueryText.parse("~".repeat(50_000))).isInstanceOf(QueryTextException.class);
        assertThat(QueryText.parse("(".repeat(150) + "Tag('a')" + ")".repeat(150)))
                .hasToString("Tag(\"a\")");
    }

    @Test
    void whatever_is_cut_off_anywhere_is_a_query_or_a_marked_mistake() {
        String text = "0.1 < Metric(\"x\") <= 1e-5 & (Parameter('o') in [\"a\", 'b'] | ~Metadata('s').between("
                + "datetime(2026, 1, 31), days(7).ago)) & Metric('y') !in 1..<5";
        for (int end = 1; end <= text.length(); end++) {
            for (int start = 0; start < end; start++) {
                String part = text.substring(start, end);
                try {
                    QueryText.parse(part);
                } catch (QueryTextException e) {
                    assertThat(e.getMessage()).as(part).endsWith("^");
                    assertThat(e.position()).as(part).isBetween(0, part.length());
                }
            }
        }
    }
}
