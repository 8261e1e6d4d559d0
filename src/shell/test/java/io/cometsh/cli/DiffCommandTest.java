package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiffCommandTest {
    private static CometServer server;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    /** Runs 0 and 1 are equal, 2 differs from them in everything. */
    @BeforeAll
    static void start() throws Exception {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 4, (run, i) -> {
            boolean other = i == 2;
            run.curve("loss", 0.5, other ? 0.125 : 0.25)
                    .metric("sys.cpu", i)
                    .param("lr", other ? "1e-3" : i == 3 ? "0.010" : "0.01");
            run.param("seed", 1).other("note", other ? "new" : "first").tag("x").tag(other ? "new" : "base");
            if (i == 3) {
                run.other("empty", "");
            }
        });
        Files.write(shared.resolve("a.bin"), new byte[] {0, 1, 2});
        Files.write(shared.resolve("b.bin"), new byte[] {0, 1, 3});
        assertThat(of(shared, "-e", """
                def runs = ['%s', '%s', '%s'].collect { api.getExperimentByKey(it) }
                runs.eachWithIndex { run, i ->
                  def other = i == 2
                  run.setCode(other ? "a = 1\\nb = 3\\n" : "a = 1\\nb = 2\\n")
                  run.setGitMetadata('ann', 'root', other ? 'refs/heads/pr' : 'refs/heads/main', other ? 'c2' : 'c1', 'git@x')
                  run.setGitPatch("+line ${other}\\n")
                  run.setInstalledPackages(['numpy==' + (other ? '2' : '1'), 'pip==24'])
                  run.setHostname(other ? 'gpu2' : 'gpu1')
                  run.setPid(i)
                  new File(args[0], 'requirements.txt').text = other ? 'numpy==2\\n' : 'numpy==1\\n'
                  run.logAsset("${args[0]}/requirements.txt", 'requirements.txt')
                  run.logAsset("${args[0]}/${other ? 'b.bin' : 'a.bin'}", 'weights.bin')
                  run.logAsset("${args[0]}/a.bin", 'same.bin')
                }
                null""".formatted(Worlds.key(0), Worlds.key(1), Worlds.key(2)), shared.toString()))
                .isEqualTo(new CommandRun(0, "", ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CommandRun of(Path folder, String... args) {
        return CommandRun.against(server.address(), "any-key", folder, args);
    }

    private CommandRun diff(String... args) {
        List<String> all = new ArrayList<>(List.of("diff"));
        all.addAll(Arrays.asList(args));
        return of(folder, all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "tsv", "jsonl", "markdown"})
    void nothing_is_printed_for_runs_that_are_equal_apart_from_name_and_measured_values(String format) {
        assertThat(diff("acme/vision/run-0", "run-1", "-f", format)).isEqualTo(new CommandRun(0, "", ""));
        assertThat(diff(Worlds.key(0), Worlds.key(1))).isEqualTo(new CommandRun(0, "", ""));
    }

    @Test
    void an_empty_difference_is_an_empty_list_in_json() {
        assertThat(diff("acme/vision/run-0", "run-1", "-f", "json")).isEqualTo(new CommandRun(0, "[]\n", ""));
    }

    /** The digests are the ones that {@code sha256sum} prints. */
    @Test
    void every_section_has_what_differs_and_nothing_else() {
        CommandRun run = diff("acme/vision/run-0", "run-2", "--columns", "section,name,left,right,difference,percent");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                section\tname\tleft\tright\tdifference\tpercent
                parameters\tlr\t0.01\t1e-3\t-0.009\t-90
                metrics\tloss.last\t0.25\t0.125\t-0.125\t-50
                metrics\tloss.min\t0.25\t0.125\t-0.125\t-50
                tags\tbase\ttrue\t\t\t
                tags\tnew\t\ttrue\t\t
                others\tnote\tfirst\tnew\t\t
                git\tcommit\tc1\tc2\t\t
                git\tbranch\trefs/heads/main\trefs/heads/pr\t\t
                git\tpatch\t12 bytes\t11 bytes\t\t
                code\tcode\t12 bytes, sha256 fe9c2dadb34bee2a\t12 bytes, sha256 0b1f8c7aa6d420ce\t\t
                requirements\trequirements.txt\t9 bytes, sha256 b8a122d596af27fd\t9 bytes, sha256 fd093a05d7bdc038\t\t
                packages\tnumpy\t1\t2\t\t
                machine\thostname\tgpu1\tgpu2\t\t
                assets\tweights.bin\t3 bytes, sha256 ae4b3280e56e2faf\t3 bytes, sha256 b744d600fbe38537\t\t
                """);
    }

    @Test
    void a_person_sees_the_texts_line_by_line_below_the_table() {
        CommandRun run = diff("acme/vision/run-0", "run-2", "-f", "table");
        assertThat(run.out()).contains("""

                --- run-0 code
                +++ run-2 code
                @@ -1,2 +1,2 @@
                 a = 1
                -b = 2
                +b = 3

                --- run-0 requirements/requirements.txt
                +++ run-2 requirements/requirements.txt
                @@ -1 +1 @@
                -numpy==1
                +numpy==2
                """).contains("--- run-0 git/patch\n").doesNotContain("\t");
    }

    @Test
    void data_has_the_text_difference_in_a_column() throws Exception {
        JsonNode rows = new JsonMapper()
                .readTree(diff("acme/vision/run-0", "run-2", "-f", "json").out());
        assertThat(rows.findValuesAsText("section")).contains("code").doesNotContain("system metrics");
        for (JsonNode row : rows) {
            assertThat(row.get("diff").isNull())
                    .as(row.toString())
                    .isEqualTo(!List.of("git/patch", "code/code", "requirements/requirements.txt")
                            .contains(row.get("section").asText() + "/"
                                    + row.get("name").asText()));
        }
    }

    @Test
    void all_has_equal_values_and_system_metrics_too_and_the_same_exit_code_for_what_differs() {
        CommandRun run = diff("acme/vision/run-0", "run-1", "--all", "-f", "csv");
        assertThat(run.out())
                .contains("parameters,seed,1,1,0,0,", "tags,x,true,true,,,", "system metrics,sys.cpu.last,0,1,1,,");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(diff("acme/vision/run-0", "run-0", "--all", "-f", "csv").exitCode())
                .isZero();
    }

    @Test
    void numbers_are_equal_by_size_and_missing_is_not_empty() {
        assertThat(diff("acme/vision/run-1", "run-3", "-f", "csv").out())
                .doesNotContain("parameters,lr")
                .contains("others,empty,,\"\",,,");
    }

    @Test
    void more_than_two_runs_have_a_column_each() {
        CommandRun run = diff("acme/vision/run-0", "run-1", "run-2", "-f", "csv");
        assertThat(run.out().lines()).contains("section,name,run-0,run-1,run-2", "parameters,lr,0.01,0.01,1e-3");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void a_run_is_a_key_a_name_or_the_start_of_a_key() {
        String prefix = Worlds.key(2).substring(0, 31);
        String expected = diff(Worlds.key(0), Worlds.key(2)).out();
        assertThat(diff("acme/vision/run-0", Worlds.key(2)).out()).isEqualTo(expected);
        assertThat(diff("acme/vision/" + Worlds.key(0), "run-2").out()).isEqualTo(expected);
        assertThat(diff("acme/vision/run-0", prefix + Worlds.key(2).charAt(31)).out())
                .isEqualTo(expected);
        assertThat(diff("--workspace", "acme", "vision/run-0", "run-2").out()).isEqualTo(expected);
    }

    @Test
    void a_file_appears_with_exit_code_1_too() {
        assertThat(diff(
                        "acme/vision/run-0",
                        "run-2",
                        "-o",
                        folder.resolve("d.csv").toString()))
                .isEqualTo(new CommandRun(1, "", ""));
        assertThat(folder.resolve("d.csv")).content().startsWith("section,name,left,right,difference,percent,diff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme/vision/run-0 | 2 | diff compares two runs or more",
                "acme/vision/run-0 nix | 4 | no experiment \"nix\" in acme/vision",
                "run-0 run-1 | 2 | expected WORKSPACE/PROJECT/RUN",
                "--model acme/none 1.0.0 | 2 | --model takes two versions after the name",
                "--model acme/none 1.0.0 2.0.0 | 4 | none",
                "--artifact acme/none 1.0.0 2.0.0 | 4 | none",
                "--since missing.json | 4 | no such file",
                "--since broken.json | 7 | is not a manifest of an export",
                "--model acme/m --since x 1 2 | 2 | mutually exclusive",
            })
    void an_error_never_has_the_code_of_a_difference(String line, int exitCode, String message) throws Exception {
        Files.writeString(folder.resolve("broken.json"), "no JSON");
        CommandRun run = diff(line.split(" "));
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_query_at_two_times() throws Exception {
        String manifest = folder.resolve("runs.csv.manifest.json").toString();
        assertThat(of(folder, "export", "acme/vision", "--query", "Tag('base')", "--runs", "-o", "runs.csv")
                        .exitCode())
                .isZero();
        assertThat(diff("--since", manifest)).isEqualTo(new CommandRun(0, "", ""));
        assertThat(diff("--since", manifest, "Tag('new')", "--columns", "section,name,left,right", "-f", "csv")
                        .out()
                        .lines())
                .hasSize(5)
                .anyMatch(row -> row.startsWith("runs," + Worlds.key(0) + ",\"run-0 in vision, finished"))
                .anyMatch(row -> row.startsWith("runs," + Worlds.key(2) + ",,\"run-2 in vision, finished"));
    }

    @Test
    void two_versions_of_an_artifact() {
        CommandRun made = of(shared, "-e", """
                def run = api.createExperiment('acme', 'registry', 'r')
                ['a.bin', 'b.bin'].eachWithIndex { file, i ->
                  def artifact = new Artifact('data', 'dataset')
                  artifact.add("${args[0]}/$file", 'train.bin')
                  artifact.add("${args[0]}/a.bin", 'same.bin')
                  run.logArtifact(artifact)
                }
                null""", shared.toString());
        assertThat(made.err()).isEmpty();
        assertThat(diff(
                                "--artifact",
                                "acme/data",
                                "1.0.0",
                                "2.0.0",
                                "--columns",
                                "section,name,left,right",
                                "-f",
                                "csv")
                        .out()
                        .lines())
                .contains("files,train.bin,\"3 bytes, sha256 ae4b3280e56e2faf\",\"3 bytes, sha256 b744d600fbe38537\"")
                .noneMatch(row -> row.contains("same.bin"));
    }

    @Test
    void scripts_ask_runs_and_lists_for_it() {
        String runs = "def a = api.getExperiment('acme/vision/run-0'), b = api.getExperiment('acme/vision/run-1'),"
                + " c = api.getExperiment('acme/vision/run-2'); ";
        assertThat(of(
                                folder,
                                "-e",
                                runs + "[a.diff(b) ? 1 : 0, a.diff(c) ? 1 : 0, [a, b].diff().isEmpty(),"
                                        + " api.query('acme', 'vision', Tag('x')).diff().table().columns]",
                                "-f",
                                "json")
                        .out())
                .isEqualTo("[0,1,true,[\"section\",\"name\",\"run-0\",\"run-1\",\"run-2\",\"run-3\"]]\n");
        assertThat(of(folder, "-e", runs + "a.diff(b)", "-f", "table").out()).isEqualTo("no differences\n");
        assertThat(of(folder, "-e", runs + "a.diff(c).table().findAll { it.section == 'packages' }.right")
                        .out())
                .isEqualTo("2\n");
        assertThat(of(folder, "-e", runs + "a.diff(c, everything: true)").err())
                .contains("diff has no option everything: write all: true");
        assertThat(of(folder, "-e", runs + "[a].diff()").err()).contains("diff compares two runs or more");
    }
}
