package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.RowReader;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Table;
import io.cometsh.plot.BarPlot;
import io.cometsh.plot.LinePlot;
import io.cometsh.plot.PlotException;
import io.cometsh.plot.PlotExtensions;
import io.cometsh.plot.Plots;
import io.cometsh.plot.Point;
import io.cometsh.plot.Series.Coverage;
import io.cometsh.plot.XAxis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which curves and bars are in a value. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlotsTest {
    private final FakeProject project = new FakeProject(30);
    private final Api api = project.api();

    @TempDir
    private Path folder;

    /** Answers with a curve for each experiment that is asked about, except those without one. */
    private void curves(Integer... without) {
        project.transport.on("experiments/multi-metric-chart", request -> {
            String charts = IntStream.range(0, 30)
                    .filter(i -> request.json().contains(key(i)))
                    .mapToObj(i -> "\"" + key(i) + "\":{\"experimentKey\":\"" + key(i) + "\",\"metrics\":["
                            + (Arrays.asList(without).contains(i) ? "" : CURVE) + "]}")
                    .collect(Collectors.joining(","));
            return "{\"experiments\":{" + charts + "}}";
        });
    }

    private static final String CURVE = """
            {"metricName":"loss","values":[3,"NaN",1.5],"steps":[0,10,20],"epochs":[1,null,3],
            "timestamps":[1700000000000,1700000001000,1700000002000],"durations":[0,1000,2000]}""";

    private LinePlot plot(Object runs, Map<?, ?> options) {
        return (LinePlot) Plots.of(runs, "loss", options);
    }

    @Test
    void ten_runs_are_drawn_by_one_request_and_the_others_are_counted() {
        curves();
        LinePlot plot = plot(api.getExperiments("demo", "digits"), Map.of());
        assertThat(plot.series()).hasSize(10).first().satisfies(series -> {
            assertThat(series.name()).isEqualTo("run 0");
            assertThat(series.coverage()).isEqualTo(Coverage.SAMPLED);
            assertThat(series.points()).containsExactly(new Point(0, 3), new Point(10, Double.NaN), new Point(20, 1.5));
        });
        assertThat(plot.notes()).containsExactly("showing 10 of 30 runs, 20 left out; most: 20 shows more");
        assertThat(project.transport.count("experiments/multi-metric-chart")).isEqualTo(1);
    }

    @Test
    void runs_without_the_metric_make_room_for_others_and_are_counted() {
        curves(0, 1, 2);
        LinePlot plot = plot(api.getExperiments("demo", "digits"), Map.of("most", 4));
        assertThat(plot.series())
                .extracting(series -> series.name())
                .containsExactly("run 3", "run 4", "run 5", "run 6");
        assertThat(plot.notes())
                .containsExactly(
                        "showing 4 of 30 runs, 23 left out; most: 8 shows more", "3 runs have no points of loss");
    }

    @Test
    void x_is_the_requested_axis_and_points_without_it_are_counted() {
        curves();
        Experiment run = api.getExperimentByKey(key(1));
        assertThat(plot(run, Map.of("x", "duration")).series().get(0).points())
                .extracting(Point::x)
                .containsExactly(0.0, 1000.0, 2000.0);
        LinePlot byEpoch = plot(run, Map.of("x", "epoch", "full", true, "smooth", 0.5, "log", true));
        assertThat(byEpoch.series().get(0).points()).extracting(Point::x).containsExactly(1.0, 3.0);
        assertThat(byEpoch.notes()).containsExactly("1 point has no epoch: not drawn");
        assertThat(byEpoch.series().get(0).coverage()).isEqualTo(Coverage.FULL);
        assertThat(byEpoch.logarithmic()).isTrue();
        assertThat(byEpoch.smoothing()).isEqualTo(0.5);
    }

    @Test
    void one_run_names_its_curves_by_metric() {
        curves();
        LinePlot plot = (LinePlot)
                PlotExtensions.plot(api.getExperimentByKey(key(1)), Map.of("title", "both"), List.of("loss", "acc"));
        assertThat(plot.title()).isEqualTo("both");
        assertThat(plot.series()).extracting(series -> series.name()).containsExactly("loss");
    }

    @Test
    void a_wrong_option_is_named_with_what_there_is() {
        assertThatThrownBy(() -> plot(List.of(), Map.of("smoth", 1)))
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("no option \"smoth\"; did you mean smooth?");
        assertThatThrownBy(() -> plot(List.of(), Map.of("x", "steps"))).hasMessageContaining("not \"steps\"");
        assertThatThrownBy(() -> plot(List.of(), Map.of("log", "yes"))).hasMessageContaining("true or false");
        assertThatThrownBy(() -> plot("runs", Map.of())).hasMessageContaining("not a String");
        assertThat(plot(List.of(), Map.of()).toString())
                .isEqualTo("loss by step\n  no points to draw\n  no experiments were given\n");
    }

    @Test
    void an_output_is_written() {
        curves();
        Path file = folder.resolve("loss.png");
        plot(api.getExperimentByKey(key(1)), Map.of("output", file.toString(), "width", 200, "height", 100));
        assertThat(file).exists();
        assertThat(Files.exists(folder.resolve("other.png"))).isFalse();
    }

    @Test
    void numbers_pairs_metric_points_and_maps_of_them_are_curves_too() {
        LinePlot numbers = (LinePlot) Plots.ofValues(Arrays.asList(3, null, 1), Map.of());
        assertThat(numbers.x()).isEqualTo(XAxis.INDEX);
        assertThat(numbers.series().get(0).points())
                .containsExactly(new Point(0, 3), new Point(1, Double.NaN), new Point(2, 1));
        LinePlot points = (LinePlot)
                Plots.ofValues(List.of(new MetricPoint("loss", "0.5", 1000L, 7L, 1L, null, 0L)), Map.of("x", "epoch"));
        assertThat(points.title()).isEqualTo("loss");
        assertThat(points.series().get(0).points()).containsExactly(new Point(1, 0.5));
        LinePlot named = (LinePlot) Plots.ofValues(Map.of("a", List.of(List.of(1, 2), List.of(3, 4))), Map.of());
        assertThat(named.series().get(0).points()).containsExactly(new Point(1, 2), new Point(3, 4));
        assertThatThrownBy(() -> Plots.ofValues("text", Map.of())).hasMessageContaining("a plot needs experiments");
        assertThatThrownBy(() -> Plots.ofValues(List.of("a"), Map.of())).hasMessageContaining("not a String");
    }

    @Test
    void a_spark_column_is_the_curve_of_a_metric_by_one_request_for_fifty_runs() {
        curves(2);
        Table table = api.getExperiments("demo", "digits").table("experiment_name", "spark(metrics.loss)");
        assertThat(table.columns()).containsExactly("experiment_name", "spark(metrics.loss)");
        assertThat(table.rows().get(1)).isEqualTo(List.of("run 1", "█ ▁"));
        assertThat(table.rows().get(2)).isEqualTo(Arrays.asList("run 2", null));
        assertThat(project.transport.count("experiments/multi-metric-chart")).isEqualTo(1);
        ExperimentList runs = api.getExperiments("demo", "digits");
        assertThatThrownBy(() -> runs.table("spark(metrics.lss)"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("no experiment here has the metric \"lss\"");
        assertThatThrownBy(() -> RowReader.check(List.of("spark(metrics.loss)")))
                .hasMessageEndingWith("in data use metrics.loss");
    }

    @Test
    void bars_have_a_mean_for_each_value_of_a_parameter() {
        project.transport.on("experiment/parameters", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey").replaceAll("^[a-z0]*", "0"));
            return run == 3
                    ? "{\"values\":[]}"
                    : "{\"values\":[{\"name\":\"units\",\"valueCurrent\":\"" + (run % 2 == 0 ? 8 : 16) + "\"}]}";
        });
        project.transport.on("experiment/metrics/summary", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey").replaceAll("^[a-z0]*", "0"));
            return "{\"values\":[{\"name\":\"acc\",\"valueCurrent\":\"" + (run == 5 ? "NaN" : run) + "\"}]}";
        });
        List<Experiment> runs = api.getExperiments("demo", "digits").subList(0, 6);
        BarPlot plot = (BarPlot) Plots.bars(runs, "units", "metrics.acc", Map.of());
        assertThat(plot.title()).isEqualTo("metrics.acc by params.units: mean ± deviation");
        assertThat(plot.bars())
                .containsExactly(
                        new BarPlot.Bar("8", 2, 2, 3),
                        new BarPlot.Bar("16", 1, 0, 1),
                        new BarPlot.Bar("(none)", 3, 0, 1));
        assertThat(plot.notes()).containsExactly("1 run has no finite metrics.acc");
        assertThatThrownBy(() -> Plots.bars(runs, "unit", "acc", Map.of()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("params.units");
    }
}
