package io.cometsh.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerAccess;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A workspace goes into a snapshot and comes back unchanged. */
class SnapshotTest {
    private static final String KEY = "e9059d0b53234d389ca8daf4457b0c84";

    @Test
    void gives_back_everything_that_reads_show() throws IOException {
        try (CometServer from = CometServer.start(ServerOptions.inMemory());
                CometServer to = CometServer.start(ServerOptions.inMemory())) {
            Wire source = new Wire(from.address());
            fill(source);
            byte[] snapshot = SnapshotWriter.of(from, "demo");
            assertThat(SnapshotReader.read(new ByteArrayInputStream(snapshot), ServerAccess.store(to)))
                    .isEqualTo(2);

            Wire copy = new Wire(to.address());
            for (String path : List.of(
                    "projects?workspaceName=demo",
                    "project/column-names?workspaceName=demo&projectName=p",
                    "experiments?workspaceName=demo&projectName=p",
                    "experiments?workspaceName=demo&projectName=p&archived=true",
                    "experiment/parameters?experimentKey=" + KEY,
                    "experiment/metrics/summary?experimentKey=" + KEY,
                    "experiment/metrics/get-all?experimentKey=" + KEY,
                    "experiment/log-other?experimentKey=" + KEY,
                    "experiment/tags?experimentKey=" + KEY,
                    "experiment/system-details?experimentKey=" + KEY,
                    "experiment/html?experimentKey=" + KEY,
                    "experiment/output?experimentKey=" + KEY,
                    "experiment/git/metadata?experimentKey=" + KEY)) {
                assertThat(copy.rest(path)).as(path).isEqualTo(source.rest(path));
            }
            String asset = "/api/rest/v2/experiment/asset/get-asset?experimentKey=" + KEY + "&assetId=a1";
            assertThat(copy.get(asset).text())
                    .isEqualTo("bytes")
                    .isEqualTo(source.get(asset).text());
            assertThat(SnapshotWriter.of(to, "demo"))
                    .as("equal content, equal bytes")
                    .isEqualTo(snapshot);
            assertThat(SnapshotReader.read(new ByteArrayInputStream(snapshot), ServerAccess.store(to)))
                    .as("existing data stays")
                    .isZero();
        }
    }

    @Test
    void carries_registered_models_artifacts_and_views() throws IOException {
        try (CometServer from = CometServer.start(ServerOptions.inMemory());
                CometServer to = CometServer.start(ServerOptions.inMemory())) {
            Wire source = new Wire(from.address());
            fill(source);
            share(source);
            byte[] snapshot = SnapshotWriter.of(from, "demo");
            SnapshotReader.read(new ByteArrayInputStream(snapshot), ServerAccess.store(to));

            Wire copy = new Wire(to.address());
            String version = source.rest("registry-model/item/details?workspaceName=demo&modelName=cnn&version=1.0.0")
                    .get("registryModelItemId")
                    .asText();
            String project = source.rest("project?workspaceName=demo&projectName=p")
                    .get("projectId")
                    .asText();
            for (String path : List.of(
                    "registry-model/details?workspaceName=demo&modelName=cnn",
                    "registry-model/notes?workspaceName=demo&modelName=cnn",
                    "registry-model/item/" + version + "/metadata",
                    "registry-model/item/" + version + "/status-configuration",
                    "experiment/model?experimentKey=" + KEY,
                    "artifacts/get-all?workspace=demo",
                    "artifacts/get?workspace=demo&artifactName=birds",
                    "artifacts/version?workspace=demo&artifactName=birds",
                    "artifacts/version/files?workspace=demo&artifactName=birds",
                    "get/artifacts?filter=all&experimentKey=" + KEY,
                    "views/get-all?projectId=" + project,
                    "views/chart-templates?projectId=" + project)) {
                assertThat(withoutAddress(copy.rest(path).toString(), to))
                        .as(path)
                        .isEqualTo(withoutAddress(source.rest(path).toString(), from));
            }
            String history = "{\"registryModelItemId\":\"" + version + "\"}";
            assertThat(copy.post("/api/rest/v2/registry-model/history/item", history)
                            .text())
                    .contains("MODEL_VERSION_STATUS_CHANGED")
                    .isEqualTo(source.post("/api/rest/v2/registry-model/history/item", history)
                            .text());
            assertThat(SnapshotWriter.of(to, "demo"))
                    .as("equal content, equal bytes")
                    .isEqualTo(snapshot);

            source.rest("write/experiment/delete?experimentKey=" + KEY);
            copy.rest("write/experiment/delete?experimentKey=" + KEY);
            for (String file : List.of(
                    "assetId=m1&experimentKey=" + KEY,
                    "assetId=b1&experimentKey=&artifactVersionId="
                            + source.rest("artifacts/version?workspace=demo&artifactName=birds")
                                    .get("artifactVersionId")
                                    .asText())) {
                String path = "/api/rest/v2/experiment/asset/get-asset?" + file;
                assertThat(copy.get(path).text())
                        .isEqualTo(source.get(path).text())
                        .startsWith("the file");
            }
            SnapshotReader.read(new ByteArrayInputStream(snapshot), ServerAccess.store(to));
            assertThat(copy.rest("registry-model/count?workspaceName=demo")
                            .get("registryModelCount")
                            .asInt())
                    .as("existing data stays")
                    .isEqualTo(1);
        }
    }

    private static String withoutAddress(String text, CometServer server) {
        return text.replace(server.address().toString(), "http://server/");
    }

