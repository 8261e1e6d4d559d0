package io.cometsh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cometsh.launcher.Launch.Result;
import io.cometsh.sql.DuckDb;
import io.cometsh.sql.DuckDbAddon;
import io.cometsh.support.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cometsh addon duckdb} in an installation whose Maven repository is a server of this test. */
@Tag("launcher")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AddonIT {
    private static final String FOLDER = ".local/share/cometsh/addons/duckdb-" + DuckDbAddon.VERSION;

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer repository;
    private Reply reply;
    private Path home;
    private Path jars;
    private Launch launch;

    /** What the repository answers. */
    @FunctionalInterface
    private interface Reply {
        void send(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void install() throws IOException {
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.setExecutor(threads);
        repository.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()) + " "
                    + exchange.getRequestHeaders().getOrDefault("Range", List.of()));
            reply.send(exchange);
        });
        repository.start();
        reply = AddonIT::jar;
        home = Files.createDirectory(folder.resolve("home"));
        jars = Files.createDirectories(folder.resolve("installation/lib"));
        Path program =
                Files.createDirectories(folder.resolve("installation/bin")).resolve("cometsh");
        Files.copy(Installation.CHECKOUT.resolve("bin/cometsh"), program);
        program.toFile().setExecutable(true);
        Files.createSymbolicLink(jars.resolve("lib"), Installation.CHECKOUT.resolve("target/lib"));
        withRepository(built(), jars.resolve("cometsh-1.0.jar"), "http://localhost:" + port() + "/maven2");
        launch = Launch.of(program, home).with("COMETSH_CDS", "off").with("COMET_API_KEY", "secret");
    }

    @AfterEach
    void stop() {
        repository.stop(0);
        threads.shutdownNow();
    }

    private int port() {
        return repository.getAddress().getPort();
    }

    private static Path built() throws IOException {
        try (Stream<Path> files = Files.list(Installation.CHECKOUT.resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("cometsh-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void withRepository(Path jar, Path target, String address) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue("Addon-Repository", address);
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (var entry : (Iterable<java.util.jar.JarEntry>) from.stream()::iterator) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                        try (InputStream bytes = from.getInputStream(entry)) {
                            bytes.transferTo(to);
                        }
                    }
                }
            }
        }
    }

    private static void jar(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, Files.size(DuckDb.jar()));
            try (OutputStream body = exchange.getResponseBody()) {
                Files.copy(DuckDb.jar(), body);
            }
        }
    }

    private List<String> kept() throws IOException {
        Path addons = home.resolve(".local/share/cometsh/addons");
        try (Stream<Path> files = Files.walk(addons)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> addons.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_part_for_this_platform_is_kept_and_the_key_stays_here() throws Exception {
        Result first = launch.run("addon", "duckdb");
        assertThat(first)
                .isEqualTo(new Result(
                        0,
                        "",
                        "downloading DuckDB " + DuckDbAddon.VERSION + " (80 MB) from localhost\ninstalled DuckDB "
                                + DuckDbAddon.VERSION + " in " + home.resolve(FOLDER) + "\n"));
        assertThat(requests).containsExactly("GET /maven2" + DuckDbAddon.PATH + " [] []");
        assertThat(kept())
                .hasSize(3)
                .contains("lock", "duckdb-" + DuckDbAddon.VERSION + "/duckdb_jdbc.jar")
                .filteredOn(name -> name.contains("libduckdb"))
                .hasSize(1);
        assertThat(launch.run("addon", "duckdb"))
                .isEqualTo(new Result(
                        0, "", "DuckDB " + DuckDbAddon.VERSION + " is installed in " + home.resolve(FOLDER) + "\n"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void an_add_on_beside_the_jar_is_used_and_nothing_is_downloaded() throws Exception {
        DuckDbAddon own = DuckDb.installed(jars.resolve("addons"));
        assertThat(launch.run("addon", "duckdb"))
                .isEqualTo(
                        new Result(0, "", "DuckDB " + DuckDbAddon.VERSION + " is installed in " + own.folder() + "\n"));
        assertThat(launch.run("--local", "sync", "demo", "-q").exit()).isZero();
        assertThat(launch.run("--local", "sql", "-q", "SELECT 40 + 2 AS n")).isEqualTo(new Result(0, "n\n42\n", ""));
        assertThat(requests).isEmpty();
        assertThat(home.resolve(".local/share/cometsh/addons")).doesNotExist();
    }

    @Test
    void a_library_that_the_system_cannot_load_is_an_error_of_one_line() throws Exception {
        DuckDbAddon own = DuckDb.installed(jars.resolve("addons"));
        try (Stream<Path> files = Files.list(own.folder())) {
            Path library = files.filter(file -> file.toString().contains("libduckdb"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(library);
            Files.writeString(library, "no library");
        }
        assertThat(launch.run("--local", "sync", "demo", "-q").exit()).isZero();
        Result refused = launch.run("--local", "sql", "-q", "SELECT 42");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        // The Java machine may warn of the file before.
        assertThat(refused.err().lines().filter(line -> !line.contains("stack guard") && !line.contains("execstack")))
                .singleElement()
                .asString()
                .startsWith("cometsh: DuckDB cannot be loaded (")
                .contains("file too short", "cometsh addon duckdb");
    }

    @Test
    void another_content_is_refused_and_leaves_nothing() throws Exception {
        reply = exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("<html>sign in first</html>".getBytes(UTF_8));
            }
        };
        Result refused = launch.run("addon", "duckdb");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("is not DuckDB " + DuckDbAddon.VERSION + " as it was published: its SHA-256 is");
        assertThat(kept()).containsExactly("lock");
    }

    @Test
    void without_a_network_it_names_the_way_by_a_file() throws Exception {
        repository.stop(0);
        Result refused = launch.with("COMET_TIMEOUT", "1").run("addon", "duckdb");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("localhost:" + port()).endsWith("cometsh addon duckdb --from FILE.\n");
        assertThat(kept()).containsExactly("lock");
    }

    @Test
    void a_repository_without_the_file_is_an_error_that_names_the_way_by_a_file() throws Exception {
        reply = exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(404, -1);
            }
        };
        Result refused = launch.run("addon", "duckdb");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("404").endsWith("cometsh addon duckdb --from FILE.\n");
    }

    @Test
    void a_proxy_is_used_and_named_when_it_refuses() throws Exception {
        reply = exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(407, -1);
            }
        };
        withRepository(built(), jars.resolve("cometsh-1.0.jar"), "http://addons.invalid/jars");
        Result refused = launch.with("HTTP_PROXY", "http://localhost:" + port()).run("addon", "duckdb");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).containsIgnoringCase("proxy").endsWith("cometsh addon duckdb --from FILE.\n");
        assertThat(requests).first().asString().startsWith("GET http://addons.invalid/jars/org/duckdb/");
    }

    @Test
    void a_full_disk_leaves_nothing() throws Exception {
        // 90 MB: the download has room, the library beside it has not enough.
        for (String blocks : new String[] {"100", "100000"}) {
            Result full = launch.through(Path.of("/bin/sh"))
                    .run(
                            "-c",
                            "ulimit -f " + blocks + "; exec \"$0\" addon duckdb",
                            launch.program().toString());
            assertThat(full.exit()).as(full.err()).isEqualTo(1);
            assertThat(full.err()).contains("cannot ").contains("addons/");
            assertThat(kept()).doesNotContain("duckdb-" + DuckDbAddon.VERSION + "/duckdb_jdbc.jar");
        }
    }

    @Test
    void two_at_once_download_it_once() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        reply = exchange -> {
            try {
                second.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            jar(exchange);
        };
        List<CompletableFuture<Result>> both = Stream.of(1, 2)
                .map(n -> CompletableFuture.supplyAsync(() -> addon(folder.resolve("talk" + n)), threads))
                .toList();
        Await.until(
                "one downloads and the other one waits",
                () -> (talk(1) + talk(2)).contains("another cometsh installs DuckDB: waiting"));
        second.countDown();
        assertThat(both.stream().map(CompletableFuture::join).map(Result::exit)).containsExactly(0, 0);
        assertThat(requests).hasSize(1);
    }

    private String talk(int number) throws IOException {
        Path talk = folder.resolve("talk" + number);
        return Files.exists(talk) ? Files.readString(talk) : "";
    }

    private Result addon(Path talk) {
        try {
            return launch.through(Path.of("/bin/sh"))
                    .run(
                            "-c",
                            "exec \"$0\" addon duckdb 2> \"$1\"",
                            launch.program().toString(),
                            talk.toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
