package io.cometsh.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.client.Zips;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series that the service answers with a sample of: every point of them where it keeps them, else a word about it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampledSeriesTest {
    private static final String ROW =
            "{\"experimentKey\":\"k1\",\"experimentName\":\"one\",\"workspaceName\":\"acme\",\"projectName\":\"p\",\"endTimeMillis\":5}";
    private static final String TOTAL_FILE =
            "{\"assetId\":\"%s\",\"fileName\":\"%s\",\"type\":\"ASSET_TYPE_FULL_METRIC\"}";

    @TempDir
    private Path folder;

    private final FakeTransport transport = new FakeTransport()
            .on("projects", "{\"projects\":[{\"projectName\":\"p\"}]}")
            .on(
                    "experiments",
                    request -> "1".equals(request.parameters().getOrDefault("page", "1"))
                            ? "{\"experiments\":[" + ROW + "]}"
                            : "{\"experiments\":[]}")
            .on("experiment/asset/list", "{\"assets\":[]}");

    @Test
    void a_series_as_long_as_a_sample_makes_the_export_partial() throws IOException {
        points("loss", 15_000);
        ExportResult result = export(false);
        assertThat(result.written()).isFalse();
        assertThat(result.sampled()).containsExactly(new SampledSeries("k1", "one", "loss"));
        assertThat(folder.resolve("points.csv")).doesNotExist();
    }

    @Test
    void a_sample_that_is_allowed_is_written_and_marked_in_the_manifest() throws IOException {
        points("loss", 15_000);
        ExportResult result = export(true);
        assertThat(result.written()).isTrue();
        assertThat(result.rows()).isEqualTo(15_000);
        assertThat(folder.resolve("points.csv.manifest.json"))
                .content()
                .contains("\"complete\" : false", "\"status\" : \"sampled\"", "\"sampled\" : [ \"loss\" ]");
    }

    @Test
    void a_shorter_series_is_whole_and_a_longer_one_comes_from_a_server_that_keeps_all() throws IOException {
        points("loss", 14_999);
        assertThat(export(false).sampledCount()).isZero();
        assertThat(transport.count("experiment/asset/list"))
                .as("nothing is asked for")
                .isZero();
        points("loss", 15_001);
        assertThat(export(false).sampledCount()).isZero();
    }

    @Test
    void where_every_point_is_kept_they_are_taken_in_all_their_digits() throws IOException {
        points("val loss", 15_000);
        transport.on(
                "experiment/asset/list",
                "{\"assets\":[" + TOTAL_FILE.formatted("a10", "val_loss_10.csv.zip") + ","
                        + TOTAL_FILE.formatted("a2", "val_loss_2.csv.zip") + ","
                        + TOTAL_FILE.formatted("x", "val_loss_x_1.csv.zip")
                        + "]}");
        transport.onReply(
                "experiment/asset/get-asset",
                request -> zip(
                        "a2".equals(request.parameters().get("assetId"))
                                ? "value,timestamp,step,epoch\n0.1234567890123456789,1700000000.25,2,\n"
                                : "value,timestamp,step,epoch\n0.5,1700000001,1,3.0\n"));
        ExportResult result = export(false);
        assertThat(result.sampledCount()).isZero();
        assertThat(Files.readString(folder.resolve("points.csv")))
                .isEqualTo("experiment_key,metric,step,epoch,timestamp,value\r\n"
                        + "k1,val loss,1,3,1700000001000,0.5\r\n"
                        + "k1,val loss,2,,1700000000250,0.1234567890123456789\r\n");
    }

    @Test
    void two_metrics_whose_files_have_one_name_stay_samples() throws IOException {
        StringJoiner both = new StringJoiner(",", "{\"metrics\":[", "]}");
        add(both, "val loss", 15_000);
        add(both, "val_loss", 3);
        transport.on("experiment/metrics/get-all", both.toString());
        transport.on("experiment/asset/list", "{\"assets\":[" + TOTAL_FILE.formatted("a", "val_loss_1.csv.zip") + "]}");
        assertThat(export(false).sampled()).containsExactly(new SampledSeries("k1", "one", "val loss"));
    }

    private void points(String metric, int count) {
        StringJoiner points = new StringJoiner(",", "{\"metrics\":[", "]}");
        add(points, metric, count);
        transport.on("experiment/metrics/get-all", points.toString());
    }

    private static void add(StringJoiner points, String metric, int count) {
        for (int i = 0; i < count; i++) {
            points.add("{\"metricName\":\"" + metric + "\",\"metricValue\":\"1\",\"step\":" + i + ",\"timestamp\":1}");
        }
    }

    private static ApiReply zip(String csv) {
        return new ApiReply(200, "application/octet-stream", Zips.of("points.csv", csv));
    }

    private ExportResult export(boolean sampled) {
        TestExport export = new TestExport(What.METRICS, "acme/p", folder.resolve("points.csv"));
        return (sampled ? export.sampled() : export).run(transport);
    }
}
