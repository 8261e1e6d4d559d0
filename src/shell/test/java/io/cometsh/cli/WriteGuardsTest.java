package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteGuardsTest {
    private static final String KEY = "SeCrEtKeY0123456789";
    private static final String LOG = "exp = api.getExperiments('acme', 'vision').first(); exp.addTag('x'); ";
    private static final String COUNT = "api.getExperiments('acme', 'vision').size()";

    private CometServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(server, "acme", "vision", 2, (run, i) -> run.metric("loss", i));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.against(server.address(), KEY, folder, args);
    }

    @Test
    void a_write_is_done_and_read_back_without_these_options() {
        assertThat(run("-f", "json", "-e", LOG + "exp.tags").out()).contains("\"x\"");
    }

    @Test
    void a_dry_run_shows_the_write_and_changes_nothing() {
        CommandRun run = run("--dry-run", "-f", "json", "-e", LOG + "exp.tags");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("\"x\"");
        assertThat(run.err())
                .contains("dry run: POST write/experiment/tags\n{\"experimentKey\":", "\"addedTags\":[\"x\"]");
    }

    @Test
    void a_write_by_get_is_not_sent_in_a_dry_run_either() {
        CommandRun run =
                run("--dry-run", "-e", "api.deleteExperiments(api.getExperiments('acme', 'vision')); " + COUNT);

        assertThat(run.out()).isEqualTo("2\n");
        assertThat(run.err()).containsOnlyOnce("dry run: GET write/experiment/delete?experimentKey=" + first());
    }

    private String first() {
        return run("-e", "api.getExperiments('acme', 'vision').first().key")
                .out()
                .strip();
    }

    @Test
    void read_only_refuses_a_write_with_code_3() {
        CommandRun run = run("--read-only", "-e", "api.deleteExperiments(api.getExperiments('acme', 'vision'))");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("GET write/experiment/delete?experimentKey=", "read-only");
        assertThat(run("-e", COUNT).out()).isEqualTo("2\n");
    }

    @Test
    void read_only_lets_reads_through() {
        assertThat(run("--read-only", "-e", COUNT)).isEqualTo(new CommandRun(0, "2\n", ""));
    }

    @Test
    void a_dry_run_shows_what_follows_on_what_it_does_not_make() throws IOException {
        Files.writeString(folder.resolve("data.txt"), "hello");
        CommandRun run = run("--dry-run", "-e", """
                exp = api.createExperiment('acme', 'new', 'try-1')
                exp.logMetric('loss', 0.5)
                exp.addTag('t')
                artifact = new Artifact('data', 'dataset', version: '1.0.0')
                artifact.add('%s')
                "${exp.name} of ${exp.projectName}: ${exp.logArtifact(artifact).version}" as String
                """.formatted(folder.resolve("data.txt")));
        assertThat(run.err())
                .contains(
                        "dry run: POST write/experiment/create",
                        "dry run: POST write/experiment/metric",
                        "\"addedTags\":[\"t\"]",
                        "dry run: POST write/artifacts/upsert",
                        "dry run: POST /clientlib/asset/upload",
                        "dry run: POST write/artifacts/state");
        assertThat(run.out()).isEqualTo("try-1 of new: 1.0.0\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run("-e", "api.getProjects('acme')").out()).isEqualTo("vision\n");
    }

    @Test
    void what_nobody_can_know_is_an_error_in_a_dry_run() {
        CommandRun run = run("--dry-run", "-e", "api.createExperiment('acme', 'vision').getTags()");
        assertThat(run.err()).contains("this is a dry run, and what it does not make cannot be read back");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
