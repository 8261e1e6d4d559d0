package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.TerminalSession;
import io.cometsh.support.Worlds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The prompt before a project of 100,000 runs, in a heap that could not hold them several times over. */
@Tag("launcher")
@Tag("terminal")
@Timeout(300)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HugeProjectIT {
    private static final int RUNS = 100_000;

    @TempDir
    private Path folder;

    @Test
    void a_screenful_is_shown_and_counted_and_the_rest_is_there_for_the_asking() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory());
                DelayingProxy proxy = DelayingProxy.before(server.address())) {
            Worlds.fill(server, "acme", "big", RUNS, (run, i) -> run.metric("acc", i / 1e5));
            try (TerminalSession shell = TerminalSession.cometsh(
                    folder,
                    Map.of(
                            "COMET_API_KEY", "any",
                            "COMET_URL_OVERRIDE", proxy.uri().toString(),
                            "JDK_JAVA_OPTIONS", "-Xmx320m"),
                    100,
                    60)) {
                shell.await("comet>");
                shell.run(":use acme/big");

                List<String> hits = shell.run(":time query(Metric('acc') >= 0.1)");
                assertThat(hits).anyMatch(line -> line.startsWith("(showing 50 of 90,000 rows"));
                assertThat(proxy.requests())
                        .as("the listing of everything, for a screenful")
                        .noneMatch(line -> line.contains("v2/experiments?"));
                assertThat(shell.run(":more")).anyMatch(line -> line.startsWith("(showing 51 to 100 of 90,000 rows"));
                assertThat(shell.run("_.size()")).containsExactly("90000");

                int before = proxy.requests().size();
                assertThat(shell.run("api.genExperiments('acme', 'big')"))
                        .anyMatch(line -> line.startsWith("(showing 50 rows, and there are more"));
                assertThat(proxy.requests().size() - before).as("pages").isEqualTo(1);

                assertThat(shell.run("getExperiments()"))
                        .anyMatch(line -> line.startsWith("(showing 50 of 100,000 rows"));
                assertThat(shell.run("_[99_999].name")).hasSize(1);
                assertThat(shell.run("'still ' + 'there'")).containsExactly("still there");
            }
        }
    }
}
