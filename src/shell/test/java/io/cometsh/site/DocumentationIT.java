package io.cometsh.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.sdk.PythonScript;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.site.CodeBlock.Step;
import io.cometsh.sql.DuckDb;
import io.cometsh.support.Key;
import io.cometsh.support.TerminalSession;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every block of code of README and of the site's pages. Transcripts ({@code console} in a shell, {@code cometsh} in
 * ours) show what happens; Groovy, Java and Python run without an error. The blocks of one page share a folder and run in
 * their order. Two things differ from what a reader does: the program is built before this runs, and an add-on comes from
 * a file instead of a download.
 *
 * <p>{@code FencedBlocksTest} knows who runs or checks each kind of block; {@code ReferenceExamplesIT} runs the examples of
 * the generated reference.
 */
@Tag("launcher")
@Tag("python")
@Tag("terminal")
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DocumentationIT {
    private static final Pattern COMMAND_PROMPT = Pattern.compile("\\$ ");
    /** The shell's own, or the project in use. */
    private static final Pattern SHELL_PROMPT = Pattern.compile("(comet|[\\w-]+/[\\w-]+)> ");

    private static final String HOME_ON_PAGES = "/home/ann";
    private static final Pattern TIME_OF_A_COPY = Pattern.compile("as of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
    private static final String ADD_ON = "bin/cometsh addon duckdb";

    private static final String JAVA_IMPORTS = """
            import io.cometsh.client.*;
            import io.cometsh.client.wire.*;
            import io.cometsh.query.*;
            import java.util.*;
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void a_folder_that_looks_like_the_checkout() throws IOException {
        Files.createSymbolicLink(folder.resolve("bin"), Site.CHECKOUT.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("scripts"), Site.CHECKOUT.resolve("scripts"));
        Files.createDirectory(folder.resolve("home"));
        // The Python module beside the program, as in the wheel.
        Path module = Files.createDirectories(folder.resolve("modules/cometsh"));
        try (Stream<Path> sources = Files.list(Site.CHECKOUT.resolve("src/dist/pypi/cometsh"))) {
            for (Path source : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
                Files.copy(source, module.resolve(source.getFileName().toString()));
            }
        }
        Files.createSymbolicLink(module.resolve("program"), Site.CHECKOUT);
    }

    private static Stream<String> pagesWith(String language) throws IOException {
        return Site.readmeAndWritten().entrySet().stream()
                .filter(page -> !CodeBlock.of(page.getValue(), language).isEmpty())
                .map(Map.Entry::getKey);
    }

    private static List<CodeBlock> blocks(String page, String language) throws IOException {
        return CodeBlock.of(Site.readmeAndWritten().get(page), language);
    }

    static Stream<String> consoles() throws IOException {
        return pagesWith("console");
    }

    static Stream<String> sessions() throws IOException {
        return pagesWith("cometsh");
    }

    static Stream<String> scripts() throws IOException {
        return pagesWith("groovy");
    }

    static Stream<String> programs() throws IOException {
        return pagesWith("java");
    }

    static Stream<String> pythons() throws IOException {
        // Spark runs the page about Spark, in the tests of that module.
        return pagesWith("python").filter(page -> !page.equals("guide/spark.md"));
    }

    private static boolean isOfOurModule(String page) throws IOException {
        return blocks(page, "python").stream().anyMatch(block -> block.text().contains("import cometsh\n"));
    }

    static Stream<String> pythonsOfTheSdk() throws IOException {
        List<String> pages = new ArrayList<>();
        for (String page : pythons().toList()) {
            if (!isOfOurModule(page)) {
                pages.add(page);
            }
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("consoles")
    void every_command_prints_what_the_page_shows(String page) throws Exception {
        for (CodeBlock block : blocks(page, "console")) {
            for (Step step : block.steps(COMMAND_PROMPT)) {
                List<String> expected = step.output().stream()
                        .filter(line -> !line.startsWith("cometsh: not built yet") && !line.startsWith("cometsh:   "))
                        .filter(line -> !line.equals("cometsh: built"))
                        .toList();
                assertThat(typed(step).lines())
                        .as(step.typed())
                        .isEqualTo(expected.stream()
                                .map(DocumentationIT::withoutTime)
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void the_shell_shows_what_the_page_shows(String page) throws Exception {
        List<String> command = List.of(Site.CHECKOUT.resolve("bin/cometsh").toString(), "--local");
        for (CodeBlock block : blocks(page, "console")) {
            for (Step step : block.steps(COMMAND_PROMPT)) {
                if (step.typed().startsWith(ADD_ON) || step.typed().contains(" sync ")) {
                    CodeRun run = typed(step);
                    assertThat(run.exitCode()).as(run.output()).isZero();
                }
            }
        }
        try (TerminalSession shell =
                TerminalSession.start(command, builder(command, Map.of()).environment(), folder, 100, 60)) {
            shell.awaitPrompt();
            for (CodeBlock block : blocks(page, "cometsh")) {
                for (Step step : block.steps(SHELL_PROMPT)) {
                    assertThat(shell.run(step.typed()).stream().map(DocumentationIT::withoutTime))
                            .as(step.typed())
                            .isEqualTo(step.output().stream()
                                    .map(DocumentationIT::withoutTime)
                                    .toList());
                }
            }
            assertThat(shell.press(Key.CTRL_D).awaitExit()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void the_groovy_of_a_page_runs_in_one_session(String page) throws Exception {
        CodeRun run = groovy(page);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void the_java_of_a_page_compiles_and_runs_without_groovy(String page) throws Exception {
        try (CometServer server = server()) {
            String classPath = javaClassPath();
            int number = 0;
            for (CodeBlock block : blocks(page, "java")) {
                String name = "Block" + ++number;
                Path source = folder.resolve(name + ".java");
                Files.writeString(
                        source,
                        JAVA_IMPORTS + "class " + name
                                + " { public static void main(String[] args) throws Exception {\n" + block.text()
                                + "}}\n");
                CodeRun run = run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                classPath,
                                source.toString()),
                        connection(server));
                assertThat(run.exitCode()).as(run.output()).isZero();
                assertThat(run.lines()).as(block.text()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pythonsOfTheSdk")
    void the_python_of_a_page_prints_what_the_groovy_beside_it_prints(String page) throws Exception {
        StringBuilder script = new StringBuilder();
        for (CodeBlock block : blocks(page, "python")) {
            script.append(block.text()).append('\n');
        }
        try (CometServer server = server()) {
            CodeRun python =
                    run(List.of(PythonScript.interpreter(), "-X", "utf8", "-c", script.toString()), connection(server));
            assertThat(python.exitCode()).as(python.output()).isZero();
            assertThat(python.lines())
                    .hasSizeGreaterThan(3)
                    .isEqualTo(groovy(page).lines());
        }
    }

    @Test
    void the_python_of_our_module_runs() throws Exception {
        List<String> pages = new ArrayList<>();
        for (String page : pythons().toList()) {
            if (isOfOurModule(page)) {
                pages.add(page);
                String script =
                        blocks(page, "python").stream().map(CodeBlock::text).collect(Collectors.joining("\n"));
                CodeRun run = run(List.of(PythonScript.interpreter(), "-c", script + "\nprint(len(runs))"), Map.of());
                assertThat(run.exitCode()).as(run.output()).isZero();
                assertThat(run.lines()).hasSize(1).doesNotContain("0");
            }
        }
        assertThat(pages).contains("guide/python.md");
    }

    private CodeRun typed(Step step) throws IOException, InterruptedException {
        String line = step.typed().equals(ADD_ON) ? step.typed() + " --from " + DuckDb.jar() : step.typed();
        CodeRun run = run(List.of("bash", "-c", line), Map.of());
        return new CodeRun(
                run.exitCode(), run.output().replace(folder.resolve("home").toString(), HOME_ON_PAGES));
    }

    private static String withoutTime(String line) {
        return TIME_OF_A_COPY.matcher(line).replaceAll("as of …");
    }

    private record CodeRun(int exitCode, String output) {
        List<String> lines() {
            return output.replace("\r", "")
                    .lines()
                    .map(DocumentationIT::withoutTime)
                    .toList();
        }
    }

    private CodeRun groovy(String page) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Site.CHECKOUT.resolve("bin/cometsh").toString(), "--local"));
        for (CodeBlock block : blocks(page, "groovy")) {
            command.addAll(List.of("-e", block.text() + "\nnull"));
        }
        return run(command, Map.of());
    }

    private CodeRun run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Process process =
                builder(command, environment).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new CodeRun(process.waitFor(), output);
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> more) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = new LinkedHashMap<>(builder.environment());
        builder.environment().clear();
        environment.keySet().removeIf(name -> name.startsWith("COMET_") || name.startsWith("XDG_"));
        builder.environment().putAll(environment);
        builder.environment().put("HOME", folder.resolve("home").toString());
        // Java takes the home folder from the user's record, not from HOME: the local data would be the user's.
        builder.environment()
                .put("XDG_DATA_HOME", folder.resolve("home/.local/share").toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("PYTHONPATH", folder.resolve("modules").toString());
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(PythonScript.interpreter()).getParent().toString(),
                        (old, python) -> python + ":" + old);
        builder.environment().putAll(more);
        return builder;
    }

    private CometServer server() {
        return CometServer.start(ServerOptions.inMemory().withSample(true));
    }

    private static Map<String, String> connection(CometServer server) {
        return Map.of(
                "COMET_API_KEY",
                "a-key-of-the-documentation",
                "COMET_URL_OVERRIDE",
                server.address().resolve("/clientlib/").toString(),
                "NO_PROXY",
                "127.0.0.1",
                // Half of all imports start an error reporter that talks to a third party.
                "COMET_ERROR_TRACKING_ENABLE",
                "false");
    }

    /** The libraries of the program except Groovy, and the client among them. */
    private static String javaClassPath() throws IOException {
        try (Stream<Path> jars = Files.list(Site.CHECKOUT.resolve("target/lib"))) {
            return jars.map(Path::toString)
                    .filter(jar -> !jar.contains("groovy"))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
