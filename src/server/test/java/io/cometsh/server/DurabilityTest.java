package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.store.StoreException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there afterwards, however the process ended. */
@Tag("slow")
class DurabilityTest {
    @TempDir
    Path folder;

    @Test
    void keeps_everything_over_a_proper_end() {
        String key;
        JsonNode rows;
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            Wire wire = new Wire(server.address());
            key = wire.create("w", "p");
            wire.write(
                    "experiment/metric", "{'experimentKey':'" + key + "','metricName':'m','metricValue':0.5,'step':1}");
            wire.write("experiment/tags", "{'experimentKey':'" + key + "','addedTags':['t']}");
            rows = wire.rest("experiments?workspaceName=w&projectName=p");
        }
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            Wire wire = new Wire(server.address());
            assertThat(wire.rest("experiments?workspaceName=w&projectName=p")).isEqualTo(rows);
            assertThat(wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=m")
                            .get("metrics"))
                    .hasSize(1);
            assertThat(Wire.texts(
                            wire.rest("experiment/tags?experimentKey=" + key).get("tags")))
                    .containsExactly("t");
        }
    }

    @Test
    void keeps_what_it_acknowledged_when_it_is_killed_while_many_clients_write() throws Exception {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        int clients = 4;
        try (ChildProcess child = ChildProcess.start("server", folder.toString())) {
            URI address = URI.create(child.line());
            CountDownLatch someBatches = new CountDownLatch(60);
            List<Thread> threads = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Wire wire = new Wire(address);
                String key = wire.create("w", "p");
                acknowledged.put(key, 0);
                Thread thread = new Thread(() -> {
                    try {
                        for (int batch = 0; ; batch++) {
                            if (wire.post("/clientlib/batch/logger/experiment/metric", batch(key, batch))
                                            .status()
                                    == 200) {
                                acknowledged.put(key, batch + 1);
                                someBatches.countDown();
                            }
                        }
                    } catch (UncheckedIOException e) {
                        // The server is gone, as intended.
                        someBatches.countDown();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            someBatches.await();
            child.kill();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            Wire wire = new Wire(server.address());
            assertThat(acknowledged).hasSize(clients);
            for (Map.Entry<String, Integer> client : acknowledged.entrySet()) {
                JsonNode points = wire.rest(
                                "experiment/metrics/get-metric?experimentKey=" + client.getKey() + "&metricName=m")
                        .get("metrics");
                // One more may have been stored whose answer did not get through; a part of one never.
                assertThat(points.size()).isIn(client.getValue() * 100, (client.getValue() + 1) * 100);
                for (int i = 0; i < points.size(); i++) {
                    assertThat(points.get(i).get("step").asInt()).isEqualTo(i);
                }
            }
            String key = wire.create("w", "p");
            assertThat(wire.send(wire.request("/clientlib/batch/logger/experiment/metric")
                                    .POST(BodyPublishers.ofString(batch(key, 0))))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void keeps_versions_with_their_files_views_and_links_when_it_is_killed() throws Exception {
        String model = "registry-model/item/details?workspaceName=w&modelName=cnn&version=1.0.0";
        String artifact = "artifacts/version?workspace=w&artifactName=birds&alias=prod";
        List<String> reads =
                new ArrayList<>(List.of(model, artifact, "artifacts/version/files?workspace=w&artifactName=birds"));
        Map<String, JsonNode> before = new ConcurrentHashMap<>();
        String key;
        String version;
        try (ChildProcess child = ChildProcess.start("server", folder.toString())) {
            Wire wire = new Wire(URI.create(child.line()));
            key = wire.create("w", "p");
            String upload = "/clientlib/asset/upload?experimentId=" + key;
            wire.upload(upload + "&assetId=m&fileName=m.bin&type=model-element&groupingName=cnn", "the model");
            wire.write(
                    "registry-model/item/create",
                    "{'experimentKey':'" + key
                            + "','experimentModelName':'cnn','registryModelName':'cnn','tags':['t'],'status':'QA'}");
            version = wire.write(
                            "artifacts/upsert",
                            "{'artifactName':'birds','artifactType':'dataset','experimentKey':'" + key
                                    + "','alias':['prod']}")
                    .get("artifactVersionId")
                    .asText();
            wire.upload(upload + "&assetId=a&fileName=a.txt&artifactVersionId=" + version, "the artifact");
            wire.write("artifacts/state", "{'artifactVersionId':'" + version + "','state':'CLOSED'}");
            String project = wire.rest("project?workspaceName=w&projectName=p")
                    .get("projectId")
                    .asText();
            wire.write("views/upsert", "{'projectId':'" + project + "','templateName':'v','v2':{}}");
            wire.rest("write/project/add-share-link?projectId=" + project);
            wire.rest("write/project/symlink?projectName=q&experimentKey=" + key);
            reads.addAll(List.of(
                    "views/get-all?projectId=" + project,
                    "project/get-project-share-links?projectId=" + project,
                    "experiments?workspaceName=w&projectName=q"));
            reads.forEach(read -> before.put(read, wire.rest(read)));
            child.kill();
        }
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            Wire wire = new Wire(server.address());
            for (String read : reads) {
                assertThat(wire.rest(read).toString().replaceAll("127.0.0.1:\\d+", "server"))
                        .as(read)
                        .isEqualTo(before.get(read).toString().replaceAll("127.0.0.1:\\d+", "server"));
            }
            wire.rest("write/experiment/delete?experimentKey=" + key);
            String asset = "/api/rest/v2/experiment/asset/get-asset?experimentKey=";
            assertThat(wire.get(asset + key + "&assetId=m").text()).isEqualTo("the model");
            assertThat(wire.get(asset + "&assetId=a&artifactVersionId=" + version)
                            .text())
                    .isEqualTo("the artifact");
        }
    }

    @Test
    void only_one_server_has_a_folder() throws Exception {
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            assertThat(new Wire(server.address()).rest("workspaces")).isNotNull();
            assertThatThrownBy(() -> CometServer.start(ServerOptions.inFolder(folder)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.toString());
        }
        try (ChildProcess other = ChildProcess.start("server", folder.toString())) {
            other.line();
            assertThatThrownBy(() -> CometServer.start(ServerOptions.inFolder(folder)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    private static String batch(String key, int batch) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            int step = batch * 100 + i;
            values.append(i == 0 ? "" : ",")
                    .append("{\"metricName\":\"m\",\"metricValue\":" + step + ".5,\"step\":" + step + ",\"timestamp\":"
                            + (1000 + step) + "}");
        }
        return "{\"experimentKey\":\"" + key + "\",\"values\":[" + values + "]}";
    }
}
