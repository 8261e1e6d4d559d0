package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cometsh server backup} and {@code restore}. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerBackupTest {
    @TempDir
    private Path home;

    private CommandRun server(String... arguments) {
        List<String> all = new ArrayList<>(List.of("server"));
        all.addAll(List.of(arguments));
        return CommandRun.of(home, Map.of(), all.toArray(String[]::new));
    }

    private String data() {
        return home.resolve("data").toString();
    }

    private String to() {
        return home.resolve("it's a backup").toString();
    }

    private static String upload(Wire wire, String key, String name, String content) {
        return wire.upload(
                        "/api/rest/v2/write/experiment/upload-asset?experimentKey=" + key + "&fileName=" + name,
                        content)
                .json()
                .get("assetId")
                .asText();
    }

    @Test
    void a_backup_of_a_running_server_has_all_that_was_acknowledged_and_can_be_restored() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        String before;
        String asset;
        List<String> after = new ArrayList<>();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(Path.of(data())))) {
            Wire wire = new Wire(server.address());
            before = wire.create("w", "p");
            asset = upload(wire, before, "a.txt", "content");
            Thread writer = new Thread(() -> {
                while (!over.get()) {
                    String key = wire.create("w", "p");
                    upload(wire, key, "b.txt", key);
                    after.add(key);
                }
            });
            writer.start();
            try {
                CommandRun run = server("backup", to(), "--data", data());
                assertThat(run.err()).contains("cometsh server backup: ").contains(" files copied (");
                assertThat(run.out()).isEmpty();
                assertThat(run.exitCode()).isZero();
            } finally {
                over.set(true);
                writer.join();
            }
        }
        assertThat(server("check", "--data", to()).exitCode()).isZero();
        Path restored = home.resolve("restored");
        assertThat(server("restore", to(), "--data", restored.toString()).exitCode())
                .isZero();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(restored))) {
            Wire wire = new Wire(server.address());
            assertThat(wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + before + "&assetId=" + asset)
                            .text())
                    .isEqualTo("content");
        }
        if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(to()))))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(to(), "comet.db"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_second_backup_copies_what_is_new_and_removes_what_is_gone() throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inFolder(Path.of(data())))) {
            Wire wire = new Wire(server.address());
            String key = wire.create("w", "p");
            upload(wire, key, "a.txt", "one");
            String second = upload(wire, key, "b.txt", "two");
            assertThat(server("backup", to(), "--data", data()).err())
                    .contains("2 assets; 2 files copied (6 bytes), 0 unchanged");
            wire.get("/api/rest/v2/write/experiment/asset/delete?experimentKey=" + key + "&assetId=" + second);
            upload(wire, key, "c.txt", "three");
            assertThat(server("backup", to(), "--data", data()).err())
                    .contains("2 assets; 1 files copied (5 bytes), 1 unchanged");
        }
        try (Stream<Path> files = Files.walk(Path.of(to(), "assets"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void nothing_is_overwritten_without_being_asked_for() throws IOException {
        CometServer.start(ServerOptions.inFolder(Path.of(data())).withSample(true))
                .close();
        Files.createDirectories(Path.of(to()));
        Files.writeString(Path.of(to(), "thesis.tex"), "x");
        CommandRun foreign = server("backup", to(), "--data", data());
        assertThat(foreign.err()).contains("is not empty, and not a backup of cometsh: give another folder");
        assertThat(foreign.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(server("backup", data() + "/inside", "--data", data()).err()).contains("one inside the other");
        String good = home.resolve("good").toString();
        assertThat(server("backup", good, "--data", data()).exitCode()).isZero();
        CommandRun full = server("restore", good, "--data", data());
        assertThat(full.err()).contains("is not empty: --force replaces what is in it");
        assertThat(full.exitCode()).isEqualTo(ExitCode.FAILED);
        try (CometServer server = CometServer.start(ServerOptions.inFolder(Path.of(data())))) {
            new Wire(server.address()).create("later", "p");
            assertThat(server("restore", good, "--data", data(), "--force").err())
                    .contains("is being served already");
        }
        assertThat(server("restore", good, "--data", data(), "--force").exitCode())
                .isZero();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(Path.of(data())))) {
            assertThat(Wire.texts(new Wire(server.address()).rest("workspaces").get("workspaceNames")))
                    .contains("demo")
                    .doesNotContain("later");
        }
        assertThat(Path.of(data(), "restoring")).doesNotExist();
    }

    @Test
    void a_damaged_backup_is_refused_unless_asked_for() throws IOException {
        CometServer.start(ServerOptions.inFolder(Path.of(data())).withSample(true))
                .close();
        assertThat(server("backup", to(), "--data", data()).exitCode()).isZero();
        try (Stream<Path> files = Files.walk(Path.of(to(), "assets"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        String restored = home.resolve("restored").toString();
        assertThat(server("restore", to(), "--data", restored).err()).contains("has problems", "--force restores");
        CommandRun forced = server("restore", to(), "--data", restored, "--force");
        assertThat(forced.out()).contains("its file is not there");
        assertThat(forced.exitCode()).isEqualTo(ExitCode.PARTIAL);
    }

    @Test
    void without_data_there_is_nothing_to_back_up() {
        assertThat(server("backup", to(), "--data", data()).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(Path.of(to())).doesNotExist();
    }
}
