package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportWorld;
import io.cometsh.cli.ExportProcess.Ended;
import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sync that repeats: what stops it and what does not. */
@Tag("launcher")
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SyncEveryIT {
    private static final String ROUND =
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC: w: 1 run of 1 project, 2 points; \\d read, .*";

    @TempDir
    private Path out;

    private static long rounds(ExportProcess sync) throws Exception {
        return sync.talk().lines().filter(line -> line.matches(ROUND)).count();
    }

    @Test
    void it_continues_after_faults_and_ends_with_a_whole_mirror_on_a_signal() throws Exception {
        CometServer server = CometServer.start(ServerOptions.inMemory());
        try (Api api = new Api(
                        new OkHttpTransport(TransportOptions.of(server.address(), "key")),
                        server::address,
                        ApiOptions.defaults());
                DelayingProxy proxy = DelayingProxy.before(server.address())) {
            var run = api.createExperiment("w", "p", "one");
            run.logMetric("loss", 0.5, 1L);
            run.logMetric("loss", 0.25, 2L);
            for (String signal : List.of("INT", "TERM")) {
                ExportProcess sync = ExportProcess.commandAfter(
                        "export COMET_HTTP_SESSION_RETRY_TOTAL=0;",
                        out,
                        proxy.uri(),
                        "sync",
                        "w",
                        "--every",
                        "1s",
                        "--timeout",
                        "10");
                sync.until("a second round", () -> rounds(sync) > 1);
                proxy.fail(1000, 1);
                sync.until("a round fails", () -> sync.talk().contains("sync tries again in 1s"));
                proxy.fail(0, 1);
                long failed = rounds(sync);
                sync.until("another round", () -> rounds(sync) > failed);
                Ended ended = sync.signalled(signal);
                assertThat(ended.exit()).isEqualTo(signal.equals("INT") ? 130 : 143);
                assertThat(ended.talk().lines().filter(line -> line.contains("later edit")))
                        .as("the age is explained once; each round has one line:\n%s", ended.talk())
                        .hasSizeLessThan(2);
                assertThat(ended.talk()
                                .lines()
                                .filter(line -> !line.matches(ROUND)
                                        && !line.contains("sync tries again in 1s")
                                        && !line.contains("later edit")))
                        .isEmpty();
            }
            Ended exported = ExportProcess.commandAfter(
                            "", out, proxy.uri(), "export", "w", "--offline", "-q", "--metrics", "-o", "points.csv")
                    .ended();
            assertThat(exported).isEqualTo(new Ended(0, ""));
            assertThat(Files.readAllLines(out.resolve("points.csv"))).hasSize(3);
        } finally {
            server.close();
        }
    }

    @Test
    @Tag("python")
    void a_full_disk_leaves_the_mirror_as_it_was_and_the_next_sync_completes_it(@TempDir Path folder) throws Exception {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "12", "--points", "900")) {
            // A file may have so many KiB: the replies of some runs fit.
            Ended full = ExportProcess.commandAfter("ulimit -f 120;", out, world.address(), "sync", "acme/truth")
                    .ended();
            assertThat(full.exit()).as(full.talk()).isEqualTo(1);
            assertThat(full.talk()).contains("cannot write the mirror ").doesNotContain("Exception");
            assertThat(ExportProcess.command(out, world, "sync", "acme/truth", "-q")
                            .ended())
                    .isEqualTo(new Ended(0, ""));
            assertThat(ExportProcess.command(
                                    out,
                                    world,
                                    "export",
                                    "acme/truth",
                                    "--offline",
                                    "-q",
                                    "--metrics",
                                    "-o",
                                    "points.csv")
                            .ended())
                    .isEqualTo(new Ended(0, ""));
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
        }
    }
}
