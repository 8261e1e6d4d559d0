package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cometsh server import} of a folder that cometx 3.6.11 wrote with {@code cometx download}. The script cometx_download.py recorded it, with what the server that it was downloaded from answered.
 */
class DownloadImportTest {
    private static final Path RECORDED = Path.of("src/shell/test/resources/cometx-download");
    private static final Path DOWNLOAD = RECORDED.resolve("download");
    private static final String KEY = "987dc25aebe641d3a122ff3bc36a14c7";
    private static final String PROJECT = "workspaceName=acme&projectName=vision";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path home;

    private CommandRun run(Object... arguments) {
        List<String> all = new ArrayList<>(
                List.of("server", "import", "--data", home.resolve("data").toString()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return CommandRun.of(home, Map.of(), all.toArray(String[]::new));
    }

    @Test
    void anImportedDownloadAnswersAsTheServerItCameFrom() throws IOException {
        CommandRun first = run(DOWNLOAD);
        assertThat(first.err())
                .contains("experiment " + KEY + " of acme/vision: 4 metrics, 16 points, 6 parameters, 9 assets")
                .doesNotContain("lost");
        assertThat(first.out()).isEmpty();
        assertThat(first.exitCode()).isZero();
        Map<String, JsonNode> recorded = recorded();
        assertThat(reads(recorded)).containsExactlyEntriesOf(recorded);
        assertThat(run(DOWNLOAD).exitCode()).isZero();
        assertThat(reads(recorded)).as("after a second import").containsExactlyEntriesOf(recorded);
    }

    private static Map<String, JsonNode> recorded() throws IOException {
        Map<String, JsonNode> reads = new TreeMap<>();
        for (Map.Entry<String, JsonNode> read :
                JSON.readTree(RECORDED.resolve("reads.json").toFile()).properties()) {
            reads.put(read.getKey(), plain(read.getValue()));
        }
        assertThat(reads).hasSizeGreaterThan(20);
        return reads;
    }

    private Map<String, JsonNode> reads(Map<String, JsonNode> names) throws IOException {
        Map<String, JsonNode> reads = new TreeMap<>();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(home.resolve("data")))) {
            Wire wire = new Wire(server.address());
            for (String name : names.keySet()) {
                if (name.startsWith("bytes of ")) {
                    String bytes = wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + KEY + "&assetId="
                                    + name.substring("bytes of ".length()))
                            .text();
                    // The sound and the picture are no text: their bytes are compared by the check of the import.
                    reads.put(name, isText(names.get(name).asText()) ? encoded(bytes) : names.get(name));
                } else if (name.startsWith("project")) {
                    reads.put(name, plain(wire.rest(name)));
                } else {
                    String separator = name.contains("?") ? "&" : "?";
                    reads.put(name, plain(wire.rest("experiment/" + name + separator + "experimentKey=" + KEY)));
                }
            }
        }
        return reads;
    }

    private static boolean isText(String encoded) {
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1)
                .chars()
                .allMatch(c -> c == '\n' || c >= ' ' && c < 127);
    }

    private static JsonNode encoded(String bytes) {
        return JSON.getNodeFactory()
                .textNode(Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Without the values that belong to a server and not to a download: its address, the ids of projects and
     * the times of changes.
     */
    private static JsonNode plain(JsonNode reply) throws IOException {
        JsonNode copy = reply.deepCopy();
        copy.findParents("lastUpdated").forEach(project -> ((ObjectNode) project).remove("lastUpdated"));
        copy.findParents("projectId").forEach(project -> ((ObjectNode) project).remove("projectId"));
        return JSON.readTree(copy.toString().replaceAll("127\\.0\\.0\\.1:\\d+", "HERE"));
    }

    @Test
    void anyFolderOfADownloadCanBeImportedIntoAnyWorkspace() {
        assertThat(run("--dry-run", DOWNLOAD.resolve("acme")).err()).contains("experiment " + KEY + " of acme/vision");
        assertThat(home.resolve("data")).doesNotExist();
        CommandRun one =
                run("--workspace", "team", DOWNLOAD.resolve("acme/vision").resolve(KEY));
        assertThat(one.err()).contains(" of team/vision: 4 metrics");
        try (CometServer server = CometServer.start(ServerOptions.inFolder(home.resolve("data")))) {
            Wire wire = new Wire(server.address());
            assertThat(wire.rest("project?workspaceName=team&projectName=vision")
                            .get("projectDescription")
                            .asText())
                    .isEqualTo("all that there is");
        }
        CommandRun other = run(DOWNLOAD);
        assertThat(other.out())
                .contains("experiment " + KEY + " is in team/vision already: it is not imported into acme/vision");
        assertThat(other.exitCode()).isEqualTo(ExitCode.PARTIAL);
    }

    @Test
    void whatIsLostIsNamedBefore() throws IOException {
        Path copy = copy();
        Path experiment = copy.resolve("acme/vision").resolve(KEY);
        Files.delete(experiment.resolve("assets/image/dot.png"));
        Files.writeString(experiment.resolve("notes.txt"), "mine");
        Files.createDirectories(copy.resolve("acme/model-registry/m"));
        Files.writeString(copy.resolve("acme/model-registry/m/model.bin"), "x");
        Files.writeString(experiment.resolve("run/git_diff.patch"), "a patch");
        CommandRun dry = run("--dry-run", copy);
        assertThat(dry.err())
                .contains(
                        "1 asset without its file will be lost",
                        "1 file notes.txt will be lost",
                        "model.bin is of no" + " experiment and will be lost");
        CommandRun done = run(copy);
        assertThat(done.exitCode()).isZero();
        assertThat(done.err()).contains("8 assets");
        try (CometServer server = CometServer.start(ServerOptions.inFolder(home.resolve("data")))) {
            byte[] patch = new Wire(server.address())
                    .get("/api/rest/v2/experiment/git/patch?experimentKey=" + KEY)
                    .text()
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new ZipInputStream(new ByteArrayInputStream(patch)).getNextEntry())
                    .isNotNull();
        }
    }

    @Test
    void aBrokenFolderIsRefusedAndTheFileIsNamed() throws IOException {
        Path copy = copy();
        Path experiment = copy.resolve("acme/vision").resolve(KEY);
        Files.writeString(experiment.resolve("others.jsonl"), "{\"name\": \"x\"");
        CommandRun others = run(copy);
        assertThat(others.err()).contains("line 1 of others.jsonl is not JSON");
        assertThat(others.exitCode()).isNotZero();
        Files.writeString(
                experiment.resolve("assets/assets_metadata.jsonl"),
                "{\"fileName\": \"../../../metadata.json\", \"type\": \"..\", \"assetId\": \"x\", \"fileSize\": 1}");
        assertThat(run("--dry-run", experiment).err()).contains("1 asset without its file");
        Files.writeString(experiment.resolve("metadata.json"), "{}");
        assertThat(run(experiment).err()).contains("is not an experiment of cometx download", "no experimentKey");
        assertThat(run(Files.createDirectory(home.resolve("empty"))).err())
                .contains("empty has no offline archive and no experiment", "cometx download");
    }

    private Path copy() throws IOException {
        Path copy = home.resolve("copy");
        try (Stream<Path> files = Files.walk(DOWNLOAD)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(DOWNLOAD.relativize(file).toString()));
            }
        }
        return copy;
    }
}
