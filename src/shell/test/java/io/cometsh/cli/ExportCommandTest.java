package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cometsh export} over the sample workspace. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportCommandTest {
    private static CometServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void one_metric_of_what_a_query_finds() throws IOException {
        CommandRun run = export(
                "demo/digits", "--metrics", "val_loss,accuracy", "--query", "Tag(\"baseline\")", "-o", "points.csv");
        assertThat(run.err()).matches("points.csv: [\\d,]+ points of 3 experiments\n");
        List<String> lines = Files.readAllLines(folder.resolve("points.csv"));
        assertThat(lines.get(0)).isEqualTo("experiment_key,metric,step,epoch,timestamp,value");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[1]).distinct())
                .containsExactly("accuracy", "val_loss");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void runs_are_what_the_script_form_writes() throws IOException {
        export("demo/digits", "--runs", "-o", "runs.csv");
        CommandRun script = run("-e", "api.getExperiments('demo', 'digits')", "-f", "csv");
        assertThat(folder.resolve("runs.csv")).hasContent(script.out());
        assertThat(Files.readString(folder.resolve("runs.csv"))).isEqualTo(script.out());
    }

    @Test
    void a_connection_that_cannot_be_opened_is_an_error_of_the_first_request_and_not_before() {
        CommandRun wrong = CommandRun.of(folder, Map.of(), "export", "demo", "--metrics", "-o", "points.pdf");
        assertThat(wrong.err()).startsWith("cometsh: the ending of points.pdf names no format");
        CommandRun keyless = CommandRun.of(folder, Map.of(), "export", "demo", "--metrics", "-o", "points.csv");
        assertThat(keyless.err()).containsOnlyOnce("there is no API key");
        Map<String, String> untrusting = Map.of(
                "COMET_API_KEY",
                "k",
                "COMET_URL_OVERRIDE",
                "https://127.0.0.1:1/",
                "REQUESTS_CA_BUNDLE",
                folder.resolve("none").toString());
        CommandRun bundle = CommandRun.of(folder, untrusting, "export", "demo", "--metrics", "-o", "points.csv");
        assertThat(bundle.err()).containsOnlyOnce("cometsh: the CA bundle ");
    }

    @Test
    void columns_narrow_and_order() throws IOException {
        export(
                "demo/digits",
                "--runs",
                "--query",
                "Tag(\"baseline\")",
                "--columns",
                "tags,experiment_name",
                "-o",
                "runs.tsv");
        assertThat(folder.resolve("runs.tsv")).content().startsWith("tags\texperiment_name\n");
        export("demo/digits", "--metrics", "val_loss", "--columns", "value,step", "-o", "points.tsv");
        assertThat(folder.resolve("points.tsv")).content().startsWith("value\tstep\n");
    }

    @Test
    void files_are_in_a_folder_for_each_experiment_with_their_sums_in_the_manifest() throws IOException {
        CommandRun run = export("demo/digits", "--assets", "--query", "Tag(\"best\")", "-o", "files");
        assertThat(run.err()).isEqualTo("files: 3 files of 3 experiments\n");
        try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file ->
                                    folder.resolve("files").relativize(file).toString()))
                    .hasSize(3)
                    .allMatch(file -> file.matches("digits/[0-9a-f]{32}/confusion-matrix.json"));
        }
        assertThat(folder.resolve("files.manifest.json")).content().contains("\"sha256\"", "confusion-matrix.json");
        assertThat(export("demo/digits", "--assets", "-o", "files"))
                .extracting(CommandRun::exitCode, CommandRun::err)
                .containsExactly(
                        1,
                        "cometsh: " + folder.resolve("files").toAbsolutePath()
                                + " is there already: files are only exported to a new folder\n");
    }

    @Test
    void a_column_of_other_runs_is_empty_and_an_unknown_one_too_when_lenient() throws IOException {
        String[] these = {
            "demo/digits", "--runs", "--query", "Tag(\"best\")", "--columns", "experiment_name,params.lr_growth,tags"
        };
        assertThat(export(and(these, "-o", "runs.csv")).exitCode()).isZero();
        assertThat(Files.readAllLines(folder.resolve("runs.csv")))
                .hasSize(4)
                .allMatch(line -> line.matches("experiment_name,params.lr_growth,tags|[^,]+,,[^,]+"));
        CommandRun script = run("query", "demo/digits", "Tag(\"best\")", "--columns", these[5], "-f", "csv");
        assertThat(script.out()).isEqualTo(Files.readString(folder.resolve("runs.csv")));

        CommandRun lenient =
                export("demo/digits", "--runs", "--columns", "params.nope,tags", "--lenient", "-o", "l.csv");
        assertThat(lenient.exitCode()).isZero();
        assertThat(lenient.err()).contains("warning: no experiment in demo/digits has params.nope");
    }

    private static String[] and(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void what_has_changed_never_replaces_the_export_that_it_is_since() throws IOException {
        export("demo/digits", "--runs", "-o", "runs.csv");
        String before = Files.readString(folder.resolve("runs.csv"));
        CommandRun run = export("demo/digits", "--runs", "--since", "runs.csv.manifest.json", "-o", "runs.csv");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("would be replaced by what has changed alone: name another file with -o");
        assertThat(folder.resolve("runs.csv")).hasContent(before);
        assertThat(export("demo/digits", "--runs", "--since", "runs.csv.manifest.json", "-o", "new.csv")
                        .err())
                .isEqualTo("new.csv: 0 rows of 0 experiments, 49 unchanged\n");
    }

    @Test
    void several_projects_are_one_file_with_columns_that_some_of_them_have() throws IOException {
        CommandRun run = export(
                "demo/digits-seeds",
                "demo/digits-aug*",
                "--runs",
                "--query",
                "Tag('new') | Parameter('augment') == 'none'",
                "--columns",
                "project,experiment_name,params.augment,metrics.val_accuracy.max,metrics.val_accuracy.count",
                "-o",
                "both.csv");
        assertThat(run.err()).isEqualTo("both.csv: 7 rows of 7 experiments\n");
        List<String> lines = Files.readAllLines(folder.resolve("both.csv"));
        assertThat(lines)
                .hasSize(8)
                .contains("digits-seeds,new-seed1,,0.98,20")
                .last()
                .asString()
                .startsWith("digits-augmented,plain,none,")
                .endsWith(",15");
        assertThat(Files.readString(folder.resolve("both.csv.manifest.json")))
                .contains("\"projects\"", "\"demo/digits-aug*\"");
        assertThat(export("demo/digits-seeds", "demo/x*", "--runs", "-o", "none.csv")
                        .err())
                .contains("no project in workspace \"demo\" matches \"x*\"");
        assertThat(export("demo/", "--runs", "-o", "none.csv").err()).contains("expected WORKSPACE");
    }

    @Test
    void a_workspace_is_its_projects_one_after_the_other() throws IOException {
        export("demo", "--runs", "--columns", "project", "-o", "projects.csv");
        assertThat(Files.readAllLines(folder.resolve("projects.csv")).stream().distinct())
                .containsExactly("project", "digits", "digits-augmented", "digits-registry", "digits-seeds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "demo/digits --metrics --runs -o x.csv | 2 | ask for one of them",
                "demo/digits -o x.csv | 2 | --metrics",
                "--runs -o x.csv | 2 | name what to export",
                "demo/digits --runs | 2 | name the output",
                "demo/digits --runs -o x | 2 | names no format",
                "demo/digits --runs -o x.csv -f table | 2 | a table is for reading",
                "demo/digits --runs -o x.parquet.gz | 2 | leave the .gz off",
                "demo/digits --metrics acuracy -o x.csv | 4 | did you mean metrics.accuracy",
                "demo/digitz --metrics -o x.csv | 4 | did you mean digits?",
                "demo/digits --runs --columns params.alfa -o x.csv | 4 | did you mean params.alpha",
                "demo/digits --runs --columns nonsense -o x.csv | 4 | no column",
                "demo/digits --metrics --columns nonsense -o x.csv | 1 | has no column",
                "demo/digits --runs --since tomorrow -o x.csv | 1 | --since takes a time",
                "demo/digits --runs --query Tag( -o x.csv | 2 | Tag(",
                "demo/digits --runs --since x.csv.manifest.json -o x.csv | 1 | --since takes a time",
                "demo/digits --runs -o - | 2 | name the output",
            })
    void misuse_is_a_sentence_and_writes_nothing(String arguments, int exit, String words) throws IOException {
        CommandRun run = export(arguments.strip().split(" "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exit);
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    private CommandRun export(String... arguments) {
        List<String> all = new ArrayList<>(List.of("export"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.against(server.address(), "key", folder, arguments);
    }
}
