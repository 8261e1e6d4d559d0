package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.query.Column;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jline.reader.Candidate;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

/** After a comparison with a column: the values that occur. */
class ValuesTest {
    private final Map<String, Object> variables = new LinkedHashMap<>(Map.of("api", new SampleApi()));
    private final Scope scope = Scope.of(variables);
    private final CurrentProject used = new CurrentProject();
    private final LastProject lastPlace = new LastProject(scope, used);
    private final List<String> asked = new ArrayList<>();
    private final NameSource source = new NameSource() {
        @Override
        public List<Column> columns(String workspace, String project) {
            return List.of(
                    new Column("optimizer", Source.PARAMETERS, "string"),
                    new Column("lr", Source.PARAMETERS, "double"),
                    new Column("code", Source.PARAMETERS, "string"),
                    new Column("hasNotes", Source.METADATA, "boolean"),
                    new Column("best", Source.TAGS, "string"),
                    new Column("bad", Source.TAGS, "string"));
        }

        @Override
        public ValueSample values(ProjectRef place, Source kind, String name) {
            asked.add(place.workspace() + "/" + place.project() + " " + kind.wireName() + " " + name);
            return switch (name) {
                case "optimizer" -> sample("sgd", "adam", "adam", "o'neil \"$x\"");
                case "lr" -> sample("0.1", "0.001", "0.1");
                case "code" -> sample("007", "7");
                case "loss" ->
                    new ValueSample(
                            IntStream.range(0, 500)
                                    .mapToObj(i -> "" + i / 100.0)
                                    .toList(),
                            500,
                            100_000);
                case "many" ->
                    new ValueSample(
                            IntStream.range(0, 3_000)
                                    .mapToObj(i -> "value \"" + i + "\" 😀")
                                    .toList(),
                            3_000,
                            3_000);
                case "" -> sample("best", "best");
                case "start_server_timestamp" -> sample("1700000000000", "1700000060000");
                default -> sample();
            };
        }
    };
    private final LiveNames live = new LiveNames(source, Runnable::run, System::nanoTime, line -> {});
    private final ShellCompleter completer =
            new ShellCompleter(live, scope, lastPlace, CommandNames.NONE, Deadline::none);

    private static ValueSample sample(String... values) {
        return new ValueSample(List.of(values), values.length, values.length);
    }

    private List<Candidate> candidates(String textWithCursor) {
        int cursor = textWithCursor.indexOf('|');
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(
                textWithCursor.substring(0, cursor) + textWithCursor.substring(cursor + 1),
                cursor,
                new Size(),
                candidates);
        return candidates;
    }

    private List<String> complete(String textWithCursor) {
        return candidates("api.query('demo', 'digits', " + textWithCursor).stream()
                .map(Candidate::value)
                .toList();
    }

    @Test
    void offers_the_values_that_occur_the_frequent_ones_first_with_their_counts() {
        assertThat(complete("Parameter('optimizer') == '|")).containsExactly("adam'", "o\\'neil \"$x\"'", "sgd'");
        assertThat(candidates("api.query('demo', 'digits', Parameter('optimizer') == '|"))
                .extracting(Candidate::descr)
                .containsExactly("2 runs", "1 run", "1 run");
        assertThat(candidates("api.query('demo', 'digits', Parameter('optimizer') == '|"))
                .extracting(Candidate::group)
                .containsOnly("optimizer in demo/digits, of 4 runs");
    }

    @Test
    void offers_them_in_every_form_of_a_comparison() {
        for (String form : List.of(
                "Parameter('optimizer') != \"|",
                "Parameter('optimizer') in [\"|",
                "Parameter('optimizer') in [\"sgd\", \"|",
                "Parameter('optimizer') !in [\"|",
                "Parameter('optimizer').contains(\"|",
                "Parameter('optimizer').startswith(\"|",
                "Parameter('optimizer').endsWith(\"|",
                "Parameter('optimizer').eq(\"|",
                "(Metric('loss') < 1) & (Parameter('optimizer') == \"|",
                "~(Parameter(\"optimizer\") == \"|")) {
            assertThat(complete(form)).as(form).contains("adam\"", "o'neil \\\"\\$x\\\"\"");
        }
    }

