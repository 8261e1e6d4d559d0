package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandLineCompleterTest {
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = CometServer.start(ServerOptions.inMemory());
        CommandRun made = CommandRun.of(
                home,
                Map.of(
                        "COMET_API_KEY",
                        "k",
                        "COMET_URL_OVERRIDE",
                        server.address().toString()),
                "-e",
                "[acme: ['vision', 'speech & more'], apex: ['vision']].each { workspace, projects ->"
                        + " projects.each { api.createExperiment(workspace, it, 'a run') } }; null");
        assertThat(made).isEqualTo(new CommandRun(0, "", ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The candidates without their descriptions. */
    private List<String> complete(String... words) {
        return lines(words).stream().map(line -> line.split("\t")[0]).toList();
    }

    private List<String> lines(String... words) {
        List<String> all = new ArrayList<>(List.of("complete", "--"));
        all.addAll(List.of(words));
        CommandRun run = CommandRun.of(
                folder,
                Map.of(
                        "COMET_API_KEY",
                        "k",
                        "COMET_URL_OVERRIDE",
                        server.address().toString()),
                all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out().lines().toList();
    }

    @Test
    void offers_the_commands_and_scripts() {
        assertThat(complete("")).contains("server", "login", "config", "completion", ":files *.groovy");
        assertThat(complete("")).doesNotContain("complete");
        assertThat(complete("log")).containsExactly("login", ":files *.groovy");
        assertThat(lines("log").get(0)).startsWith("login\tAsks for an API key");
    }

    @Test
    void offers_the_commands_of_a_command() {
        assertThat(complete("server", "")).containsExactlyInAnyOrder("backup", "check", "import", "restore");
        assertThat(complete("server", "backup", "")).containsExactly(":files");
        assertThat(complete("server", "restore", "x", "--fo")).containsExactly("--force");
        assertThat(complete("server", "check", "--da")).containsExactly("--data");
    }

    @Test
    void offers_runs_by_project_and_after_the_first_one_by_name() {
        assertThat(complete("diff", "ac")).containsExactly("acme/");
        assertThat(complete("diff", "acme/v")).containsExactly("acme/vision/");
        assertThat(complete("diff", "acme/vision/")).containsExactly("acme/vision/a run");
        assertThat(complete("diff", "acme/vision/a run", "a")).containsExactly("a run", "acme/", "apex/");
        assertThat(complete("diff", "--since", "")).containsExactly(":files");
    }

    @Test
    void offers_what_compare_takes() {
        assertThat(complete("compare", "acme/vision", "Tag('a')", "--test", ""))
                .containsExactly("mann-whitney", "welch");
        assertThat(complete("compare", "acme/vision", "Tag('a')", "--goal", "")).containsExactly("max", "min");
        assertThat(complete("compare", "acme/v")).containsExactly("acme/vision");
    }

    @Test
    void offers_the_options_of_the_command() {
        assertThat(complete("--lo")).containsExactly("--local", "--local-dir", "--log");
        assertThat(complete("server", "--po")).containsExactly("--port");
        assertThat(complete("--train")).isEmpty();
    }

    @Test
    void offers_the_values_of_an_option_however_it_is_written() {
        assertThat(complete("-f", "json")).containsExactly("json", "jsonl");
        assertThat(complete("--format=ts")).containsExactly("--format=tsv");
        assertThat(complete("--format", "=", "ts")).containsExactly("tsv");
        assertThat(complete("--color", "")).containsExactly("auto", "always", "never");
        assertThat(complete("-o", "")).containsExactly(":files");
        assertThat(complete("--timeout", "")).isEmpty();
    }

    @Test
    void offers_live_workspaces() {
        assertThat(complete("--workspace", "a")).contains("acme", "apex");
        assertThat(complete("--workspace", "ap")).containsExactly("apex");
    }

    @Test
    void offers_live_projects_after_the_workspace() {
        assertThat(complete("query", "a")).containsExactly("acme/", "apex/");
        assertThat(complete("query", "--archived", "acme/"))
                .containsExactlyInAnyOrder("acme/vision", "acme/speech & more");
        assertThat(complete("query", "acme/vision", "")).contains("acme/", "apex/");
        assertThat(complete("query", "acme/vision", "apex/")).containsExactly("apex/vision");
        assertThat(complete("query", "acme/vision", "Tag(")).isEmpty();
    }

    @Test
    void a_server_that_cannot_be_asked_takes_only_its_names_away() {
        assertThat(complete("--url", "http://127.0.0.1:1", "--workspace", "")).isEmpty();
        assertThat(complete("--url", "http://127.0.0.1:1", "--for")).containsExactly("--format");
    }

    @Test
    void what_follows_a_script_are_its_own_arguments() {
        assertThat(complete("nightly.groovy", "")).containsExactly(":files");
        assertThat(complete("nightly.groovy", "--lo")).containsExactly(":files");
    }

    @Test
    void names_the_shells() {
        assertThat(complete("completion", "")).containsExactly("bash", "zsh", "fish");
        CommandRun wrong = CommandRun.of(folder, Map.of(), "completion", "tcsh");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).isEqualTo("cometsh: no completion for \"tcsh\"; use one of bash, zsh, fish\n");
    }

    @Test
    void columns_are_offered_in_the_form_that_the_option_takes() {
        CommandRun logged = CommandRun.of(
                folder,
                Map.of(
                        "COMET_API_KEY",
                        "k",
                        "COMET_URL_OVERRIDE",
                        server.address().toString()),
                "-e",
                "api.getExperiments('apex', 'vision')[0].with { logMetric('a,\"b', 1); logMetric('loss', 1) }; null");
        assertThat(logged).isEqualTo(new CommandRun(0, "", ""));
        assertThat(complete("query", "apex/vision", "Tag('a')", "--columns", "tags,metrics."))
                .contains("tags,metrics.\"a,\"\"b\"", "tags,metrics.loss");
        assertThat(complete("query", "apex/vision", "Tag('a')", "--columns", "tags,metrics.\"a"))
                .containsExactly("tags,metrics.\"a,\"\"b\"");
        assertThat(complete("query", "acme/vision", "apex/vision", "Tag('a')", "--columns", "metrics.loss.arg"))
                .containsExactly("metrics.loss.argmin", "metrics.loss.argmax");
        assertThat(complete("query", "apex/vision", "Tag('a')", "--sort=metrics.l"))
                .containsExactly("--sort=metrics.loss");
        assertThat(complete("export", "apex/vision", "--metrics", "\"a,\"\"b\",l"))
                .containsExactly("\"a,\"\"b\",loss");
        assertThat(complete("export", "apex/vision", "-o", "out/x.csv", "--columns", "experiment_n"))
                .containsExactly("experiment_name");
    }
}
