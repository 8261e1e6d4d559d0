package io.cometsh.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.JoinedTexts;
import io.cometsh.export.Table;
import io.cometsh.mirror.Mirror;
import io.cometsh.mirror.Sync;
import io.cometsh.mirror.SyncOptions;
import io.cometsh.progress.Display;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL over a mirror: the answers that the client gives, and nothing beyond the mirror's tables. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SqlEngineTest {
    @TempDir
    private static Path folder;

    private static CometServer server;
    private static Api api;
    private static List<Experiment> runs;
    private static SqlEngine sql;

    @BeforeAll
    static void fill_a_mirror() throws IOException {
        server = CometServer.start(ServerOptions.inMemory());
        Transport transport = new OkHttpTransport(TransportOptions.of(server.address(), "key"));
        api = new Api(transport, server::address, ApiOptions.defaults());
        Random random = new Random(4);
        for (String project : List.of("plain", "größe/a b=c%2F'x")) {
            for (int i = 0; i < 8; i++) {
                Experiment run = api.createExperiment("w", project, "run " + i);
                run.logParameter("lr", String.valueOf(random.nextInt(3) / 10.0));
                run.logParameter("opt", i % 2 == 0 ? "adam" : "7");
                run.addTag(i % 3 == 0 ? "best" : "it's");
                for (long step = 0; step < 20; step++) {
                    run.logMetric("loss", step == 7 ? Double.NaN : random.nextDouble(), step);
                }
            }
        }
        new Sync(
                        transport,
                        "test",
                        folder.resolve("mirror"),
                        new SyncOptions("w", null, null),
                        Display.NONE.begin("sync", "runs", -1),
                        InstantSource.system())
                .run();
        runs = new ArrayList<>();
        for (String project : api.getProjects("w")) {
            runs.addAll(api.getExperiments("w", project));
        }
        sql = new SqlEngine(DuckDb.installed(folder.resolve("addons")), Mirror.open(folder.resolve("mirror")));
    }

    @AfterAll
    static void stop() {
        sql.close();
        api.close();
        server.close();
    }

    private static Table ask(String statement) {
        return sql.query(statement, Map.of());
    }

    @Test
    void groups_of_runs_equal_the_groups_of_the_client() {
        Map<String, Integer> counts = new TreeMap<>();
        runs.forEach(run -> counts.merge(
                run.getMetadata().projectName() + " "
                        + run.getParametersSummary("lr").currentText(),
                1,
                Integer::sum));
        Map<String, Integer> found = new TreeMap<>();
        for (Map<String, Object> row :
                ask("SELECT project, value, count(*) AS n FROM params WHERE name = 'lr'" + " GROUP BY ALL")) {
            found.put(row.get("project") + " " + row.get("value"), ((Number) row.get("n")).intValue());
        }
        assertThat(found).isEqualTo(counts);
    }

    @Test
    void extremes_of_a_metric_come_from_the_points_and_not_nan() {
        Table best = ask("SELECT * FROM best('loss') ORDER BY min");
        assertThat(best).hasSize(runs.size());
        for (Map<String, Object> row : best) {
            List<MetricPoint> points =
                    api.getExperimentByKey((String) row.get("experiment_key")).getMetrics("loss");
            MetricPoint least = points.stream()
                    .filter(point -> !Double.isNaN(point.getValue()))
                    .min((a, b) -> Double.compare(a.getValue(), b.getValue()))
                    .orElseThrow();
            assertThat(row.get("min")).isEqualTo(least.getValue());
            assertThat(((Number) row.get("min_step")).longValue()).isEqualTo(least.step());
            assertThat(row.get("last")).isEqualTo(points.get(points.size() - 1).getValue());
        }
        assertThat(ask("SELECT experiment_key FROM points WHERE isnan(value)")).hasSize(runs.size());
    }

    /** Generated conditions, groups and aggregates, each in SQL and as a loop over the points of the client. */
    @Test
    void groups_over_points_equal_the_same_groups_in_a_loop() {
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            double least = random.nextDouble();
            long step = random.nextInt(20);
            Map<String, DoubleSummaryStatistics> expected = new TreeMap<>();
            for (Experiment run : runs) {
                for (MetricPoint point : run.getMetrics("loss")) {
                    // NaN is greater than every number in DuckDB; the groups of rows that a reader skips must not lose
                    // it.
                    boolean above = Double.isNaN(point.getValue()) || point.getValue() > least;
                    if (above && point.step() >= step) {
                        expected.computeIfAbsent(run.getKey(), key -> new DoubleSummaryStatistics())
                                .accept(Double.isNaN(point.getValue()) ? 2 : point.getValue());
                    }
                }
            }
            Table found = ask("SELECT experiment_key, count(*) AS n, min(v) AS least, max(v) AS most FROM (SELECT *,"
                    + " CASE WHEN isnan(value) THEN 2 ELSE value END AS v FROM points WHERE value > " + least
                    + " AND step >= " + step + ") GROUP BY experiment_key ORDER BY experiment_key");
            assertThat(found.column("experiment_key")).isEqualTo(new ArrayList<Object>(expected.keySet()));
            for (Map<String, Object> row : found) {
                DoubleSummaryStatistics group = expected.get(row.get("experiment_key"));
                assertThat(List.of(row.get("n"), row.get("least"), row.get("most")))
                        .isEqualTo(List.<Object>of(group.getCount(), group.getMin(), group.getMax()));
            }
        }
    }

    @Test
    void runs_have_the_columns_and_values_of_an_export() {
        Table table =
                ask("SELECT experiment_key, \"metrics.loss\" AS loss, \"params.opt\" AS opt, tags, start_time, archived"
                        + " FROM runs ORDER BY experiment_key");
        assertThat(table).hasSize(runs.size());
        for (Map<String, Object> row : table) {
            Experiment run = api.getExperimentByKey((String) row.get("experiment_key"));
            assertThat(row.get("loss")).isEqualTo(run.getMetricsSummary("loss").getValue());
            assertThat(row.get("opt")).isEqualTo(run.getParametersSummary("opt").currentText());
            assertThat(row.get("tags")).isEqualTo(new JoinedTexts(run.getTags()));
            assertThat(row.get("start_time"))
                    .isEqualTo(Instant.ofEpochMilli(run.getMetadata().startTimeMillis()));
            assertThat(row.get("archived")).isEqualTo(false);
        }
        assertThat(ask("SELECT DISTINCT project FROM points ORDER BY project").column("project"))
                .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(api.getProjects("w")));
    }

    @Test
    void a_table_of_the_session_can_be_asked_and_joined() {
        Table mine = new Table(
                List.of("experiment_key", "rank", "score", "at", "good", "words"),
                List.of(
                        Arrays.asList(
                                runs.get(0).getKey(),
                                1,
                                0.5,
                                Instant.EPOCH,
                                true,
                                new JoinedTexts(List.of("a;b", "c"))),
                        Arrays.asList(runs.get(1).getKey(), 2, null, null, false, new JoinedTexts(List.of()))));
        assertThat(sql.query("SELECT * FROM mine ORDER BY rank", Map.of("mine", mine))
                        .get(0))
                .containsEntry("score", 0.5)
                .containsEntry("at", Instant.EPOCH)
                .containsEntry("words", new JoinedTexts(List.of("a;b", "c")));
        assertThat(sql.query(
                        "WITH m AS (SELECT * FROM Mine) SELECT experiment_name, rank FROM m JOIN runs USING (experiment_key)",
                        Map.of("mine", mine)))
                .hasSize(2);
        assertThatThrownBy(() -> ask("SELECT * FROM mine"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("there is no table \"mine\"; there are params, points, runs, tags");
        assertThatThrownBy(() -> ask("SELECT * FROM run")).hasMessageContaining("did you mean runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "FROM \"https://example.com/x.parquet\"",
                "SELECT * FROM read_parquet('s3://bucket/x')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
                "SELECT * FROM query_table('x')",
                "SELECT * FROM json_execute_serialized_sql('{}')",
                "WITH x AS (FROM read_csv('/etc/passwd')) SELECT * FROM x",
                "SELECT (SELECT content FROM read_text('/etc/passwd') LIMIT 1)",
                "SELECT * FROM runs WHERE experiment_key IN (SELECT content FROM read_text('/etc/passwd'))",
                "DESCRIBE SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM information_schema.tables",
                "COPY runs TO 'out.csv'",
                "COPY (SELECT 1) TO 'out.csv'",
                "EXPORT DATABASE 'out'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "ATTACH 'x.db'",
                "PRAGMA database_list",
                "PRAGMA enable_external_access=true",
                "SET enable_external_access = true",
                "CREATE TABLE x AS SELECT 1",
                "DROP VIEW runs",
                "CREATE SECRET (TYPE s3)",
                "INSERT INTO runs VALUES (1)",
                "CALL pragma_version()",
                "SELECT 1; SELECT 2",
                "SELECT 1; COPY runs TO 'out.csv'",
                ""
            })
    void a_statement_that_is_not_a_select_over_the_mirror_is_refused(String statement) {
        assertThatThrownBy(() -> ask(statement)).isInstanceOf(SqlException.class);
        assertThat(ask("SELECT count(*) AS n FROM runs").get(0).get("n")).isEqualTo(16L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "COPY runs TO '%s/out.csv'",
                "EXPORT DATABASE '%s/out'",
                "ATTACH '%s/x.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SELECT * FROM 'https://example.com/x.parquet'",
                "SET enable_external_access = true",
                "SET allowed_directories = ['/']",
                "RESET lock_configuration"
            })
    void the_engine_itself_refuses_what_reaches_beyond_the_mirror(String statement) throws IOException {
        assertThatThrownBy(() -> sql.run(statement.replace("%s", folder.toString())))
                .isInstanceOf(SQLException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("mirror", "addons");
        }
    }

    @Test
    void an_error_is_a_sentence_that_helps() {
        assertThatThrownBy(() -> ask("SELECT params.lr FROM runs"))
                .hasMessageContaining("write \"params.NAME\" in double quotes");
        assertThatThrownBy(() -> ask("SELCT 1")).hasMessageContaining("syntax error at or near \"SELCT\"");
        assertThatThrownBy(() -> ask("SELECT experiment_nam FROM runs"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("experiment_name");
    }

    @Test
    void another_jar_is_not_installed() throws IOException {
        Path jar = Files.write(folder.resolve("mirror/other.jar"), new byte[] {1, 2, 3});
        DuckDbAddon addon = DuckDbAddon.in(folder.resolve("mirror"));
        assertThatThrownBy(() -> addon.install(jar))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("other.jar is not DuckDB " + DuckDbAddon.VERSION + " as it was published");
        assertThat(addon.isInstalled()).isFalse();
        assertThatThrownBy(() -> new SqlEngine(addon, sql.mirror()))
                .hasMessageContaining("run cometsh addon duckdb once");
    }
}
