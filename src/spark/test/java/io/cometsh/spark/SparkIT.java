package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Await;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The jar in one session of Spark, and the requests that it costs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkIT {
    private static final String RUNS = "comet.spark.odd.runs";
    private static final String METRICS = "comet.spark.odd.metrics";
    private static final int SAMPLE_RUNS = 49;
    private static final String KEY = "any-key-of-a-test";

    @TempDir
    private static Path folder;

    private CometServer server;
    private DelayingProxy front;
    private SparkProcess spark;

    @BeforeAll
    void start() throws IOException {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        SparkWorld.fill(server);
        front = DelayingProxy.before(server.address());
        spark = SparkProcess.start(
                "local[2]",
                folder,
                Map.of("COMET_API_KEY", KEY),
                Map.of(
                        "spark.sql.catalog.comet.url",
                        front.uri().toString(),
                        "spark.sql.catalog.comet.runsPerPartition",
                        "1000"));
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

    /** The requests of something to do, without the ones that list and describe. */
    private List<String> requests(Runnable action) {
        int before = front.requests().size();
        action.run();
        List<String> all = front.requests();
        return all.subList(before, all.size()).stream()
                .map(request -> request.replaceAll(".*/api/rest/v2/|\\?.*", ""))
                .filter(request -> request.startsWith("experiment/"))
                .toList();
    }

    private List<String> column(String statement) {
        return spark.sql(statement).stream()
                .map(row -> row.elements().next().asText())
                .sorted()
                .toList();
    }

    @Test
    void the_jar_holds_our_names_only_and_is_small() throws IOException {
        assertThat(Files.size(SparkProcess.jar())).isLessThan(7_000_000);
        try (ZipFile jar = new ZipFile(SparkProcess.jar().toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.startsWith("io/cometsh/"));
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    @Test
    void the_first_build_does_not_know_the_connector() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom.substring(0, pom.indexOf("<profiles>"))).doesNotContain("src/spark");
        assertThat(Files.readString(Path.of("bin/cometsh"))).doesNotContain("spark");
        try (Stream<Path> libraries = Files.list(Path.of("target/lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("spark-") || name.startsWith("scala-"));
        }
    }

    @Test
    void workspaces_and_projects_are_namespaces() {
        assertThat(column("show namespaces in comet")).contains("demo", "spark");
        assertThat(column("show namespaces in comet.demo")).contains("demo.digits");
        assertThat(spark.sql("show tables in comet.demo.digits"))
                .extracting(row -> row.get("tableName").asText())
                .containsExactlyInAnyOrder("runs", "metrics", "assets");
        assertThat(spark.sql("describe comet.demo.digits.metrics"))
                .extracting(row -> row.get("col_name").asText() + " "
                        + row.get("data_type").asText())
                .startsWith(
                        "experiment_key string",
                        "metric string",
                        "step bigint",
                        "epoch bigint",
                        "timestamp bigint",
                        "value double",
                        "value_text string");
        assertThat(spark.python("result = [spark.catalog.tableExists('comet.demo.digits.runs'),"
                        + " spark.catalog.tableExists('comet.demo.digits.points')]"))
                .hasToString("[true,false]");
    }

    @Test
    void format_and_catalog_are_the_same_table() {
        String url = front.uri().toString();
        assertThat(spark.python("r = spark.read.format('comet').option('url', '" + url + "')\n"
                        + "result = [r.option('project', 'demo/digits').load('runs').count(),"
                        + " r.load('demo/digits/runs').count(), spark.table('comet.demo.digits.runs').count(),"
                        + " r.load('demo/digits/assets').count() > 0,"
                        + " r.option('query', 'Tag(\"odd\")').load('spark/odd/runs').count()]"))
                .hasToString("[49,49,49,true,30]");
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(spark.failure("select * from comet.demo.digitz.runs"))
                .contains("no project \"digitz\" in workspace \"demo\"; did you mean digits?");
        assertThat(spark.failure("select * from comet.demo.digits.points")).contains("TABLE_OR_VIEW_NOT_FOUND");
        assertThat(spark.failure("select params.lrr from " + RUNS))
                .contains("FIELD_NOT_FOUND")
                .contains("lr");
        assertThat(spark.failure("create table comet.demo.digits.x (a int)")).contains("read only");
        assertThat(spark.failure("drop table " + RUNS)).contains("read only");
        assertThat(spark.failureOfPython("spark.read.format('comet').option('apiKey', 'SECRET').load('a/b/runs')"))
                .contains("option apiKey")
                .contains("COMET_API_KEY")
                .doesNotContain("SECRET");
        assertThat(spark.failureOfPython("spark.read.format('comet').option('querry', 'x').load('a/b/runs')"))
                .contains("comet has no option \"querry\"; did you mean query?");
        assertThat(spark.failureOfPython("spark.read.format('comet').option('url', '" + front.uri()
                        + "').option('query', 'Metric(\"los\") > 1').load('spark/odd/runs').count()"))
                .contains("loss");
    }

    @Test
    void every_condition_has_the_same_rows_with_and_without_push_down() {
        // A table of Spark's own with the same rows: nothing can be pushed to Comet from it.
        spark.python("runs = spark.table('" + RUNS + "')\n"
                + "spark.createDataFrame(runs.collect(), runs.schema).coalesce(1).cache().createOrReplaceTempView('kept')\n"
                + "result = spark.table('kept').count()");
        List<String> conditions = new ArrayList<>(SparkWorld.conditions());
        conditions.addAll(SparkWorld.generated(200, 20261130));
        for (int from = 0; from < conditions.size(); from += 51) {
            List<String> some = conditions.subList(from, Math.min(conditions.size(), from + 51));
            List<String> expected = rows(SparkWorld.all(some, "kept"));
            List<String> pushed = rows(SparkWorld.all(some, RUNS));
            assertThat(pushed).as("rows by number of condition, of %s", some).isEqualTo(expected);
        }
    }

    private List<String> rows(String statement) {
        return spark.sql(statement).stream()
                .map(row -> row.get("c") + " " + row.get("experiment_key"))
                .sorted()
                .toList();
    }

    @Test
    void Comet_is_asked_for_the_runs_that_are_found_and_for_what_the_columns_need() {
        assertThat(requests(() -> assertThat(spark.value("select count(*) from comet.demo.digits.runs")
                                .asInt())
                        .isEqualTo(SAMPLE_RUNS)))
                .isEmpty();
        assertThat(requests(() -> spark.sql("select experiment_name, state, end_time from " + RUNS)))
                .isEmpty();
        assertThat(requests(() -> spark.sql("select params.lr from " + RUNS))).hasSize(SparkWorld.RUNS);
        assertThat(requests(() -> spark.sql("select params.lr, metrics.loss, tags from " + RUNS + " limit 5")))
                .hasSize(15);
        assertThat(requests(() -> spark.sql("select * from " + RUNS + " where experiment_name = 'run-7'")))
                .hasSize(4);
        assertThat(requests(() -> spark.sql("select experiment_name from " + RUNS + " where state = 'running'")))
                .isEmpty();
        // A condition on a parameter reads the parameters of the runs that Comet finds.
        List<JsonNode> found = new ArrayList<>();
        assertThat(requests(() -> found.addAll(spark.sql(
                        "select experiment_key from " + RUNS + " where params.opt = 'adam' and params.flag"))))
                .hasSameSizeAs(found);
        // NaN is above every number; the runs at minus infinity are asked for too, and dropped by Spark.
        int below = spark.value("select count(*) from " + RUNS + " where metrics.loss = double('-Infinity')")
                .asInt();
        List<JsonNode> above = new ArrayList<>();
        assertThat(requests(
                        () -> above.addAll(spark.sql("select metrics.loss from " + RUNS + " where metrics.loss > 5"))))
                .hasSize(above.size() + below);
        assertThat(above).anyMatch(row -> row.get("loss").asText().equals("nan"));
    }

    @Test
    void one_metric_is_read_alone_and_several_with_one_request() {
        List<String> one =
                requests(() -> assertThat(spark.value("select count(*) from " + METRICS + " where metric = 'acc'")
                                .asInt())
                        .isEqualTo(5 * SparkWorld.RUNS));
        assertThat(one).hasSize(SparkWorld.RUNS).containsOnly("experiment/metrics/get-metric");
        List<String> two = requests(
                () -> assertThat(spark.value("select count(*) from " + METRICS + " where metric in ('acc', 'top 5.%')")
                                .asInt())
                        .isEqualTo(6 * SparkWorld.RUNS));
        assertThat(two).hasSize(SparkWorld.RUNS).containsOnly("experiment/metrics/get-all");
    }

    @Test
    void a_join_asks_for_the_points_of_the_chosen_runs_only() {
        String chosen = "params.depth = 3 and params.opt = 'sgd'";
        List<String> keys = column("select experiment_key from " + RUNS + " where " + chosen);
        assertThat(keys).hasSizeBetween(1, 10);
        for (String query : List.of(
                "select count(distinct m.experiment_key) from " + METRICS + " m join " + RUNS
                        + " r using (experiment_key) where r." + chosen.replace("and ", "and r."),
                "select count(distinct experiment_key) from " + METRICS
                        + " where experiment_key in (select experiment_key from " + RUNS + " where " + chosen + ")",
                "select count(distinct m.experiment_key) from " + METRICS + " m left semi join " + RUNS
                        + " r on m.experiment_key = r.experiment_key and r." + chosen.replace("and ", "and r."))) {
            List<String> requests =
                    requests(() -> assertThat(spark.value(query).asInt()).isEqualTo(keys.size()));
            assertThat(requests.stream().filter(request -> request.contains("/metrics/get-")))
                    .as(query)
                    .hasSameSizeAs(keys);
        }
    }

    @Test
    void a_scan_lists_the_runs_once() {
        int before = front.requests().size();
        spark.sql("select value from " + METRICS + " where experiment_key = '" + "0".repeat(31) + "1'");
        List<String> all = front.requests();
        assertThat(all.subList(before, all.size()).stream().filter(request -> request.contains("/experiments?")))
                .hasSize(1);
    }

    @Test
    void a_plan_of_many_runs_takes_the_pages_of_the_list_and_asks_for_no_run() {
        Worlds.fill(server, "spark", "many", 2500, (run, i) -> run.key(String.format("many%028d", i)));
        int before = front.requests().size();
        assertThat(spark.python("result = spark.read.format('comet').option('url', '" + front.uri()
                        + "').load('spark/many/metrics')._jdf.rdd().getNumPartitions()"))
                .hasToString("50");
        List<String> all = front.requests();
        assertThat(all.subList(before, all.size()).stream().map(request -> request.replaceAll(".*/v2/|\\?.*", "")))
                .containsOnly("project", "experiments")
                .filteredOn("experiments"::equals)
                .hasSize(3);
    }

    @Test
    void values_keep_their_types_and_the_flat_layout_has_the_names_of_an_export() {
        assertThat(spark.sql("select metrics.loss, params.lr, params.opt, params.flag, others.note, tags from " + RUNS
                        + " where experiment_name in ('run-0', 'run-4') order by experiment_name"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"loss\":\"nan\",\"lr\":0.1,\"opt\":\"adam\",\"flag\":true,\"note\":\"\",\"tags\":[\"even\"]}",
                        "{\"loss\":null,\"lr\":0.1,\"opt\":\"adämw\",\"flag\":false,\"note\":\"note 1\",\"tags\":[\"even\"]}");
        assertThat(spark.python("r = spark.read.format('comet').option('url', '" + front.uri() + "')"
                        + ".option('layout', 'flat').option('params', 'text').load('spark/odd/runs')\n"
                        + "result = [r.schema['params.lr'].dataType.simpleString(), r.schema['metrics.loss'].dataType.simpleString(),"
                        + " r.where(\"`params.lr` = '0.1' and `params.opt` = 'adam'\").count()]"))
                .hasToString("[\"string\",\"double\",5]");
    }

    @Test
    void an_empty_key_file_is_named_before_anything_is_asked() throws IOException {
        int before = front.requests().size();
        Path key = Files.writeString(folder.resolve("none"), "");
        assertThat(spark.failureOfPython("spark.read.format('comet').option('url', '" + front.uri()
                        + "').option('keyFile', '" + key + "').load('spark/odd/runs').count()"))
                .contains("option keyFile")
                .doesNotContain("--api-key-file");
        assertThat(front.requests()).hasSize(before);
    }

    @Test
    void a_refused_key_is_named_by_its_source_and_costs_few_requests() throws IOException {
        front.refuse("/project");
        int before = front.requests().size();
        assertThat(spark.failure("select count(*) from " + METRICS))
                .contains("401")
                .contains("The API key from environment variable COMET_API_KEY was not accepted")
                .contains("or option keyFile")
                .doesNotContain("--api-key-file", KEY);
        assertThat(front.requests()).hasSize(before + 1);
        Path key = Files.writeString(folder.resolve("key"), "key-of-a-file");
        assertThat(spark.failureOfPython("spark.read.format('comet').option('url', '" + front.uri()
                        + "').option('keyFile', '" + key + "').load('spark/odd/runs').count()"))
                .contains("The API key from file " + key + " was not accepted")
                .doesNotContain("key-of-a-file");
        // The driver may list the runs, the tasks may not read them: two at once, four requests each.
        front.refuse("/metrics/get-");
        List<String> requests = requests(() -> assertThat(
                        spark.failureOfPython(
                                "spark.read.format('comet').option('url', '" + front.uri()
                                        + "').option('runsPerPartition', 3).load('spark/odd/metrics').where('value > 0').count()"))
                .contains("The API key from environment variable COMET_API_KEY was not accepted"));
        front.refuse(null);
        assertThat(requests).hasSizeBetween(1, 8);
        assertThat(spark.value("select count(*) from " + METRICS + " where metric = 'acc'")
                        .asInt())
                .as("after the key was accepted again")
                .isEqualTo(5 * SparkWorld.RUNS);
    }

    @Test
    void a_key_among_the_settings_that_Spark_shows_is_refused() {
        String settings = "spark.sparkContext._jsc.sc().conf()";
        spark.python(settings + ".set('spark.executorEnv.COMET_API_KEY', 'shown')");
        int before = front.requests().size();
        assertThat(spark.failure("select count(*) from " + RUNS))
                .contains("spark.executorEnv.COMET_API_KEY contains the API key")
                .doesNotContain("shown");
        assertThat(front.requests()).hasSize(before);
        spark.python(settings + ".remove('spark.executorEnv.COMET_API_KEY')");
    }

    @Test
    void an_address_without_a_server_is_an_error_in_the_words_of_Spark() {
        assertThat(
                        spark.failureOfPython(
                                "spark.read.format('comet').option('url', 'http://127.0.0.1:1').option('retries', 0).load('a/b/runs')"))
                .contains("connection refused")
                .contains("COMET_URL_OVERRIDE or option url sets it")
                .doesNotContain("--url");
    }

    @Test
    void a_run_that_is_deleted_while_a_job_reads_has_no_rows() throws Exception {
        Worlds.fill(
                server,
                "spark",
                "fading",
                12,
                (run, i) ->
                        run.key(String.format("fad%029d", i)).param("lr", 0.1).curve("acc", i, i));
        for (String table : List.of("metrics", "runs")) {
            String gone = String.format("fad%029d", table.equals("runs") ? 11 : 10);
            int before = front.requests().size();
            // The first run is read, one after the other; the others wait until one is deleted.
            front.delayAfter(8, Duration.ofMillis(400));
            spark.send(
                    "python",
                    "result = [row.experiment_key for row in spark.read.format('comet').option('url', '" + front.uri()
                            + "').option('parallel', 1).option('runsPerPartition', 12).load('spark/fading/" + table
                            + "')"
                            + (table.equals("runs") ? ".where('params.lr > 0')" : ".where('value is not null')")
                            + ".select('experiment_key').distinct().collect()]");
            Await.until(
                    "a request for a run",
                    () -> front.requests().stream().skip(before).anyMatch(request -> request.contains("/experiment/")));
            delete(gone);
            List<String> keys = new ArrayList<>();
            spark.answer().forEach(key -> keys.add(key.asText()));
            front.delay(Duration.ZERO);
            assertThat(keys).as(table).hasSize(table.equals("runs") ? 10 : 11).doesNotContain(gone);
            assertThat(spark.log()).contains("experiment " + gone + " was deleted after it was listed: it has no rows");
        }
    }

    private void delete(String run) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        server.address().resolve("api/rest/v2/write/experiment/delete?experimentKey=" + run))
                .header("Authorization", KEY)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** The statements of the guide, one after the other, against the sample workspace. */
    @Test
    void the_samples_of_the_guide_run() throws IOException {
        String page = Files.readString(Path.of("src/site/docs/guide/spark.md"));
        Matcher samples =
                Pattern.compile("```(sql|python)\\n(.*?)```", Pattern.DOTALL).matcher(page);
        TreeSet<String> kinds = new TreeSet<>();
        spark.python("spark.conf.set('spark.sql.catalog.comet.url', '" + front.uri() + "')");
        spark.sql("create database if not exists lake");
        while (samples.find()) {
            kinds.add(samples.group(1));
            if (samples.group(1).equals("python")) {
                spark.python(samples.group(2)
                        .replace(".format(\"comet\")", ".format(\"comet\").option(\"url\", \"" + front.uri() + "\")"));
            } else {
                for (String statement : samples.group(2).split(";\n")) {
                    if (!statement.isBlank()) {
                        spark.sql(statement);
                    }
                }
            }
        }
        assertThat(kinds).containsExactly("python", "sql");
    }
}
