package io.cometsh.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cometsh.cli.CommandPages;
import io.cometsh.cli.DocumentedAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fenced block of README and of all pages is run or checked, and its language decides how. A block of another
 * language fails: it needs an entry here, and a test that runs or checks it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FencedBlocksTest {
    /** The languages that a test runs, with its name. */
    private static final Map<String, String> RUN = Map.of(
            "console", "io/cometsh/site/DocumentationIT",
            "cometsh", "io/cometsh/site/DocumentationIT",
            "groovy", "io/cometsh/site/DocumentationIT",
            "java", "io/cometsh/site/DocumentationIT",
            "python", "io/cometsh/site/DocumentationIT",
            "sql", "io/cometsh/spark/SparkIT");

    /**
     * What this test does not run, and why. {@code shell-session} installs or builds things, which {@code scripts/try-wheel},
     * {@code scripts/try-dist} and {@code scripts/check} do; its command lines of ours are parsed. The others are files of
     * other programs: what they name of ours is compared with it.
     */
    private static final Set<String> CHECKED = Set.of("shell-session", "yaml", "crontab", "properties", "caddyfile");

    /**
     * The blocks of pages that are made of the program: synopsis and help ({@code text}) and signatures ({@code java}) are
     * what the program itself uses; {@code HelpTest} parses the examples of commands ({@code shell}), and
     * {@code ReferenceExamplesIT} runs the examples of classes ({@code groovy}).
     */
    private static final Set<String> GENERATED = Set.of("text", "java", "shell", "groovy");

    /** The programs of others that a reader installs ours with. */
    private static final Set<String> INSTALLERS = Set.of("pip", "tar", "sudo", "podman");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|\\S+");
    private static final Pattern SCRIPT = Pattern.compile("scripts/([\\w-]+)(?: ([\\w-]+))?");
    private static final Pattern OUR_VERSION = Pattern.compile("cometsh(?:-spark)?[-_:](\\d+\\.\\d+\\.\\d+)");
    private static final Pattern CRON = Pattern.compile("(?:(?:\\*|\\d+(?:-\\d+)?)(?:/\\d+)?(?:,\\d+)* +){5}(\\S.*)");

    private record Located(String page, CodeBlock block) {
        @Override
        public String toString() {
            return page + ": " + block.lines().stream().findFirst().orElse("");
        }
    }

    private static List<Located> located(Map<String, String> pages) {
        List<Located> all = new ArrayList<>();
        new TreeMap<>(pages)
                .forEach((page, text) -> CodeBlock.of(text).forEach(block -> all.add(new Located(page, block))));
        return all;
    }

    private static Stream<Located> written(String language) throws IOException {
        return located(Site.readmeAndWritten()).stream()
                .filter(one -> one.block().language().equals(language));
    }

    @Test
    void each_written_block_has_a_language_that_a_test_runs_or_checks() throws IOException {
        assertThat(located(Site.readmeAndWritten()))
                .hasSizeGreaterThan(80)
                .allSatisfy(one -> assertThat(RUN.containsKey(one.block().language())
                                || CHECKED.contains(one.block().language()))
                        .as(one + " is in the language \"" + one.block().language() + "\", which nothing runs")
                        .isTrue());
    }

    @Test
    void each_generated_block_is_of_a_known_kind() throws IOException {
        assertThat(located(Site.generated()))
                .hasSizeGreaterThan(500)
                .allSatisfy(one ->
                        assertThat(one.block().language()).as(one.toString()).isIn(GENERATED));
    }

    /** A fence that is indented or made of tildes is a block for MkDocs, and none for the tests. */
    @Test
    void each_fence_begins_its_line_and_is_closed() throws IOException {
        Site.readmeAndWritten().forEach((page, text) -> {
            List<String> fences = text.lines()
                    .filter(line ->
                            line.strip().startsWith("```") || line.strip().startsWith("~~~"))
                    .toList();
            assertThat(fences).as(page).allMatch(line -> line.startsWith("```"));
            assertThat(fences.size() % 2).as(page).isZero();
        });
    }

    @Test
    void the_tests_that_run_blocks_are_there() {
        RUN.values()
                .forEach(test -> assertThat(Stream.of("shell", "spark")
                                .map(module -> Path.of("src", module, "test/java", test + ".java")))
                        .anyMatch(Files::exists));
    }

    static Stream<Located> shellSessions() throws IOException {
        return written("shell-session");
    }

    @ParameterizedTest
    @MethodSource("shellSessions")
    void the_commands_of_a_session_exist_and_its_files_have_our_version(Located one) throws IOException {
        List<String> lines = one.block().lines();
        assertThat(lines.get(0)).startsWith("$ ");
        for (String line : lines) {
            if (line.startsWith("$ ")) {
                isOurs(line.substring(2));
            }
        }
        hasOurVersion(one.block().text());
    }

    private static void isOurs(String command) throws IOException {
        Matcher script = SCRIPT.matcher(command);
        boolean found = false;
        while (script.find()) {
            Path file = Path.of("scripts", script.group(1));
            assertThat(file).as(command).isExecutable();
            if (script.group(2) != null) {
                assertThat(Files.readString(file)).as(command).containsPattern("#.*\\b" + script.group(2) + "\\b");
            }
            found = true;
        }
        String program = words(command).get(0);
        if (program.equals("cometsh") || program.endsWith("/bin/cometsh")) {
            parses(command);
        } else {
            assertThat(found || INSTALLERS.contains(program)).as(command).isTrue();
        }
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group())
                .toList();
    }

    private static void parses(String command) {
        String[] arguments = words(command).stream().skip(1).toArray(String[]::new);
        assertThatCode(() -> CommandPages.commandLine().parseArgs(arguments))
                .as(command)
                .doesNotThrowAnyException();
    }

    private static void hasOurVersion(String text) throws IOException {
        Matcher pom = Pattern.compile("<version>(.+?)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(pom.find()).isTrue();
        assertThat(OUR_VERSION.matcher(text).results().map(found -> found.group(1)))
                .allMatch(pom.group(1)::equals);
    }

    static Stream<Located> crontabs() throws IOException {
        return written("crontab");
    }

    @ParameterizedTest
    @MethodSource("crontabs")
    void a_line_for_cron_has_five_fields_and_a_command_of_ours(Located one) {
        assertThat(one.block().lines()).allSatisfy(line -> {
            Matcher cron = CRON.matcher(line);
            assertThat(cron.matches()).isTrue();
            parses(cron.group(1));
        });
    }

    static Stream<Located> properties() throws IOException {
        return written("properties");
    }

    @ParameterizedTest
    @MethodSource("properties")
    void a_setting_of_another_program_names_classes_and_artifacts_of_ours(Located one) throws IOException {
        List<String> named = Pattern.compile("io\\.cometsh(?:\\.\\w+)+|io\\.cometsh:[\\w-]+")
                .matcher(one.block().text())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(name -> {
            if (name.contains(":")) {
                assertThat(Path.of("src", name.replace("io.cometsh:cometsh-", ""), "pom.xml"))
                        .exists();
            } else {
                String source = name.replace('.', '/') + ".java";
                assertThat(Stream.of("client", "spark").map(module -> Path.of("src", module, "main/java", source)))
                        .as(name)
                        .anyMatch(Files::exists);
            }
        });
        hasOurVersion(one.block().text().replace("cometsh-spark:", "cometsh:"));
    }

    static Stream<Located> caddyfiles() throws IOException {
        return written("caddyfile");
    }

    @ParameterizedTest
    @MethodSource("caddyfiles")
    void a_proxy_sends_to_the_address_of_the_server(Located one) {
        String port = CommandPages.commands()
                .get("cometsh server")
                .findOption("--port")
                .description()[0]
                .replaceAll(".*?(\\d{4}).*", "$1");
        assertThat(one.block().text()).contains("reverse_proxy 127.0.0.1:" + port);
        assertThat(one.block().text().chars().filter(sign -> sign == '{').count())
                .isEqualTo(
                        one.block().text().chars().filter(sign -> sign == '}').count());
    }

    static Stream<Located> yamls() throws IOException {
        return written("yaml");
    }

    /** {@code CheckPipelinesIT} runs it. */
    @ParameterizedTest
    @MethodSource("yamls")
    void yaml_is_a_step_that_is_run(Located one) throws IOException {
        assertThat(one.page()).isEqualTo(DocumentedAction.PAGE);
        assertThat(DocumentedAction.inputs()).containsKeys("project", "query", "expect", "api-key");
    }
}
