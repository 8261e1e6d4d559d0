package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.ArchiveImport;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive of the official SDK: the results of {@code comet upload} and of an import. */
@Tag("launcher")
@Tag("slow")
class SdkImportIT {
    private static final List<String> READS = List.of(
            "metadata",
            "metrics/summary",
            "parameters",
            "log-other",
            "tags",
            "html",
            "graph",
            "system-details",
            "git/metadata",
            "code",
            "asset/list",
            "metrics/get-metric?metricName=loss",
            "metrics/get-metric?metricName=train_acc");

    @Test
    void an_import_and_an_upload_of_an_archive_are_the_same(@TempDir Path folder) throws Exception {
        Map<String, String> uploaded;
        Path archive;
        String key;
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            JsonNode made = new PythonScript(server.address(), folder).run("offline_archive.py");
            archive = Path.of(made.get("archive").asText());
            key = made.get("key").asText();
            uploaded = read(server, key);
        }
        Path data = folder.resolve("data");
        try (ArchiveImport target = ArchiveImport.into(data, null)) {
            assertThat(target.plan(archive).lost()).isEmpty();
            assertThat(target.run(archive, null).problems()).isEmpty();
        }
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            assertThat(read(server, key)).containsExactlyEntriesOf(uploaded);
        }
    }

    private static Map<String, String> read(CometServer server, String key) {
        Wire wire = new Wire(server.address());
        Map<String, String> seen = new TreeMap<>();
        for (String read : READS) {
            Wire.Answer answer = wire.get(
                    "/api/rest/v2/experiment/" + read + (read.contains("?") ? "&" : "?") + "experimentKey=" + key);
            seen.put(read, answer.status() + " " + plain(answer.text()));
        }
        // Uploads run beside each other, so that their order is not a fact.
        seen.computeIfPresent("asset/list", (name, text) -> "");
        for (JsonNode asset :
                wire.rest("experiment/asset/list?experimentKey=" + key).get("assets")) {
            String id = asset.get("assetId").asText();
            seen.put("asset " + id, plain(asset.toString()));
            if (!asset.path("remote").asBoolean()) {
                seen.put(
                        "bytes of " + id,
                        wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=" + id)
                                .text());
            }
        }
        JsonNode model = wire.rest("registry-model/details?workspaceName=acme&modelName=m")
                .at("/versions/0");
        assertThat(model.path("version").asText()).isEqualTo("1.2.0");
        for (String member : List.of("version", "status", "tags", "comment", "experimentKey")) {
            seen.put("registered " + member, model.path(member).toString());
        }
        assertThat(seen).hasSizeGreaterThan(30);
        return seen;
    }

    /** Without what differs between two servers: address, ids of projects, the time of the upload. */
    private static String plain(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "HERE")
                .replaceAll("\"projectId\":\"[0-9a-f]+\"", "PROJECT")
                .replaceAll("\"(createdAt|timestamp(Min|Max|Current))\":\\d+", "TIME");
    }
}
