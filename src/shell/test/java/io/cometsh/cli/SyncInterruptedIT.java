package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportWorld;
import io.cometsh.cli.ExportProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sync that is killed leaves the mirror as it was, and the next sync reads the rest. */
@Tag("launcher")
@Tag("python")
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SyncInterruptedIT {
    @TempDir
    private Path worldFolder;

    @TempDir
    private Path out;

    @Test
    void a_killed_sync_is_not_a_version_and_what_it_read_is_used() throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "80", "--points", "4", "--hold", "120")) {
            ExportProcess.command(out, world, "sync", "acme/truth")
                    .until(world, "experiment/metrics/get-all", 61)
                    .signalled("KILL");
            Path mirror = mirror();
            assertThat(mirror.resolve("mirror.json")).doesNotExist();
            assertThat(ExportProcess.command(
                                    out, world, "export", "acme/truth", "--offline", "--metrics", "-o", "points.csv")
                            .ended()
                            .exit())
                    .as("there is no half version to read")
                    .isEqualTo(4);
            int before = world.requests().size();
            world.release();
            Ended synced = ExportProcess.command(out, world, "sync", "acme/truth", "-q")
                    .ended();
            assertThat(synced).isEqualTo(new Ended(0, ""));
            List<String> requests =
                    world.requests().subList(before, world.requests().size());
            assertThat(requests.stream().filter(line -> line.startsWith("experiment/metrics/get-all")))
                    .as("runs that were read whole are not read again")
                    .hasSizeLessThan(60);
            Ended exported = ExportProcess.command(
                            out, world, "export", "acme/truth", "--offline", "-q", "--metrics", "-o", "points.csv")
                    .ended();
            assertThat(exported).isEqualTo(new Ended(0, ""));
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            assertThat(mirror.resolve("work")).doesNotExist();
        }
    }

    private Path mirror() throws Exception {
        try (var servers = Files.list(out.resolve(".local/share/cometsh/mirror"))) {
            return servers.findFirst().orElseThrow().resolve("acme");
        }
    }
}
