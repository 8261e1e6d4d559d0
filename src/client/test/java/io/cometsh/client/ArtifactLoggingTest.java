package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestResources;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that are put together here and logged: what is sent, in which order, and what becomes of a failure. */
class ArtifactLoggingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SAVED = "{\"msg\":\"saved\",\"code\":200,\"data\":null,\"sdk_error_code\":0}";
    private static final String UPLOAD = "/clientlib/asset/upload";
    private static final String LINKS = "/clientlib/rest/v2/write/artifact/assets/remote/batch";

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final FakeTransport server = new FakeTransport()
            .on(
                    "experiment/metadata",
                    "{\"experimentKey\":\"4f27d3b37f3f436890dcfab97c772efa\",\"workspaceName\":\"acme\","
                            + "\"projectName\":\"vision\",\"projectId\":\"7c1d4b8ae2f94b4c8f6b0d1e2a3c4d5e\"}")
            .on(
                    "write/artifacts/upsert",
                    "{\"artifactId\":\"6194e719-f596-48e7-8cca-8530c16dd007\",\"artifactVersionId\":"
                            + "\"bf778c64-a97c-4bff-9752-7fa6bfebbe2e\",\"currentVersion\":\"2.0.0\",\"previousVersion\":null}")
            .on(
                    "artifacts/version",
                    "{\"artifactVersionId\":\"v\",\"artifactVersion\":\"2.0.0\",\"alias\":[],\"tags\":[],"
                            + "\"artifact\":{\"artifactName\":\"birds\",\"artifactType\":\"dataset\",\"workspaceName\":\"acme\"}}")
            .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}")
            .on(UPLOAD, SAVED)
            .on(LINKS, SAVED)
            .on("write/artifacts/state", SAVED);
    private final Api api = new Api(
            server, () -> URI.create("http://stub/"), ApiOptions.defaults().withWarnings(warnings::add));
    private final Experiment experiment = api.getExperimentByKey("4f27d3b37f3f436890dcfab97c772efa");

    /** The files that the recorder had. */
    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("folder/sub"));
        Files.writeString(folder.resolve("data.txt"), "hello\n");
        Files.writeString(folder.resolve("folder/helper.py"), "x = 1\n");
        Files.writeString(folder.resolve("folder/a.txt"), "folder/a.txt");
        Files.writeString(folder.resolve("folder/sub/b.txt"), "folder/sub/b.txt");
        server.forget();
    }

    private Artifact birds() {
        return new Artifact("birds", "dataset", "2.0.0", List.of("prod"), Map.of("rows", 2), List.of("v"))
                .add(folder.resolve("data.txt"))
                .add(folder.resolve("folder"), "dir")
                .addRemote("https://example.com/raw", "raw");
    }

    @Test
    void sends_what_the_recorded_client_sent() throws IOException {
        LoggedArtifact logged = experiment.logArtifact(birds());

        List<String> recorded = new ArrayList<>();
        for (JsonNode one : TestResources.objects("/recorded/ArtifactLoggingTest/log-artifact.jsonl")) {
            if (one.path("call").asText().contains("exp.log_artifact(artifact)")) {
                recorded.add(normal((ObjectNode) one.get("request")));
            }
        }
        assertThat(recorded).hasSize(8);
        List<String> sent = new ArrayList<>();
        for (ApiRequest request : server.requests()) {
            if (!request.endpoint().equals("/clientlib/isAlive/ver")) {
                sent.add(normal(recorded(request)));
            }
        }
        // Files go several at once, so in any order; the version is read again when it is complete.
        assertThat(sent)
                .hasSize(9)
                .startsWith(recorded.get(0), recorded.get(1))
                .contains(recorded.get(7), recorded.get(1));
        assertThat(sent.subList(0, 8)).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(server.asked().get(server.asked().size() - 2)).isEqualTo("POST write/artifacts/state");
        assertThat(logged).hasToString("<LoggedArtifact 'acme/birds:2.0.0'>");
    }

    private static ObjectNode recorded(ApiRequest request) throws IOException {
        ObjectNode node = JSON.createObjectNode().put("method", request.method());
        node.put(
                "path", request.endpoint().startsWith("/") ? request.endpoint() : "/api/rest/v2/" + request.endpoint());
        node.set("query", JSON.valueToTree(request.parameters()));
        if (request.parts().isEmpty()) {
            node.set("body", request.json() == null ? JSON.nullNode() : JSON.readTree(request.json()));
        } else {
            byte[] content = Files.readAllBytes(request.parts().get(0).file());
            node.putArray("body")
                    .addObject()
                    .put("name", request.parts().get(0).name())
                    .put("filename", request.parts().get(0).fileName())
                    .putNull("content-type")
                    .put("size", content.length)
                    .put("text", new String(content, StandardCharsets.UTF_8));
        }
        return node;
    }

    /** Without what is different each time, and what only a running experiment has: its step and its run. */
    private static String normal(ObjectNode request) {
        request.remove("headers");
        List<ObjectNode> places = new ArrayList<>();
        places.add((ObjectNode) request.get("query"));
        request.path("body").path("remoteArtifactAssetRequests").forEach(one -> places.add((ObjectNode) one));
        for (ObjectNode place : places) {
            place.remove(List.of("runId", "step"));
            if (place.has("assetId")) {
                assertThat(place.get("assetId").asText()).matches("[0-9a-f]{32}");
                place.put("assetId", "an id of the client's");
            }
        }
        return sorted(request);
    }

    private static String sorted(JsonNode node) {
        try {
            return JSON.writer()
                    .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(JSON.convertValue(node, Object.class));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_file_that_does_not_arrive_marks_the_version_as_failed() {
        server.on(UPLOAD, request -> {
            throw FakeTransport.refusal(request, 400, "too large", 7000005);
        });
        assertThatThrownBy(() -> experiment.logArtifact(birds())).hasMessageContaining("too large");
        ApiRequest last = server.last();
        assertThat(last.endpoint()).isEqualTo("write/artifacts/state");
        assertThat(last.json()).contains("\"state\":\"ERROR\"");
    }

    @Test
    void a_missing_file_is_reported_before_anything_is_sent() throws IOException {
        Artifact artifact = birds();
        Files.delete(folder.resolve("data.txt"));
        assertThatThrownBy(() -> experiment.logArtifact(artifact))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("\"data.txt\" cannot be logged");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void the_error_for_an_existing_version_names_the_next_step() {
        server.on("write/artifacts/upsert", request -> {
            throw FakeTransport.refusal(request, 400, "exists", 90399);
        });
        assertThatThrownBy(() -> experiment.logArtifact(birds()))
                .hasMessage("cannot log Artifact('birds', 'dataset') as 2.0.0: there is this version already; leave the"
                        + " version out to have the server choose the next");
        assertThat(server.count("write/artifacts/state")).isZero();
    }

    @Test
    void an_old_server_gets_addresses_one_by_one() {
        server.on("/clientlib/isAlive/ver", "{\"version\":\"3.12.25\"}");
        experiment.logArtifact(
                new Artifact("birds").addRemote("s3://bucket/raw", "raw", null, null, Map.of("a", 1), null, null));
        assertThat(server.count(LINKS)).isZero();
        ApiRequest upload = server.requests().stream()
                .filter(request -> request.endpoint().equals(UPLOAD))
                .findFirst()
                .orElseThrow();
        assertThat(upload.parameters()).containsEntry("isRemote", "True").containsEntry("fileName", "raw");
        assertThat(upload.parts())
                .extracting(part -> part.name() + "=" + new String(part.bytes(), StandardCharsets.UTF_8))
                .containsExactly("link=s3://bucket/raw", "metadata={\"a\":1}");
    }

    @Test
    void an_empty_artifact_is_opened_and_closed() {
        experiment.logArtifact(new Artifact("birds"));
        assertThat(server.asked())
                .containsExactly(
                        "POST write/artifacts/upsert",
                        "GET artifacts/version",
                        "POST write/artifacts/state",
                        "GET artifacts/version");
    }

    @Test
    void nothing_of_an_artifact_passes_for_a_read() {
        assertThat(ApiRequest.upload(UPLOAD, Map.of(), List.of(io.cometsh.transport.BodyPart.text("file", "file", "x")))
                        .isRead())
                .isFalse();
        assertThat(ApiRequest.post(LINKS, "{}").isRead()).isFalse();
    }

    @Test
    void bytes_and_streams_are_files_with_a_given_path() {
        experiment.logArtifact(new Artifact("birds")
                .add("x".getBytes(StandardCharsets.UTF_8), "a.bin")
                .add(new ByteArrayInputStream("yy".getBytes(StandardCharsets.UTF_8)), "b.bin"));
        assertThat(server.requests().stream().filter(one -> one.endpoint().equals(UPLOAD)))
                .extracting(one -> one.parameters().get("fileName") + " "
                        + one.parts().get(0).size())
                .containsExactlyInAnyOrder("a.bin 1", "b.bin 2");
        assertThatThrownBy(() -> new Artifact("birds").add(new byte[1])).hasMessageContaining("give a logicalPath");
    }

    @Test
    void a_folder_without_a_path_gives_the_paths_inside_it() {
        assertThat(new Artifact("birds")
                        .add(folder.resolve("folder").toString())
                        .getAssets())
                .extracting(ArtifactAsset::logicalPath)
                .containsExactly("a.txt", "helper.py", "sub/b.txt");
    }

    @Test
    void a_second_file_with_a_path_is_refused_unless_it_may_replace_the_first() {
        Artifact artifact = new Artifact("birds").add(folder.resolve("data.txt"), "a.txt");
        assertThatThrownBy(() -> artifact.add(folder.resolve("folder")))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("has a file \"a.txt\" already");
        assertThat(artifact.getAssets()).hasSize(1);
        artifact.add(folder.resolve("folder"), null, true, null, null);
        assertThat(artifact.getAssets()).extracting(ArtifactAsset::size).containsExactly(12L, 6L, 16L);
    }

    @Test
    void an_invalid_artifact_is_refused_by_the_constructor() {
        assertThatThrownBy(() -> new Artifact("")).isInstanceOf(CometException.class);
        assertThatThrownBy(() -> new Artifact("a".repeat(101))).isInstanceOf(CometException.class);
        assertThatThrownBy(() -> new Artifact("a", null, "two", null, null, null))
                .hasMessageContaining("2.0.0");
        assertThatThrownBy(() -> new Artifact("a").add("no/such/file")).hasMessageContaining("no/such/file");
        assertThatThrownBy(() -> new Artifact("a").addRemote("s3://b/x", null, null, null, null, true, null))
                .hasMessageContaining("are not listed here");
        assertThat(new Artifact("a").getArtifactType()).isEqualTo("data");
    }

    @Test
    void an_address_has_the_path_of_its_last_part() {
        assertThat(new Artifact("a")
                        .addRemote("https://example.com/x/raw.csv?token=1")
                        .getAssets())
                .extracting(ArtifactAsset::logicalPath)
                .containsExactly("raw.csv");
    }

    @Test
    void what_was_downloaded_is_the_beginning_of_the_next_version() throws IOException {
        server.on(
                "artifacts/version/files",
                "{\"files\":[{\"assetId\":\"as-1\",\"fileName\":\"t.csv\",\"fileSize\":1,\"remote\":false,\"metadata\":\"{\\\"a\\\":1}\"},"
                        + "{\"assetId\":\"as-2\",\"fileName\":\"raw\",\"link\":\"https://example.com/raw\",\"remote\":true}]}");
        server.onReply("experiment/asset/get-asset", request -> new ApiReply(200, null, new byte[] {'t'}));
        Artifact next =
                api.getArtifact("acme", "birds").download(folder.resolve("got").toString());
        assertThat(next.getDownloadLocalPath()).isEqualTo(folder.resolve("got").toRealPath());
        assertThat(next.getVersion()).isNull();
        next.add(folder.resolve("data.txt"));
        server.forget();

        experiment.logArtifact(next);

        assertThat(server.requests().stream().filter(one -> one.endpoint().equals(UPLOAD)))
                .extracting(one -> one.parameters().get("fileName"))
                .containsExactlyInAnyOrder("t.csv", "data.txt");
        assertThat(server.requests().stream().filter(one -> one.endpoint().equals(LINKS)))
                .singleElement()
                .satisfies(one -> assertThat(one.json()).contains("https://example.com/raw"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_bucket_that_python_would_fetch_is_named_in_a_warning() {
        server.on(
                "artifacts/version/files",
                "{\"files\":[{\"assetId\":\"as-2\",\"fileName\":\"raw\",\"link\":\"s3://b/raw\",\"remote\":true,"
                        + "\"metadata\":\"{\\\"synced\\\":true}\"}]}");
        api.getArtifact("acme", "birds").download(folder.resolve("got").toString());
        assertThat(warnings).singleElement().asString().contains("only links to raw");
    }
}
