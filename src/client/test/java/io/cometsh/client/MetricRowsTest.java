package io.cometsh.client;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.offset;

import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.query.QueryVariable;
import io.cometsh.support.FakeTransport;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The points of many experiments as rows that are read while they are used. */
class MetricRowsTest {
    private static final int RUNS = 100;

    private final FakeProject project = new FakeProject(RUNS);
    private final Api api = project.api();
    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path folder;

    private ExperimentList runs(int count) {
        project.queryFinds(IntStream.range(0, count));
        return api.query("demo", "digits", QueryVariable.metric("loss").ge(0));
    }

    /** Every run has these points of a metric: value, step, epoch, timestamp; null stands for null. */
    private void points(String metric, String... points) {
        List<String> json = Arrays.stream(points)
                .map(point -> point.split(" "))
                .map(p -> "{\"metricName\":\"" + metric + "\",\"metricValue\":\"" + p[0] + "\",\"step\":" + p[1]
                        + ",\"epoch\":" + p[2] + ",\"timestamp\":" + p[3] + "}")
                .toList();
        metrics.put(metric, "{\"metrics\":[" + String.join(",", json) + "]}");
        project.transport.on("experiment/metrics/get-metric", request -> {
            asked.incrementAndGet();
            return metrics.getOrDefault(request.parameters().get("metricName"), "{\"metrics\":[]}");
        });
    }

    private final Map<String, String> metrics = new HashMap<>();

    private static List<List<Object>> all(Rows rows) {
        return rows.table().rows();
    }

    private static String text(Object cell) {
        return String.valueOf(cell);
    }

    @Test
    void a_row_for_each_point_by_run_then_metric_then_step_with_every_digit() {
        points(
                "loss",
                "0.1234567890123456789 20 2 1700000000020",
                "NaN 10 1 1700000000010",
                "3 null null 1700000000000");
        points("acc", "0.50 10 1 1700000000010");
        Rows rows = runs(2).metrics("loss", "acc");
        assertThat(rows.columns()).containsExactly("experiment_key", "metric", "step", "epoch", "timestamp", "value");
        assertThat(all(rows)).hasSize(8);
        assertThat(all(rows).subList(0, 4))
                .extracting(row -> row.stream().map(MetricRowsTest::text).toList())
                .containsExactly(
                        List.of(FakeProject.key(0), "acc", "10", "1", "1700000000010", "0.50"),
                        List.of(FakeProject.key(0), "loss", "10", "1", "1700000000010", "NaN"),
                        List.of(FakeProject.key(0), "loss", "20", "2", "1700000000020", "0.1234567890123456789"),
                        List.of(FakeProject.key(0), "loss", "null", "null", "1700000000000", "3"));
    }

    @Test
    void metrics_are_joined_by_step_without_interpolation() {
        points("loss", "0.5 10 1 1", "0.25 20 2 2", "9 null null 3");
        points("acc", "0.7 15 1 1", "0.8 20 2 2", "0.9 20 2 3");
        Rows rows = runs(1).metricsByStep("loss", "acc");
        assertThat(rows.columns()).containsExactly("experiment_key", "step", "loss", "acc");
        assertThat(all(rows))
                .extracting(row ->
                        row.subList(1, 4).stream().map(MetricRowsTest::text).toList())
                .containsExactly(
                        List.of("10", "0.5", "null"), List.of("15", "null", "0.7"), List.of("20", "0.25", "0.9"));
        assertThat(project.warnings)
                .containsExactly(
                        "1 point of 1 experiment: no step, so no place in a table by steps",
                        "1 point of 1 experiment: a later one at the same step counts; metrics(…) has all of them");
    }

    @Test
    void columns_of_the_experiments_are_in_every_row_in_the_order_given() {
        points("loss", "0.5 10 1 1", "0.25 20 2 2");
        points("acc", "0.7 10 1 1");
        Rows rows = runs(2).metricsByStep("params.lr", "loss", "experiment_name", "acc");
        Table beside = runs(2).table("params.lr", "experiment_name");
        assertThat(rows.columns())
                .containsExactly("experiment_key", "step", "params.lr", "loss", "experiment_name", "acc");
        assertThat(all(rows)).hasSize(4);
        for (int i = 0; i < 4; i++) {
            List<Object> row = all(rows).get(i);
            assertThat(asList(row.get(2), row.get(4)))
                    .isEqualTo(beside.rows().get(i / 2))
                    .doesNotContainNull();
        }
        assertThat(all(rows))
                .extracting(row -> text(row.get(3)) + " " + text(row.get(5)))
                .containsExactly("0.5 0.7", "0.25 null", "0.5 0.7", "0.25 null");
    }

