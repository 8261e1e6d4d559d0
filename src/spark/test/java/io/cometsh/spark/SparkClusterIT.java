package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Await;
import io.cometsh.support.DelayingProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a driver and two executors, which are processes of their own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkClusterIT {
    private static final String KEY = "SECRETkey0123456789abcdefSPARK";
    private static final String KEY_OF_EXECUTORS = "key-in-the-environment-of-executors";
    private static final int LIMIT = 30;
    private static final int WINDOW_SECONDS = 5;
    /** The log of the server has whole milliseconds. */
    private static final Duration TICK = Duration.ofMillis(1);

    @TempDir
    private static Path folder;

    private CometServer server;
    private DelayingProxy front;
    private SparkProcess spark;
    private Path keyFile;
    private Path requestLog;

    @BeforeAll
    void start() throws IOException {
        keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
        requestLog = folder.resolve("requests.log");
        server = CometServer.start(ServerOptions.inMemory()
                .withSample(true)
                .withKeys(Map.of(KEY, "driver *", KEY_OF_EXECUTORS, "executor *"))
                .withLog(requestLog));
        SparkWorld.fill(server);
        front = DelayingProxy.before(server.address());
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.sql.catalog.comet.url", front.uri().toString());
        conf.put("spark.sql.catalog.comet.keyFile", keyFile.toString());
        conf.put("spark.sql.catalog.comet.runsPerPartition", "5");
        conf.put("spark.plugins", "io.cometsh.spark.CometPlugin");
        conf.put("spark.ui.enabled", "true");
        conf.put("spark.ui.port", "0");
        conf.put("spark.eventLog.enabled", "true");
        conf.put("spark.eventLog.compress", "false");
        conf.put(
                "spark.eventLog.dir",
                Files.createDirectory(folder.resolve("events")).toUri().toString());
        conf.put("spark.executor.syncLogLevel.enabled", "true");
        conf.put("spark.executor.memory", "1g");
        spark = SparkProcess.start("local-cluster[2,1,1024]", folder, Map.of("COMET_API_KEY", KEY_OF_EXECUTORS), conf);
    }

    @AfterAll
    void stop() throws IOException {
        if (spark != null) {
            spark.close();
        }
        if (front != null) {
            front.close();
        }
        server.close();
    }

    /** What {@code cometsh export} writes, as Parquet. */
    private Path exported(String project, String what) throws Exception {
        Path file = folder.resolve(project.replace('/', '-') + what + ".parquet");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("bin/cometsh").toAbsolutePath().toString(),
                        "export",
                        project,
                        what,
                        "-o",
                        file.toString(),
                        "--url",
                        server.address().toString(),
                        "--api-key-file",
                        keyFile.toString())
                .inheritIO();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("COMETSH_BUILD", "off");
        assertThat(builder.start().waitFor()).isZero();
        return file;
    }

    @Test
    @Order(1)
    void the_rows_are_the_rows_of_an_export_both_ways() throws Exception {
        for (String project : List.of("demo/digits", "spark/odd")) {
            Path points = exported(project, "--metrics");
            JsonNode compared = spark.python(
                    "ours = spark.table('comet." + project.replace('/', '.') + ".metrics')\n"
                            + "theirs = spark.read.parquet('" + points + "').select(*ours.columns)\n"
                            + "result = [ours.exceptAll(theirs).count(), theirs.exceptAll(ours).count(), theirs.count() > 300]");
            assertThat(compared).as(project).hasToString("[0,0,true]");
            Path runs = exported(project, "--runs");
            compared = spark.python("""
                    import math
                    flat = spark.read.format('comet').option('url', '%s').option('keyFile', '%s').option('layout', 'flat')\
                        .load('%s/runs')
                    ours = {row['experiment_key']: row.asDict() for row in flat.collect()}
                    theirs = {row['experiment_key']: row.asDict() for row in spark.read.parquet('%s').collect()}
                    def same(a, b):
                        if isinstance(a, bool):
                            a, b = str(a).lower(), str(b).lower()
                        if isinstance(a, float) and isinstance(b, (int, float)):
                            return a == b or math.isnan(a) and math.isnan(b)
                        if isinstance(a, list):
                            return a == (b or [])
                        return a == b
                    different = [(key, name, ours[key].get(name), cell) for key, row in theirs.items()
                                 for name, cell in row.items() if not same(ours[key].get(name), cell)]
                    result = [len(ours) - len(theirs), different[:5], sum(len(row) for row in theirs.values()) > 500]
                    """.formatted(front.uri(), keyFile, project, runs));
            assertThat(compared).as(project).hasToString("[0,[],true]");
        }
    }

    /** A server of others, with odd names and values, that fails in seven ways. */
    @Test
    @Order(2)
    void the_points_of_a_failing_server_are_its_points() throws Exception {
        Path world = Files.createDirectory(folder.resolve("world"));
        Process other = new ProcessBuilder(
                        System.getProperty("cometsh.pyspark"),
                        "-I",
                        "-X",
                        "utf8",
                        Path.of("src/shell/test/python/export_world.py")
                                .toAbsolutePath()
                                .toString(),
                        world.toString(),
                        "--runs",
                        "30",
                        "--points",
                        "60",
                        "--faults",
                        "8")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            JsonNode compared = spark.python("""
                    import collections, csv, decimal, re
                    points = spark.read.format('comet').option('url', '%s').option('keyFile', '%s').option('retries', 8)\
                        .option('runsPerPartition', 4).load('acme/truth/metrics')
                    def cells(text):
                        if text == '':
                            return None, None
                        names = {'NaN': 'nan', 'Infinity': 'inf', '-Infinity': '-inf'}
                        if text in names:
                            return names[text], None
                        if not re.fullmatch(r'-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?', text):
                            return None, text
                        number = float(text)
                        if text == '5e-324':  # to Java the digits of this double are 4.9E-324
                            return repr(number), text
                        exact = abs(number) != float('inf') and decimal.Decimal(repr(number)) == decimal.Decimal(text)
                        return repr(number), None if exact else text
                    def number(text):
                        return int(text) if text else None
                    with open('%s', encoding='utf-8', newline='') as file:
                        rows = list(csv.DictReader(file))
                    truth = collections.Counter(
                        (row['experiment_key'], row['metric'], number(row['step']), number(row['epoch']),
                         number(row['timestamp'])) + cells(row['value']) for row in rows)
                    found = collections.Counter(
                        (row.experiment_key, row.metric, row.step, row.epoch, row.timestamp,
                         None if row.value is None else repr(row.value), row.value_text or None)
                        for row in points.collect())
                    result = [list((truth - found).elements())[:5], list((found - truth).elements())[:5], len(rows) > 1000]
                    """.formatted(out.readLine(), keyFile, world.resolve("points.csv")));
            assertThat(compared).hasToString("[[],[],true]");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @Order(3)
    void all_executors_together_keep_one_limit() throws Exception {
        for (int perPartition : new int[] {5, 1000}) {
            long from = Files.lines(requestLog).count();
            JsonNode count =
                    spark.python("""
                    result = spark.read.format('comet').option('url', '%s').option('keyFile', '%s')\
                        .option('requestsPerHour', %d).option('budgetSeconds', %d).option('runsPerPartition', %d)\
                        .load('spark/odd/runs').selectExpr('params.lr', 'metrics.loss').collect()
                    result = len(result)
                    """.formatted(server.address(), keyFile, LIMIT, WINDOW_SECONDS, perPartition));
            assertThat(count.asInt()).isEqualTo(SparkWorld.RUNS);
            List<Instant> times = new ArrayList<>();
            try (Stream<String> lines = Files.lines(requestLog)) {
                lines.skip(from)
                        .map(line -> Instant.parse(line.split(" ")[0]))
                        .sorted()
                        .forEach(times::add);
            }
            assertThat(times).hasSizeGreaterThan(2 * SparkWorld.RUNS);
            for (int i = LIMIT; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - LIMIT), times.get(i)))
                        .as("between request %d and the one %d later", i - LIMIT, LIMIT)
                        .isGreaterThanOrEqualTo(
                                Duration.ofSeconds(WINDOW_SECONDS).minus(TICK));
            }
        }
    }

    /** The driver lists the runs with its own key, from a file; each executor has its own environment. */
    @Test
    @Order(4)
    void each_executor_can_have_a_key_of_its_own() throws Exception {
        for (String keys : List.of("driver", "executors")) {
            long from = Files.lines(requestLog).count();
            JsonNode count = spark.python("""
                    result = spark.read.format('comet').option('url', '%s').option('keyFile', '%s').option('keys', '%s')\
                        .option('runsPerPartition', 5).load('spark/odd/metrics').where("metric = 'acc' and value >= 0").count()
                    """.formatted(server.address(), keyFile, keys));
            assertThat(count.asInt()).isGreaterThan(SparkWorld.RUNS);
            Map<String, Set<String>> users = new HashMap<>();
            try (Stream<String> lines = Files.lines(requestLog)) {
                lines.skip(from)
                        .map(line -> line.split(" "))
                        .forEach(part -> users.computeIfAbsent(
                                        part[4].contains("/metrics/get-") ? "points" : "lists", any -> new TreeSet<>())
                                .add(part[2]));
            }
            assertThat(users)
                    .as("keys=%s", keys)
                    .isEqualTo(Map.of(
                            "lists",
                            Set.of("driver"),
                            "points",
                            Set.of(keys.equals("driver") ? "driver" : "executor")));
        }
    }

    @Test
    @Order(5)
    void a_killed_executor_costs_no_row_and_few_requests() throws Exception {
        long expected =
                spark.value("select count(*) from comet.spark.odd.metrics").asLong();
        int before = front.requests().size();
        front.delay(Duration.ofMillis(300));
        spark.send("sql", "select count(*), count(distinct experiment_key, metric, step) from comet.spark.odd.metrics");
        Await.until("some requests for points", () -> points(before) > 15);
        spark.executors().get(0).destroyForcibly();
        JsonNode row = spark.answer().get(0);
        front.delay(Duration.ZERO);
        assertThat(row.elements().next().asLong()).isEqualTo(expected);
        assertThat(row.get(1) == null ? row.toString() : row.get(1).asText()).contains(String.valueOf(expected));
        // A task has one partition of five runs, of which at most all were read, and reads four ahead.
        assertThat(points(before)).isBetween((long) SparkWorld.RUNS, SparkWorld.RUNS + 9L);
    }

    private long points(int before) {
        List<String> all = front.requests();
        return all.subList(before, all.size()).stream()
                .filter(request -> request.contains("/metrics/get-all"))
                .count();
    }

    @Test
    @Order(6)
    void the_key_is_nowhere() throws Exception {
        JsonNode texts = spark.python("""
                import urllib.request
                spark.sparkContext.setLogLevel('DEBUG')
                points = spark.sql("select m.metric, count(*) from comet.demo.digits.metrics m join comet.demo.digits.runs r"
                                   " using (experiment_key) where r.params.learning_rate > 0.01 group by 1")
                points.collect()
                execution = points._jdf.queryExecution()
                texts = [execution.toString(), execution.executedPlan().toJSON(), execution.logical().toJSON()]
                url = spark.sparkContext.uiWebUrl
                application = spark.sparkContext.applicationId
                for path in ['environment/', 'SQL/', 'executors/', 'api/v1/applications/' + application + '/environment',
                             'api/v1/applications/' + application + '/sql?details=true&length=1000',
                             'api/v1/applications/' + application + '/allexecutors']:
                    texts.append(urllib.request.urlopen(url + '/' + path).read().decode('utf-8'))
                try:
                    spark.read.format('comet').option('url', 'http://127.0.0.1:1').option('keyFile', '%s')\
                        .option('retries', 0).load('demo/digits/metrics').count()
                except Exception as failure:
                    texts.append(str(failure))
                spark.sparkContext.setLogLevel('WARN')
                result = texts
                """.formatted(keyFile));
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(keyFile)) {
                    all.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        int read = 0;
        for (ProcessHandle process : spark.processes()) {
            for (String part : List.of("environ", "cmdline")) {
                try {
                    Path file = Path.of("/proc", String.valueOf(process.pid()), part);
                    all.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                    read++;
                } catch (IOException ended) {
                    // An executor that was killed has a process without either until its parent asks for it.
                    continue;
                }
            }
        }
        assertThat(read)
                .as("environments and command lines of a driver and two executors")
                .isGreaterThanOrEqualTo(6);
        try (Stream<Path> logs = Files.walk(folder.resolve("spark-home/work"))) {
            assertThat(logs.filter(file -> file.endsWith("stderr")))
                    .as("logs of executors")
                    .hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(all.stream().mapToLong(String::length).sum()).isGreaterThan(100_000);
        assertThat(all.stream().filter(text -> text.contains("DEBUG")).count()).isGreaterThan(1);
        assertThat(all).noneMatch(text -> text.contains(KEY));
    }
}
