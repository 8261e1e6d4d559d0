package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.wire.ChartMetric;
import io.cometsh.export.Table;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.CometException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Curves for charts, and the table that joins them: cells as Comet's own client computes them for the same answer. */
class ChartsTest {
    private static final String CURVES = """
            {"empty":false,"experiments":{
            "k2":{"experimentKey":"k2","experimentName":"blue","empty":false,"params":null,"metrics":[
             {"metricName":"loss","values":[1.0,"0.5",0.25],"steps":[0,10,20],"epochs":[0,1,2],"durations":[0,1000,4000]},
             {"metricName":"acc","values":[0.1,0.3],"steps":[5,15],"epochs":[null,null],"durations":[500,1500]},
             {"metricName":"note","values":["a","b"],"steps":[0,5],"epochs":[0,1],"durations":[0,500]}]},
            "k1":{"experimentKey":"k1","experimentName":"red","empty":false,"params":null,"metrics":[
             {"metricName":"loss","values":[2,null,NaN,1],"steps":[0,3,5,8],"epochs":[0,0,1,1],"durations":[0,300,500,800]},
             {"metricName":"acc","values":[0.9,0.8],"steps":[8,8],"epochs":[1,1],"durations":[800,800]},
             {"metricName":"note","values":["c"],"steps":[30],"epochs":[3],"durations":[3000]}]}}}
            """;

    private final FakeTransport server = new FakeTransport().on("experiments/multi-metric-chart", CURVES);
    private final Api api = TestApi.of(server);
    private final List<String> keys = List.of("k1", "k2");
    private final List<String> metrics = List.of("loss", "acc", "note");

    @Test
    void joins_the_curves_by_step_and_fills_gaps_on_a_straight_line() {
        Table table = api.getMetricsDf(keys, metrics);
        assertThat(table.columns()).containsExactly("experiment_key", "experiment_name", "step", "loss", "acc", "note");
        assertThat(table.rows())
                .containsExactly(
                        row("k1", "red", 0L, 2.0, null, null),
                        row("k1", "red", 3L, 1.625, null, null),
                        row("k1", "red", 5L, 1.375, null, null),
                        row("k1", "red", 8L, 1.0, 0.8, null),
                        row("k1", "red", 10L, null, null, null),
                        row("k1", "red", 15L, null, null, null),
                        row("k1", "red", 20L, null, null, null),
                        row("k1", "red", 30L, null, null, "c"),
                        row("k2", "blue", 0L, 1.0, null, "a"),
                        row("k2", "blue", 3L, 0.85, null, null),
                        row("k2", "blue", 5L, 0.75, 0.1, "b"),
                        row("k2", "blue", 8L, 0.6, 0.16, null),
                        row("k2", "blue", 10L, 0.5, 0.19999999999999998, null),
                        row("k2", "blue", 15L, 0.375, 0.3, null),
                        row("k2", "blue", 20L, 0.25, null, null),
                        row("k2", "blue", 30L, null, null, null));
    }

    @Test
    void does_not_fill_gaps_when_filling_is_off() {
        assertThat(api.getMetricsDf(keys, metrics, "epoch", false).rows())
                .containsExactly(
                        row("k1", "red", 0L, 2L, null, null),
                        row("k1", "red", 1L, 1L, 0.8, null),
                        row("k1", "red", 3L, null, null, "c"),
                        row("k2", "blue", 0L, 1.0, null, "a"),
                        row("k2", "blue", 1L, 0.5, null, "b"),
                        row("k2", "blue", 2L, 0.25, null, null));
    }

    @Test
    void spreads_durations_evenly() {
        Table table = api.getMetricsDf(keys, List.of("loss"), "duration");
        assertThat(table.rows()).hasSize(200);
        assertThat(table.rows().get(0)).isEqualTo(row("k1", "red", 0.0, 2.0));
        assertThat(table.rows().get(199)).isEqualTo(row("k2", "blue", 4000.0, 0.25));
    }

    @Test
    void refuses_an_axis_that_there_is_not_and_asks_nothing() {
        assertThatThrownBy(() -> api.getMetricsDf(keys, metrics, "time"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("step, epoch, duration")
                .hasMessageContaining("\"time\"");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void asks_for_parameters_alone_and_for_nothing_not_at_all() {
        api.getMetricsForChart(keys, null, List.of("lr"));
        assertThat(server.requests())
                .extracting(request -> request.json())
                .containsExactly("{\"targetedExperiments\":[\"k1\",\"k2\"],\"metrics\":[],\"params\":[\"lr\"],"
                        + "\"independentMetrics\":true,\"fetchFull\":false}");
        assertThat(api.getMetricsForChart(keys, List.of())).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void gives_a_number_for_a_numeric_text_and_null_for_a_missing_value() {
        ChartMetric loss =
                api.getMetricsForChart(keys, metrics).get("k2").metrics().get(0);
        assertThat(loss.values()).containsExactly(1.0, 0.5, 0.25);
        assertThat(loss.steps()).containsExactly(0L, 10L, 20L);
        ChartMetric red =
                api.getMetricsForChart(keys, metrics).get("k1").metrics().get(0);
        assertThat(red.values().get(1)).isNull();
    }

    private static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }
}