    @Test
    void missing_metrics_are_reported_once_for_all_experiments_at_the_end() {
        points("loss", "1 1 1 1", "2 1 1 2");
        points("acc", "1 1 1 1");
        Iterator<List<Object>> cells =
                runs(5).metricsByStep("loss", "acc", "lsos").cells();
        cells.next();
        assertThat(project.warnings).isEmpty();
        cells.forEachRemaining(row -> {});
        assertThat(project.warnings)
                .containsExactly(
                        "no experiment here has points of the metric \"lsos\"",
                        "5 points of 5 experiments: a later one at the same step counts; metrics(…) has all of them");
        project.warnings.clear();
        assertThat(all(runs(5).metrics("loss", "acc"))).hasSize(15);
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void a_series_that_is_as_long_as_the_service_keeps_may_be_a_sample() {
        points(
                "loss",
                IntStream.range(0, 15_000).mapToObj(i -> "1 " + i + " 1 1").toArray(String[]::new));
        points(
                "acc",
                IntStream.range(0, 14_999).mapToObj(i -> "1 " + i + " 1 1").toArray(String[]::new));
        assertThat(all(runs(2).metrics("loss", "acc"))).hasSize(2 * 29_999);
        assertThat(project.warnings)
                .containsExactly("2 series of 2 experiments may be samples: 15,000 points are the most that the service"
                        + " keeps for this read, and cometsh export --metrics has every point");
    }

    @Test
    void a_value_is_a_number_to_compare_and_to_reckon_with() {
        points("loss", "0.10 1 1 1", "1e-05 2 1 2");
        assertThat(all(runs(1).metrics("loss")))
                .extracting(row -> row.get(5))
                .allSatisfy(value -> assertThat(value).isInstanceOf(BigDecimal.class))
                .extracting(MetricRowsTest::text)
                .containsExactly("0.10", "1e-05");
    }

    @Test
    void a_metric_that_is_called_like_a_column_in_front_gets_a_name_of_its_own() {
        points("step", "1.5 1 1 1");
        points("experiment_key", "2.5 1 1 1");
        assertThat(runs(1).metricsByStep("step", "experiment_key", "loss").columns())
                .containsExactly("experiment_key", "step", "metrics.step", "metrics.experiment_key", "loss");
    }

    @Test
    void a_table_by_steps_needs_the_names_of_its_columns() {
        assertThat(catchThrowable(() -> runs(1).metricsByStep())).hasMessageStartingWith("name the metrics");
    }

    @Test
    void who_stops_early_asks_for_no_more_than_a_few_runs_ahead() {
        points("loss", "1 1 1 1", "2 2 1 2");
        Iterator<List<Object>> cells = runs(RUNS).metrics("loss").cells();
        assertThat(asked).hasValue(0);
        cells.next();
        assertThat(asked.get()).isBetween(1, 20);
        cells.next();
        cells.next();
        assertThat(asked.get()).isBetween(2, 25);
    }

    @Test
    void the_whole_of_it_is_asked_once_a_run_and_metric() {
        points("loss", "1 1 1 1");
        assertThat(all(runs(RUNS).metrics("loss")).stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        IntStream.range(0, RUNS).mapToObj(FakeProject::key).toList());
        assertThat(asked).hasValue(RUNS);
    }

    @Test
    void a_run_without_the_metric_has_no_rows_and_a_row_answers_by_name() {
        points("loss", "1 1 1 1");
        assertThat(all(runs(2).metrics("nothing"))).isEmpty();
        assertThat(runs(1).metrics("loss").iterator().next())
                .containsEntry("step", 1L)
                .containsKey("value");
    }

    @Test
    void a_read_that_fails_is_thrown_and_the_file_does_not_appear() {
        points("loss", "1 1 1 1");
        project.transport.on("experiment/metrics/get-metric", request -> {
            throw FakeTransport.refusal(request, 500, "broken", 0);
        });
        Rows rows = runs(5).metrics("loss");
        assertThat(catchThrowable(() -> rows.toCsv(folder.resolve("points.csv"))))
                .hasMessageContaining("broken");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void writes_csv_plain_and_compressed() throws IOException {
        points("loss", "0.10 1 1 5", "Infinity 2 null 6");
        Path plain = runs(1).metrics("loss").toCsv(folder.resolve("points.csv").toString());
        String text = "experiment_key,metric,step,epoch,timestamp,value\r\n" + FakeProject.key(0)
                + ",loss,1,1,5,0.10\r\n" + FakeProject.key(0) + ",loss,2,,6,Infinity\r\n";
        assertThat(plain).content().isEqualTo(text);
        Path packed = runs(1).metrics("loss").toCsv(folder.resolve("points.csv.gz"));
        try (InputStreamReader reader =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8)) {
            StringBuilder read = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                read.append((char) c);
            }
            assertThat(read).hasToString(text);
        }
    }

    @Test
    void a_list_of_experiments_writes_the_columns_it_is_asked_for() {
        assertThat(runs(2).toCsv(folder.resolve("runs.csv"), "experiment_name", "metrics.loss"))
                .content()
                .isEqualTo("experiment_name,metrics.loss\r\nrun 0,0.0\r\nrun 1,0.1\r\n");
    }

    @Test
    void groups_have_means_and_sample_deviations() {
        project.transport.on("experiment/parameters", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey"));
            return "{\"values\":[{\"name\":\"opt\",\"valueCurrent\":\"" + (run < 3 ? "sgd" : "adam") + "\"}]}";
        });
        String[] values = {"1", "2", "4", "7", "NaN"};
        project.transport.on("experiment/metrics/summary", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey"));
            return run == 5
                    ? "{\"values\":[]}"
                    : "{\"values\":[{\"name\":\"acc\",\"valueCurrent\":\"" + values[run] + "\"}]}";
        });
        Table table = runs(6).groupBy("params.opt").summary("metrics.acc");
        assertThat(table.columns())
                .startsWith("params.opt", "runs", "metrics.acc.n", "metrics.acc.mean", "metrics.acc.std");
        // By hand: the mean of 1, 2, 4 is 7/3, their squared distances sum to 14/3, and a half of that is 7/3.
        assertThat(table.rows().get(0)).startsWith("sgd", 3, 3);
        assertThat((Double) table.rows().get(0).get(3)).isEqualTo(7 / 3.0);
        assertThat((Double) table.rows().get(0).get(4)).isCloseTo(Math.sqrt(7 / 3.0), offset(1e-15));
        assertThat(table.rows().get(1)).isEqualTo(asList("adam", 3, 1, 7.0, null, 7.0, 7.0, 7.0, null, null));
    }

    @Test
    void a_text_has_no_mean() {
        assertThat(catchThrowable(() -> runs(3).groupBy("tags").summary("params.opt")))
                .hasMessage("the column \"params.opt\" has the value \"adam\", which has no mean: group by it instead");
    }
}
