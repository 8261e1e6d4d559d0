package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
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
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann")));
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
}
