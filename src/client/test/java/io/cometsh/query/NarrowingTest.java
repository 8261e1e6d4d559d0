package io.cometsh.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server is asked for where the client decides: as little as may be found, and never too little. */
class NarrowingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Metric(\"acc\").min < 0.1 => (Metric(\"acc\") != null)",
                "~(Metric(\"acc\").min < 0.1) => (Metric(\"acc\") != null)",
                "Metric(\"acc\").min != 0.1 => everything",
                "Metric(\"acc\").max.between(1, 5) => (Metric(\"acc\") != null)",
                "~Metric(\"acc\").max.between(1, 5) => everything",
                "Metric(\"acc\").atStep(5) == None => everything",
                "Metric(\"acc\").atStep(5) != None => (Metric(\"acc\") != null)",
                "Metric(\"acc\") < Metric(\"loss\") => ((Metric(\"acc\") != null) & (Metric(\"loss\") != null))",
                "Metric(\"acc\") == Metric(\"acc\").max => (Metric(\"acc\") != null)",
                "Metric(\"acc\") != Metric(\"loss\") => everything",
                "Parameter(\"opt\").matches(\"ada.*\") => Parameter(\"opt\").startswith(\"ada\")",
                "Parameter(\"opt\").matches(\".*ada\") => (Parameter(\"opt\") != null)",
                "Parameter(\"opt\").matches(\"sgd|adam\") => (Parameter(\"opt\") != null)",
                "~Parameter(\"opt\").matches(\"ada.*\") => everything",
                "Parameter(\"opt\").ignoreCase() == \"Adam\" => (Parameter(\"opt\") != null)",
                "Parameter(\"opt\").ignoreCase().contains(\"v2.1-Adam_3\") => Parameter(\"opt\").contains(\"2.1-\")",
                "Parameter(\"opt\").ignoreCase() != \"Adam\" => everything",
                "Tag(\"best\") & Metric(\"acc\").min < 0.1 => (Tag(\"best\") & (Metric(\"acc\") != null))",
                "Tag(\"best\") | Metric(\"acc\").min < 0.1 => (Tag(\"best\") | (Metric(\"acc\") != null))",
                "Tag(\"best\") | Metric(\"acc\").min != 0.1 => everything",
                "Tag(\"best\") & Metric(\"acc\").min != 0.1 => Tag(\"best\")",
                "Tag(\"best\") & (Tag(\"bad\") | Metric(\"acc\").min != 1) => Tag(\"best\")"
            })
    void asks_for_a_necessary_condition(String textAndAsked) {
        String asked = textAndAsked.split(" => ")[1];
        QueryPlan plan = Wire.plan(QueryText.parse(textAndAsked.split(" => ")[0]));
        assertThat(
                        plan.client().asked() == null
                                ? "everything"
                                : plan.client().asked().toString())
                .isEqualTo(asked);
        assertThat(plan.form() == QueryPlan.Form.ALL).isEqualTo(asked.equals("everything"));
    }

    @Test
    void what_the_server_decides_is_not_looked_at_again() {
        QueryPlan plan =
                Wire.plan(QueryText.parse("Tag('best') & (Metric('acc').min < 0.1 & Metric('loss') < 1) & Tag('bad')"));
        assertThat(plan.client().condition()).hasToString("(Metric(\"acc\").min < 0.1)");
        assertThat(plan.client().served()).isEmpty();
        assertThat(plan.form()).isEqualTo(QueryPlan.Form.QUERY);
    }

    @Test
    void the_servers_side_of_an_or_with_the_clients_is_one_request() {
        QueryPlan plan =
                Wire.plan(QueryText.parse("Tag('best') & (Metric('loss') < 1 | Metric('acc').min < 0.1 | Tag('bad'))"));
        assertThat(plan.client().condition())
                .hasToString("(((Metric(\"loss\") < 1) | Tag(\"bad\")) | (Metric(\"acc\").min < 0.1))");
        assertThat(plan.client().served()).hasSize(1);
        assertThat(plan.client().served().keySet().iterator().next())
                .hasToString("((Metric(\"loss\") < 1) | Tag(\"bad\"))");
        assertThat(plan.client().served().values().iterator().next().rulesTree().toString())
                .contains("best", "loss", "bad");
    }

    @Test
    void a_query_without_anything_for_the_client_is_what_it_was() {
        assertThat(Wire.plan(QueryText.parse("Tag('best') | Metric('acc') < 1")).client())
                .isNull();
    }

    @Test
    void an_unknown_column_matches_nothing_on_either_side() {
        assertThat(Wire.plan(QueryText.parse("Metric('nope').min != 1")).form()).isEqualTo(QueryPlan.Form.NOTHING);
        QueryPlan plan = Wire.plan(QueryText.parse("Metric('acc').min < Metric('los') | Tag('best')"));
        assertThat(plan.client()).isNull();
        assertThat(plan.unknown().toString()).contains("Metric(\"los\")", "Metric(\"loss\")");
    }

    @Test
    void a_pattern_asks_for_a_column_of_texts() {
        assertThatThrownBy(() -> Wire.plan(QueryText.parse("Parameter('lr').matches('0.*')")))
                .isInstanceOf(QueryException.class)
                .hasMessage("Parameter(\"lr\") holds numbers: matches(...) is for text: compare with == < > instead");
    }

    @Test
    void no_rule_is_ever_made_of_a_comparison_that_is_the_clients() {
        assertThatThrownBy(() -> new ServerComparison(Wire.metric("acc").getMin(), Operator.LESS, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServerComparison(Wire.metric("acc"), Operator.LESS, Wire.metric("loss")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    adam adam
                    ^adam adam
                    adam.* adam
                    ada?m ad
                    ada*m ad
                    ada{0}m ad
                    ada+m ada
                    a\\.b.* a.b
                    a/b[cd] a/b
                    a\\d ''
                    a(m|n) ''
                    (?i)adam ''
                    \\Qa*\\E ''
                    日本?語 日
                    .* ''
                    """)
    void a_pattern_tells_what_its_matches_begin_with(String pattern, String prefix) {
        String expected = pattern.equals("a\\d") ? "a" : prefix;
        assertThat(LiteralPrefix.of(pattern)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adam",
                "a?dam",
                "a*b",
                "a+b",
                "ab{0,2}",
                "[ab]c",
                "a.c",
                "(ab)?c",
                "\\w+x",
                "a\\.b",
                "a\\+b",
                "x|y",
                "^ab",
                "ab$",
                "\\Qa.b\\E",
                "(?x)a b",
                "(?i)Ab",
                "a\\tb",
                "😀?x",
                "😀x",
                "a{2}",
                "a??b",
                "a\\?b",
                "a\\{b",
                "^^a",
                "\\^a"
            })
    void every_match_begins_with_the_prefix(String pattern) {
        String letters = "abcdmxy.+?{}1 \t^A😀";
        Pattern compiled = Pattern.compile(pattern);
        String prefix = LiteralPrefix.of(pattern);
        int matches = 0;
        int[] points = letters.codePoints().toArray();
        for (int a = -1; a < points.length; a++) {
            for (int b = -1; b < points.length; b++) {
                for (int c = -1; c < points.length; c++) {
                    String text = text(points, a) + text(points, b) + text(points, c);
                    if (compiled.matcher(text).matches()) {
                        matches++;
                        assertThat(text).as(pattern).startsWith(prefix);
                    }
                }
            }
        }
        if (!pattern.equals("adam")) {
            assertThat(matches).as(pattern).isPositive();
        }
    }

    private static String text(int[] points, int i) {
        return i < 0 ? "" : Character.toString(points[i]);
    }
}
