package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

/** Places that a tidy example does not have: calls in calls in closures, several lines, all kinds of quotes. */
class HardPlacesTest {
    private final CurrentProject used = new CurrentProject();
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Scope scope =
            new NamedScope(variables, Map.of("api", Api.class, "runs", ExperimentList.class, "exp", Experiment.class));
    private final NameSource source = new NameSource() {
        @Override
        public List<String> workspaces() {
            return List.of("demo");
        }

        @Override
        public List<String> projects(String workspace) {
            return List.of("digits", "two\nlines", "a \"$quoted\" 'one'");
        }

        @Override
        public List<Column> columns(String workspace, String project) {
            return List.of(
                    new Column("loss of " + project, Source.METRICS, "double"),
                    new Column("optimizer", Source.PARAMETERS, "string"));
        }

        @Override
        public ValueSample values(ProjectRef place, Source kind, String name) {
            return new ValueSample(List.of("adam", "adam", "rms\"prop\"", "$gd 😀"), 4, 4);
        }

        @Override
        public List<ExperimentName> experiments(String workspace, String project) {
            return List.of(new ExperimentName("k1", "run of " + project));
        }
    };
    private final LastProject lastPlace = new LastProject(scope, used);
    private final ShellCompleter completer = new ShellCompleter(
            new LiveNames(source, Runnable::run, System::nanoTime, line -> {}),
            scope,
            lastPlace,
            CommandNames.NONE,
            Deadline::none);

    private List<Candidate> candidates(String text) {
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(text, text.length(), new Size(), candidates);
        return candidates;
    }

    private List<String> complete(String text) {
        return candidates(text).stream().map(Candidate::value).toList();
    }

    @Test
    void a_query_inside_calls_and_closures_knows_its_project() {
        for (String before : List.of(
                "api.query(\"demo\",\"digits\", Parameter(\"optimizer\") == \"",
                "runs.each { r -> println(api.query(\"demo\",\"digits\", Parameter(\"optimizer\") == \"",
                "[1, 2].collect { n -> [n, api.query('demo', 'digits', (Metric('x') > n) & (Parameter('optimizer') == \"",
                "def best(int n) {\n    return api.query(\n        'demo',\n        'digits',\n        Parameter('optimizer') == \"",
                "x = (flag ? api.query('demo', 'digits', Parameter('optimizer') == \"",
                "println \"found ${api.query('demo', 'digits', Parameter('optimizer') == \"",
                "api.query(query: Parameter(\"optimizer\") == \"a\", workspace: 'demo', projectName: 'digits', archived: x == \"\"); "
                        + "api.query('demo', 'digits', ~(Parameter('optimizer') == \"")) {
            assertThat(complete(before)).as(before).containsExactly("adam\"", "\\$gd 😀\"", "rms\\\"prop\\\"\"");
        }
    }

    @Test
    void named_arguments_of_python_are_completed_like_ours() {
        assertThat(complete("api.get(workspace='demo', project_name='"))
                .isEqualTo(complete("api.get(workspace: 'demo', project_name: '"))
                .isNotEmpty();
        assertThat(complete("api.query('demo', 'digits', query=Metric('"))
                .isEqualTo(complete("api.query('demo', 'digits', query: Metric('"))
                .isNotEmpty();
        assertThat(complete("api.get('demo/"))
                .isEqualTo(complete("api.getExperiment('demo/"))
                .isNotEmpty();
        assertThat(complete("api.get(")).contains("workspace: ", "projectName: ", "experiment: ");
        assertThat(complete("api.get_experiments('demo', ")).contains("project_name: ", "page_size: ");
    }

    @Test
    void the_names_of_a_connection_are_offered() {
        assertThat(complete("target = API(")).contains("api_key: ", "url: ", "cache: ");
        assertThat(complete("APIExperiment(prev")).contains("previous_experiment: ");
    }

    @Test
    void named_arguments_may_be_anywhere_and_in_both_spellings() {
        assertThat(complete("api.query(archived: true, workspace: 'demo', 'digits', Metric('"))
                .isNotEmpty();
        assertThat(complete("api.query(projectName: 'digits', workspace: 'demo', query: Metric('"))
                .containsExactly("loss of digits'");
        assertThat(complete("api.query(project_name: 'digits', workspace: 'demo', query: Metric('"))
                .containsExactly("loss of digits'");
        assertThat(candidates("api.get_experiment(experiment: '"))
                .singleElement()
                .extracting(Candidate::group)
                .isEqualTo("of which project?");
        assertThat(complete("api.get_experiment(workspace: 'demo', project_name: 'digits', experiment: '"))
                .containsExactly("run of digits'", "k1'");
        assertThat(complete("api.query('demo', projectName: '")).contains("digits'");
    }

