package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/automation} offers to cron, GitHub Actions and Airflow, run as they would run it. */
@Tag("launcher")
@Timeout(180)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AutomationIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final Path AUTOMATION = CHECKOUT.resolve("scripts/automation");
    private static final String KEY = "SeCrEtKeY0123456789";
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(server, "acme", "vision", 4, (run, i) -> run.metric("loss", i / 10.0));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Ended run(Map<String, String> more, String... command) throws IOException, InterruptedException {
        return BuiltProgram.in(folder)
                .with(Map.of(
                        "COMETSH",
                        BuiltProgram.LAUNCHER.toString(),
                        "COMET_URL_OVERRIDE",
                        server.address().toString(),
                        "COMET_API_KEY_COMMAND",
                        "echo " + KEY))
                .with(more)
                .withOneStream()
                .command(command);
    }

    private Ended nightly(String project) throws IOException, InterruptedException {
        return run(Map.of(), AUTOMATION.resolve("nightly.sh").toString(), project, "Metric(\"loss\") < 0.2", "reports");
    }

    private List<String> reports() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("reports"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_good_night_is_silent_and_leaves_a_dated_file_and_a_log_without_the_key() throws Exception {
        assertThat(nightly("acme/vision")).isEqualTo(new Ended(0, "", ""));
        String today = LocalDate.now(ZoneOffset.UTC) + ".csv";
        assertThat(reports()).containsExactly(today, "cometsh.log");
        assertThat(Files.readAllLines(folder.resolve("reports").resolve(today))).hasSize(3);
        assertThat(folder.resolve("reports/cometsh.log"))
                .content()
                .contains("\"event\":\"end\",\"exit_code\":0")
                .doesNotContain(KEY);
    }

    @Test
    void a_failed_night_reports_the_reason_and_leaves_no_file() throws Exception {
        Ended ended = nightly("acme/visoin");
        assertThat(ended.exit()).isEqualTo(4);
        assertThat(ended.out()).contains("no project \"visoin\"").contains("did you mean vision");
        assertThat(reports()).containsExactly("cometsh.log");
    }

    @Test
    void two_nights_never_run_at_once_and_a_lock_of_the_dead_holds_nobody() throws Exception {
        Files.createDirectories(folder.resolve("reports"));
        Files.writeString(
                folder.resolve("reports/.nightly.lock"), ProcessHandle.current().pid() + "\n");
        assertThat(nightly("acme/vision").exit()).isEqualTo(1);
        Files.writeString(folder.resolve("reports/.nightly.lock"), "999999999\n");
        assertThat(nightly("acme/vision").exit()).isZero();
        assertThat(folder.resolve("reports/.nightly.lock")).doesNotExist();
    }

    @Test
    void an_export_of_each_night_has_new_experiments_and_continues_an_interrupted_one() throws Exception {
        String script = AUTOMATION.resolve("nightly-export.sh").toString();
        assertThat(run(Map.of(), script, "acme/vision", "points")).isEqualTo(new Ended(0, "", ""));
        assertThat(exported()).isEqualTo(1);

        // A night without a server leaves nothing but the log, and the next one has what is new.
        String twoRuns = "2.times { api.createExperiment('acme', 'night').logMetric('loss', it, 1) }; null";
        assertThat(run(Map.of(), BuiltProgram.LAUNCHER.toString(), "-e", twoRuns))
                .isEqualTo(new Ended(0, "", ""));
        Map<String, String> down =
                Map.of("COMET_URL_OVERRIDE", "http://127.0.0.1:1", "COMET_HTTP_SESSION_RETRY_TOTAL", "0");
        assertThat(run(down, script, "acme", "points").exit()).isEqualTo(5);
        assertThat(exported()).isEqualTo(1);
        assertThat(run(Map.of(), script, "acme", "points")).isEqualTo(new Ended(0, "", ""));
        assertThat(Files.readString(folder.resolve("points/last.manifest.json")))
                .contains("\"exported\" : 2", "\"unchanged\" : 4");
        assertThat(exported()).isEqualTo(2);
        assertThat(folder.resolve("points/cometsh.log")).content().doesNotContain(KEY);
    }

    private long exported() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("points"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9].*\\.parquet"))
                    .count();
        }
    }

    @Test
    void the_crontab_calls_the_job_with_the_arguments_it_takes() throws Exception {
        String line = Files.readAllLines(AUTOMATION.resolve("crontab.example")).stream()
                .filter(text -> text.matches("\\d.*"))
                .findFirst()
                .orElseThrow();
        String command = line.split(" ", 6)[5]
                .replace("/opt/cometsh", CHECKOUT.toString())
                .replace("/srv/reports/vision", "reports");
        // As cron: by sh, in the home folder.
        assertThat(run(Map.of(), "/bin/sh", "-c", command)).isEqualTo(new Ended(0, "", ""));
        assertThat(reports()).hasSize(2);
    }

    @Test
    void the_step_of_the_workflow_writes_the_report() throws Exception {
        List<String> workflow = Files.readAllLines(AUTOMATION.resolve("github-actions.yml"));
        List<String> step = workflow.subList(workflow.indexOf("        run: |") + 1, workflow.size()).stream()
                .takeWhile(line -> line.startsWith("          "))
                .toList();
        Files.createSymbolicLink(folder.resolve("cometsh"), CHECKOUT);
        String script = String.join("\n", step).replace("${{ vars.COMET_PROJECT }}", "acme/vision");
        assertThat(run(Map.of("COMET_API_KEY", KEY), "bash", "-e", "-c", script).exit())
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("report/best.csv"))).hasSize(3);
    }

    @Test
    void airflow_tries_again_only_what_may_be_better_the_next_time() throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(
                "PYTHONPATH",
                CHECKOUT.resolve("src/shell/test/python/airflow_double").toString());
        variables.put("AIRFLOW_VAR_COMETSH", BuiltProgram.LAUNCHER.toString());
        variables.put("AIRFLOW_VAR_COMET_REPORT_FOLDER", folder.toString());
        String[] command = {
            "python3",
            "-B",
            CHECKOUT.resolve("src/shell/test/python/run_dag.py").toString(),
            AUTOMATION.resolve("airflow_dag.py").toString(),
            "2026-01-31"
        };
        variables.put("AIRFLOW_VAR_COMET_PROJECT", "acme/vision");
        assertThat(run(variables, command)).isEqualTo(new Ended(0, folder.resolve("2026-01-31.csv") + "\n", ""));
        assertThat(Files.readAllLines(folder.resolve("2026-01-31.csv"))).hasSize(3);
        variables.put("AIRFLOW_VAR_COMET_PROJECT", "acme/visoin");
        assertThat(run(variables, command).out()).startsWith("AirflowFailException: exit code 4");
        variables.put("AIRFLOW_VAR_COMET_PROJECT", "acme/vision");
        variables.put("COMET_URL_OVERRIDE", "http://127.0.0.1:1");
        variables.put("COMET_HTTP_SESSION_RETRY_TOTAL", "0");
        assertThat(run(variables, command).out()).startsWith("AirflowException: ");
    }
}
