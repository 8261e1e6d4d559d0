package io.cometsh.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export of files whose names get into each other's way, or cannot be written here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AssetNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final FakeFiles names = new FakeFiles();
    private final FakeTransport transport = names.transport();

    @Test
    void every_file_is_written_with_its_own_bytes_and_checksum() throws Exception {
        names.put(
                "k1",
                List.of(
                        "a",
                        "a/b",
                        "a/b",
                        "x.txt",
                        "x.txt",
                        "x_k13.txt",
                        "X.TXT",
                        "dot.",
                        "dot",
                        "blank ",
                        "blank",
                        "..",
                        ".",
                        "nul\u0000",
                        "nul_",
                        "é",
                        "e\u0301",
                        "y".repeat(400) + ".png",
                        "y".repeat(401) + ".png",
                        "CON",
                        "_CON",
                        "/abs",
                        "abs",
                        "tab\tx",
                        "sub//f",
                        "sub/f",
                        "sub"));
        ExportResult result = export(What.ASSETS, "files").run(transport);
        assertThat(result.failures()).isEmpty();
        JsonNode files = manifest("files").get("experiments").get(0).get("files");
        List<String> paths = new ArrayList<>();
        for (JsonNode file : files) {
            byte[] expected = FakeFiles.content(file.get("assetId").asText());
            Path written = folder.resolve("files").resolve(file.get("path").asText());
            assertThat(written).hasBinaryContent(expected);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(expected)));
            paths.add(file.get("path").asText());
        }
        assertThat(paths).hasSize(names.get("k1").size()).doesNotHaveDuplicates();
        assertThat(paths).contains("p/k1/a_k10", "p/k1/sub_k126");
    }

    @Test
    void what_cannot_be_written_here_is_a_failure_of_its_run_alone() throws Exception {
        names.put("k1", List.of("fine"));
        names.put("k2", List.of((("d".repeat(200) + "/").repeat(30)) + "too-deep"));
        names.put("k3", List.of("fine too"));
        ExportResult whole = export(What.ASSETS, "files").run(transport);
        assertThat(whole.written()).isFalse();
        ExportResult result = export(What.ASSETS, "files").resume().keepGoing().run(transport);
        assertThat(result.failures()).extracting(ExportFailure::experimentKey).containsExactly("k2");
        assertThat(result.failures().get(0).reason()).startsWith("cannot write p/k2/ddd");
        assertThat(folder.resolve("files/p/k1/fine")).exists();
        assertThat(folder.resolve("files/p/k3/fine too")).exists();
    }

    @Test
    void an_export_since_a_manifest_has_the_columns_of_the_manifest() throws Exception {
        transport.on("experiment/metrics/get-all", "{\"metrics\":[]}");
        names.put("k1", List.of());
        export(What.METRICS, "narrow.csv").columns("metric", "value").run(transport);
        export(What.METRICS, "all.csv").run(transport);
        Since narrow = Since.of("narrow.csv.manifest.json", folder, Instant.EPOCH);
        assertThat(export(What.METRICS, "next.csv")
                        .columns("metric", "value")
                        .since(narrow)
                        .run(transport)
                        .unchanged())
                .isEqualTo(1);
        assertThatThrownBy(() -> export(What.METRICS, "other.csv").since(narrow).run(transport))
                .isInstanceOf(CometException.class)
                .hasMessageContaining(
                        "narrow.csv.manifest.json", "the columns metric, value", "give --columns metric,value");
        Since all = Since.of("all.csv.manifest.json", folder, Instant.EPOCH);
        assertThatThrownBy(() -> export(What.METRICS, "other.csv")
                        .columns("value")
                        .since(all)
                        .run(transport))
                .hasMessageContaining("all columns", "leave --columns out");
        assertThat(folder.resolve("other.csv")).doesNotExist();
    }

    private JsonNode manifest(String name) throws IOException {
        return JSON.readTree(Files.readString(folder.resolve(name + ".manifest.json")));
    }

    private TestExport export(What what, String name) {
        return new TestExport(what, "acme/p", folder.resolve(name));
    }
}
