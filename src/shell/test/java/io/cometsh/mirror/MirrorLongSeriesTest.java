package io.cometsh.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.bulk.ExportResult;
import io.cometsh.bulk.TestExport;
import io.cometsh.client.Zips;
import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series of which the service answers with a sample: a mirror has what an export of the server has. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MirrorLongSeriesTest {
    private static final int SAMPLE = 15_000;

    @TempDir
    private Path folder;

    private final FakeTransport transport = new FakeTransport()
            .on("projects", "{\"projects\":[{\"projectName\":\"p\",\"projectId\":\"1\"}]}")
            .on("project/column-names", "{\"columns\":[]}")
            .on("experiments", request -> {
                // In the list of archived runs too, as a run that is archived between the two requests.
                return "1".equals(request.parameters().getOrDefault("page", "1"))
                        ? "{\"experiments\":[{\"experimentKey\":\"k1\",\"experimentName\":\"one\","
                                + "\"workspaceName\":\"acme\",\"projectName\":\"p\",\"endTimeMillis\":5}]}"
                        : "{\"experiments\":[]}";
            })
            .on("experiment/metrics/summary", "{\"values\":[]}")
            .on("experiment/parameters", "{\"values\":[]}")
            .on("experiment/log-other", "{\"values\":[]}")
            .on("experiment/tags", "{\"tags\":[]}")
            .on("experiment/system-details", "{}")
            .on("experiment/asset/list", "{\"assets\":[]}")
            .on(
                    "experiment/metrics/get-all",
                    IntStream.range(0, SAMPLE)
                            .mapToObj(i -> "{\"metricName\":\"loss\",\"metricValue\":\"1\",\"step\":" + 2 * i
                                    + ",\"timestamp\":1}")
                            .collect(Collectors.joining(",", "{\"metrics\":[", "]}")));

    @Test
    void every_point_is_in_the_mirror_where_the_service_keeps_a_file_of_them() throws IOException {
        transport
                .on(
                        "experiment/asset/list",
                        "{\"assets\":[{\"assetId\":\"a\",\"fileName\":\"loss_1.csv.zip\","
                                + "\"type\":\"ASSET_TYPE_FULL_METRIC\"}]}")
                .onReply(
                        "experiment/asset/get-asset",
                        request -> zip(IntStream.range(0, 2 * SAMPLE)
                                .mapToObj(i -> i * 0.1 + ",1700000000.25," + i + ",\n")
                                .collect(Collectors.joining("", "value,timestamp,step,epoch\n", ""))));
        assertThat(sync().sampled()).isZero();
        assertThat(export(transport, "there.csv").rows()).isEqualTo(2 * SAMPLE);
        assertThat(export(offline(), "here.csv").sampledCount()).isZero();
        assertThat(Files.mismatch(folder.resolve("here.csv"), folder.resolve("there.csv")))
                .isEqualTo(-1);
    }

    @Test
    void a_sample_is_marked_as_one_in_the_mirror_too() throws IOException {
        assertThat(sync().sampled()).isEqualTo(1);
        assertThat(export(transport, "there.csv").sampledCount()).isEqualTo(1);
        assertThat(export(offline(), "here.csv").sampledCount()).isEqualTo(1);
        assertThat(Files.mismatch(folder.resolve("here.csv"), folder.resolve("there.csv")))
                .isEqualTo(-1);
    }

    @Test
    void a_run_that_is_archived_during_the_listing_is_read_once() {
        assertThat(sync().runs()).isEqualTo(1);
        assertThat(transport.count("experiments")).isEqualTo(2);
        assertThat(transport.count("experiment/tags")).isEqualTo(1);
    }

    private SyncResult sync() {
        return new Sync(
                        transport,
                        "test",
                        folder.resolve("mirror"),
                        new SyncOptions("acme", null, null),
                        progress(),
                        InstantSource.system())
                .run();
    }

    private Transport offline() {
        return new MirrorTransport(Mirrors.in(folder.resolve("mirror")), (project, time) -> {});
    }

    private ExportResult export(Transport source, String name) {
        return new TestExport(What.METRICS, "acme/p", folder.resolve(name))
                .sampled()
                .run(source);
    }

    private static Progress progress() {
        return Display.NONE.begin("sync", "runs", -1);
    }

    private static ApiReply zip(String csv) {
        return new ApiReply(200, "application/octet-stream", Zips.of("points.csv", csv));
    }
}
