package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CometshCommandTest {
    private static final String KEY = "SeCrEtKeY0123456789";
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(server, "acme", "vision", 4, (run, i) -> {
            run.metric("loss", i / 10.0).param("optimizer", i % 2 == 0 ? "adam" : "sgd");
            if (i == 3) {
                run.tag("bad, really");
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return piping("", args);
    }

    private CommandRun piping(String input, String... args) {
        return CommandRun.piping(
                input,
                folder,
                Map.of(
                        "COMET_API_KEY",
                        KEY,
                        "COMET_URL_OVERRIDE",
                        server.address().toString()),
                args);
    }

    private CommandRun without_key(String... args) {
        return CommandRun.of(
                folder, Map.of("COMET_URL_OVERRIDE", server.address().toString()), args);
    }

    @Test
    void a_misspelled_command_is_not_taken_for_a_file() throws IOException {
        for (String[] pair : new String[][] {
            {"qurey", "query"}, {"Exprot", "export"}, {"sever", "server"}, {"help", "--help"}, {"version", "--version"}
        }) {
            CommandRun run = run("--local", "-o", "out.csv", pair[0], "acme/vision");
            assertThat(run)
                    .isEqualTo(new CommandRun(
                            2,
                            "",
                            "cometsh: there is no command and no file " + pair[0] + "; did you mean " + pair[1]
                                    + "?\n"));
        }
        assertThat(folder).isEmptyDirectory();
        for (String file : new String[] {"qurey.groovy", "./qurey", "nightly", "é"}) {
            assertThat(run(file).exitCode()).as(file).isEqualTo(4);
        }
        Files.writeString(folder.resolve("qurey"), "println args[0]");
        assertThat(run("qurey", "a")).isEqualTo(new CommandRun(0, "a\n", ""));
    }

    @Test
    void a_misspelled_option_or_inner_command_gets_the_nearest_one() {
        assertThat(run("--loca", "-e", "1").err()).contains("'--loca'; did you mean --local or ");
        assertThat(run("query", "--colums=a", "a/b", "Tag('a')").err()).contains("did you mean --columns?");
        assertThat(run("server", "chekc").err()).contains("did you mean check?");
        assertThat(run("-x", "-e", "1").err()).contains("'-x'").doesNotContain("did you mean");
        assertThat(run("--banana", "-e", "1").err()).contains("'--banana'").doesNotContain("did you mean");
    }

    @Test
    void prints_the_value_of_code() {
        assertThat(run("-e", "1 + 1")).isEqualTo(new CommandRun(0, "2\n", ""));
    }

    @Test
    void prints_nothing_for_null_but_null_in_json() {
        assertThat(run("-e", "null").out()).isEmpty();
        assertThat(run("-e", "null", "-f", "json").out()).isEqualTo("null\n");
    }

    @Test
    void runs_several_codes_in_one_session_and_prints_the_last_value() {
        assertThat(run("-e", "def x = 20", "-e", "x + 1").out()).isEqualTo("21\n");
    }

    @Test
    void a_script_may_replace_standard_output() {
        String script = """
                def kept = System.out, caught = new ByteArrayOutputStream()
                println 1
                System.out = new PrintStream(caught, true)
                try { println 2; print 3 } finally { System.out = kept }
                println 4
                caught.toString().replaceAll('\\\\s', '')
                """;
        assertThat(run("-e", script)).isEqualTo(new CommandRun(0, "1\n4\n23\n", ""));
    }

    @Test
    void gives_arguments_after_the_code_to_it() {
        assertThat(run("-e", "args.join('+')", "a", "-f", "b").out()).isEqualTo("a+-f+b\n");
    }

    @Test
    void needs_neither_key_nor_server_for_code_that_asks_nothing() {
        assertThat(without_key("-e", "Metric('loss') < 0.2"))
                .isEqualTo(new CommandRun(0, "(Metric(\"loss\") < 0.2)\n", ""));
    }

    @Test
    void writes_a_query_as_csv() {
        CommandRun run = run(
                "-e",
                "api.query('acme', 'vision', Metric('loss') > 0.15)",
                "-f",
                "csv",
                "--columns",
                "experiment_key,metrics.loss,params.optimizer,tags");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().skip(1).sorted())
                .containsExactly(Worlds.key(2) + ",0.2,adam,", Worlds.key(3) + ",0.3,sgd,\"bad, really\"");
        assertThat(run.out()).startsWith("experiment_key,metrics.loss,params.optimizer,tags\r\n");
    }

    @Test
    void writes_all_columns_when_none_are_named() {
        String header = run("-e", "api.query('acme', 'vision', Metric('loss') > 0.25)", "-f", "csv")
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(header)
                .startsWith(
                        "experiment_key,experiment_name,workspace,project,archived,start_time,end_time,duration_seconds,params.optimizer,metrics.loss");
        assertThat(header).endsWith(",tags");
    }

    @Test
    void reads_only_what_the_columns_need() {
        String all = run(
                        "-v",
                        "-e",
                        "api.query('acme', 'vision', Metric('loss') >= 0)",
                        "-f",
                        "csv",
                        "--columns",
                        "experiment_name,metrics.loss")
                .err();
        assertThat(all.lines().filter(line -> line.contains("experiment/metrics/summary")))
                .hasSize(4);
        assertThat(all).doesNotContain("experiment/parameters").doesNotContain("experiment/tags");
        String facts = run(
                        "-v", "-e", "api.query('acme', 'vision', Metric('loss') >= 0)", "--columns", "experiment_name")
                .err();
        assertThat(facts).doesNotContain("metrics/summary").containsPattern("\\n\\d requests?, [\\d,]+ bytes received");
    }

    @Test
    void writes_json_that_keeps_numbers() {
        assertThat(run(
                                "-e",
                                "api.query('acme', 'vision', Metric('loss') == 0.2)",
                                "-f",
                                "jsonl",
                                "--columns",
                                "metrics.loss,params.optimizer")
                        .out())
                .isEqualTo("{\"metrics.loss\":0.2,\"params.optimizer\":\"adam\"}\n");
    }

    @Test
    void a_file_appears_when_it_is_complete_and_its_ending_names_the_format() throws IOException {
        assertThat(run(
                        "-e",
                        "api.getProjects('acme').collect { [name: it] }",
                        "-o",
                        folder.resolve("p.csv").toString()))
                .isEqualTo(new CommandRun(0, "", ""));
        assertThat(folder.resolve("p.csv")).hasContent("name\r\nvision");
    }

    @Test
    void a_run_that_fails_leaves_the_file_as_it_was() throws IOException {
        Path file = Files.writeString(folder.resolve("p.csv"), "before");
        assertThat(run("-e", "println 'half'; api.getProjects('nope')", "-o", file.toString())
                        .exitCode())
                .isEqualTo(4);
        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("p.csv", ".cache");
    }

    @Test
    void code_is_kept_compiled_but_none_that_seems_to_hold_a_secret() throws IOException {
        Path kept = folder.resolve(".cache/cometsh/scripts");
        assertThat(run("-e", "def apiKey = 'abc'; 1").out()).isEqualTo("1\n");
        assertThat(kept).doesNotExist();
        assertThat(run("-e", "1").out()).isEqualTo("1\n");
        assertThat(kept.toFile().list()).hasSize(1);
        assertThat(Files.getPosixFilePermissions(kept)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(CommandRun.of(folder, Map.of("COMET_API_KEY", KEY, "COMETSH_CDS", "off"), "-e", "2")
                        .out())
                .isEqualTo("2\n");
        assertThat(kept.toFile().list()).hasSize(1);
        Files.writeString(folder.resolve("nightly.groovy"), "print 'password = x'");
        assertThat(run("nightly.groovy").out()).isEqualTo("password = x");
        assertThat(kept.toFile().list()).as("what is in a file anyway").hasSize(2);
    }

    @Test
    void runs_a_file_with_everything_after_it_as_arguments() throws IOException {
        Files.writeString(folder.resolve("my report.groovy"), "#!/usr/bin/env cometsh\nprintln args as List\n");
        assertThat(run("my report.groovy", "-e", "--format", "x").out()).isEqualTo("[-e, --format, x]\n");
    }

    @Test
    void reads_a_script_from_standard_input() {
        assertThat(piping("println api.getWorkspaces()").out()).isEqualTo("[acme, ann]\n");
        assertThat(piping("println args[0]", "-", "one").out()).isEqualTo("one\n");
    }

    @Test
    void a_query_explains_itself() {
        assertThat(run("-e", "(Metric('loss') < 1 & ~Tag('x')).explain('acme', 'vision')")
                        .out())
                .isEqualTo("""
                ((Metric("loss") < 1) & ~Tag("x"))
                POST project/query
                {"workspaceName":"acme","projectName":"vision","predicates":[\
                {"source":"metrics","query":{"condition":"AND","rules":[\
                {"id":"loss","field":"loss","type":"double","operator":"less","value":1}],"valid":true}},\
                {"source":"tag","query":{"condition":"AND","rules":[\
                {"id":"x","field":"x","type":"string","operator":"not_equal","value":"x"}],"valid":true}}],\
                "archived":false}
                """);
    }

    @Test
    void methods_answer_to_their_python_spelling_and_to_named_arguments() {
        assertThat(run("-e", "api.get_experiments(workspace: 'acme', project_name: 'vision').size()")
                        .out())
                .isEqualTo("4\n");
        assertThat(run("-e", "api.query('acme', 'vision', Metric('loss') >= 0, archived: true).size()")
                        .out())
                .isEqualTo("0\n");
    }

    @Test
    void helpers_print_tables_and_csv() {
        assertThat(piping("csv([[a: 1, b: null]])\ntable([[a: 1, b: null]])").out())
                .isEqualTo("a,b\r\n1,\r\na | b\n--+-----\n1 | NULL\n(1 row)\n");
    }

    @Test
    void an_unknown_column_warns_and_finds_nothing() {
        assertThat(run("-e", "api.query('acme', 'vision', Metric('los') < 1).size()"))
                .isEqualTo(new CommandRun(
                        0,
                        "0\n",
                        "warning: no experiment in acme/vision has Metric(\"los\"); did you mean Metric(\"loss\")?\n"));
    }

    @Test
    void an_unknown_column_is_an_error_when_strict() {
        CommandRun run = run("--strict", "-e", "api.query('acme', 'vision', Metric('los') < 1).size()");
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                4,
                                "",
                                "cometsh: -e:1: no experiment in acme/vision has Metric(\"los\"); did you mean Metric(\"loss\")?\n"));
    }

    @Test
    void an_unknown_output_column_is_not_found() {
        assertThat(run("-e", "api.getExperiments('acme', 'vision')", "--columns", "metrics.los")
                        .err())
                .isEqualTo("cometsh: no experiment here has the column \"metrics.los\"; did you mean metrics.loss?\n");
    }

    @Test
    void no_key_is_code_3_and_the_error_explains_how_to_set_one() {
        CommandRun run = without_key("-e", "api.get()");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("COMET_API_KEY")
                .contains("cometsh login")
                .contains("--api-key-file")
                .contains("--local");
    }

    @Test
    void a_wrong_key_is_code_3_and_is_not_shown() {
        CommandRun run = CommandRun.of(
                folder,
                Map.of(
                        "COMET_API_KEY",
                        "wrong-" + KEY,
                        "COMET_URL_OVERRIDE",
                        server.address().toString()),
                "-v",
                "-e",
                "api.get()");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("401").doesNotContain(KEY);
    }

    @Test
    void unknown_names_are_code_4_and_the_nearest_are_named() {
        assertThat(run("-e", "api.getProjects('acne')"))
                .isEqualTo(new CommandRun(4, "", "cometsh: -e:1: no workspace \"acne\"; did you mean acme?\n"));
        assertThat(run("-e", "api.getExperiments('acme', 'visoin')"))
                .isEqualTo(new CommandRun(
                        4, "", "cometsh: -e:1: no project \"visoin\" in workspace \"acme\"; did you mean vision?\n"));
        assertThat(run("-e", "api.query('acme', 'visoin', Tag('x'))").exitCode())
                .isEqualTo(4);
        assertThat(run("-e", "api.getExperiment('acme/vision/none')").exitCode())
                .isEqualTo(4);
        assertThat(run("missing.groovy").exitCode()).isEqualTo(4);
    }

    @Test
    void an_unreachable_server_is_code_5() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        CommandRun run = CommandRun.of(
                folder,
                Map.of("COMET_API_KEY", KEY, "COMET_HTTP_SESSION_RETRY_TOTAL", "0"),
                "--url",
                "http://127.0.0.1:" + free,
                "-e",
                "api.get()");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err())
                .contains("127.0.0.1:" + free)
                .contains("connection refused")
                .contains("--url");
    }

    @Test
    void a_reply_that_is_not_json_is_code_5() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread page = new Thread(() -> answerOnce(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                            + "Content-Length: 13\r\nConnection: close\r\n\r\n<html></html>"));
            page.start();
            CommandRun run = CommandRun.of(
                    folder,
                    Map.of("COMET_API_KEY", KEY),
                    "--url",
                    "http://127.0.0.1:" + socket.getLocalPort(),
                    "-e",
                    "api.get()");
            page.join();
            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err()).contains("text/html, not JSON");
        }
    }

    private static void answerOnce(ServerSocket socket, String answer) {
        try (Socket client = socket.accept();
                OutputStream out = client.getOutputStream()) {
            client.getInputStream().read();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void code_that_does_not_compile_is_code_2_and_shows_the_place() {
        CommandRun run = run("-e", "def x = [1, 2\nx.size(");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("cometsh: -e:").contains("^");
    }

    @Test
    void a_query_that_cannot_mean_anything_is_code_2() {
        CommandRun run = run("-e", "api.query('acme', 'vision', Metric('loss'))");
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                2,
                                "",
                                "cometsh: -e:1: Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5\n"));
    }

    @Test
    void a_script_that_throws_is_code_1_and_names_its_line() throws IOException {
        Files.writeString(folder.resolve("fails.groovy"), "def x = 1\nthrow new IllegalStateException('no luck')\n");
        assertThat(run("fails.groovy")).isEqualTo(new CommandRun(1, "", """
                cometsh: fails.groovy:2: IllegalStateException: no luck
                    throw new IllegalStateException('no luck')
                """));
        Files.writeString(folder.resolve("none.groovy"), "def x = [a: null]\n\nx.a.b\n");
        assertThat(run("none.groovy").err()).isEqualTo("""
                cometsh: none.groovy:3: `x.a` is null: it has no `b`; write ?. where it may be null
                    x.a.b
                      ^
                """);
    }

    @Test
    void a_stack_trace_is_shown_when_asked_for_only() {
        assertThat(run("--stacktrace", "-e", "throw new Exception('boom')").err())
                .contains("\tat ");
        assertThat(run("-e", "throw new Exception('boom')").err()).isEqualTo("cometsh: -e:1: boom\n");
    }

    @Test
    void bad_usage_is_code_2() {
        assertThat(run("--frobnicate").exitCode()).isEqualTo(2);
        assertThat(run("-f", "xml", "-e", "1").err())
                .contains("there is no format \"xml\"; use one of table, csv, tsv, json, jsonl");
        assertThat(run("-o", "/nonexistent folder/x.csv", "-e", "1").exitCode()).isEqualTo(2);
    }

    @Test
    void the_key_is_nowhere_in_the_output() {
        for (String[] args : new String[][] {
            {"-v", "-e", "api.get()"}, {"config"}, {"-v", "--stacktrace", "-e", "api.getProjects('x')"}, {"-e", "api"}
        }) {
            CommandRun run = run(args);
            assertThat(run.out() + run.err()).as(Arrays.toString(args)).doesNotContain(KEY);
        }
    }

    @Test
    void login_stores_a_key_that_works_for_the_owner_only() throws IOException {
        CommandRun run = CommandRun.piping(
                KEY + "\n", folder, Map.of(), "login", "--url", server.address().toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain(KEY);
        Path file = folder.resolve(".comet.config");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(CommandRun.of(
                                folder,
                                Map.of("COMET_URL_OVERRIDE", server.address().toString()),
                                "-e",
                                "api.get()")
                        .out())
                .isEqualTo("acme\nann\n");
    }

    @Test
    void login_stores_nothing_when_the_key_is_refused() {
        CommandRun run = CommandRun.piping(
                "bad\n", folder, Map.of(), "login", "--url", server.address().toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(folder.resolve(".comet.config")).doesNotExist();
    }

    @Test
    void help_and_version_are_data() {
        assertThat(run("--help").out()).startsWith("Usage: cometsh").contains("Exit codes");
        assertThat(run("--version").out()).startsWith("cometsh ");
        assertThat(run("server", "--help").out()).contains("--port");
    }
}
