package io.cometsh.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Artifact;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on disk: whole or not there, and never outside of the folder that was named. */
class DownloadsTest {
    @TempDir
    Path outside;

    private Path folder;
    private final FakeTransport server = new FakeTransport();
    private final Api api = TestApi.of(server);

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("target"));
        server.on(
                "artifacts/version",
                "{\"artifactVersionId\":\"v\",\"artifactVersion\":\"1.0.0\",\"alias\":[],\"tags\":[],\"sizeInBytes\":3,"
                        + "\"artifact\":{\"artifactId\":\"a\",\"artifactName\":\"birds\",\"workspaceName\":\"demo\"}}");
        artifactHas("sub/a.txt", 3);
        assetIs("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "sub/../../evil",
                "/tmp/evil",
                "C:/evil",
                "c:evil",
                "..\\\\evil",
                "sub\\\\evil",
                "",
                ".",
                "..",
                "a//b",
                "a/./b",
                "a/..",
                "nul\\u0000byte"
            })
    void a_name_from_the_server_never_leads_outside(String name) throws IOException {
        artifactHas(name, 3);
        assertThatThrownBy(() -> api.getArtifact("demo", "birds").download(folder.toString()))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("was not written");
        assertThat(server.count("experiment/asset/get-asset")).isZero();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..a", "a..", "sub/...", "model:1.bin", "über maß", "-rf"})
    void a_strange_name_that_stays_inside_is_no_reason_to_refuse(String name) throws IOException {
        artifactHas(name, 3);
        api.getArtifact("demo", "birds").download(folder.toString());
        assertThat(files()).containsExactly(name);
    }

    @Test
    void does_not_write_through_a_link_that_points_outside() throws IOException {
        Files.createSymbolicLink(folder.resolve("sub"), outside);
        assertThatThrownBy(() -> api.getArtifact("demo", "birds").download(folder.toString()))
                .hasMessageContaining("was not written");
        assertThat(outside.resolve("a.txt")).doesNotExist();
    }

    @Test
    void writes_through_a_link_that_stays_inside_and_into_a_linked_folder() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("sub"), folder.resolve("real"));
        Path link = Files.createSymbolicLink(outside.resolve("link"), folder);
        api.getArtifact("demo", "birds").download(link.toString());
        assertThat(folder.resolve("real/a.txt")).hasContent("new");
    }

    @Test
    void replaces_a_link_instead_of_the_file_it_points_to() throws IOException {
        Path victim = Files.writeString(outside.resolve("victim"), "old");
        Files.createDirectory(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("sub/a.txt"), victim);
        api.getArtifact("demo", "birds").download(folder.toString(), "OVERWRITE");
        assertThat(victim).hasContent("old");
        assertThat(folder.resolve("sub/a.txt")).hasContent("new");
    }

    @Test
    void unpacks_an_archive() throws IOException {
        archiveHas("sub/", "sub/a.txt", "b.txt");
        assertThat(api.downloadRegistryModel("demo", "net", null, folder.toString()))
                .isEqualTo(folder.toRealPath());
        assertThat(files()).containsExactly("b.txt", "sub/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/evil", "C:\\evil", "a/../../evil"})
    void unpacks_nothing_of_an_archive_with_a_name_that_leads_outside(String name) throws IOException {
        archiveHas("good.txt", name);
        assertThatThrownBy(() -> api.downloadRegistryModel("demo", "net", null, folder.toString()))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("was not written");
        assertThat(files()).isEmpty();
        assertThat(outside.resolve("evil")).doesNotExist();
    }

    @Test
    void files_with_clashing_names_are_all_written_and_reported() throws IOException {
        server.on("artifacts/version/files", """
                {"files":[{"assetId":"1","fileName":"a"},{"assetId":"2","fileName":"a/b"},
                {"assetId":"3","fileName":"c"},{"assetId":"4","fileName":"C"}]}""");
        List<String> warnings = new ArrayList<>();
        Api api = new Api(
                server, () -> URI.create("http://stub/"), ApiOptions.defaults().withWarnings(warnings::add));
        server.onReply(
                "experiment/asset/get-asset",
                request -> new ApiReply(
                        200,
                        "application/octet-stream",
                        request.parameters().get("assetId").getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 2; i++) {
            Artifact artifact = api.getArtifact("demo", "birds").download(folder.toString());
            assertThat(files()).containsExactly("C", "a/b", "a_1", "c");
            assertThat(artifact.getAssets())
                    .extracting(asset -> Files.readString(Path.of(String.valueOf(asset.localPathOrData()))))
                    .containsExactly("1", "2", "3", "4");
        }
        assertThat(warnings)
                .containsOnly("the file \"a\" is written to a_1, because another file or folder has its name");
    }

    @Test
    void an_archive_with_a_file_and_a_folder_of_one_name_is_unpacked_whole() throws IOException {
        archiveHas("a", "a/b", "a/c");
        api.downloadRegistryModel("demo", "net", null, folder.toString());
        assertThat(files()).containsExactly("a/b", "a/c", "a_1");
    }

    @Test
    void reports_an_invalid_archive() throws IOException {
        server.on("registry-model/item/download", "<html>busy</html>");
        assertThatThrownBy(() -> api.downloadRegistryModel("demo", "net", null, folder.toString()))
                .hasMessageContaining("not a zip archive");
        assertThat(files()).isEmpty();
    }

    @Test
    void keeps_an_archive_under_a_name_that_stays_inside() throws IOException {
        archiveHas("a");
        api.downloadRegistryModel("demo", "net", "1.0.0", folder.toString(), false, null);
        assertThat(files()).containsExactly("net_1.0.0.zip");
        assertThatThrownBy(() -> api.downloadRegistryModel("demo", "../net", "1.0.0", folder.toString(), false, null))
                .hasMessageContaining("was not written");
    }

    @Test
    void fails_on_a_file_with_other_content_and_leaves_it() throws IOException {
        there("old");
        assertThatThrownBy(() -> api.getArtifact("demo", "birds").download(folder.toString()))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("PRESERVE or OVERWRITE");
        there("older");
        assertThatThrownBy(() -> api.getArtifact("demo", "birds").download(folder.toString(), false))
                .isInstanceOf(CometException.class);
        assertThat(folder.resolve("sub/a.txt")).hasContent("older");
        assertThat(files()).containsExactly("sub/a.txt");
    }

    @Test
    void does_not_fail_on_a_file_with_the_same_content() throws IOException {
        there("new");
        api.getArtifact("demo", "birds").download(folder.toString(), "FAIL");
        assertThat(files()).containsExactly("sub/a.txt");
    }

    @Test
    void preserves_a_file_and_does_not_ask_for_it() throws IOException {
        there("old");
        api.getArtifact("demo", "birds").download(folder.toString(), "PRESERVE");
        assertThat(folder.resolve("sub/a.txt")).hasContent("old");
        assertThat(server.count("experiment/asset/get-asset")).isZero();
    }

    @Test
    void overwrites_a_file() throws IOException {
        there("old");
        api.getArtifact("demo", "birds").download(folder.toString(), true);
        assertThat(folder.resolve("sub/a.txt")).hasContent("new");
    }

    @Test
    void refuses_a_strategy_that_there_is_not() {
        LoggedArtifact artifact = api.getArtifact("demo", "birds");
        assertThatThrownBy(() -> artifact.download(folder.toString(), "MAYBE")).hasMessageContaining("\"MAYBE\"");
        assertThat(server.count("artifacts/version/files")).isZero();
    }

    @Test
    void a_file_of_another_size_than_listed_gets_no_name() throws IOException {
        artifactHas("sub/a.txt", 4);
        assertThatThrownBy(() -> api.getArtifact("demo", "birds").download(folder.toString()))
                .hasMessageContaining("has 3 bytes")
                .hasMessageContaining("with 4");
        assertThat(files()).isEmpty();
    }

    @Test
    void asks_again_for_a_file_that_breaks_off_and_gives_up_in_the_end() throws IOException {
        Breaking once = new Breaking(1);
        new Downloads(once).save(anything(), folder.resolve("a"), null, OverwriteStrategy.FAIL);
        assertThat(folder.resolve("a")).hasContent("whole");

        Breaking always = new Breaking(Integer.MAX_VALUE);
        assertThatThrownBy(
                        () -> new Downloads(always).save(anything(), folder.resolve("b"), null, OverwriteStrategy.FAIL))
                .isInstanceOf(CometConnectionException.class)
                .hasMessageContaining("broke off after 2 bytes");
        assertThat(always.opened.get()).isEqualTo(3);
        assertThat(files()).containsExactly("a");
    }

    @Test
    void a_file_shorter_than_announced_gets_no_name() throws IOException {
        Transport short_ = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                throw new AssertionError(request);
            }

            @Override
            public ApiStream open(ApiRequest request) {
                return new ApiStream(200, null, 9, new ByteArrayInputStream("whole".getBytes(StandardCharsets.UTF_8)));
            }
        };
        assertThatThrownBy(
                        () -> new Downloads(short_).save(anything(), folder.resolve("a"), null, OverwriteStrategy.FAIL))
                .hasMessageContaining("after 5 of 9 bytes");
        assertThat(files()).isEmpty();
    }

    @Test
    void does_not_download_a_link_and_shows_its_address() {
        server.on(
                "artifacts/version/files",
                "{\"files\":[{\"assetId\":\"x\",\"fileName\":\"raw\",\"link\":\"s3://b/raw\",\"fileSize\":0}]}");
        LoggedArtifact artifact = api.getArtifact("demo", "birds");
        artifact.download(folder.toString());
        assertThatThrownBy(() -> artifact.getAsset("raw").download(folder.toString()))
                .hasMessageContaining("s3://b/raw");
        assertThat(server.count("experiment/asset/get-asset")).isZero();
    }

    /** Breaks off in the middle of the body so many times. */
    private static final class Breaking implements Transport {
        final AtomicInteger opened = new AtomicInteger();
        private final int times;

        Breaking(int times) {
            this.times = times;
        }

        @Override
        public ApiReply send(ApiRequest request) {
            throw new AssertionError(request);
        }

        @Override
        public ApiStream open(ApiRequest request) {
            boolean breaks = opened.incrementAndGet() <= times;
            byte[] bytes = "whole".getBytes(StandardCharsets.UTF_8);
            return new ApiStream(
                    200,
                    null,
                    -1,
                    !breaks
                            ? new ByteArrayInputStream(bytes)
                            : new InputStream() {
                                private int at;

                                @Override
                                public int read() throws IOException {
                                    if (at == 2) {
                                        throw new IOException("reset");
                                    }
                                    return bytes[at++];
                                }
                            });
        }
    }

    private static ApiRequest anything() {
        return ApiRequest.get("experiment/asset/get-asset", java.util.Map.of());
    }

    private void artifactHas(String name, int size) {
        server.on(
                "artifacts/version/files",
                "{\"files\":[{\"assetId\":\"x\",\"fileName\":\"" + name + "\",\"link\":null,\"fileSize\":" + size
                        + "}]}");
    }

    private void assetIs(String content) {
        server.onReply(
                "experiment/asset/get-asset",
                request -> new ApiReply(200, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
    }

    private void archiveHas(String... names) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
        }
        server.onReply(
                "registry-model/item/download", request -> new ApiReply(200, "application/zip", archive.toByteArray()));
    }

    private void there(String content) throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.txt"), content);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
