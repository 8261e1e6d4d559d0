package io.cometsh.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.Table;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.ScriptHelpers;
import io.cometsh.lang.Session;
import io.cometsh.lang.UserErrors;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plots that scripts ask experiments, lists and tables for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlotExtensionsTest {
    private final FakeTransport transport = new FakeTransport()
            .on(
                    "experiment/metadata",
                    "{\"experimentKey\":\"k\",\"experimentName\":\"fox\",\"workspaceName\":\"demo\",\"projectName\":\"digits\"}")
            .on("experiments/multi-metric-chart", """
                    {"experiments":{"k":{"experimentKey":"k","metrics":[{"metricName":"loss","values":[3,2],
                    "steps":[0,10],"epochs":[0,1],"timestamps":[1,2],"durations":[0,1]}]}}}""");
    private final Api api = TestApi.of(transport);

    private Object run(String code) {
        ScriptContext context = new ScriptContext()
                .variable("exp", api.getExperimentByKey("k"))
                .variable("other", api.getExperimentByKey("m"))
                .variable("runs", ExperimentList.of(List.of(api.getExperimentByKey("k"))))
                .variable("table", new Table(List.of("step", "value"), List.of(List.of(0, 0.9), List.of(1, 0.5))))
                .helpers((ScriptHelpers) Proxy.newProxyInstance(
                        PlotHelpers.class.getClassLoader(),
                        new Class<?>[] {PlotHelpers.class},
                        (proxy, method, given) -> null));
        return Session.scripted(context).evaluate(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp.plot('loss', x: 'epoch', title: 'loss')",
                "exp.plot(['loss'], x: 'epoch')",
                "exp.plot(metric: 'loss', x: 'epoch')",
                "exp.plot(metric='loss', x='epoch')",
                "[exp].plot('loss', x: 'epoch')",
                "runs.plot('loss', x: 'epoch')",
                "exp.with { plot('loss', x: 'epoch') }"
            })
    void the_curve_of_a_metric(String code) {
        LinePlot plot = (LinePlot) run(code);
        assertThat(plot.title()).isEqualTo("loss");
        assertThat(plot.series().get(0).points()).containsExactly(new Point(0, 3), new Point(1, 2));
    }

    @Test
    void the_mean_of_a_group_with_a_band_of_one_deviation() {
        transport
                .on(
                        "experiment/metadata",
                        request ->
                                "{\"experimentKey\":\"" + request.parameters().get("experimentKey") + "\"}")
                .on("experiment/tags", "{\"tags\":[\"a\"]}")
                .on(
                        "experiment/metrics/get-metric",
                        request -> "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\""
                                + (request.parameters().get("experimentKey").equals("k") ? 1 : 3)
                                + "\",\"step\":5,\"epoch\":1,\"timestamp\":1}]}");
        LinePlot plot = (LinePlot) run("[exp, other].groupBy('tags').plot('loss', x: 'epoch')");
        assertThat(plot.series()).hasSize(1);
        assertThat(plot.series().get(0).name()).isEqualTo("a");
        assertThat(plot.series().get(0).points()).containsExactly(new Point(1, 2, 2 - Math.sqrt(2), 2 + Math.sqrt(2)));
        assertThat(plot.remarks())
                .containsExactly("the mean of up to 2 runs in a group, and a band of one standard deviation");
        assertThat(((LinePlot) run("[exp].groupBy('tags').plot('loss')"))
                        .series()
                        .get(0)
                        .hasBand())
                .isFalse();
        assertThatThrownBy(() -> run("[exp].groupBy('tags').plot('loss', x: 'time')"))
                .hasMessage("a curve over several runs is by step or by epoch, not by time");
    }

    @Test
    void the_curve_of_a_column_of_a_table() {
        LinePlot plot = (LinePlot) run("table.plot('step', 'value', log: true)");
        assertThat(plot.logarithmic()).isTrue();
        assertThat(plot.series().get(0).name()).isEqualTo("value");
        assertThat(plot.series().get(0).points()).containsExactly(new Point(0, 0.9), new Point(1, 0.5));
    }

    @Test
    void the_error_for_a_call_without_a_metric_shows_what_it_takes() {
        for (String code : List.of("exp.plot()", "exp.plot('loss', 2, 3)")) {
            assertThatThrownBy(() -> run(code))
                    .hasMessage("plot cannot take these arguments. It takes plot(metric) or plot(name: value) or"
                            + " plot(metric, name: value)");
        }
        assertThatThrownBy(() -> run("exp.plot(x: 'epoch')"))
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("plot(\"loss\"");
    }

    @Test
    void plot_and_bars_are_functions() {
        assertThatThrownBy(() -> run("3.bars()"))
                .satisfies(thrown -> assertThat(UserErrors.describe(thrown))
                        .isEqualTo("`bars` is a function: write bars(…) without an object in front"));
        assertThatThrownBy(() -> run("class A { def f() { plot(1, 2) } }; new A().f()"))
                .satisfies(thrown -> assertThat(UserErrors.describe(thrown))
                        .startsWith("`plot` is there for the script itself, not in its classes"));
    }

    @Test
    void the_client_alone_has_its_curves() {
        assertThat(io.cometsh.client.Charts.of(List.of(api.getExperimentByKey("k")), List.of("loss"), false))
                .containsOnlyKeys("k");
        assertThat(io.cometsh.client.Charts.of(List.of(), List.of("loss"), false))
                .isEqualTo(Map.of());
    }
}
