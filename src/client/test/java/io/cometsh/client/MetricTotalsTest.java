package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.export.Table;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometReplyException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every logged point of a metric, out of the files in which the service keeps them. */
class MetricTotalsTest {
    private static final String KEY = "a1".repeat(16);

    private final List<String> warnings = new ArrayList<>();
    private final FakeTransport server = new FakeTransport()
            .on("experiment/metadata", request -> FakeProject.row(7))
            .on("experiment/metrics/summary", "{\"values\":[{\"name\":\"loss\"}]}")
            .on("experiment/metrics/get-metric", "{\"metrics\":[]}");
    private final Experiment experiment = new Api(
                    server,
                    () -> URI.create("http://stub/"),
                    ApiOptions.defaults().withWarnings(warnings::add))
            .getExperimentByKey(KEY);

    /** The service lists these files; each is a zip with one CSV, whose lines follow the name. */
    private void keeps(String... namesAndLines) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < namesAndLines.length; i += 2) {
            names.add(namesAndLines[i]);
        }
        server.on(
                "experiment/asset/list",
                names.stream()
                        .map(name -> "{\"assetId\":\"id " + name + "\",\"fileName\":\"" + name + "\"}")
                        .collect(Collectors.joining(",", "{\"assets\":[", "]}")));
        server.onReply("experiment/asset/get-asset", request -> {
            int place = names.indexOf(request.parameters().get("assetId").substring(3));
            return new ApiReply(200, "application/octet-stream", Zips.of("points.csv", namesAndLines[2 * place + 1]));
        });
    }

    @Test
    void has_value_time_step_and_epoch_and_how_long_after_the_point_before() {
        keeps("loss_0.csv.zip", "value,timestamp,step,epoch\n0.5,1700000001,1,0\n0.4,1700000003,2,\n");

        Table table = experiment.getMetricTotalDf("loss");

        assertThat(table.columns()).containsExactly("value", "timestamp", "step", "epoch", "datetime", "duration");
        assertThat(table.rows())
                .containsExactly(
                        Arrays.asList(0.5, 1700000001L, 1L, 0L, Instant.parse("2023-11-14T22:13:21Z"), null),
                        Arrays.asList(0.4, 1700000003L, 2L, null, Instant.parse("2023-11-14T22:13:23Z"), 2.0));
        assertThat(warnings).isEmpty();
    }

    @Test
    void reads_all_parts_in_the_order_of_their_numbers_and_none_of_another_metric() {
        keeps(
                "loss_10.csv.zip",
                "value,timestamp,step,epoch\n3,3,3,\n",
                "loss_2.csv.zip",
                "value,timestamp,step,epoch\n2,2,2,\n",
                "val_loss_0.csv.zip",
                "value,timestamp,step,epoch\n9,9,9,\n",
                "loss_0.csv.zip",
                "value,timestamp,step,epoch\n1,1,1,\n");

        assertThat(experiment.getMetricTotalDf("loss").rows())
                .extracting(row -> row.get(0))
                .containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void has_more_points_than_the_service_gives_otherwise() {
        String lines = IntStream.range(0, 40_000)
                .mapToObj(i -> i + "," + (1700000000 + i) + "," + i + ",")
                .collect(Collectors.joining("\n", "value,timestamp,step,epoch\n", "\n"));
        keeps("loss_0.csv.zip", lines);

        assertThat(experiment.getMetricTotalDf("loss").rows()).hasSize(40_000);
    }

    @Test
    void takes_columns_by_their_names_whole_numbers_with_a_fraction_and_what_is_not_a_number() {
        keeps("a_b_0.csv.zip", "step,value,timestamp\n1.0,NaN,1.5\n,-Infinity,\n");

        assertThat(experiment.getMetricTotalDf("a / b").rows())
                .containsExactly(
                        Arrays.asList(Double.NaN, 1.5, 1L, null, Instant.ofEpochMilli(1500), null),
                        Arrays.asList(Double.NEGATIVE_INFINITY, null, null, null, null, null));
    }

    @Test
    void without_files_takes_the_points_that_the_service_kept_and_reports_it() {
        keeps();
        server.on(
                "experiment/metrics/get-metric",
                "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"0.5\",\"timestamp\":1700000001500,\"step\":3}]}");

        assertThat(experiment.getMetricTotalDf("loss").rows())
                .containsExactly(
                        Arrays.asList(0.5, 1700000001.5, 3L, null, Instant.parse("2023-11-14T22:13:21.500Z"), null));
        assertThat(warnings).singleElement().asString().contains("no file with all points of \"loss\"", "15,000");
    }

    @Test
    void without_files_there_is_nothing_where_a_sample_is_not_wanted() {
        keeps();
        assertThat(experiment.getMetricTotalDf("loss", false).rows()).isEmpty();
        assertThat(server.count("experiment/metrics/get-metric")).isZero();
    }

    @Test
    void the_error_for_an_unknown_metric_names_the_nearest() {
        keeps();
        assertThat(experiment.getMetricTotalDf("los").rows()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("did you mean loss?");
    }

    @Test
    void a_file_that_is_not_a_zip_is_an_error_that_names_it() {
        keeps("loss_0.csv.zip", "");
        server.onReply("experiment/asset/get-asset", request -> new ApiReply(200, "text/plain", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> experiment.getMetricTotalDf("loss"))
                .isInstanceOf(CometReplyException.class)
                .hasMessageContaining("loss_0.csv.zip");
    }
}
