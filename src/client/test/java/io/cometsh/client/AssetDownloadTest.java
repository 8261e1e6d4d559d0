package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.Asset;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an experiment that a script downloads one by one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AssetDownloadTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final String SVG = "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg xmlns=\"…\"/>";

    @TempDir
    private Path folder;

    private final Map<String, String> contents = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final FakeTransport server = new FakeTransport().on("experiment/metadata", request -> FakeProject.row(7));
    private final Experiment run = TestApi.of(server).getExperimentByKey("a1".repeat(16));

    @BeforeEach
    void serve() {
        has("train.csv", "asset", "a,b\n");
        has("net/weights/best.pt", "model-element", "best");
        has("net/weights/last.pt", "model-element", "last");
        has("old/weights/last.pt", "model-element", "older");
        has("val/epoch 1/sample", "image", PNG);
        has("drawing.png", "image", SVG);
        has("photo.JPEG", "image", "\u00ff\u00d8\u00ff\u00e0");
        has("raw.bin", "image", "unknown");
        server.on(
                "experiment/asset/list",
                contents.keySet().stream()
                        .map(name -> "{\"assetId\":\"id " + name + "\",\"fileName\":\"" + name + "\",\"type\":\""
                                + types.get(name) + "\",\"metadata\":\"{\\\"n\\\": 1}\"}")
                        .collect(Collectors.joining(",", "{\"assets\":[", "]}")));
        server.onReply(
                "experiment/asset/get-asset",
                request -> new ApiReply(
                        200,
                        "application/octet-stream",
                        contents.get(request.parameters().get("assetId").substring(3))
                                .getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void has(String name, String type, String content) {
        contents.put(name, content);
        types.put(name, type);
    }

    @Test
    void a_slash_or_a_folder_that_is_there_takes_the_file_under_its_name() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));

        assertThat(run.downloadAsset("train.csv", folder + "/new/")).isEqualTo(folder.resolve("new/train.csv"));
        assertThat(run.downloadAsset("net/weights/best.pt", there.toString()))
                .isEqualTo(there.resolve("net/weights/best.pt"))
                .hasContent("best");
        assertThat(run.downloadAsset("train.csv", folder + "/sub/copy.csv"))
                .isEqualTo(folder.resolve("sub/copy.csv"))
                .hasContent("a,b\n");
    }

    @Test
    void an_asset_is_found_by_object_id_name_and_end_of_name() {
        Asset asset = run.getAssetList().get(1);

        for (Object which : new Object[] {asset, "id net/weights/best.pt", "net/weights/best.pt", "best.pt"}) {
            assertThat(run.downloadAsset(which, folder + "/best.pt"))
                    .as("%s", which)
                    .hasContent("best");
        }
        assertThat(asset.getMetadataMap()).isEqualTo(Map.of("n", 1L));
        assertThatThrownBy(() -> run.downloadAsset("last.pt", folder + "/"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has 2 assets \"last.pt\"")
                .hasMessageContaining("id net/weights/last.pt");
        assertThatThrownBy(() -> run.downloadAsset("trian.csv", folder + "/"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("has no asset \"trian.csv\"; did you mean train.csv?");
    }

    @Test
    void an_image_gets_the_ending_of_its_format_in_a_folder() {
        String images = folder + "/images/";

        assertThat(run.downloadAsset("val/epoch 1/sample", images))
                .isEqualTo(folder.resolve("images/val/epoch 1/sample.png"));
        assertThat(run.downloadAsset("drawing.png", images)).isEqualTo(folder.resolve("images/drawing.svg"));
        assertThat(run.downloadAsset("photo.JPEG", images)).isEqualTo(folder.resolve("images/photo.JPEG"));
        assertThat(run.downloadAsset("raw.bin", images)).isEqualTo(folder.resolve("images/raw.bin"));
        assertThat(run.downloadAsset("drawing.png", images + "as-it-is.png")).exists();
    }

    @Test
    void no_name_leads_out_of_the_folder() {
        contents.put("../evil", "x");
        types.put("../evil", "asset");
        serve();

        assertThatThrownBy(() -> run.downloadAsset("../evil", folder + "/in/")).isInstanceOf(CometException.class);
        assertThat(folder.resolve("evil")).doesNotExist();
    }
}
