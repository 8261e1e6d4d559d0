package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QueryCommandTest {
    private static final String ALL = "Metric(\"loss\") != None";
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 12, (run, i) -> {
            run.metric("loss", i == 3 ? Double.NaN : (i * 7 % 12) / 10.0);
            run.param("optimizer", i % 2 == 0 ? "adam" : "sgd").param("batch", i == 5 ? "auto" : i * 8);
            if (i == 4) {
                run.tag("bad, really").tag("x");
            }
            if (i % 3 == 0) {
                run.param("sparse", i);
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.against(server.address(), "any-key", folder, args);
    }

    private CommandRun query(String expression, String... options) {
        List<String> args = new ArrayList<>(List.of("query", "acme/vision", expression));
        args.addAll(Arrays.asList(options));
        return run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "tsv", "json", "jsonl", "parquet"})
    void prints_byte_for_byte_what_the_script_prints(String format) {
        if (run("-f", format, "-e", "1").exitCode() != 0) {
            // A format that only goes to a file.
            return;
        }
        for (String expression : List.of(
                ALL,
                "Metric(\"loss\") < 0.5 & Parameter(\"optimizer\") == \"adam\"",
                "Tag(\"x\") | Metric(\"loss\") > 0.9",
                "Metric(\"loss\") > 100")) {
            String script = "api.query('acme', 'vision', " + expression + ")";
            assertThat(query(expression, "-f", format)).isEqualTo(run("-e", script, "-f", format));
            assertThat(query(expression, "-f", format, "--columns", "experiment_name,metrics.loss,tags"))
                    .isEqualTo(run("-e", script, "-f", format, "--columns", "experiment_name,metrics.loss,tags"));
        }
    }

    @Test
    void options_go_before_the_word_query_or_after_the_expression() {
        CommandRun after = query("Tag('x')", "-f", "csv", "--columns", "experiment_name,tags");
        assertThat(after.out()).isEqualTo("experiment_name,tags\r\nrun-4,\"bad, really;x\"\r\n");
        assertThat(run("-f", "csv", "--columns", "experiment_name,tags", "query", "acme/vision", "Tag('x')"))
                .isEqualTo(after);
        assertThat(run("-f", "csv", "query", "--columns", "experiment_name,tags", "acme/vision", "Tag('x')"))
                .isEqualTo(after);
    }

    @Test
    void sorts_numbers_by_their_size_and_puts_missing_values_and_nan_last() {
        assertThat(names("--sort", "metrics.loss"))
                .containsExactly("0", "7", "2", "9", "4", "11", "6", "1", "8", "10", "5", "3");
        assertThat(names("--sort", "metrics.loss:desc", "--limit", "3")).containsExactly("5", "10", "8");
        assertThat(names("--sort", "params.batch:desc"))
                .containsExactly("5", "11", "10", "9", "8", "7", "6", "4", "3", "2", "1", "0");
        assertThat(names("--sort", "params.sparse:desc,experiment_name:desc"))
                .containsExactly("9", "6", "3", "0", "8", "7", "5", "4", "2", "11", "10", "1");
        assertThat(names("--sort", "params.optimizer,params.batch:desc").subList(0, 3))
                .containsExactly("10", "8", "6");
    }

    private List<String> names(String... options) {
        List<String> all = new ArrayList<>(List.of("-f", "csv", "--columns", "experiment_name", "-q"));
        all.addAll(Arrays.asList(options));
        CommandRun run = query(ALL, all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.out().lines().skip(1).map(line -> line.replace("run-", "")).toList();
    }

    @Test
    void a_cut_is_reported_on_standard_error() {
        CommandRun cut = query(ALL, "--limit", "2", "-f", "csv", "--columns", "experiment_name");
        assertThat(cut.out()).isEqualTo("experiment_name\r\nrun-0\r\nrun-1\r\n");
        assertThat(cut.err()).isEqualTo("showing 2 of 12 experiments\n");
        assertThat(query(ALL, "--limit", "12", "-f", "csv").err()).isEmpty();
        assertThat(query(ALL, "--limit", "-1").exitCode()).isEqualTo(2);
    }

    @Test
    void only_the_reads_that_the_columns_need_are_made() {
        String requests = query(ALL, "--limit", "2", "-v", "-f", "csv", "--columns", "experiment_name,params.batch")
                .err();
        assertThat(requests).contains("experiment/parameters").doesNotContain("metrics/summary", "tags", "log-other");
        assertThat(requests.split("experiment/parameters", -1)).hasSize(3);
    }

    @Test
    void an_unknown_name_is_an_error_unless_lenient() {
        CommandRun strict = query("Metric(\"los\") < 1");
        assertThat(strict.exitCode()).isEqualTo(4);
        assertThat(strict.err())
                .isEqualTo(
                        "cometsh: no experiment in acme/vision has Metric(\"los\"); did you mean Metric(\"loss\")?\n");
        CommandRun lenient = query("Metric(\"los\") < 1", "--lenient", "-f", "csv");
        assertThat(lenient.exitCode()).isZero();
        assertThat(lenient.err()).startsWith("warning: no experiment in acme/vision has Metric(\"los\")");
        assertThat(query("Tag(\"nobodys\")").exitCode()).isZero();
        assertThat(query(ALL, "--sort", "metrics.los").err()).contains("did you mean metrics.loss?");
        assertThat(query(ALL, "--sort", "metrics.los").exitCode()).isEqualTo(4);
    }

    @Test
    void a_mistake_in_the_text_is_marked_before_anything_is_asked() {
        CommandRun run = query("Metric(\"loss\") < 0.2 && Tag(\"bad\")", "-v");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        cometsh: write & for AND instead of &&
                          Metric("loss") < 0.2 && Tag("bad")
                                               ^
                        0 requests, 0 bytes received, 0 from the cache
                        """);
    }

    @Test
    void no_code_runs() {
        Path witness = folder.resolve("witness");
        CommandRun run = query("new File('" + witness + "').text = 'x'");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(Files.exists(witness)).isFalse();
        assertThat(query("\"${new File('" + witness + "').createNewFile()}\" == Metric('loss')")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Files.exists(witness)).isFalse();
    }

    @Test
    void the_place_is_a_workspace_and_a_project() {
        assertThat(run("query", "acme/visoin", ALL).err())
                .isEqualTo("cometsh: no project \"visoin\" in workspace \"acme\"; did you mean vision?\n");
        assertThat(run("query", "acme/visoin", ALL).exitCode()).isEqualTo(4);
        assertThat(run("query", "acne/vision", ALL).err()).contains("no workspace \"acne\"; did you mean acme?");
        assertThat(run("query", "vision", ALL).err())
                .isEqualTo("cometsh: no workspace \"vision\"; did you mean acme/vision?\n");
        assertThat(run("query", "vision", ALL).exitCode()).isEqualTo(4);
        assertThat(run("query", "acme/", ALL).err())
                .isEqualTo("cometsh: expected WORKSPACE, WORKSPACE/PROJECT or WORKSPACE/PATTERN, such as demo,"
                        + " demo/digits or demo/dig*, not \"acme/\"\n");
        assertThat(run("query", "acme/", ALL).exitCode()).isEqualTo(2);
        assertThat(run("query", "acme/x*", ALL).err())
                .startsWith("cometsh: no project in workspace \"acme\" matches \"x*\"");
        assertThat(run("query", "vision", ALL, "--workspace", "acme", "-f", "csv")
                        .exitCode())
                .isZero();
    }

    @Test
    void a_query_that_is_missing_or_in_another_place_is_named() {
        String example = ": cometsh query demo/digits 'Tag(\"best\")'\n";
        assertThat(run("query", "acme/vision"))
                .isEqualTo(new CommandRun(2, "", "cometsh: give a query after the project" + example));
        assertThat(run("query", "Tag('a')"))
                .isEqualTo(new CommandRun(2, "", "cometsh: name the project before the query" + example));
        assertThat(run("query", "acme/vision", "acme/speech"))
                .isEqualTo(new CommandRun(
                        2, "", "cometsh: the last word must be the query, not \"acme/speech\"" + example));
        assertThat(run("query", "acme/vision", "Tag('a')", "Tag('b')"))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "cometsh: expected a project and not \"Tag('a')\": the query comes last, as one word in single"
                                + " quotes" + example));
    }

    @Test
    void explain_shows_the_request_and_sends_none() {
        CommandRun run = query(ALL, "--explain", "-v");
        assertThat(run.out()).startsWith("(Metric(\"loss\") != null)\n").contains("POST project/query");
        assertThat(run.err()).doesNotContain("project/query");
    }

    @Test
    void archived_ones_are_asked_for_by_name() {
        assertThat(query(ALL, "--archived", "-f", "csv", "--columns", "experiment_name")
                        .out())
                .isEqualTo("experiment_name\r\n");
    }

    @Test
    @Tag("slow")
    void never_loads_groovy() throws Exception {
        assertThat(loadedBy("query", "acme/vision", ALL, "-f", "csv"))
                .contains("io.cometsh.query.QueryText")
                .noneMatch(QueryCommandTest::isGroovy);
        assertThat(loadedBy("query", "acme/visoin", ALL)).noneMatch(QueryCommandTest::isGroovy);
        assertThat(loadedBy("-e", "1")).anyMatch(QueryCommandTest::isGroovy);
    }

    private static boolean isGroovy(String type) {
        return type.startsWith("org.codehaus.groovy")
                || type.startsWith("groovy.")
                || type.startsWith("org.apache.groovy");
    }

    /** The classes that a process of its own has loaded. */
    private List<String> loadedBy(String... args) throws Exception {
        Path log = folder.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cometsh.cli.Main"));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("COMET_API_KEY", "any-key");
        builder.environment().put("COMET_URL_OVERRIDE", server.address().toString());
        builder.start().waitFor();
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^\\]]*\\])+ ", "").replaceFirst(" .*", ""))
                .toList();
    }
}