    private static void share(Wire wire) {
        wire.upload(
                "/clientlib/asset/upload?experimentId=" + KEY
                        + "&assetId=m1&fileName=m.bin&type=model-element&groupingName=cnn",
                "the file of the model");
        wire.write(
                "registry-model/item/create",
                "{'experimentKey':'" + KEY
                        + "','experimentModelName':'cnn','registryModelName':'cnn','version':null,'tags':['a'],'status':'QA','versionComment':'c'}");
        String version = wire.rest("registry-model/item/details?workspaceName=demo&modelName=cnn&version=1.0.0")
                .get("registryModelItemId")
                .asText();
        wire.write(
                "registry-model/item/" + version + "/status-configuration",
                "{'status':'Production','isReviewRequired':false}");
        wire.write("registry-model/item/" + version + "/metadata", "{'metadata':[{'key':'k','value':{'v':[1]}}]}");
        wire.write("registry-model/notes", "{'workspaceName':'demo','registryModelName':'cnn','notes':'n'}");
        String artifact = wire.write(
                        "artifacts/upsert",
                        "{'artifactName':'birds','artifactType':'dataset','experimentKey':'" + KEY
                                + "','versionMetadata':'{}','version':null,'alias':['prod'],'versionTags':['t']}")
                .get("artifactVersionId")
                .asText();
        wire.upload(
                "/clientlib/asset/upload?experimentId=" + KEY + "&assetId=b1&fileName=b.txt&artifactVersionId="
                        + artifact,
                "the file of the artifact");
        wire.write("artifacts/state", "{'artifactVersionId':'" + artifact + "','state':'CLOSED'}");
        wire.rest("artifacts/version?workspace=demo&artifactName=birds&consumerExperimentKey=" + KEY);
        String project = wire.rest("project?workspaceName=demo&projectName=p")
                .get("projectId")
                .asText();
        wire.write("views/upsert", "{'projectId':'" + project + "','templateName':'v','v2':{'a':1}}");
        wire.write(
                "chart-templates/upsert",
                "{'projectId':'" + project + "','templateName':'of one','experimentKey':'" + KEY + "'}");
    }

    @Test
    void holds_one_project_when_one_is_asked_for_and_never_the_key() throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            Wire wire = new Wire(server.address(), "very-secret");
            fill(wire);
            wire.create("demo", "other");
            String whole = text(SnapshotWriter.of(server, "demo"));
            assertThat(whole.lines()).hasSize(6);
            assertThat(text(SnapshotWriter.of(server, "demo", "p")).lines()).hasSize(4);
            assertThat(whole).doesNotContain("very-secret");
        }
    }

    @Test
    void a_broken_snapshot_leaves_no_data() throws IOException {
        try (CometServer from = CometServer.start(ServerOptions.inMemory());
                CometServer to = CometServer.start(ServerOptions.inMemory())) {
            Wire source = new Wire(from.address());
            fill(source);
            String lines = text(SnapshotWriter.of(from, "demo"));
            for (String broken : List.of(
                    "",
                    "{}\n",
                    lines.substring(0, lines.length() - 40),
                    lines.replace("\"version\":1", "\"version\":99"))) {
                assertThatThrownBy(() ->
                                SnapshotReader.read(new ByteArrayInputStream(packed(broken)), ServerAccess.store(to)))
                        .isInstanceOf(IOException.class);
            }
            assertThat(Wire.texts(new Wire(to.address()).rest("workspaces").get("workspaceNames")))
                    .containsExactly("local");
        }
    }

    private static void fill(Wire wire) {
        wire.start("demo", "p", KEY, false);
        wire.post(
                "/clientlib/batch/logger/experiment/metric",
                ("{'experimentKey':'" + KEY
                                + "','values':[{'metricName':'loss','metricValue':0.5,'step':1,'epoch':1,'context':null,'timestamp':1000},"
                                + "{'metricName':'loss','metricValue':'NaN','step':2,'epoch':1,'context':null,'timestamp':2000},{'metricName':'loss','metricValue':3,'step':null,'context':'train','timestamp':2500},"
                                + "{'metricName':'word','metricValue':'fine','step':3,'timestamp':3000}]}")
                        .replace('\'', '"'));
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + KEY + "','parameterName':'lr','parameterValue':0.1,'timestamp':1000}");
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + KEY + "','parameterName':'lr','parameterValue':0.3,'timestamp':1500}");
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + KEY + "','parameterName':'lr','parameterValue':0.2,'timestamp':2000}");
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + KEY + "','parameterName':'none','parameterValue':null,'timestamp':2000}");
        wire.write("experiment/tags", "{'experimentKey':'" + KEY + "','addedTags':['a','ä b']}");
        wire.write("experiment/html", "{'experimentKey':'" + KEY + "','html':'<p>','override':true}");
        wire.write(
                "experiment/system-details",
                "{'experimentKey':'" + KEY + "','os':'Linux','installedPackages':['a==1']}");
        wire.write(
                "experiment/git/metadata",
                "{'experimentKey':'" + KEY + "','user':null,'root':'r','branch':'b','parent':'abc','origin':'o'}");
        wire.write(
                "experiment/output",
                "{'experimentKey':'" + KEY + "','outputLines':[{'stderr':false,'output':'one\\n','offset':0}]}");
        wire.send(
                wire.request("/clientlib/asset/upload?experimentId=" + KEY + "&assetId=a1&fileName=f.txt")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(
                                BodyPublishers.ofString(
                                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\nbytes\r\n--b--\r\n")));
        wire.write(
                "experiment/update-status",
                "{'experimentKey':'" + KEY + "','isAlive':false,'hasCrashed':true,'error':'boom'}");
        String archived = wire.create("demo", "p");
        wire.rest("write/experiment/archive?experimentKey=" + archived);
    }

    private static String text(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
