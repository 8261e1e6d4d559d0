package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Python;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of code and of scripts as bytes, lines, rows and objects, read by readers that are not ours. */
@Tag("python")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ValuesOutTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 4, (run, i) -> {
            run.metric("loss", i == 3 ? Double.NaN : i == 2 ? Double.POSITIVE_INFINITY : i / 10.0)
                    .metric("val_loss", i)
                    .param("a, \"b\"", i / 2.0)
                    .param("optimizer", i % 2 == 0 ? "adam" : "sgd");
            if (i < 2) {
                run.tag("x;y").tag("best");
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.against(server.address(), "k", folder, args);
    }

    private String out(String... args) {
        CommandRun run = run(args);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private Path script(String code) throws IOException {
        return Files.writeString(folder.resolve("report.groovy"), code);
    }

    private static String runs(String rest) {
        return "api.getExperiments('acme', 'vision')" + rest;
    }

    @Test
    void bytes_go_out_as_bytes() throws IOException {
        Path file = folder.resolve("weights.csv");
        out("-e", "new byte[] {0, -1, 10, 13, 65}", "-o", file.toString());
        assertThat(Files.readAllBytes(file)).containsExactly(0, -1, 10, 13, 65);
        Path picture = folder.resolve("picture.png");
        out("-e", "new byte[] {-119, 80}", "-o", picture.toString());
        assertThat(Files.readAllBytes(picture)).containsExactly(-119, 80);
        CommandRun refused = run("-e", "new byte[3]", "-f", "json");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("3 bytes have no json form: leave -f off");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void a_list_of_texts_is_lines_for_other_commands_and_a_format_where_one_is_asked_for() {
        String code = "['a,b', 'c\td']";
        assertThat(out("-e", code)).isEqualTo("a,b\nc\\td\n");
        assertThat(out("-e", code, "-f", "csv", "--excel")).isEqualTo("\uFEFFvalue\r\n\"a,b\"\r\nc\td\r\n");
        assertThat(out("-e", code, "-f", "jsonl")).isEqualTo("\"a,b\"\n\"c\\td\"\n");
        assertThat(out("-e", "api.getProjects('acme')", "-f", "markdown")).contains("| value", "| vision");
        assertThat(Python.run("import csv, sys; print(list(csv.DictReader(sys.stdin)))", out("-e", code, "-f", "csv")))
                .isEqualTo("[{'value': 'a,b'}, {'value': 'c\\td'}]\n");
        assertThat(out("-e", "'one text'")).isEqualTo("one text\n");
        assertThat(out("-e", "'one text'", "-f", "csv")).isEqualTo("value\r\none text\r\n");
    }

    @Test
    void lazy_experiments_are_rows_like_listed_ones() {
        String listed = out("-e", runs(""), "-f", "csv");
        assertThat(out("-e", "api.genExperiments('acme', 'vision')", "-f", "csv"))
                .isEqualTo(listed);
        assertThat(out("-e", runs(".iterator()"), "-f", "csv")).isEqualTo(listed);
        assertThat(out("-e", runs(".toArray()"), "-f", "csv")).isEqualTo(listed);
    }

    @Test
    void numbers_are_numbers_and_tags_are_lists_in_json_and_parquet() throws IOException {
        JsonNode rows = JSON.readTree(out("-e", runs(""), "-f", "json"));
        assertThat(rows.at("/1/params.a, \"b\"").doubleValue()).isEqualTo(0.5);
        assertThat(rows.at("/1/params.a, \"b\"").isNumber()).isTrue();
        assertThat(rows.at("/0/tags").size()).isEqualTo(2);
        assertThat(rows.at("/3/tags").size()).isZero();
        Path file = folder.resolve("runs.parquet");
        out("-e", runs(""), "-o", file.toString());
        Path exported = folder.resolve("exported.parquet");
        out("export", "acme/vision", "--runs", "-o", exported.toString());
        for (Path parquet : new Path[] {file, exported}) {
            assertThat(Python.run(
                            "import sys, pyarrow.parquet as pq\nt = pq.read_table(sys.stdin.read())\n"
                                    + "print(t.schema.field('tags').type, t.schema.field('params.a, \"b\"').type)\n"
                                    + "print([sorted(v) for v in t.column('tags').to_pylist()])",
                            parquet.toString()))
                    .isEqualTo("list<element: string> double\n[['best', 'x;y'], ['best', 'x;y'], [], []]\n");
        }
    }

    @Test
    void tags_in_a_csv_stay_apart_though_one_holds_the_separator() {
        String script = "import csv, sys\nfor row in csv.DictReader(sys.stdin):\n"
                + "    print(sorted(next(csv.reader([row['tags']], delimiter=';'), [])))";
        assertThat(Python.run(script, out("-e", runs(""), "-f", "csv")))
                .isEqualTo("['best', 'x;y']\n['best', 'x;y']\n[]\n[]\n");
    }

    @Test
    void a_name_with_a_comma_and_quotes_is_written_in_options_as_in_the_heading() {
        String heading = "experiment_name,\"params.a, \"\"b\"\"\"";
        String csv = out("query", "acme/vision", "Metric('val_loss') >= 2", "--columns", heading, "-f", "csv");
        assertThat(csv).startsWith(heading + "\r\n").contains(",1.0\r\n", ",1.5\r\n");
        assertThat(out(
                        "query",
                        "acme/vision",
                        "Metric('val_loss') >= 0",
                        "--sort",
                        "\"params.a, \"\"b\"\"\":desc",
                        "--columns",
                        "\"params.a, \"\"b\"\"\"",
                        "-f",
                        "jsonl"))
                .startsWith("{\"params.a, \\\"b\\\"\":1.5}\n");
        CommandRun open = run("query", "acme/vision", "Metric('val_loss') >= 2", "--columns", "\"params.a");
        assertThat(open.exitCode()).isEqualTo(2);
        assertThat(open.err()).contains("a quotation mark is not closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--columns", "--sort"})
    void a_bare_name_finds_its_column(String option) {
        CommandRun run = run("query", "acme/vision", "Metric('val_loss') >= 0", option, "val_loss");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no column \"val_loss\"; did you mean metrics.val_loss?");
        assertThat(run("export", "acme/vision", "--runs", "--columns", "val_loss", "-o", "x.csv")
                        .err())
                .contains("did you mean metrics.val_loss?");
        assertThat(run("-e", runs(".groupBy('optimizer').summary('metrics.loss')"))
                        .err())
                .contains("did you mean params.optimizer?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Metric('loss') == NaN", "Metric('loss').isNaN()", "Metric('loss') == Double.NaN"})
    void experiments_whose_metric_is_not_a_number_are_found_in_both_languages(String query) {
        String found = out("-e", "api.query('acme', 'vision', " + query + ")*.key");
        assertThat(found).isEqualTo(Worlds.key(3) + "\n");
        assertThat(out("query", "acme/vision", query, "--columns", "experiment_key", "-f", "csv"))
                .isEqualTo("experiment_key\r\n" + Worlds.key(3) + "\r\n");
    }

    @Test
    void so_are_infinite_ones_and_the_others() {
        String columns = "experiment_key";
        for (String query : new String[] {"Metric('loss') == float('inf')", "Metric('loss').isInfinite()"}) {
            assertThat(out("query", "acme/vision", query, "--columns", columns, "-f", "csv"))
                    .isEqualTo("experiment_key\r\n" + Worlds.key(2) + "\r\n");
        }
        assertThat(out("-e", "api.query('acme', 'vision', Metric('loss') == Infinity)*.key"))
                .isEqualTo(Worlds.key(2) + "\n");
        assertThat(out("-e", "api.query('acme', 'vision', ~Metric('loss').isNaN()).size()"))
                .isEqualTo("3\n");
        assertThat(run("-e", "Metric('loss') == float('inf')").err()).contains("write Infinity\n");
        assertThat(run("-e", "{ -> 1 }").err()).contains("a Closure has no form as data");
        CommandRun order = run("query", "acme/vision", "Metric('loss') < NaN");
        assertThat(order.exitCode()).isEqualTo(2);
        assertThat(order.err()).contains("nothing is less or greater than NaN: write Metric(\"loss\").isNaN()");
    }

    @Test
    void a_text_among_a_metric_s_values_leaves_the_others_numbers() {
        Worlds.fill(
                server,
                "acme",
                "mixed",
                3,
                (run, i) -> run.key(Worlds.key(100 + i)).metric("score", i == 2 ? "n/a" : String.valueOf(i)));
        assertThat(out("-e", "api.query('acme', 'mixed', Metric('score') >= 0).size()"))
                .isEqualTo("2\n");
        assertThat(out("-e", "api.query('acme', 'mixed', Metric('score').between(0.5, 1)).size()"))
                .isEqualTo("1\n");
        assertThat(out("-e", "api.query('acme', 'mixed', Metric('score') == 'n/a').size()"))
                .isEqualTo("1\n");
    }

    @Test
    void the_last_value_of_a_script_file_is_written_where_a_format_or_a_file_is_asked_for() throws IOException {
        Path code = script("def best = " + runs("*.name") + "\nbest.sort().take(1)");
        assertThat(out(code.toString())).isEmpty();
        assertThat(JSON.readTree(out("-f", "json", code.toString()))).hasSize(1);
        Path file = folder.resolve("x.csv");
        out("-f", "csv", "-o", file.toString(), code.toString());
        assertThat(file).content(StandardCharsets.UTF_8).startsWith("value\r\n");
    }

    @Test
    void a_script_that_prints_its_result_keeps_it_and_a_format_is_refused() throws IOException {
        Path code = script("['a', 'b'].each { println it }");
        Path file = folder.resolve("x.txt");
        out("-o", file.toString(), code.toString());
        assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("a\nb\n");
        CommandRun refused = run("-f", "csv", code.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("-f csv is for a script's last value")
                .contains("prints its result itself: leave -f off, or print with csv(value)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "x = null", "def f() { 1 }\nnull"})
    void nothing_to_write_is_an_error_and_no_empty_file(String code) throws IOException {
        Path file = folder.resolve("x.csv");
        for (CommandRun run : new CommandRun[] {
            run("-o", file.toString(), script(code).toString()), run("-o", file.toString(), "-e", code)
        }) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("nothing to write to " + file).contains("its last value is null");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void scripts_write_every_format() throws IOException {
        Path parquet = folder.resolve("p.parquet");
        Path json = folder.resolve("p.json");
        Path code = script("def rows = [[a: 1, b: 'x']]\njson(rows)\njsonl(rows)\ntsv(rows)\nmarkdown(rows)\n"
                + "parquet(rows, '" + parquet + "')\njson(rows[0], '" + json + "')\n");
        assertThat(out(code.toString()))
                .isEqualTo(
                        "[\n  {\"a\":1,\"b\":\"x\"}\n]\n{\"a\":1,\"b\":\"x\"}\na\tb\n1\tx\n| a | b |\n|---:|---|\n| 1 | x |\n");
        assertThat(json).content(StandardCharsets.UTF_8).isEqualTo("{\"a\":1,\"b\":\"x\"}\n");
        assertThat(Python.run(
                        "import sys, pyarrow.parquet as pq; print(pq.read_table(sys.stdin.read()).to_pylist())",
                        parquet.toString()))
                .isEqualTo("[{'a': 1, 'b': 'x'}]\n");
    }
}
