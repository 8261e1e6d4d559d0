package io.cometsh.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.client.service.AssetReader;
import io.cometsh.export.Format;
import io.cometsh.files.FolderTrees;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an export handles a temporary failure, an experiment that is deleted meanwhile, and its own partial result. */
@Tag("python")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportRecoveryTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path out;

    /** What every read of points gives, instead of the world's; or null. */
    private byte[] points;

    @Test
    void a_failed_experiment_is_tried_again_after_the_last_one() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "25", "--points", "5", "--first", "1")) {
            ExportResult result = export(world, ask(What.METRICS, "points.csv"), 0);
            assertThat(result.failures()).isEmpty();
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            assertThat(reads(world, "experiment/metrics/get-all")).hasSize(25 + 9);
        }
    }

    @Test
    void it_is_tried_again_only_once() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "5", "--points", "5", "--first", "2")) {
            ExportResult result = export(world, ask(What.METRICS, "points.csv"), 0);
            assertThat(result.failures()).hasSize(2);
            assertThat(reads(world, "experiment/metrics/get-all")).hasSize(5 + 2);
        }
    }

    @Test
    void a_server_that_is_gone_is_not_asked_for_every_run() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "400", "--points", "1", "--faults", "0")) {
            TestExport ask = ask(What.METRICS, "points.csv");
            assertThatThrownBy(() -> export(world, ask, 0, endpoint("experiment/metrics/get-all")))
                    .isInstanceOf(CometConnectionException.class);
            assertThat(StagingFolder.exists(out.resolve("points.csv"))).isTrue();
        }
    }

    @Test
    void a_server_that_answers_nothing_but_errors_is_left_alone_and_what_came_is_kept() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "300", "--points", "1", "--fail", "300")) {
            assertThatThrownBy(
                            () -> export(world, ask(What.METRICS, "points.csv").keepGoing(), 0))
                    .isInstanceOf(CometHttpException.class)
                    .hasMessageContaining("500");
            assertThat(reads(world, "experiment/metrics/get-all")).hasSizeLessThan(80);
            assertThat(StagingFolder.exists(out.resolve("points.csv"))).isTrue();
        }
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "60", "--points", "1", "--fail", "15")) {
            assertThat(export(world, ask(What.METRICS, "some.csv").keepGoing(), 0)
                            .failures())
                    .as("some that cannot be read are no broken server")
                    .hasSize(15);
        }
    }

    @Test
    void an_experiment_that_is_deleted_during_the_export_is_reported_and_no_failure() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "6", "--points", "5", "--gone", "2")) {
            for (What what : What.values()) {
                ExportResult result = export(world, ask(what, what + ".csv"), 0);
                assertThat(result.failures()).as(what.toString()).isEmpty();
                assertThat(result.deleted()).isEqualTo(2);
                JsonNode manifest = manifest(what + ".csv");
                assertThat(manifest.get("complete").asBoolean()).isTrue();
                assertThat(manifest.get("deleted").asInt()).isEqualTo(2);
                assertThat(manifest.get("exported").asInt()).isEqualTo(4);
                assertThat(statuses(manifest))
                        .containsExactly("deleted", "deleted", "exported", "exported", "exported", "exported");
            }
        }
    }

    @Test
    void files_are_the_truth_also_with_one_request_in_five_failing() throws IOException {
        try (ExportWorld world = ExportWorld.start(
                folder, "--runs", "20", "--points", "1", "--assets", "6", "--asset-bytes", "30000", "--faults", "20")) {
            ExportResult result = export(world, ask(What.ASSETS, "files"), 12);
            assertThat(result.failures()).isEmpty();
            assertThat(result.rows()).isEqualTo(120);
            assertThat(tree(out.resolve("files"))).isEqualTo(tree(world.files()));
        }
    }

    @Test
    void a_partial_folder_is_completed_in_place_and_only_the_missing_is_read() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "12", "--points", "1", "--assets", "3")) {
            Predicate<ApiRequest> some = request -> request.endpoint().equals("experiment/asset/get-asset")
                    && request.parameters().get("assetId").matches(".*[0-3]");
            ExportResult partial = export(world, ask(What.ASSETS, "files").keepGoing(), 0, some);
            assertThat(partial.written()).isTrue();
            assertThat(partial.failures()).isNotEmpty().hasSizeLessThan(12);
            assertThat(tree(out.resolve("files")))
                    .as("whole runs alone")
                    .hasSize(36 - 3 * partial.failures().size());
            assertThatThrownBy(() -> export(world, ask(What.ASSETS, "files"), 0))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("this one is partial, and --resume completes it");

            ExportResult more = export(world, ask(What.ASSETS, "files").resume(), 0);
            assertThat(more.failures()).isEmpty();
            assertThat(tree(out.resolve("files"))).isEqualTo(tree(world.files()));
            assertThat(reads(world, "experiment/asset/get-asset"))
                    .as("each file once")
                    .hasSize(36);
            assertThat(manifest("files").get("complete").asBoolean()).isTrue();
            assertThat(names()).containsExactlyInAnyOrder("files", "files.manifest.json");
        }
    }

    @Test
    void an_export_whose_partial_folder_was_removed_starts_from_the_beginning() throws IOException {
        try (ExportWorld world =
                ExportWorld.start(folder, "--runs", "4", "--points", "1", "--assets", "2", "--first", "2")) {
            export(world, ask(What.ASSETS, "files").keepGoing(), 0);
            FolderTrees.delete(out.resolve("files"));
            assertThatThrownBy(() -> export(world, ask(What.ASSETS, "files").resume(), 0))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("is not there any more: export again without --resume");
            export(world, ask(What.ASSETS, "files"), 0);
            assertThat(tree(out.resolve("files"))).isEqualTo(tree(world.files()));
        }
    }

    @Test
    void of_a_partial_folder_nothing_is_shown_of_the_runs_that_failed() throws IOException {
        try (ExportWorld world =
                ExportWorld.start(folder, "--runs", "8", "--points", "1", "--assets", "4", "--fail", "3")) {
            ExportResult partial = export(world, ask(What.ASSETS, "files").keepGoing(), 0);
            assertThat(partial.failures()).hasSize(3);
            Map<String, Long> shown = tree(out.resolve("files"));
            assertThat(shown).hasSize(20);
            int before = world.requests().size();
            export(world, ask(What.ASSETS, "files").resume().keepGoing(), 0);
            assertThat(world.requests().subList(before, world.requests().size()))
                    .as("existing files are not read again")
                    .noneMatch(line -> line.startsWith("experiment/asset/get-asset"));
            assertThat(tree(out.resolve("files"))).isEqualTo(shown);
        }
    }

    @Test
    void an_interrupted_file_continues_where_it_stopped_in_the_next_process() throws IOException {
        try (ExportWorld world = ExportWorld.start(
                folder, "--runs", "1", "--points", "1", "--assets", "1", "--asset-bytes", "400000", "--seed", "3")) {
            TestExport ask = ask(What.ASSETS, "files");
            // As after kill -9: half of the bytes and the server's name for them.
            Path whole;
            try (Stream<Path> files = Files.walk(world.files())) {
                whole = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
            byte[] bytes = Files.readAllBytes(whole);
            ExportResult result = export(world, ask, 0, endpoint("experiment/asset/get-asset"));
            assertThat(result.written()).isFalse();
            Path halves = Files.createDirectories(out.resolve(".files.export/halves"));
            String key = result.failures().get(0).experimentKey();
            String asset = onlyAsset(world, key);
            Files.write(halves.resolve(key + "-" + asset), Arrays.copyOf(bytes, bytes.length / 2));
            Files.writeString(halves.resolve(key + "-" + asset + ".etag"), "\"" + asset + "\"");

            assertThat(export(world, ask.resume(), 0).failures()).isEmpty();
            assertThat(tree(out.resolve("files"))).isEqualTo(tree(world.files()));
            assertThat(reads(world, "experiment/asset/get-asset"))
                    .allMatch(line -> line.endsWith("bytes=" + bytes.length / 2 + "-"));
        }
    }

    @Test
    void a_resumption_in_another_format_reads_again_what_was_kept_as_lines_of_a_csv() throws IOException {
        points = """
                {"metrics":[{"metricName":"loss","metricValue":"0.5","timestamp":5,"step":1,"epoch":null}]}""".getBytes(StandardCharsets.UTF_8);
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "4", "--points", "5")) {
            export(world, ask(What.METRICS, "whole.tsv").as(Format.TSV), 0);
            TestExport ask = ask(What.METRICS, "points");
            AtomicInteger reads = new AtomicInteger();
            Predicate<ApiRequest> ofPoints = endpoint("experiment/metrics/get-all");
            assertThat(export(world, ask, 0, request -> ofPoints.test(request) && reads.incrementAndGet() > 2)
                            .written())
                    .isFalse();

            reads.set(0);
            export(
                    world,
                    ask.as(Format.TSV).resume(),
                    0,
                    request -> ofPoints.test(request) && reads.incrementAndGet() > 4);
            assertThat(reads).hasValue(4);
            assertThat(out.resolve("points")).hasSameBinaryContentAs(out.resolve("whole.tsv"));
        }
    }

    @Test
    void half_a_file_of_other_content_is_of_no_use() throws IOException {
        try (ExportWorld world = ExportWorld.start(
                folder, "--runs", "1", "--points", "1", "--assets", "1", "--asset-bytes", "400000", "--seed", "3")) {
            TestExport ask = ask(What.ASSETS, "files");
            ExportResult result = export(world, ask, 0, endpoint("experiment/asset/get-asset"));
            Path halves = Files.createDirectories(out.resolve(".files.export/halves"));
            String key = result.failures().get(0).experimentKey();
            String asset = onlyAsset(world, key);
            Files.write(halves.resolve(key + "-" + asset), new byte[1000]);
            Files.writeString(halves.resolve(key + "-" + asset + ".etag"), "\"another\"");
            assertThat(export(world, ask.resume(), 0).failures()).isEmpty();
            assertThat(tree(out.resolve("files"))).isEqualTo(tree(world.files()));
        }
    }

    @Test
    void a_manifest_is_only_good_for_the_same_kind_of_export() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "3", "--points", "5")) {
            export(world, ask(What.RUNS, "runs.csv"), 0);
            Since since = Since.of("runs.csv.manifest.json", out, Instant.EPOCH);
            assertThatThrownBy(
                            () -> export(world, ask(What.METRICS, "points.csv").since(since), 0))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("is the manifest of an export of runs");
            export(world, ask(What.METRICS, "loss.csv").metrics("loss"), 0);
            Since loss = Since.of("loss.csv.manifest.json", out, Instant.EPOCH);
            assertThatThrownBy(
                            () -> export(world, ask(What.METRICS, "points.csv").since(loss), 0))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("of the metrics loss alone");
            assertThat(export(
                                    world,
                                    ask(What.METRICS, "more.csv")
                                            .metrics("loss")
                                            .since(loss),
                                    0)
                            .unchanged())
                    .isEqualTo(3);
        }
    }

    @Test
    void since_a_manifest_sees_another_name_and_tells_what_is_not_found_any_more() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "4", "--points", "5")) {
            export(world, ask(What.METRICS, "points.csv"), 0);
            Path file = out.resolve("points.csv.manifest.json");
            ObjectNode manifest = (ObjectNode) new ObjectMapper().readTree(file.toFile());
            ArrayNode experiments = (ArrayNode) manifest.get("experiments");
            ((ObjectNode) experiments.get(1)).put("name", "as it was called");
            experiments.addObject().put("key", "deleted-since").put("status", "exported");
            Files.writeString(file, manifest.toString());

            Since since = Since.of("points.csv.manifest.json", out, Instant.EPOCH);
            ExportResult result = export(world, ask(What.METRICS, "second.csv").since(since), 0);
            assertThat(result.experiments()).isEqualTo(1);
            assertThat(result.unchanged()).isEqualTo(3);
            assertThat(result.missing()).isEqualTo(1);
            assertThat(statuses(manifest("second.csv")))
                    .containsExactly("exported", "unchanged", "unchanged", "unchanged", "missing");
            Since third = Since.of("second.csv.manifest.json", out, Instant.EPOCH);
            assertThat(export(world, ask(What.METRICS, "third.csv").since(third), 0)
                            .missing())
                    .as("it is reported once")
                    .isZero();
        }
    }

    // ---- how

    private TestExport ask(What what, String name) {
        return new TestExport(what, "acme/truth", out.resolve(name));
    }

    /** Gives nothing of some requests, like a network that is gone; and these points of all others, when there are some. */
    private record Severed(Transport real, Predicate<ApiRequest> cut, byte[] points) implements Transport {
        @Override
        public ApiReply send(ApiRequest request) {
            return check(request).send(request);
        }

        @Override
        public ApiStream open(ApiRequest request) {
            return check(request).open(request);
        }

        @Override
        public <R> R stream(ApiRequest request, BodyReader<R> reader) {
            Transport transport = check(request);
            if (points == null || !request.endpoint().equals("experiment/metrics/get-all")) {
                return transport.stream(request, reader);
            }
            try {
                return reader.read(
                        new ApiStream(200, "application/json", points.length, new ByteArrayInputStream(points)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Transport check(ApiRequest request) {
            if (cut.test(request)) {
                throw new CometConnectionException("severed", null);
            }
            return real;
        }
    }

    private static Predicate<ApiRequest> endpoint(String name) {
        return request -> request.endpoint().equals(name);
    }

    private ExportResult export(ExportWorld world, TestExport ask, int retries) {
        return export(world, ask, retries, request -> false);
    }

    private ExportResult export(ExportWorld world, TestExport ask, int retries, Predicate<ApiRequest> cut) {
        try (Transport real = world.transport(retries);
                Transport transport = new Severed(real, cut, points)) {
            return ask.run(transport, world.address());
        }
    }

    /** The id of an experiment's only file, as the server gives it. */
    private static String onlyAsset(ExportWorld world, String key) {
        try (Transport transport = new OkHttpTransport(TransportOptions.of(world.address(), "key"))) {
            return new AssetReader(transport).list(key).get(0).assetId();
        }
    }

    private JsonNode manifest(String output) throws IOException {
        return new ObjectMapper()
                .readTree(out.resolve(output + ".manifest.json").toFile());
    }

    private static List<String> statuses(JsonNode manifest) {
        return manifest.get("experiments").findValuesAsText("status");
    }

    private static List<String> reads(ExportWorld world, String endpoint) throws IOException {
        return world.requests().stream()
                .filter(line -> line.startsWith(endpoint))
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The files by their paths, with a sum of their bytes. */
    private static Map<String, Long> tree(Path root) throws IOException {
        Map<String, Long> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                tree.put(root.relativize(file).toString().replace('\\', '/'), sum.getValue());
            }
        }
        return tree;
    }
}
