package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code name=value} in a call is an argument by name, as in Python. */
@Tag("python")
class NamedArgumentsTest {
    private static final String EPOCH =
            "{\"experimentKey\":\"k\",\"metricName\":\"m\",\"metricValue\":0.5,\"epoch\":3}";

    private static final FakeTransport SERVER = new FakeTransport()
            .on("experiment/metadata", "{\"experimentKey\":\"k\",\"experimentName\":\"red\"}")
            .on("experiments", "{\"experiments\":[]}")
            .on("write/project/update", "{}")
            .on("write/experiment/metric", "{}")
            .on("write/experiment/tags", "{}");

    private final Api api = TestApi.of(SERVER);
    private final ScriptContext context =
            new ScriptContext().variable("api", api).variable("exp", api.getExperimentByKey("k"));

    private Object run(String code) {
        SERVER.forget();
        return new ScriptRunner(context).run(code, "script.groovy", List.of());
    }

    private static String sent() {
        return SERVER.last().json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exp.log_metric('m', 0.5, epoch=3)",
                "exp.logMetric('m', 0.5, epoch=3)",
                "exp.log_metric('m', value=0.5, epoch: 3)",
                "exp.log_metric(metric='m', value=0.5, epoch=3)",
                "[3].each { exp.log_metric('m', 0.5, epoch=it) }",
                "exp.with { log_metric('m', 0.5, epoch=3) }",
                "class A { def go(run) { run.log_metric('m', 0.5, epoch=3) } }; new A().go(exp)",
                "class B { static go(run) { [run].each { it?.log_metric('m', 0.5, epoch=3) } } }; B.go(exp)",
                "def log = { run, e = run.log_metric('m', 0.5, epoch=3) -> e }; log(exp)",
                "[exp]*.log_metric('m', 0.5, epoch=3)",
                "def run = exp; run.log_metric('m', epoch=3, value=0.5)",
                "exp.log_metric('m', value=Math.max(0.5, 0.1), epoch=[3].find { it > 2 })",
                "epoch = 3; exp.log_metric('m', 0.5, epoch: epoch)",
                "step = null; epoch = 3; exp.log_metric('m', 0.5, step=step, epoch=epoch)"
            })
    void a_call_of_the_clients_gets_it_by_name(String code) {
        run(code);
        assertThat(sent()).isEqualTo(EPOCH);
    }

    @Test
    void at_the_prompt_too() {
        Session session = Session.typed(context);
        SERVER.forget();
        session.evaluate("run = exp");
        session.evaluate("run.log_metric('m', 0.5, epoch=3)");
        assertThat(sent()).isEqualTo(EPOCH);
        session.evaluate("def f(a, b, c) { [a, b, c] }");
        assertThat(session.evaluate("f(1, c=3, b=2)")).isEqualTo(List.of(1, 2, 3));
        session.evaluate("c = 1");
        assertThat(session.evaluate("f(5, 6, c=7) + c")).isEqualTo(List.of(5, 6, 7, 7));
    }

    @Test
    void a_project_is_described_and_not_renamed() {
        run("api.update_project('demo', 'digits', description='nicer')");
        assertThat(sent()).contains("\"newProjectDescription\":\"nicer\"").doesNotContain("newProjectName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "def epoch = 3; exp.log_metric('m', 0.5, epoch=epoch) | log_metric would take `epoch=…` by its position, as"
                        + " step, because a variable epoch exists: write epoch: …",
                "epoch = 3; [exp].each { it.logMetric('m', 0.5, epoch=4) } | logMetric would take `epoch=…` by its position,"
                        + " as step, because a variable epoch exists: write epoch: …",
                "def f(description) { api.update_project('w', 'p', description=description) }; f('d') | update_project"
                        + " would take `description=…` by its position, as new_project_name, because a variable description"
                        + " exists: write description: …"
            })
    void what_a_variable_would_move_to_another_parameter_is_refused(String code, String message) {
        assertThatThrownBy(() -> run(code))
                .isInstanceOf(SpellingException.class)
                .hasMessage(message);
        assertThat(SERVER.requests()).isEmpty();
    }

    @Test
    void what_a_variable_leaves_in_place_stays_an_assignment() {
        assertThat(run(
                        "workspace = 'a'; project_name = 'b'; api.get_experiments(workspace='demo', project_name='digits');"
                                + " [workspace, project_name]"))
                .isEqualTo(List.of("demo", "digits"));
    }

    @Test
    void names_of_parameters_are_no_metrics() {
        run("exp.logMetrics(metricDict: [m: 0.5], epoch: 3)");
        assertThat(sent()).isEqualTo(EPOCH);
        run("exp.log_metrics(metric_dict=[m: 0.5], epoch=3)");
        assertThat(sent()).isEqualTo(EPOCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "def f(a, b = 2, c = 3) { [a, b, c] }; [f(1, c=9), f(a=5), f(1, 2, c=4), f(c=1, a=2)] | [[1, 2, 9], [5, 2, 3], [1, 2, 4], [2, 2, 1]]",
                "def f(Map options, x) { [options, x] }; f(1, a=2) | [[a:2], 1]",
                "class P { def a; def b }; new P(a=1, b=2).with { [a, b] } | [1, 2]",
                "class Q { static f(a, b) { [a, b] }; def g() { f(b=1, a=2) } }; new Q().g() | [2, 1]",
                "datetime(year=2020, month=1, day=2) | 2020-01-02T00:00",
                "Metric(name='loss') < 0.1 | (Metric(\"loss\") < 0.1)"
            })
    void methods_of_the_script_and_words_of_queries_know_their_parameters(String code, String expected) {
        Object value = run(code);
        assertThat(value instanceof List<?> list ? org.codehaus.groovy.runtime.FormatHelper.toString(list) : "" + value)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "def f(a, b) { a }; f(1, c=2) | f cannot take c=… here: it takes f(a, b)",
                "def f(a, b) { a }; f(b=2) | f cannot take b=… here: it takes f(a, b)",
                "datetime(years=2020) | datetime cannot take years=… here: it takes datetime(year, month, day)"
            })
    void a_name_that_no_parameter_has_is_refused_before_anything_runs(String code, String message) {
        assertThatThrownBy(() -> run(code))
                .isInstanceOf(ScriptCompileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_failed_assertion_draws_the_receiver_as_it_is() {
        assertThatThrownBy(() -> run("assert exp.log_metric('m', 0.5, epoch=3) == 7"))
                .isInstanceOf(AssertionError.class)
                .hasMessageNotContaining("NamedCall");
    }
}
