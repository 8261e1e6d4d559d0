package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.wire.KeyValue;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.client.wire.View;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.BodyPart;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to the embedded server by our own client is what it reads back. */
class WrittenAndReadBackTest {
    private static final String KEY = "SeCrEtKeY0123456789";

    private CometServer server;
    private Api api;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        URI root = server.address();
        api = new Api(new OkHttpTransport(TransportOptions.of(root, KEY)), () -> root, ApiOptions.defaults());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    private Experiment experiment() {
        return api.createExperiment("acme", "vision", "try-1");
    }

    @Test
    void values_come_back_as_they_were_logged() {
        Experiment experiment = experiment();
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("lr", 0.1);
        parameters.put("opt", Map.of("name", "adam"));

        experiment.logParameters(parameters);
        experiment.logMetric("loss", 0.5, 1);
        experiment.logMetric("loss", Double.NaN, 2);
        experiment.logOther("note", "hello");
        experiment.addTags(List.of("best", "v2"));
        experiment.deleteTags(List.of("v2"));

        assertThat(experiment.getParametersSummary("opt|name").valueCurrent()).isEqualTo("adam");
        assertThat(experiment.getMetrics("loss"))
                .extracting(MetricPoint::getValue)
                .containsExactly(0.5, Double.NaN);
        assertThat(experiment.getOthersSummary("note")).containsExactly("hello");
        assertThat(experiment.getTags()).containsExactly("best");
        assertThat(experiment.getName()).isEqualTo("try-1");
    }

    @Test
    void a_new_name_is_seen_at_once() {
        Experiment experiment = experiment();
        assertThat(experiment.getName()).isEqualTo("try-1");

        experiment.setName("try-2");

        assertThat(experiment.getName()).isEqualTo("try-2");
    }

    @Test
    void texts_and_machine_come_back() {
        Experiment experiment = experiment();

        experiment.logHtml("<b>0</b>");
        experiment.logOutput("line 1\nline 2\n");
        experiment.setCode("print(1)");
        experiment.setModelGraph("digraph {}");
        experiment.setGitMetadata("ada", "/repo", "refs/heads/main", "0123abc", "git@host:r.git");
        experiment.setGitPatch("diff --git a b\n");
        experiment.setHostname("node-7");
        experiment.setCommand(List.of("train.py", "--lr", "0.1"));

        assertThat(experiment.toJson(true))
                .containsEntry("html", "<b>0</b>")
                .containsEntry("output", "line 1\nline 2\n")
                .containsEntry("code", "print(1)")
                .containsEntry("model_graph", "digraph {}")
                .containsEntry("git_patch", "diff --git a b\n");
        assertThat(experiment.getGitMetadata().branch()).isEqualTo("refs/heads/main");
        assertThat(experiment.getHostname()).isEqualTo("node-7");
        assertThat(experiment.getCommand()).containsExactly("train.py", "--lr", "0.1");
    }

    @Test
    void files_come_back_byte_by_byte() throws IOException {
        Experiment experiment = experiment();
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Path file = Files.write(folder.resolve("weights.bin"), bytes);

        experiment.logAsset(file.toString(), 3, null, null, null, null, Map.of("k", Map.of("n", 1)));
        experiment.logCurve("roc", List.of(0, 0.5, 1), List.of(0, 0.9, 1), true, 5);
        experiment.logTable("scores.csv", List.of(List.of(1, "a,b")), List.of("x", "y"));

        assertThat(experiment.getAssetByName("weights.bin")).isEqualTo(bytes);
        assertThat(experiment.getCurves()).singleElement().satisfies(curve -> {
            assertThat(curve.y()).containsExactly(0.0, 0.9, 1.0);
            assertThat(curve.step()).isEqualTo(5);
        });
        assertThat(experiment.getAssetByName("scores.csv", "all", "text")).isEqualTo("x,y\r\n1,\"a,b\"\r\n");
        assertThat(experiment.getAssetList())
                .filteredOn(asset -> asset.fileName().equals("weights.bin"))
                .singleElement()
                .satisfies(asset -> assertThat(asset.metadata()).isEqualTo("{\"k\":{\"n\":1}}"));
    }

    @Test
    void an_experiment_is_put_away_brought_back_moved_and_deleted() {
        Experiment experiment = experiment();

        experiment.archive();
        assertThat(api.getExperiments("acme", "vision")).isEmpty();
        assertThat(experiment.isArchived()).isTrue();

        api.restoreExperiment(experiment.getKey());
        assertThat(api.getExperiments("acme", "vision")).hasSize(1);

        api.createProject("acme", "best");
        api.moveExperiments(List.of(experiment), "acme", "best");
        assertThat(experiment.refresh().getProjectName()).isEqualTo("best");

        api.deleteExperiments(List.of(experiment));
        assertThat(api.getExperiments("acme", "best")).isEmpty();
    }

    @Test
    void a_project_is_described_renamed_and_deleted() {
        experiment();
        api.setProjectNotes("acme", "vision", "# Notes");
        api.updateProject("acme", "vision", "sight", "what it sees", null);

        assertThat(api.getProject("acme", "sight").projectDescription()).isEqualTo("what it sees");
        assertThat(api.getProjectNotes("acme", "sight")).isEqualTo("# Notes");

        api.deleteProject("acme", "sight", true);
        assertThat(api.getProject("acme", "sight")).isNull();
    }

    @Test
    void an_artifact_comes_back_file_by_file() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/sub"));
        Files.writeString(folder.resolve("data/train.csv"), "a,b\n1,2\n");
        Files.write(data.resolve("big.bin"), new byte[300_000]);
        Experiment experiment = experiment();

