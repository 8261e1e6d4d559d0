package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real program: this checkout's own jar, and a copy of this checkout that is built by the real Maven. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class CheckoutIT {
    /** What Java prints of a method that the second compiler compiles. */
    private static final Pattern SECOND_COMPILER = Pattern.compile(" 4 +[a-z.]+\\.(\\w+::\\w+) ");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void runs_with_a_trained_archive_on_every_java_of_this_machine(Jdk jdk) throws Exception {
        Path cache = folder.resolve(".cache/cometsh");
        Launch launch = Launch.of(Installation.CHECKOUT.resolve("bin/cometsh"), folder)
                .with(jdk)
                .with("COMETSH_BUILD", "off")
                .with("COMETSH_CDS", "on")
                // Its lock is here too, so that it does not depend on other trainings on this machine.
                .with("TMPDIR", folder);
        Result first = launch.run("--version");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).startsWith("cometsh");
        assertThat(first.err()).isEmpty();
        Await.until("the training ends", () -> names(cache).noneMatch(name -> name.endsWith(".training")));
        assertThat(names(cache)).singleElement().asString().endsWith(".jsa");
        assertThat(launch.run("--version")).isEqualTo(first);
        launch.run("-e", "1 + 1");
        assertThat(notFromTheArchive(launch, "--version")).isLessThan(20);
        assertThat(notFromTheArchive(launch, "-e", "1 + 1")).isLessThan(20);
        assertThat(openedJars(launch, "--version")).isLessThanOrEqualTo(2);
        Launch asking = launch.with("COMET_API_KEY", "key");
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            String url = server.address().toString();
            String[] query = {"query", "--url", url, "demo/digits", "Metric('accuracy') > 0.9", "-f", "csv"};
            assertThat(notFromTheArchive(asking, query)).isLessThan(8);
            assertThat(openedJars(asking, query)).isBetween(1L, 2L);
        }
        assertThat(notFromTheArchiveOverHttps(asking)).isLessThan(30);
    }

    private long notFromTheArchiveOverHttps(Launch launch) throws Exception {
        return overHttps(launch, (client, url) -> {
            String[] query = {"query", "--url", url, "demo/digits", "Metric('accuracy') > 0.9", "-f", "csv"};
            Result found = client.run(query);
            assertThat(found.exit()).as(found.err()).isZero();
            return notFromTheArchive(client, query);
        });
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void an_export_sums_and_decrypts_with_the_second_compiler_and_does_little_else_with_it(Jdk jdk) throws Exception {
        Launch launch = Launch.of(Installation.CHECKOUT.resolve("bin/cometsh"), folder)
                .with(jdk)
                .with("COMETSH_BUILD", "off")
                .with("COMETSH_CDS", "off")
                .with("COMET_API_KEY", "key");
        String points = folder.resolve("points.csv").toString();
        Result exported = overHttps(
                launch,
                (client, url) -> client.with("COMETSH_JAVA_OPTS", "-XX:+PrintCompilation")
                        .run("export", "--url", url, "demo/digits", "--metrics", "-o", points));
        assertThat(exported.exit()).as(exported.err()).isZero();
        Set<String> compiled = SECOND_COMPILER
                .matcher(exported.out())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(compiled).contains("DigestBase::implCompressMultiBlock", "CounterMode::crypt", "GHASH::update");
        compiled.removeAll(Set.of(
                "DigestBase::implCompressMultiBlock", "SHA2::implCompress", "CounterMode::crypt", "GHASH::update"));
        // Java gives it a method without branches that has waited too long for the first one.
        assertThat(compiled).hasSizeLessThan(4);
    }

    /** Against the server of the training, which speaks https. */
    private <R> R overHttps(Launch launch, SecureRun<R> run) throws Exception {
        Process server = launch.start("--train", "sample");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            out.readLine();
            String[] secure = out.readLine().split(" ");
            Path bundle = Files.writeString(
                    folder.resolve("bundle.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + secure[1] + "\n-----END CERTIFICATE-----\n");
            return run.of(launch.with("REQUESTS_CA_BUNDLE", bundle), secure[0]);
        } finally {
            server.destroy();
        }
    }

    private interface SecureRun<R> {
        R of(Launch client, String url) throws Exception;
    }

    /**
     * How many jars are opened. With an archive no class needs one, so what opens more is a search for a class or a file
     * that no jar has, and each search costs time.
     */
    private static long openedJars(Launch launch, String... words) throws Exception {
        Result result = launch.with("COMETSH_JAVA_OPTS", "-Dsun.misc.URLClassPath.debug=true")
                .run(words);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.err()
                .lines()
                .filter(line -> line.startsWith("Opening file:"))
                .count();
    }

    /** The loaded classes that come from a jar or from Java's own modules. Generated ones are in no archive. */
    private long notFromTheArchive(Launch launch, String... words) throws Exception {
        Path log = folder.resolve("classes");
        launch.with("COMETSH_JAVA_OPTS", "-Xlog:class+load:file=" + log + "::filecount=0")
                .run(words);
        List<String> classes = Files.readAllLines(log);
        assertThat(classes).hasSizeGreaterThan(300);
        return classes.stream()
                .filter(line -> line.contains("source: jrt:") || line.contains("source: file:"))
                .count();
    }

    private static Stream<String> names(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(Path::toString).toList().stream();
        }
    }

    @Test
    void has_every_library_that_the_jar_names() throws Exception {
        Path target = Installation.CHECKOUT.resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("cometsh-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
            try (JarFile opened = new JarFile(jar.toFile())) {
                String classPath = opened.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                assertThat(List.of(classPath.split(" ")))
                        .hasSizeGreaterThan(10)
                        .allSatisfy(name -> assertThat(target.resolve(name)).exists());
            }
        }
    }

    @Test
    void builds_and_runs_a_fresh_copy_with_the_real_maven() throws Exception {
        Path copy = folder.resolve("a fresh copy");
        for (String part : List.of("pom.xml", "spotbugs-exclude.xml", ".mvn", "bin", "src")) {
            copyTree(Installation.CHECKOUT.resolve(part), copy.resolve(part));
        }
        // Maven's own home holds what it has downloaded already and how it reaches the rest.
        Launch launch = Launch.of(copy.resolve("bin/cometsh"), Path.of(System.getProperty("user.home")))
                .with("PATH", System.getenv("PATH"))
                .with("COMETSH_CDS", "off");
        Result first = launch.run("--version");
        assertThat(first.err()).startsWith("cometsh: not built yet: building").endsWith("cometsh: built\n");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).startsWith("cometsh").doesNotContain("INFO");
        assertThat(launch.run("--version")).isEqualTo(new Result(0, first.out(), ""));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
