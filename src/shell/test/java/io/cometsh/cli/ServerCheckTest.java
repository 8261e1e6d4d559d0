package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cometsh server check} over the sample workspace, whole and damaged. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerCheckTest {
    @TempDir
    private Path home;

    private Path data;

    @BeforeEach
    void fill() {
        data = home.resolve("data");
        CometServer.start(ServerOptions.inFolder(data).withSample(true)).close();
    }

    private CommandRun check(Path folder) {
        return CommandRun.of(home, Map.of(), "server", "check", "--data", folder.toString());
    }

    private Path anAsset() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("assets"))) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void reports_the_amounts_when_everything_is_there() {
        CommandRun run = check(data);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("cometsh server check: \\d+ experiments, [\\d,]+ points, \\d+ assets\\R");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void runs_beside_the_server() {
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            assertThat(server.address()).isNotNull();
            assertThat(check(data).exitCode()).isZero();
        }
    }

    @Test
    void names_a_file_that_is_not_there_or_has_another_size_and_one_that_nothing_names() throws IOException {
        Path asset = anAsset();
        Path moved = asset.resolveSibling("moved");
        Files.move(asset, moved);
        CommandRun run = check(data);
        assertThat(run.out()).contains("its file is not there: " + asset);
        assertThat(run.err()).contains("left over, named by nothing: " + moved);
        assertThat(run.exitCode()).isEqualTo(1);
        Files.writeString(asset, "x");
        assertThat(check(data).out()).contains("has 1 bytes of ").contains(asset.toString());
    }

    @Test
    void finds_a_page_that_was_overwritten() throws IOException {
        Path file = data.resolve("comet.db");
        try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 20; page < 60; page++) {
                pages.seek(page * 4096);
                pages.write(new byte[4096]);
            }
        }
        CommandRun run = check(data);
        assertThat(run.out()).contains("the file " + file);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void a_folder_without_data_is_not_found() {
        CommandRun run = check(home.resolve("nowhere"));
        assertThat(run.err()).contains("comet.db");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(home.resolve("nowhere")).doesNotExist();
    }
}