    @Test
    void offers_none_where_nothing_is_compared() {
        assertThat(complete("Parameter('optimizer') + '|")).isEmpty();
        assertThat(complete("foo('optimizer') == '|")).isEmpty();
        assertThat(complete("Parameter(name()) == '|")).isEmpty();
        assertThat(complete("['|")).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_value_that_is_begun_without_a_quote_gets_its_quotes_and_a_number_none() {
        assertThat(complete("Parameter('optimizer') == |")).first().isEqualTo("\"adam\"");
        assertThat(complete("Parameter('optimizer') == sg|")).containsExactly("\"sgd\"");
        assertThat(complete("Parameter('lr') == |")).containsExactly("0.001", "0.1");
        assertThat(complete("Parameter('lr') == 0.0|")).containsExactly("0.001");
        // Digits in a column of texts are texts.
        assertThat(complete("Parameter('code') == |")).containsExactlyInAnyOrder("\"007\"", "\"7\"");
    }

    @Test
    void a_metric_tells_its_range_and_writes_nothing() {
        List<Candidate> hints = candidates("api.query('demo', 'digits', Metric('loss') < |");
        assertThat(hints).hasSize(1);
        assertThat(hints.get(0).value()).isEmpty();
        assertThat(hints.get(0).displ()).isEqualTo("0 … 4.99");
        assertThat(hints.get(0).descr()).isEqualTo("median 2.5, 500 runs with it");
        assertThat(hints.get(0).group()).isEqualTo("loss in demo/digits, of the newest 500 of 100,000 runs");
        assertThat(complete("Metric('nothing') < ap|")).containsExactly("api");
    }

    @Test
    void a_time_is_compared_with_one_long_ago_or_a_date() {
        List<Candidate> times = candidates("api.query('demo', 'digits', Metadata('start_server_timestamp') > |");
        assertThat(times)
                .extracting(Candidate::value)
                .containsExactly("hours(1).ago", "days(1).ago", "days(7).ago", "days(30).ago", "datetime(");
        assertThat(times)
                .extracting(Candidate::group)
                .allMatch(group -> group.endsWith("of 2 runs, 2023-11-14T22:13:20Z … 2023-11-14T22:14:20Z"));
    }

    @Test
    void what_is_true_or_false_is_written_without_quotes() {
        assertThat(complete("Metadata('hasNotes') == |")).containsExactly("True", "False");
        assertThat(complete("Metadata('hasNotes') == T|")).contains("True").doesNotContain("False");
    }

    @Test
    void of_thousands_of_values_the_one_that_is_typed_is_found() {
        assertThat(complete("Parameter('many') == \"value \\\"2987|")).containsExactly("value \\\"2987\\\" 😀\"");
        List<Candidate> some = candidates("api.query('demo', 'digits', Parameter('many') == '|");
        assertThat(some).hasSize(Suggestions.MOST);
        assertThat(some.get(0).group()).endsWith("(the best 500 of 3,000, type on for others)");
    }

    @Test
    void the_methods_that_compare_offer_the_same() {
        assertThat(complete("Parameter('optimizer').eq(|")).first().isEqualTo("\"adam\"");
        assertThat(complete("Parameter('lr').between(0.001, |")).containsExactly("0.001", "0.1");
        assertThat(candidates("api.query('demo', 'digits', Metric('loss').between(|"))
                .singleElement()
                .extracting(Candidate::displ)
                .isEqualTo("0 … 4.99");
        assertThat(complete("Parameter('optimizer').hashCode(|")).contains("api");
    }

    @Test
    void tags_have_counts_once_they_are_known() {
        assertThat(complete("Tag('|")).containsExactly("best'", "bad'");
        assertThat(candidates("api.query('demo', 'digits', Tag('b|"))
                .extracting(Candidate::descr)
                .containsExactly("2 runs", null);
    }

    @Test
    void the_project_is_the_call_s_else_the_one_in_use_else_the_last_one() {
        candidates("Parameter('optimizer') == '|");
        assertThat(asked).isEmpty();
        lastPlace.saw("api.getExperiments('a', 'last')");
        candidates("Parameter('optimizer') == '|");
        used.use("a", "used");
        candidates("Parameter('optimizer') == '|");
        candidates("api.query('a', 'named', Parameter('optimizer') == '|");
        assertThat(asked)
                .containsExactly("a/last params optimizer", "a/used params optimizer", "a/named params optimizer");
    }

    @Test
    void a_variable_may_hold_what_is_compared() {
        variables.put("opt", QueryVariable.parameter("optimizer"));
        assertThat(complete("opt == '|")).contains("adam'");
        assertThat(candidates("lastly = Parameter('optimizer')\napi.query('demo', 'digits', lastly == '|"))
                .isNotEmpty();
        variables.put("opt", Collections.emptyList());
        assertThat(complete("opt == '|")).isEmpty();
    }

    @Test
    void values_are_read_once() {
        complete("Parameter('optimizer') == '|");
        complete("Parameter('optimizer') == 'a|");
        assertThat(asked).hasSize(1);
    }
}
