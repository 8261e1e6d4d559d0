package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command's help is about that command. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HelpTest {
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
    void an_example_that_is_shown_can_be_parsed() {
        assertThat(help("export")).contains("cometsh export demo/digits --metrics -o points.parquet");
        CommandRun run = CommandRun.of(folder, Map.of(), "export", "demo/digits", "--metrics", "-o", "points.parquet");
        assertThat(run.exitCode())
                .as("no key, but no mistake either: " + run.err())
                .isEqualTo(3);
    }
}