    @Test
    void every_quote_has_its_own_escapes() {
        String before = "api.getExperiments('demo', ";
        assertThat(complete(before + "'")).containsExactly("digits'", "two\\nlines'", "a \"$quoted\" \\'one\\''");
        assertThat(complete(before + "\"")).containsExactly("digits\"", "two\\nlines\"", "a \\\"\\$quoted\\\" 'one'\"");
        assertThat(complete(before + "\"\"\"d")).containsExactly("digits\"\"\"");
        assertThat(complete(before + "\'\'\'a "))
                .singleElement()
                .asString()
                .startsWith("a \"$quoted\" ")
                .endsWith("\'\'\'");
        assertThat(complete(before + "/d")).containsExactly("digits/");
        assertThat(complete(before + "$/d")).containsExactly("digits/$");
    }

    @Test
    void lists_and_maps_of_names_offer_every_name_again() {
        used.use("demo", "digits");
        assertThat(complete("api.getMetricsForChart(['k1', '")).containsExactly("k1'");
        assertThat(complete("api.getMetricsForChart(['k1'], ['")).containsExactly("loss of digits'");
        assertThat(complete("runs.metrics('")).containsExactly("loss of digits'");
        assertThat(complete("exp.logMetrics(['")).containsExactly("loss of digits'");
        assertThat(complete("exp.logParameters([a: 1, '")).containsExactly("optimizer'");
    }

    @Test
    void the_project_in_use_needs_no_call_around_a_name() {
        used.use("demo", "digits");
        assertThat(complete("Metric('")).containsExactly("loss of digits'");
        assertThat(complete("q = Parameter('optimizer') == '")).contains("adam'");
        assertThat(complete("q = (Metric('x') > 1) & (Parameter('optimizer') in ['adam', '"))
                .contains("adam'");
        assertThat(complete("Parameter('optimizer') == ")).first().isEqualTo("\"adam\"");
        assertThat(complete("runs.table('params.")).contains("params.optimizer'");
        assertThat(complete("runs.groupBy('params.")).contains("params.optimizer'");
        assertThat(complete("plot(runs, '")).containsExactly("loss of digits'");
        assertThat(complete("getExperiment('")).containsExactly("run of digits'", "k1'");
        assertThat(complete("getExperiments('r")).containsExactly("run of digits'");
        assertThat(complete("query(Metric('")).containsExactly("loss of digits'");
        assertThat(complete("query(q, ")).first().isEqualTo("archived: ");
        assertThat(complete("useProject('demo/d")).containsExactly("demo/digits");
        assertThat(complete("useProject('demo/digits/")).isEmpty();
        // Where a call leaves the place out, it is the one in use too.
        assertThat(complete("api.getExperiments(projectName: '")).contains("digits'");
    }

    @Test
    void without_a_similar_name_it_lists_the_names() {
        List<Candidate> hint = candidates("api.query('demo', 'digits', Parameter('zzzz");
        assertThat(hint).singleElement().satisfies(one -> {
            assertThat(one.value()).isEmpty();
            assertThat(one.displ()).isEqualTo("optimizer");
            assertThat(one.group()).isEqualTo("nothing is like \"zzzz\"; there is");
        });
        assertThat(candidates("println 'zzzz")).isEmpty();
    }

    @Test
    void matching_names_are_shown_below_the_line_only_while_one_is_begun() {
        assertThat(completer.tip("api.getExperiments('demo', '", 80).toString()).startsWith("getExperiments(");
        complete("api.getExperiments('demo', '");
        assertThat(completer.tip("api.getExperiments('demo', 'd", 80).toString())
                .isEqualTo("digits");
        assertThat(completer.tip("api.getExperiments('demo', 'digits", 80).toString())
                .startsWith("getExperiments(");
        assertThat(completer.tip("api.getExperiments('demo', 't", 24).toString().length())
                .isLessThanOrEqualTo(24);
    }
}
