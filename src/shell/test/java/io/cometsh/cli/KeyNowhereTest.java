package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that addresses, JSON and shells write in another way is in no file and no output. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyNowhereTest {
    private static final String KEY = "aB\"c\\d/e&f+g=<h>%41'zz$1";
    private static final List<String> FORMS =
            List.of(KEY, "aB\"c", "aB\\\"c", "aB%22c", "aB&quot;c", "f+g=", "%2Bg%3D");

    @TempDir
    private Path folder;

    private CometServer server;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(server, "acme", "vision", 3, (run, i) -> run.metric("loss", i));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun run(String... arguments) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_URL_OVERRIDE", server.address().toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        CommandRun run = CommandRun.of(folder, environment, arguments);
        FORMS.forEach(form -> assertThat(run.out() + run.err()).doesNotContain(form));
        return run;
    }

    @Test
    void no_output_log_manifest_or_journal_holds_it() throws IOException {
        String log = folder.resolve("run.log").toString();
        String out = folder.resolve("runs.csv").toString();
        assertThat(run("export", "acme/vision", "--runs", "-o", out, "--log", log, "-v")
                        .exitCode())
                .isZero();
        assertThat(run("apply", "acme/vision", "Metric(\"loss\") < 2", "--add-tag", "x", "--yes", "--log", log)
                        .exitCode())
                .isZero();
        assertThat(run("undo", "--yes", "--log", log).exitCode()).isZero();
        assertThat(run("-v", "--stacktrace", "--log", log, "-e", "api.getExperiments('acme', 'nowhere')")
                        .exitCode())
                .isEqualTo(4);
        assertThat(run("config").out()).contains("<hidden>");
        // The partial results are kept, with a note of their origin.
        Files.createDirectory(folder.resolve("dir.csv"));
        assertThat(run("export", "acme/vision", "--runs", "-o", folder.resolve("dir.csv") + "", "--stacktrace")
                        .exitCode())
                .isEqualTo(1);
        int looked = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                FORMS.forEach(form -> assertThat(file).content().doesNotContain(form));
                looked++;
            }
        }
        assertThat(looked).as("log, output, manifest, two journals").isGreaterThanOrEqualTo(5);
    }
}
