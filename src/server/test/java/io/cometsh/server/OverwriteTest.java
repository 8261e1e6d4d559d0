package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An upload with {@code overwrite=True} replaces the assets of its name; without it both stay. */
class OverwriteTest extends ServerOfOneRun {
    @Test
    void only_the_last_of_ten_checkpoints_stays_on_the_disk() throws Exception {
        for (int epoch = 0; epoch < 10; epoch++) {
            upload("assetId=c" + epoch + "&fileName=last.ckpt&overwrite=True", "weights " + epoch);
        }
        assertThat(named("last.ckpt")).hasSize(1);
        assertThat(named("last.ckpt").get(0).get("assetId").asText()).isEqualTo("c9");
        assertThat(bytes("c9").text()).isEqualTo("weights 9");
        assertThat(bytes("c0").status()).isEqualTo(404);
        Path folder = ServerAccess.store(server).files().path(key, "c9").getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("c9");
        }
    }

    @Test
    void without_the_flag_assets_of_one_name_stay_side_by_side() {
        upload("assetId=a1&fileName=a.txt", "1");
        upload("assetId=a2&fileName=a.txt&overwrite=False", "2");
        assertThat(named("a.txt")).hasSize(2);
        assertThat(bytes("a1").text()).isEqualTo("1");
    }

    @Test
    void a_file_of_another_name_type_model_or_experiment_is_not_touched() {
        upload("assetId=b1&fileName=b.txt", "1");
        upload("assetId=b2&fileName=a.txt&type=source_code", "2");
        upload("assetId=b3&fileName=a.txt&type=model-element&groupingName=big", "3");
        upload("assetId=b4&fileName=a.txt&type=model-element&groupingName=small&overwrite=True", "4");
        String other = wire.create("w", "p");
        wire.upload("/clientlib/asset/upload?experimentId=" + other + "&assetId=b5&fileName=a.txt", "5");
        upload("assetId=b6&fileName=a.txt&overwrite=True", "6");
        for (String id : new String[] {"b1", "b2", "b3", "b4", "b6"}) {
            assertThat(bytes(id).text()).isEqualTo(id.substring(1));
        }
        assertThat(wire.rest("experiment/asset/list?experimentKey=" + other).get("assets"))
                .hasSize(1);
    }

    @Test
    void an_upload_by_rest_and_an_image_overwrite_too_and_a_repeated_request_keeps_the_asset() {
        wire.upload("/api/rest/v2/write/experiment/upload-asset?experimentKey=" + key + "&fileName=r.txt", "old");
        wire.upload(
                "/api/rest/v2/write/experiment/upload-asset?experimentKey=" + key + "&fileName=r.txt&overwrite=true",
                "new");
        assertThat(named("r.txt")).hasSize(1);
        for (String id : new String[] {"i1", "i2", "i2"}) {
            wire.upload(
                    "/clientlib/visualizations/upload?experimentId=" + key + "&imageId=" + id
                            + "&figName=f.png&overwrite=True",
                    id);
        }
        assertThat(named("f.png")).hasSize(1);
        assertThat(bytes("i2").text()).isEqualTo("i2");
    }

    @Test
    void in_a_version_of_an_artifact_the_last_file_of_a_logical_path_stays() throws Exception {
        String version = version("1.0.0");
        String other = version("2.0.0");
        for (String id : new String[] {"f1", "f2", "f3"}) {
            upload("assetId=" + id + "&fileName=data/a.csv&overwrite=True&artifactVersionId=" + version, id);
        }
        upload("assetId=f4&fileName=data/b.csv&overwrite=True&artifactVersionId=" + version, "f4");
        upload("assetId=f5&fileName=data/a.csv&overwrite=True&artifactVersionId=" + other, "f5");
        upload("assetId=f6&fileName=data/a.csv&overwrite=True", "f6");
        assertThat(files(version)).containsExactly("f3", "f4");
        assertThat(files(other)).containsExactly("f5");
        Path folder = ServerAccess.store(server).files().path(version, "f3").getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("f3", "f4");
        }
    }

    @Test
    void a_remote_file_overwrites_and_is_overwritten() {
        String version = version("1.0.0");
        upload("assetId=g1&fileName=a.csv&artifactVersionId=" + version, "bytes");
        remote("{'assetId':'g2','fileName':'a.csv','link':'s3://x','overwrite':true,'artifactVersionId':'" + version
                + "'}");
        assertThat(files(version)).containsExactly("g2");
        String other = version("2.0.0");
        remote("{'assetId':'g2','fileName':'a.csv','link':'s3://x','artifactVersionId':'" + other + "'}");
        upload("assetId=g3&fileName=a.csv&overwrite=True&artifactVersionId=" + other, "bytes");
        assertThat(files(other)).containsExactly("g3");
        remote("{'assetId':'g4','fileName':'r.csv','link':'s3://x'}");
        remote("{'assetId':'g5','fileName':'r.csv','link':'s3://y','overwrite':true}");
        assertThat(Wire.texts(named("r.csv"), "assetId")).containsExactly("g5");
        for (String id : new String[] {"m1", "m2"}) {
            wire.post(
                    "/clientlib/asset/log-remote-model",
                    ("{'experimentKey':'" + key + "','modelName':'net','remoteEntities':[{'assetId':'" + id
                                    + "','fileName':'n.bin','remoteUrl':'s3://" + id + "','overwrite':true}]}")
                            .replace('\'', '"'));
        }
        assertThat(Wire.texts(named("n.bin"), "assetId")).containsExactly("m2");
    }

    private String version(String version) {
        return wire.write(
                        "artifacts/upsert",
                        "{'experimentKey':'" + key + "','artifactName':'set','artifactType':'data','version':'"
                                + version + "'}")
                .get("artifactVersionId")
                .asText();
    }

    /** Of a version that has no more to come. */
    private List<String> files(String version) {
        wire.write("artifacts/state", "{'artifactVersionId':'" + version + "','state':'CLOSED'}");
        return Wire.texts(
                wire.rest("artifacts/version/files?workspace=w&artifactName=set&artifactVersionId=" + version)
                        .get("files"),
                "assetId");
    }

    private void remote(String file) {
        wire.write(
                "artifact/assets/remote/batch?experimentKey=" + key, "{'remoteArtifactAssetRequests':[" + file + "]}");
    }

    private void upload(String query, String content) {
        assertThat(wire.upload("/clientlib/asset/upload?experimentId=" + key + "&" + query, content)
                        .status())
                .isEqualTo(200);
    }

    private JsonNode named(String name) {
        return wire.rest("experiment/asset/get-by-name?experimentKey=" + key + "&assetName=" + name)
                .get("assets");
    }

    private Wire.Answer bytes(String id) {
        return wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=" + id);
    }
}
