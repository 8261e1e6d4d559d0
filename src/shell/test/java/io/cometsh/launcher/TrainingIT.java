package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import io.cometsh.support.Await;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The run that a class archive is made from touches nothing of the user's. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class TrainingIT {
    private static final String MARK = "COMETSH_TRAINING_TEST";

    @TempDir
    Path folder;

    private final String mark = UUID.randomUUID().toString();
    private Path home;
    private Launch launch;

    @BeforeEach
    void install() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectories(home.resolve(".local/share/cometsh/server"));
        Files.writeString(home.resolve(".local/share/cometsh/server/cometsh.db"), "the user's data");
        Files.writeString(home.resolve(".comet.config"), "[comet]\napi_key = of-the-user\n");
        launch = Launch.of(Installation.CHECKOUT.resolve("bin/cometsh"), home)
                .with("COMETSH_BUILD", "off")
                .with("COMETSH_CDS", "off")
                .with(MARK, mark);
    }

    @ParameterizedTest
    @CsvSource({"full, 0", "shell, 0", "small, 0", "sample, 0", "server, 2", "query, 2"})
    void leaves_the_home_folder_and_the_server_s_usual_port_alone_and_no_process(String contents, int exit)
            throws Exception {
        Map<String, String> before = files();
        Result result;
        try (ServerSocket usualPort = new ServerSocket()) {
            occupy(usualPort);
            result = launch.run("--train", contents);
        }
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.out() + result.err()).doesNotContain("5055");
        assertThat(files()).isEqualTo(before);
        Await.until("no process is left", () -> processes() == 0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leaves_no_process_when_it_is_killed() throws Exception {
        Process training = launch.start("--train", "small");
        try {
            Await.until("the training's server", () -> processes() == 2);
        } finally {
            training.destroyForcibly();
        }
        Await.until("no process is left", () -> processes() == 0);
    }

    /** Whatever wants the port afterwards fails. Where another process has it already, that does as well. */
    private static void occupy(ServerSocket socket) throws IOException {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5055));
        } catch (BindException itIsTaken) {
            assertThat(socket.isBound()).isFalse();
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                found.put(home.relativize(file).toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
            }
        }
        return found;
    }

    /** The processes that have the mark of this test in their environment; only Linux shows it. */
    private long processes() {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc", Long.toString(process.pid()), "environ"))
                .filter(this::isMarked)
                .count();
    }

    private boolean isMarked(Path environment) {
        try {
            return new String(Files.readAllBytes(environment), StandardCharsets.UTF_8).contains(MARK + "=" + mark);
        } catch (IOException ofAnotherUserOrGone) {
            return false;
        }
    }
}
