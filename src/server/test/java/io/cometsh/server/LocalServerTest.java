package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a folder, with real processes. */
@Tag("slow")
class LocalServerTest {
    @TempDir
    Path folder;

    @Test
    void a_second_process_joins_and_takes_over_when_the_first_is_killed() throws Exception {
        try (ChildProcess first = ChildProcess.start("local", folder.toString())) {
            String[] serving = first.line().split(" ");
            assertThat(serving[1]).isEqualTo("false");
            Wire wire = new Wire(URI.create(serving[0]), LocalKey.read(folder).key());
            String key = wire.create("w", "p");
            try (ChildProcess second = ChildProcess.start("local", folder.toString());
                    ChildProcess third = ChildProcess.start("local", folder.toString())) {
                String joined = serving[0] + " true " + LocalKey.read(folder).key();
                assertThat(second.line()).isEqualTo(joined);
                assertThat(third.line()).isEqualTo(joined);

                first.kill();
                assertThat(keys(wire)).containsExactly(key);
                String after = wire.create("w", "p");

                second.end();
                assertThat(keys(wire)).containsExactly(key, after);
            }
        }
    }

    @Test
    void processes_that_start_at_the_same_instant_all_work() throws Exception {
        try (ChildProcess a = ChildProcess.start("local", folder.toString());
                ChildProcess b = ChildProcess.start("local", folder.toString());
                ChildProcess c = ChildProcess.start("local", folder.toString())) {
            List<String[]> lines =
                    List.of(a.line().split(" "), b.line().split(" "), c.line().split(" "));
            assertThat(lines.stream().map(line -> line[0]).distinct()).hasSize(1);
            assertThat(lines.stream().filter(line -> line[1].equals("false"))).hasSize(1);
        }
    }

    @Test
    void serves_again_on_the_same_port_after_everybody_left() {
        URI before;
        try (LocalServer local = LocalServer.open(folder, null, false)) {
            before = local.address();
            assertThat(local.joined()).isFalse();
        }
        try (LocalServer local = LocalServer.open(folder, null, false)) {
            assertThat(local.address()).isEqualTo(before);
            assertThat(local.joined()).isFalse();
        }
    }

    @Test
    void takes_another_port_when_something_else_has_the_old_one() {
        URI before;
        try (LocalServer local = LocalServer.open(folder, null, false)) {
            before = local.address();
        }
        try (CometServer other = CometServer.start(ServerOptions.inMemory().withPort(before.getPort()));
                LocalServer local = LocalServer.open(folder, null, false)) {
            assertThat(local.address()).isNotEqualTo(other.address());
            assertThat(new Wire(local.address(), local.key()).rest("workspaces"))
                    .isNotNull();
        }
    }

    @Test
    void two_parts_of_one_process_share_it_until_the_last_one_closes() {
        LocalServer first = LocalServer.open(folder, null, false);
        LocalServer second = LocalServer.open(folder, null, false);
        assertThat(second.joined()).isTrue();
        assertThat(second.address()).isEqualTo(first.address());
        first.close();
        first.close();
        assertThat(new Wire(second.address(), second.key()).rest("workspaces")).isNotNull();
        second.close();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new Wire(second.address()).get("/clientlib/isAlive/ver"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void only_the_key_of_the_folder_is_taken_and_only_its_owner_can_read_it() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (LocalServer local = LocalServer.open(folder, null, false)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("server.port"))))
                    .isEqualTo("rw-------");
            for (String key : List.of("local", "", local.key().substring(1))) {
                assertThat(new Wire(local.address(), key)
                                .get("/api/rest/v2/workspaces")
                                .status())
                        .isEqualTo(401);
            }
        }
        Path fresh = folder.resolve("new/data");
        LocalServer.open(fresh, null, false).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_server_of_another_folder_is_not_joined_and_never_hears_the_key() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            heard.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().values());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        LocalKey stolen = LocalKey.create(other.getAddress().getPort());
        try {
            stolen.write(folder);
            assertThat(stolen.answers()).isFalse();
            assertThat(heard).isNotEmpty().noneMatch(request -> request.contains(stolen.key()));
            try (ChildProcess process = ChildProcess.start("local", folder.toString())) {
                String[] serving = process.line().split(" ");
                assertThat(serving[0]).isNotEqualTo(stolen.address().toString());
                assertThat(LocalKey.read(folder).key())
                        .as("who has the old port may know the old key")
                        .isNotEqualTo(stolen.key());
            }
        } finally {
            other.stop(0);
        }
    }

    @Test
    void a_process_that_cannot_take_over_gives_the_lock_back() throws Exception {
        try (ChildProcess first = ChildProcess.start("local", folder.toString())) {
            String[] serving = first.line().split(" ");
            try (ChildProcess second = ChildProcess.start("local", folder.toString())) {
                assertThat(second.line())
                        .isEqualTo(serving[0] + " true " + LocalKey.read(folder).key());
                // With another port in the file nobody would find a server on the old one.
                LocalKey.create(1).write(folder);
                first.kill();
                try (ChildProcess third = ChildProcess.start("local", folder.toString())) {
                    assertThat(third.line()).contains(" false ");
                }
            }
        }
    }

    /** As a client that repeats what met a refused connection: the new server needs a moment. */
    private static List<String> keys(Wire wire) throws InterruptedException {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return Wire.texts(
                        wire.rest("experiments?workspaceName=w&projectName=p").get("experiments"), "experimentKey");
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > patience) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
