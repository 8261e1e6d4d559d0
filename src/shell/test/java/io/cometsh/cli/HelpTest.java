package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cometsh.site.Site;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A command's help is about that command. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HelpTest {
    /** A word of a shell: between single quotes, or up to a space. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

    /** The launcher's, which has no Java to ask. */
    private static final String NO_JAVA = "127";

    @TempDir
    private Path folder;

    private String help(String command) {
        CommandRun run = CommandRun.of(folder, Map.of(), (command + " --help").split(" "));
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query",
                "export",
                "apply",
                "undo",
                "server",
                "server check",
                "server backup",
                "server restore",
                "server import",
                "login",
                "config",
                "completion"
            })
    void fits_a_terminal_and_ends_with_examples(String command) {
        assertThat(help(command).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help(command))
                .containsPattern("(?s)Examples?:\\R  cometsh " + command + "|source <\\(cometsh completion");
    }

    @Test
    void own_options_come_first_and_in_full_then_the_output_and_the_others_by_name_alone() {
        String help = help("export");
        assertThat(help)
                .containsSubsequence(
                        "--archived",
                        "--assets",
                        "--keep-going",
                        "--metrics=[NAME,...]",
                        "--since=TIME|MANIFEST",
                        "Output:\n",
                        "-f, --format=FORMAT",
                        "-o, --output=FILE",
                        "As with every command, see cometsh --help:\n",
                        "--api-key-file",
                        "--timeout",
                        "--workspace");
        assertThat(help).doesNotContain("Read the API key from the first line of FILE");
    }

    @Test
    void the_others_are_explained_where_the_pointer_points_to() {
        CommandRun run = CommandRun.of(folder, Map.of(), "--help");
        assertThat(run.out()).contains("Read the API key from the first line of FILE", "--timeout=SECONDS");
    }

    @Test
    void the_list_of_commands_states_what_each_does() {
        CommandPages.commands()
                .forEach((name, spec) -> assertThat(spec.usageMessage().description()[0])
                        .as(name)
                        .isNotBlank());
        assertThat(CommandRun.of(folder, Map.of(), "--help").out())
                .containsPattern("\n  query +Prints the experiments")
                .containsPattern("\n  sync +Keeps a mirror");
    }

    /** Help, schema and reference are made of this table. */
    @Test
    void the_table_of_exit_codes_has_each_code_and_the_page_has_the_same() throws Exception {
        Set<String> table = CommandPages.commands()
                .get("cometsh")
                .usageMessage()
                .exitCodeList()
                .keySet();
        Set<String> codes = new TreeSet<>(Set.of(NO_JAVA));
        for (Field code : ExitCode.class.getDeclaredFields()) {
            if (code.getType() == int.class) {
                codes.add(String.valueOf(code.getInt(null)));
            }
        }
        assertThat(table).containsExactlyInAnyOrderElementsOf(codes);
        String page = Site.written().get("reference/command-line.md");
        Set<String> rows = Pattern.compile("(?m)^\\| (\\d+(?:, \\d+)*) \\|")
                .matcher(page)
                .results()
                .flatMap(row -> Stream.of(row.group(1).split(", ")))
                .collect(Collectors.toSet());
        assertThat(rows).isEqualTo(table);
    }

    static Stream<String> examples() {
        return CommandPages.commands().values().stream()
                .flatMap(spec -> Arrays.stream(spec.usageMessage().footer()))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.startsWith("cometsh ") && !line.endsWith("|"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_names_commands_and_options_that_exist(String example) {
        String[] words = WORD.matcher(example)
                .results()
                // What follows a redirection or && is the shell's.
                .takeWhile(word -> !word.group().matches("[<>]|&&"))
                .map(word -> word.group(1) != null ? word.group(1) : word.group())
                .skip(1)
                .toArray(String[]::new);
        CommandLine line = CommandPages.commandLine();
        assertThatCode(() -> line.parseArgs(words)).doesNotThrowAnyException();
        assertThat(line.getParseResult().errors()).isEmpty();
    }

    @Test
    void an_example_of_most_commands_is_tried() {
        assertThat(examples()).hasSizeGreaterThan(15);
    }
}
