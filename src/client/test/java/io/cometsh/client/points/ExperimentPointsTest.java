package io.cometsh.client.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Zips;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExperimentPointsTest {
    private static final String ALL = "experiment/metrics/get-all";

    @TempDir
    private Path folder;

    private final FakeTransport server = new FakeTransport().on("experiment/asset/list", "{\"assets\":[]}");

    @Test
    void gives_points_by_metric_step_and_timestamp_and_equal_ones_as_they_came() throws IOException {
        server.on(
                ALL, metrics(point("b", 2, "1"), point("a", 1, "first"), point("b", 1, "2"), point("a", 1, "second")));
        assertThat(read(1 << 20)).containsExactly("a 1 first", "a 1 second", "b 1 2", "b 2 1");
    }

    @Test
    void many_points_in_little_memory_are_the_same_points() throws IOException {
        List<String> points = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int metric = 0; metric < 3; metric++) {
            for (int step = 0; step < 3000; step++) {
                points.add(point("m" + metric, step, "0." + step));
                expected.add("m" + metric + " " + step + " 0." + step);
            }
        }
        Collections.shuffle(points, new Random(1));
        server.on(ALL, metrics(points.toArray(String[]::new)));
        assertThat(read(2000)).isEqualTo(expected);
        assertThat(read(1 << 20)).isEqualTo(expected);
        assertThat(files()).as("what was needed meanwhile").isEmpty();
    }

    @Test
    void a_process_that_is_killed_leaves_no_file() throws IOException {
        server.on(
                ALL,
                metrics(Stream.iterate(0, i -> i + 1)
                        .limit(500)
                        .map(i -> point("m", i, "1"))
                        .toArray(String[]::new)));
        try (ExperimentPoints points = ExperimentPoints.read(reader(server), "key", List.of(), folder, 1000)) {
            boolean namesGoAtOnce =
                    folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            assertThat(files()).hasSize(namesGoAtOnce ? 0 : 1);
            assertThat(points.count()).isEqualTo(500);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void some_metrics_are_asked_for_one_by_one() throws IOException {
        server.on(
                "experiment/metrics/get-metric",
                request -> metrics(point(request.parameters().get("metricName"), 1, "1")));
        assertThat(read(1000, "b", "a")).containsExactly("a 1 1", "b 1 1");
    }

    @Test
    void a_reply_that_breaks_off_and_begins_again_gives_each_point_once() throws IOException {
        byte[] whole = metrics(point("m", 1, "1"), point("m", 2, "2")).getBytes(StandardCharsets.UTF_8);
        Transport breaking = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                throw new AssertionError(request.describe());
            }

            @Override
            public <R> R stream(ApiRequest request, BodyReader<R> body) {
                try {
                    assertThatThrownBy(() -> body.read(reply(whole, whole.length - 30)))
                            .isInstanceOf(IOException.class);
                    return body.read(reply(whole, whole.length));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        for (int memory : new int[] {1, 1 << 20}) {
            try (ExperimentPoints points = ExperimentPoints.read(reader(breaking), "key", List.of(), folder, memory)) {
                assertThat(texts(points)).containsExactly("m 1 1", "m 2 2");
            }
        }
    }

    @Test
    void a_series_as_long_as_a_sample_is_named() throws IOException {
        server.on(ALL, longSeries());
        try (ExperimentPoints points = ExperimentPoints.read(reader(server), "key", List.of(), folder, 1 << 20)) {
            assertThat(points.sampled()).containsExactly("loss");
            assertThat(points.count()).isEqualTo(PointReader.MOST_KEPT + 1);
        }
    }

    @Test
    void a_sample_is_replaced_by_the_whole_series_where_the_service_keeps_one() throws IOException {
        server.on(ALL, longSeries())
                .on(
                        "experiment/asset/list",
                        "{\"assets\":[{\"assetId\":\"f\",\"fileName\":\"loss_0.csv.zip\",\"type\":\"ASSET_TYPE_FULL_METRIC\"}]}")
                .onReply(
                        "experiment/asset/get-asset",
                        request -> new ApiReply(
                                200,
                                "application/zip",
                                Zips.of("points.csv", "value,timestamp,step,epoch\n0.5,1,2,\n0.25,1,1,\n")));
        for (int memory : new int[] {1000, 1 << 22}) {
            assertThat(read(memory)).containsExactly("acc 1 1", "loss 1 0.25", "loss 2 0.5");
        }
    }

    @Test
    void an_experiment_that_is_gone_is_an_error_of_the_service_and_leaves_no_file() throws IOException {
        server.refuse(ALL, 404, "no such experiment").refuse("experiment/metrics/summary", 404, "no such experiment");
        assertThatThrownBy(() -> read(1000)).isInstanceOf(CometHttpException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_copy_has_the_same_points_as_bytes() throws IOException {
        server.on(ALL, metrics(point("b", 1, "1"), point("a", 2, "2"), point("a", 1, "3")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PointTarget target = new StreamTarget(bytes);
        for (int memory : new int[] {1, 60, 1 << 20}) {
            bytes.reset();
            ExperimentPoints.Copied copied = ExperimentPoints.copy(
                    reader(server), "key", List.of(), target, folder, "file", new PointMemory(memory), null);
            assertThat(copied).isEqualTo(new ExperimentPoints.Copied(3, List.of()));
            List<String> read = new ArrayList<>();
            PointRows rows = new PointRows(new ByteArrayInputStream(bytes.toByteArray()), 16);
            while (rows.next()) {
                read.add(rows.metric() + " " + rows.step() + " " + rows.text());
            }
            assertThat(read).containsExactly("a 1 3", "a 2 2", "b 1 1");
            assertThat(files()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0.5, 0.5, -",
                "-0, -0.0, -",
                "1e3, 1000.0, -",
                "nan, NaN, -",
                "-inf, -Infinity, -",
                "123456789012345, 123456789012345.0, -",
                "0.1, 0.1, -",
                "0.10000000000000000000000000000001, 0.1, 0.10000000000000000000000000000001",
                "9007199254740993, 9007199254740992.0, 9007199254740993",
                "9007199254740992, 9007199254740992.0, -",
                "1e400, Infinity, 1e400",
                "stopped, -, stopped",
                "0x10, -, 0x10",
                "1d, -, 1d",
                "'', -, ''",
                "-, -, -",
            })
    void a_value_is_a_double_and_a_text_where_the_double_is_not_the_same(String text, Double value, String valueText)
            throws IOException {
        PointBytes bytes = new PointBytes(16);
        byte[] name = PointBytes.name("m");
        bytes.append(name, 0, name.length);
        bytes.point(new MetricPoint("m", text, 5L, 1L, null, null, null));
        PointRows rows = new PointRows(new ByteArrayInputStream(bytes.bytes, 0, bytes.length), 8);
        assertThat(rows.next()).isTrue();
        assertThat(rows.text()).isEqualTo(text);
        assertThat(rows.value()).isEqualTo(value);
        assertThat(rows.valueText()).isEqualTo(valueText);
        assertThat(rows.epoch()).isNull();
        assertThat(rows.next()).isFalse();
    }

    private static String longSeries() {
        StringJoiner points = new StringJoiner(",", "{\"metrics\":[", "]}");
        for (int i = 0; i < PointReader.MOST_KEPT; i++) {
            points.add(point("loss", i, "9"));
        }
        return points.add(point("acc", 1, "1")).toString();
    }

    private static String point(String metric, int step, String value) {
        return "{\"metricName\":\"%s\",\"metricValue\":\"%s\",\"timestamp\":5,\"step\":%d}"
                .formatted(metric, value, step);
    }

    private static String metrics(String... points) {
        return "{\"metrics\":[" + String.join(",", points) + "]}";
    }

    private static PointReader reader(Transport transport) {
        return new PointReader(transport);
    }

    private static ApiStream reply(byte[] body, int length) {
        return new ApiStream(200, "application/json", length, new ByteArrayInputStream(body, 0, length), 0, null);
    }

    private List<String> read(int memory, String... metrics) throws IOException {
        try (ExperimentPoints points = ExperimentPoints.read(reader(server), "key", List.of(metrics), folder, memory)) {
            return texts(points);
        }
    }

    private static List<String> texts(ExperimentPoints points) throws IOException {
        List<String> texts = new ArrayList<>();
        for (PointRows point = points.next(); point != null; point = points.next()) {
            texts.add(point.metric() + " " + point.step() + " " + point.text());
        }
        return texts;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
