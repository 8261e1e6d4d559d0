package io.cometsh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published client without the rest of cometsh: its jar and what its pom names, and nothing of this build's class path. */
@Tag("launcher")
class ClientAloneIT {
    private static final Path CLIENT = Path.of("target/cometsh-client");

    @TempDir
    private Path folder;

    @Test
    void needs_an_HTTP_library_a_JSON_library_and_a_CSV_library_and_what_those_need() throws IOException {
        assertThat(libraries())
                .extracting(library -> library.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .containsExactlyInAnyOrder(
                        "okhttp-jvm",
                        "okio-jvm",
                        "kotlin-stdlib",
                        "annotations",
                        "jackson-databind",
                        "jackson-core",
                        "jackson-annotations",
                        "commons-csv",
                        "commons-io",
                        "commons-codec");
    }

    @Test
    void no_public_method_needs_a_class_that_is_not_there() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--multi-release", "17", "--missing-deps", "--class-path"));
        arguments.add(joined(libraries()));
        arguments.add(jar().toString());
        StringWriter out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        assertThat(out.toString()).isEmpty();
        assertThat(exit).isZero();
    }

    @Test
    void a_program_connects_queries_and_writes_a_CSV_file() throws Exception {
        Path program = Files.writeString(folder.resolve("Best.java"), """
                import io.cometsh.client.*;
                import io.cometsh.query.*;
                import java.nio.file.Path;

                public class Best {
                    public static void main(String[] arguments) {
                        Api api = Api.connect();
                        var good = api.query("demo", "digits", QueryVariable.metric("accuracy").gt(0.9));
                        System.out.println(good.size());
                        good.toCsv(Path.of(arguments[0]));
                    }
                }
                """);
        Path csv = folder.resolve("best.csv");
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            List<Path> classPath = new ArrayList<>(libraries());
            classPath.add(jar());
            ProcessBuilder java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            joined(classPath),
                            program.toString(),
                            csv.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            java.environment().keySet().removeIf(name -> name.startsWith("COMET_"));
            java.environment().put("COMET_URL_OVERRIDE", server.address().toString());
            java.environment().put("COMET_API_KEY", "any-key");
            java.environment().put("HOME", folder.toString());
            Process process = java.start();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(out).isEqualTo("36\n");
            assertThat(Files.readAllLines(csv)).hasSize(37);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(CLIENT)) {
            return files.filter(file -> file.getFileName().toString().matches("cometsh-client-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    /** What Maven resolves from the client's pom for a program that depends on it. */
    private static List<Path> libraries() throws IOException {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Files.readString(CLIENT.resolve("libraries.txt")).strip())
                .map(Path::of)
                .toList();
    }

    private static String joined(List<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }
}
