package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.sql.DuckDb;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around a mirror, as a user runs them: sync, --offline, addon and sql. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SqlSubcommandTest {
    @TempDir
    private static Path folder;

    private static CometServer server;

    @BeforeAll
    static void a_server_with_a_run() {
        server = CometServer.start(ServerOptions.inMemory());
        try (Api api = new Api(
                new OkHttpTransport(TransportOptions.of(server.address(), "key")),
                server::address,
                ApiOptions.defaults())) {
            Experiment run = api.createExperiment("w", "p", "one");
            run.logParameter("lr", "0.1");
            run.logMetric("loss", 0.5, 1L);
            run.logMetric("loss", 0.25, 2L);
            for (String opt : new String[] {"adam", "sgd"}) {
                Experiment other = api.createExperiment("w", "q", opt);
                other.logParameter("opt", opt);
                other.logMetric("acc", opt.length(), 7L);
            }
        }
        assertThat(run("sql", "SELECT 1").err())
                .contains("there is no mirror to ask: make one with cometsh sync WORKSPACE");
        assertThat(run("query", "w/p", "Metric(\"loss\") < 1", "--offline"))
                .extracting(CommandRun::exitCode, CommandRun::err)
                .containsExactly(
                        4, "cometsh: there is no mirror of the workspace \"w\"; to make one: cometsh sync w\n");
        CommandRun synced = run("sync", "w");
        assertThat(synced.exitCode()).as(synced.err()).isZero();
        assertThat(synced.err()).startsWith("w: 3 runs of 2 projects, 4 points; 3 read, ");
        CommandRun missing = run("sql", "SELECT 1");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("run cometsh addon duckdb once");
        CommandRun installed = run("addon", "duckdb", "--from", DuckDb.jar().toString());
        assertThat(installed.exitCode()).as(installed.err()).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CommandRun run(String... words) {
        return CommandRun.against(server.address(), "key", folder, words);
    }

    @Test
    void offline_commands_give_the_answers_of_the_server_and_their_age() {
        for (String[] words : new String[][] {
            {"query", "w/p", "Metric(\"loss\") < 1"},
            {"-e", "table(api.getExperiments('w', 'p'))"},
            {"-e", "api.getExperiments('w', 'p').metrics('loss')", "-f", "csv"},
            {"-e", "plot(api.getExperiments('w', 'p'), 'loss')"},
            {"compare", "w/q", "Metric(\"acc\") > 1", "--by", "params.opt", "--metric", "acc.max", "-f", "csv"}
        }) {
            String[] offline = java.util.Arrays.copyOf(words, words.length + 1);
            offline[words.length] = "--offline";
            CommandRun there = run(words);
            CommandRun here = run(offline);
            assertThat(here.out()).as(there.err()).isEqualTo(there.out()).isNotEmpty();
            assertThat(here.err()).matches("(?s)w/[pq] as of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\n" + ".*");
        }
    }

    @Test
    void an_offline_export_is_that_of_the_server() {
        assertThat(run("export", "w", "--metrics", "-o", "there.csv").exitCode())
                .isZero();
        CommandRun here = run("export", "w", "--metrics", "-o", "here.csv", "--offline");
        assertThat(here.exitCode()).as(here.err()).isZero();
        assertThat(folder.resolve("here.csv")).hasSameTextualContentAs(folder.resolve("there.csv"));
    }

    @Test
    void sql_prints_a_table_in_every_format() {
        CommandRun csv = run("sql", "SELECT experiment_name, \"min\", min_step FROM best('loss')", "-f", "csv");
        assertThat(csv.err()).startsWith("w as of ");
        assertThat(csv.out()).isEqualTo("experiment_name,min,min_step\r\none,0.25,2\r\n");
        assertThat(run("sql", "SELECT \"params.lr\" AS lr FROM runs", "-f", "json")
                        .out())
                .contains("\"lr\"");
        assertThat(run(
                                "sql",
                                "SELECT * FROM points",
                                "-o",
                                folder.resolve("points.parquet").toString())
                        .exitCode())
                .isZero();
        assertThat(Files.exists(folder.resolve("points.parquet"))).isTrue();
        CommandRun refused = run("sql", "COPY runs TO 'x.csv'");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("sql takes one SELECT");
    }

    @Test
    void a_script_passes_tables_by_name() {
        CommandRun run = run(
                "-e",
                "sql('SELECT m.step, p.metric FROM mine m JOIN points p USING (step)',"
                        + " mine: api.getExperiments('w', 'p')[0].getMetrics('loss')[1..1])",
                "-f",
                "csv");
        assertThat(run.out()).as(run.err()).isEqualTo("step,metric\r\n2,loss\r\n");
    }
}
