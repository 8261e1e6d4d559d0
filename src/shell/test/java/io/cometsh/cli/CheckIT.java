package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import io.cometsh.support.Worlds;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code cometsh check} as a pipeline starts it: a process, its exit code, its rows and its JUnit file. */
@Tag("launcher")
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CheckIT {
    private static final String KEY = "SeCrEtKeY0123456789";
    private static final String GOOD = "'Tag(\"good\")'";
    private static CometServer server;

    @TempDir
    private Path folder;

    /** Runs of the tag good have a loss of 0.1 to 0.5, of base 0.2 to 0.6, of bad 1.1 to 1.5. */
    @BeforeAll
    static void start(@TempDir Path home) {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        String[] tags = {"good", "base", "bad"};
        Worlds.fill(server, "acme", "vision", 20, (run, i) -> {
            double loss = (List.of(1, 2, 11).get(i / 5 % 3) + i % 5) / 10.0;
            if (i < 15) {
                run.tag(tags[i / 5]).param("optimizer", "adam").curve("loss", 2, loss);
                run.tag(tags[i / 5] + i % 5);
            } else if (i == 15) {
                run.tag("diverged").metric("loss", Double.NaN);
            } else if (i == 16) {
                run.tag("running").metric("loss", 0.1);
            } else if (i == 17) {
                run.tag("crashed").metric("loss", 0.1);
            } else if (i == 18) {
                run.tag("mixed").metric("loss", 9);
            } else {
                run.tag("mixed").metric("other", 9);
            }
        });
        state(home, 17, "crashed");
    }

    private static void state(Path home, int run, String state) {
        String code = "api.getExperimentByKey('" + Worlds.key(run) + "').setState('" + state + "')";
        assertThat(CommandRun.against(server.address(), KEY, home, "-e", code)).isEqualTo(new CommandRun(0, "", ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private BuiltProgram program() {
        return BuiltProgram.in(folder).on(server.address(), KEY);
    }

    private Ended run(String line) throws IOException, InterruptedException {
        Ended run = program().bash("$cometsh " + line);
        assertThat(run.out() + run.err()).doesNotContain(KEY).doesNotContain("\tat ");
        return run;
    }

    /** The cases of a valid JUnit file, by what is in them. */
    static List<String> cases(Path file) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new File("src/shell/test/resources/check/junit.xsd"))
                .newValidator()
                .validate(new StreamSource(file.toFile()));
        List<String> cases = new ArrayList<>();
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < all.getLength(); i++) {
            cases.add(((Element) all.item(i)).getElementsByTagName("*").item(0).getNodeName());
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "a good run ; 'Tag(\"good0\")' --expect 'loss.min <= 0.1' ; 0 ; pass ; 0.1",
                "a broken bound ; 'Tag(\"good0\")' --expect 'loss.min < 0.1' ; 1 ; fail ; 0.1 is not < 0.1",
                "one of five runs is broken ; GOOD --expect 'loss.min <= 0.4' ; 1 ; pass pass pass pass fail ; 0.5 is not <= 0.4",
                "a text ; 'Tag(\"good0\")' --expect 'params.optimizer == \"adam\"' ; 0 ; pass ; adam",
                "another text ; 'Tag(\"good0\")' --expect 'params.optimizer != \"adam\"' ; 1 ; fail ; adam is not != adam",
                "several expectations ; 'Tag(\"good0\")' --expect 'loss.max <= 3' --expect 'loss < 1' --expect 'loss.count == 2' ; 0 ; pass pass pass ; 2",
                "no such metric ; 'Tag(\"good0\")' --expect 'los <= 1' ; 7 ; error ; did you mean metrics.loss",
                "one run has no such metric ; 'Tag(\"mixed\")' --expect 'loss <= 10' ; 7 ; pass error ; has no metrics.loss",
                "broken and not comparable ; 'Tag(\"mixed\")' --expect 'loss <= 1' ; 1 ; fail error ; 9 is not <= 1",
                "no run ; 'Tag(\"none\")' --expect 'loss <= 1' ; 7 ; error ; no run matches the expression",
                "a running run ; 'Tag(\"running\")' --expect 'loss <= 1' ; 7 ; error ; is still running",
                "a crashed run ; 'Tag(\"crashed\")' --expect 'loss <= 1' ; 7 ; error ; crashed",
                "a loss that is not a number ; 'Tag(\"diverged\")' --expect 'loss != 1' ; 1 ; fail ; NaN is not != 1",
                "within two percent ; 'Tag(\"base1\")' --expect 'loss <= baseline + 50%' --baseline 'Tag(\"base0\")' ; 0 ; pass ; 0.3",
                "beyond the tolerance ; 'Tag(\"base1\")' --expect 'loss <= baseline + 49%' --baseline 'Tag(\"base0\")' ; 1 ; fail ; 0.298",
                "the median of the baseline ; 'Tag(\"good4\")' --expect 'loss <= baseline + 0.1' --baseline 'Tag(\"base\")' ; 0 ; pass ; 0.5",
                "no baseline ; 'Tag(\"good0\")' --expect 'loss <= baseline' --baseline 'Tag(\"none\")' ; 7 ; error ; no run matches the expression of the baseline",
                "a running baseline ; 'Tag(\"good0\")' --expect 'loss <= baseline' --baseline 'Tag(\"running\")' ; 7 ; error ; is still running",
                "within noise ; GOOD --expect 'loss <= baseline' --baseline 'Tag(\"base\")' --within noise ; 0 ; pass ; within noise",
                "worse than noise ; 'Tag(\"bad\")' --expect 'loss <= baseline' --baseline 'Tag(\"base\")' --within noise ; 1 ; fail ; worse than noise explains: p 0.0079, 5 and 5 runs",
                "too few seeds ; 'Tag(\"good0\") | Tag(\"good1\")' --expect 'loss <= baseline' --baseline 'Tag(\"base\")' --within noise ; 7 ; error ; needs at least 4 runs a side",
                "a run that does not end in time ; 'Tag(\"running\")' --expect 'loss <= 1' --wait 1s ; 7 ; error ; is still running",
            })
    void a_situation(String situation, String line, int exit, String statuses, String shown) throws Exception {
        if (line.contains("running")) {
            // A run that reports nothing for some seconds is no longer running.
            state(folder, 16, "running");
        }
        Ended run = run("check acme/vision " + line.replace("GOOD", GOOD) + " --junit check.xml -f csv");
        assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
        assertThat(run.out().lines().skip(1).map(row -> row.split(",")[0])).containsExactly(statuses.split(" "));
        assertThat(run.out()).contains(shown).contains("address");
        assertThat(cases(folder.resolve("check.xml")))
                .containsExactly(statuses.replace("pass", "system-out")
                        .replace("fail", "failure")
                        .split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "no server ; --url http://127.0.0.1:1 --expect 'loss <= 1' ; 5 ; 127.0.0.1:1",
                "another key ; --api-key-file other --expect 'loss <= 1' ; 3 ; key",
            })
    void what_fails_before_anything_is_compared_is_an_error_of_the_junit_file_too(
            String situation, String line, int exit, String message) throws Exception {
        Files.writeString(folder.resolve("other"), "AnotherKey\n");
        folder.resolve("other").toFile().setReadable(false, false);
        folder.resolve("other").toFile().setReadable(true, true);
        Ended run = run("check acme/vision 'Tag(\"x\")' --junit check.xml " + line
                + " 2>&1; code=$?; cat check.xml; exit $code");
        assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
        assertThat(run.out()).contains(message);
        assertThat(cases(folder.resolve("check.xml"))).containsExactly("error");
    }

    @Test
    void several_projects_are_queried_as_by_query() throws Exception {
        Ended run = run("check acme 'acme/vis*' 'Tag(\"good0\")' --expect 'loss <= 0.1' -f csv");
        assertThat(run.out().lines()).hasSize(2).anyMatch(row -> row.startsWith("pass,loss <= 0.1,run-0,"));
        assertThat(run.exit()).isZero();
        assertThat(run("check 'Tag(\"good0\")' --expect 'loss <= 0.1'").exit()).isEqualTo(2);
    }

    @Test
    void wait_ends_when_the_runs_end() throws Exception {
        String end = "import io.cometsh.client.*; api.createExperiment('acme', 'live', 'r').with { addTag('pr');"
                + " logMetric('loss', 0.5, 1); setState('running'); key }";
        String key = CommandRun.against(server.address(), KEY, folder, "-e", end)
                .out()
                .strip();
        Process process = program()
                .start("check", "acme/live", "Tag(\"pr\")", "--expect", "loss <= 0.2", "--wait", "1m", "-f", "csv");
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("waiting for 1 run to end");
            String finish = "api.getExperimentByKey('" + key + "').with { logMetric('loss', 0.1, 2);"
                    + " setState('finished') }";
            assertThat(CommandRun.against(server.address(), KEY, folder, "-e", finish)
                            .exitCode())
                    .isZero();
            assertThat(out.lines().toList()).anyMatch(row -> row.startsWith("pass,loss <= 0.2,r,0.1,0.2,"));
        }
        assertThat(process.waitFor()).isZero();
    }
}
