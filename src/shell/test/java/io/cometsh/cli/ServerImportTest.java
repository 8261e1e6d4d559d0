package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cometsh server import} of an archive that the official SDK 3.58.8 made. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerImportTest {
    @TempDir
    private Path home;

    private Path archive;
    private Path data;

    @BeforeEach
    void copy() throws IOException {
        archive = home.resolve("first-run.zip");
        data = home.resolve("data");
        try (InputStream in = getClass().getResourceAsStream("/offline/first-run.zip")) {
            Files.copy(in, archive);
        }
    }

    private CommandRun run(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("server", "import", "--data", data.toString()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return CommandRun.of(home, Map.of(), all.toArray(String[]::new));
    }

    /** What a client reads of the experiment. */
    private Map<String, String> readBack(String workspace) {
        Map<String, String> seen = new TreeMap<>();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            Wire wire = new Wire(server.address());
            JsonNode experiments = wire.rest("experiments?workspaceName=" + workspace + "&projectName=vision")
                    .get("experiments");
            assertThat(experiments).hasSize(1);
            String key = experiments.get(0).get("experimentKey").asText();
            for (String read : List.of(
                    "metadata",
                    "metrics/summary",
                    "parameters",
                    "log-other",
                    "tags",
                    "output",
                    "html",
                    "graph",
                    "system-details",
                    "asset/list",
                    "metrics/get-metric?metricName=loss")) {
                String separator = read.contains("?") ? "&" : "?";
                seen.put(
                        read,
                        wire.rest("experiment/" + read + separator + "experimentKey=" + key)
                                .toString());
            }
            for (JsonNode asset :
                    wire.rest("experiment/asset/list?experimentKey=" + key).get("assets")) {
                if (!asset.path("remote").asBoolean()) {
                    String id = asset.get("assetId").asText();
                    seen.put(
                            "asset " + asset.get("fileName").asText() + " " + id,
                            wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=" + id)
                                    .text());
                }
            }
        }
        return seen;
    }

    @Test
    void an_archive_comes_whole_and_a_second_import_changes_nothing() {
        CommandRun first = run(archive);
        assertThat(first.err())
                .matches("(?s)cometsh server import: .*first-run.zip: experiment [0-9a-f]{32} of acme/vision:"
                        + " 4 metrics, 8 points, \\d+ parameters, 13 assets\\R");
        assertThat(first.out()).isEmpty();
        assertThat(first.exitCode()).isZero();
        Map<String, String> seen = readBack("acme");
        assertThat(seen.get("metadata")).contains("\"experimentName\":\"first run\"", "\"running\":false");
        assertThat(seen.get("metrics/summary")).contains("\"name\":\"train_acc\"", "\"name\":\"loss\"");
        assertThat(seen.get("metrics/get-metric?metricName=loss")).contains("0.3333333333333333", "0.2");
        assertThat(seen.get("parameters")).contains("nested|x", "adam");
        assertThat(seen.get("log-other")).contains("hello");
        assertThat(seen.get("tags")).contains("best", "\"a\"");
        assertThat(seen.get("html")).contains("<b>hi</b>");
        assertThat(seen.get("asset/list")).contains("s3://bucket/x", "confusion-matrix.json");
        assertThat(seen.entrySet())
                .filteredOn(entry -> entry.getKey().startsWith("asset a.txt"))
                .extracting(Map.Entry::getValue)
                .contains("asset body");
        assertThat(run(archive).exitCode()).isZero();
        assertThat(timeless(readBack("acme"))).isEqualTo(timeless(seen));
    }

    /** The server's own times of its work are not of the archive. */
    private static Map<String, String> timeless(Map<String, String> seen) {
        Map<String, String> rest = new TreeMap<>();
        seen.forEach((name, text) ->
                rest.put(name, text.replaceAll("1[78]\\d{11}", "TIME").replaceAll("127.0.0.1:\\d+", "HERE")));
        return rest;
    }

    @Test
    void losses_are_reported_first_and_a_dry_run_reports_only_them() throws IOException {
        Path unpacked = unpack();
        Files.writeString(
                unpacked.resolve("messages.json"),
                Files.readString(unpacked.resolve("messages.json"))
                        + "{\"type\":\"new_in_4\",\"payload\":{\"name\":\"m\"}}\n");
        CommandRun dry = run("--dry-run", unpacked);
        assertThat(dry.err()).contains(": 1 new_in_4 will be lost").doesNotContain("metrics,");
        assertThat(dry.exitCode()).isZero();
        assertThat(data).doesNotExist();
        assertThat(run("--workspace", "team", unpacked).err())
                .contains(": 1 new_in_4 will be lost", " of team/vision: 4 metrics");
        assertThat(readBack("team").get("tags")).contains("best");
    }

    @Test
    void what_is_not_an_archive_is_refused_and_names_the_file() throws IOException {
        Path text = Files.writeString(home.resolve("notes.zip"), "x");
        assertThat(run(text).err()).contains("notes.zip is not a zip file: an offline archive of comet_ml is expected");
        assertThat(run(home.resolve("nowhere.zip")).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        Path empty = Files.createDirectory(home.resolve("empty"));
        assertThat(run(empty).err()).contains("empty has no offline archive and no experiment");
        Path unpacked = unpack();
        Files.writeString(
                unpacked.resolve("messages.json"),
                "{\"type\":\"file_upload\",\"payload\":{\"upload_type\":\"asset\",\"file_path\":\"../first-run.zip\","
                        + "\"additional_params\":{\"assetId\":\"x\",\"fileName\":\"x\"}}}\n");
        CommandRun outside = run(unpacked);
        assertThat(outside.err()).contains("../first-run.zip");
        assertThat(outside.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    }

    /** The archive is of comet_ml 3.58.8. */
    @Test
    void models_and_clouds_of_points_come_too_and_only_once() throws IOException {
        Path models = resource("models.zip");
        for (int i = 0; i < 2; i++) {
            CommandRun run = run(models);
            assertThat(run.err()).doesNotContain("lost");
            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isZero();
        }
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            Wire wire = new Wire(server.address());
            JsonNode model = wire.rest("registry-model/details?workspaceName=acme&modelName=my-model");
            assertThat(model.get("versions")).hasSize(1);
            assertThat(model.get("versions").get(0).toString()).contains("\"version\":\"1.2.0\"", "\"QA\"", "w.txt");
            String key = wire.rest("experiments?workspaceName=acme&projectName=vision")
                    .at("/experiments/0/experimentKey")
                    .asText();
            JsonNode assets =
                    wire.rest("experiment/asset/list?experimentKey=" + key).get("assets");
            assertThat(assets.findValuesAsText("link")).contains("s3://bucket/far/model.bin");
            assertThat(assets.findValuesAsText("type")).contains("3d-image", "3d-points", "3d-thumbnail");
        }
    }

    /** The archive is of comet_ml 3.31.23. */
    @Test
    void an_archive_of_an_older_SDK_comes_whole() throws IOException {
        Path older = resource("older-run.zip");
        CommandRun run = run(older);
        assertThat(run.err()).doesNotContain("lost");
        assertThat(run.exitCode()).isZero();
        Map<String, String> seen = readBack("acme");
        assertThat(seen.get("metadata")).contains("\"experimentName\":\"older run\"", "train.py");
        assertThat(seen.get("output")).contains("one\\ntwo\\n");
        assertThat(seen.get("html")).contains("<b>old</b>");
        assertThat(seen.get("graph")).contains("graph");
        assertThat(seen.get("log-other")).contains("\"note\"", "hello");
        assertThat(seen.get("system-details")).contains("a==1", "\"key\":\"k\"");
        assertThat(seen.get("metrics/get-metric?metricName=loss")).contains("0.3333333333333333");
        assertThat(run(older).exitCode()).isZero();
        assertThat(timeless(readBack("acme"))).isEqualTo(timeless(seen));
    }

    private Path resource(String name) throws IOException {
        Path copy = home.resolve(name);
        try (InputStream in = getClass().getResourceAsStream("/offline/" + name)) {
            Files.copy(in, copy);
        }
        return copy;
    }

    @Test
    void a_folder_that_is_being_served_is_refused() {
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            assertThat(server.address()).isNotNull();
            assertThat(run(archive).err()).contains("is being served already");
        }
    }

    private Path unpack() throws IOException {
        Path folder = Files.createDirectory(home.resolve("unpacked"));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(entry.getName()));
            }
        }
        return folder;
    }
}