        LoggedArtifact logged = experiment.logArtifact(
                new Artifact("birds & bees/2", "dataset", null, List.of("prod"), Map.of("rows", 1), List.of("clean"))
                        .add(folder.resolve("data"))
                        .add(new byte[] {1, 2, 3}, "raw.bin", null, null, Map.of("split", "train"))
                        .addRemote("https://example.com/raw", "raw"));

        assertThat(logged.getVersion()).isEqualTo("1.0.0");
        assertThat(logged.getSize()).isEqualTo(300_011L);
        LoggedArtifact read = api.getArtifact("acme", "birds & bees/2", null, "prod");
        assertThat(read.getMetadata()).isEqualTo(Map.of("rows", 1L));
        assertThat(read.getVersionTags()).containsExactly("clean");
        assertThat(read.getSourceExperimentKey()).isEqualTo(experiment.getKey());
        assertThat(read.getAssets())
                .extracting(LoggedArtifactAsset::getLogicalPath)
                .containsExactlyInAnyOrder("train.csv", "sub/big.bin", "raw.bin", "raw");
        assertThat(read.getAsset("raw.bin").getMetadata()).isEqualTo(Map.of("split", "train"));
        assertThat(read.getRemoteAssets())
                .singleElement()
                .extracting(LoggedArtifactAsset::getLink)
                .isEqualTo("https://example.com/raw");

        Artifact next = read.download(folder.resolve("got").toString());
        assertThat(folder.resolve("got/train.csv")).hasSameBinaryContentAs(folder.resolve("data/train.csv"));
        assertThat(Files.readAllBytes(folder.resolve("got/sub/big.bin"))).isEqualTo(new byte[300_000]);

        assertThat(experiment.logArtifact(next.add(new byte[] {4}, "more.bin")).getVersion())
                .isNotEqualTo("1.0.0");
        assertThat(api.getArtifact("acme", "birds & bees/2").getAssets()).hasSize(5);
        assertThatThrownBy(() ->
                        experiment.logArtifact(new Artifact("birds & bees/2", "dataset", "1.0.0", null, null, null)))
                .hasMessageContaining("cannot log Artifact('birds & bees/2', 'dataset') as 1.0.0");
    }

    @Test
    void a_model_of_an_experiment_becomes_one_of_the_registry() {
        Experiment experiment = experiment();
        URI root = server.address();
        try (OkHttpTransport logger = new OkHttpTransport(TransportOptions.of(root, KEY))) {
            logger.send(ApiRequest.upload(
                    ApiRequest.ASSET_UPLOAD,
                    Map.of(
                            "experimentId", experiment.getKey(),
                            "assetId", "ab".repeat(16),
                            "fileName", "w.bin",
                            "type", "model-element",
                            "groupingName", "net"),
                    List.of(BodyPart.bytes("file", "file", new byte[] {7, 8}))));
        }
        assertThat(experiment.getModelNames()).containsExactly("net");
        experiment.downloadModel("net", folder.resolve("model").toString());
        assertThat(folder.resolve("model/w.bin")).hasBinaryContent(new byte[] {7, 8});

        experiment.registerModel(
                "net",
                "1.2.0",
                null,
                "finder",
                null,
                "finds things",
                "good",
                null,
                List.of("best"),
                null,
                Map.of("accuracy", 0.5),
                null);

        Model model = api.getModel("acme", "finder");
        assertThat(model.findVersions()).containsExactly("1.2.0");
        assertThat(model.tags("1.2.0")).containsExactly("best");
        assertThat(model.getRegistryModelMetadata("1.2.0")).containsExactly(new KeyValue("accuracy", 0.5));
        model.download("1.2.0", folder.resolve("registered").toString());
        assertThat(folder.resolve("registered/w.bin")).hasBinaryContent(new byte[] {7, 8});
        assertThatThrownBy(() -> experiment.registerModel("net", "one")).hasMessageContaining("such as 1.0.0");
    }

    @Test
    void views_come_back_to_the_experiment_and_the_project() {
        Experiment experiment = experiment();
        View own = experiment.createView(View.of("Mine").withQueryState("{}"));
        View ofProject = api.createView("acme", "vision", View.of("Board"));
        assertThat(experiment.getViews()).extracting(View::templateId).contains(own.templateId());
        assertThat(api.getViews("acme", "vision"))
                .extracting(View::templateId)
                .contains(ofProject.templateId())
                .doesNotContain(own.templateId());
    }

    @Test
    void a_project_is_streamed_page_by_page_in_the_order_that_is_asked_for() {
        for (int i = 0; i < 5; i++) {
            api.createExperiment("acme", "vision", "run " + i).setStartTime(1_000_000L * (10 - i));
        }
        assertThat(api.genExperiments("acme", "vision", null, null, 2, "startTime", "asc")
                        .map(Experiment::getName))
                .containsExactly("run 4", "run 3", "run 2", "run 1", "run 0");
        assertThat(api.getExperiments("acme", "vision", null, 3, 2, "startTime", "desc"))
                .extracting(Experiment::getName)
                .containsExactly("run 4");
    }

    @Test
    void without_files_all_points_of_a_metric_are_the_points_that_the_service_kept() {
        Experiment experiment = experiment();
        experiment.logMetric("loss", 0.5, 1, null, 1700000000);
        experiment.logMetric("loss", 0.25, 2, null, 1700000003);
        assertThat(experiment.getMetricTotalDf("loss").rows())
                .extracting(row -> row.get(0) + " " + row.get(5))
                .containsExactly("0.5 null", "0.25 3.0");
    }
}
