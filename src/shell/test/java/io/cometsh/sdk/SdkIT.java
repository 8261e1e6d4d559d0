package io.cometsh.sdk;

import static io.cometsh.sdk.SameOnTheWire.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import groovy.lang.GroovyShell;
import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.oracle.PlainHttp;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The official Python SDK logs to our server and reads back through it: what went in is what comes out. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkIT {

    private static final String WORKSPACE = "lab";
    private static final String PROJECT = "vision";

    @TempDir
    private static Path folder;

    private static CometServer server;
    private static Api api;
    private static JsonNode logged;
    private static JsonNode read;

    @BeforeAll
    static void log_and_read_back() throws Exception {
        server = CometServer.start(ServerOptions.inMemory());
        PythonScript python = new PythonScript(server.address(), folder);
        logged = python.run("log_runs.py");
        read = python.run("read_back.py", WORKSPACE, QueryFile.PATH.toString(), PROJECT);
        api = connect();
    }

    private static Api connect() {
        return new Api(
                new OkHttpTransport(TransportOptions.of(server.address(), "third-key")),
                server::address,
                ApiOptions.defaults().withWarnings(warning -> {}));
    }

    @AfterAll
    static void stop_the_server() {
        if (api != null) {
            api.close();
        }
        server.close();
    }

    @Test
    void the_sdk_logs_and_reads_without_a_complaint() {
        assertThat(logged.get("complaints")).isEmpty();
        assertThat(read.get("complaints")).isEmpty();
    }

    @Test
    void every_logged_point_is_read_back_and_no_other() {
        for (JsonNode run : runs()) {
            List<String> expected = new ArrayList<>();
            run.get("points")
                    .forEach(point -> expected.add(
                            point.get(0).textValue() + " " + number(point.get(1).textValue()) + " at " + point.get(2)));
            List<String> actual = new ArrayList<>();
            experiment(run).get("metrics").forEach(point -> {
                if (!point.get("metricName").textValue().startsWith("sys.")
                        && !point.get("metricName").textValue().equals("process duration")) {
                    actual.add(point.get("metricName").textValue() + " "
                            + number(point.get("metricValue").asText()) + " at " + point.get("step"));
                }
            });

            assertThat(actual).as("points of %s", run.get("name")).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String number(String text) {
        return String.valueOf(Double.parseDouble(text));
    }

    @Test
    void every_parameter_other_and_tag_is_read_back() {
        for (JsonNode run : runs()) {
            JsonNode experiment = experiment(run);
            assertThat(current(experiment.get("parameters")))
                    .as("parameters of %s", run.get("name"))
                    .containsAllEntriesOf(texts(run.get("parameters")));
            assertThat(current(experiment.get("others")))
                    .as("others of %s", run.get("name"))
                    .containsAllEntriesOf(texts(run.get("others")));
            assertThat(experiment.get("tags"))
                    .map(JsonNode::textValue)
                    .containsExactlyInAnyOrderElementsOf(list(run.get("tags")));
            assertThat(experiment.get("name").textValue())
                    .isEqualTo(run.get("name").textValue());
        }
    }

    private static Map<String, String> current(JsonNode summaries) {
        Map<String, String> values = new HashMap<>();
        summaries.forEach(s -> values.put(
                s.get("name").textValue(), plain(s.get("valueCurrent").asText())));
        return values;
    }

    /**
     * Two languages write a number in two ways, 1e-05 and 1.0E-5: a number counts by its value, any other text
     * literally.
     */
    private static String plain(String text) {
        return text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") ? number(text) : text;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> values = new HashMap<>();
        object.properties()
                .forEach(e -> values.put(e.getKey(), plain(e.getValue().textValue())));
        return values;
    }

    @Test
    void a_crashed_run_is_crashed_and_the_others_are_finished() {
        List<String> crashed = list(logged.get("crashed"));
        for (JsonNode run : runs()) {
            String key = run.get("key").textValue();
            assertThat(experiment(run).get("state").textValue())
                    .as("state of %s", run.get("name"))
                    .isEqualTo(crashed.contains(key) ? "crashed" : "finished");
        }
    }

    @Test
    void an_archived_run_is_listed_among_the_archived_only() {
        JsonNode vision = read.at("/projects/vision");
        String archived = logged.at("/archived/0/key").textValue();

        assertThat(list(vision.get("archived"))).containsExactly(archived);
        assertThat(list(vision.get("live"))).doesNotContain(archived).hasSize(12);
    }

    @Test
    void the_sdk_reads_the_values_on_the_wire() {
        PlainHttp http = new PlainHttp(server.address(), "another key");
        for (JsonNode run : runs()) {
            String query = "?experimentKey=" + run.get("key").textValue();
            JsonNode experiment = experiment(run);
            assertThat(experiment.get("parameters"))
                    .isEqualTo(http.get("api/rest/v2/experiment/parameters" + query)
                            .get("values"));
            assertThat(experiment.get("summaries"))
                    .isEqualTo(http.get("api/rest/v2/experiment/metrics/summary" + query)
                            .get("values"));
            assertThat(experiment.get("metrics"))
                    .isEqualTo(http.get("api/rest/v2/experiment/metrics/get-all" + query)
                            .get("metrics"));
            experiment
                    .get("metric")
                    .properties()
                    .forEach(metric -> assertThat(metric.getValue())
                            .isEqualTo(http.get("api/rest/v2/experiment/metrics/get-metric" + query + "&metricName="
                                            + URLEncoder.encode(metric.getKey(), StandardCharsets.UTF_8))
                                    .get("metrics")));
        }
    }

    @Test
    void cometsh_reads_the_same_workspaces_projects_and_listings() {
        assertThat(api.getWorkspaces()).isEqualTo(list(read.get("workspaces"))).contains(WORKSPACE);
        assertThat(api.getProjects(WORKSPACE))
                .isEqualTo(names(read.get("projects")))
                .hasSize(2);
        read.get("projects").properties().forEach(entry -> {
            String project = entry.getKey();
            assertSame(
                    project,
                    api.getProject(WORKSPACE, project),
                    entry.getValue().get("project"));
            assertThat(keys(api.getExperiments(WORKSPACE, project)))
                    .isEqualTo(list(entry.getValue().get("live")));
            assertThat(keys(api.getArchivedExperiments(WORKSPACE, project)))
                    .isEqualTo(list(entry.getValue().get("archived")));
        });
    }

    @Test
    void cometsh_reads_the_same_query_variables() {
        List<String> theirs = new ArrayList<>();
        read.at("/projects/vision/columns")
                .forEach(c -> theirs.add(c.get(0).textValue() + " " + c.get(1).textValue() + " "
                        + c.get(2).textValue()));
        List<String> ours = api.getQueryVariables(WORKSPACE, PROJECT).stream()
                .map(v -> v.source().variableName() + " " + v.name() + " " + v.type())
                .toList();

        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void cometsh_reads_the_same_points_summaries_others_tags_and_metadata() {
        for (JsonNode run : runs()) {
            String name = run.get("name").textValue();
            JsonNode theirs = experiment(run);
            Experiment ours = api.getExperimentByKey(run.get("key").textValue());

            assertSame("metadata of " + name, ours.getMetadata(), theirs.get("metadata"));
            assertThat(ours.getState()).isEqualTo(theirs.get("state").textValue());
            assertThat(ours.getName()).isEqualTo(theirs.get("name").textValue());
            assertSame("points of " + name, ours.getMetrics(), theirs.get("metrics"));
            theirs.get("metric")
                    .properties()
                    .forEach(metric -> assertSame(
                            metric.getKey() + " of " + name, ours.getMetrics(metric.getKey()), metric.getValue()));
            assertSame("parameters of " + name, ours.getParametersSummary(), theirs.get("parameters"));
            assertSame("summaries of " + name, ours.getMetricsSummary(), theirs.get("summaries"));
            assertSame("others of " + name, ours.getOthersSummary(), theirs.get("others"));
            assertThat(ours.getTags()).isEqualTo(list(theirs.get("tags")));
        }
    }

    @Test
    void numbers_that_json_has_no_digits_for_arrive_as_numbers() {
        assertThat(lastValue("sad owl", "loss")).isNaN();
        assertThat(lastValue("wild owl", "loss")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(lastValue("wild owl", "low")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(lastValue("extremes", "tiny")).isEqualTo(Double.MIN_VALUE);
        assertThat(lastValue("extremes", "huge")).isEqualTo(Double.MAX_VALUE);
        assertThat(lastValue("extremes", "third")).isEqualTo(1.0 / 3);
    }

    private static double lastValue(String experiment, String metric) {
        List<MetricPoint> points =
                api.getExperiment(WORKSPACE, PROJECT, experiment).getMetrics(metric);
        return points.get(points.size() - 1).getValue();
    }

    /** The text of each query, in Python and in cometsh; the keys that both find. */
    static Stream<Arguments> queries() throws IOException {
        List<Arguments> queries = new ArrayList<>();
        Iterator<JsonNode> answers = read.get("queries").elements();
        for (QueryFile.Entry entry : QueryFile.entries()) {
            JsonNode answer = answers.next();
            assertThat(answer.get("expression").textValue()).isEqualTo(entry.expression());
            queries.add(Arguments.of(entry.expression(), entry.pythonIsWrong(), answer));
        }
        return queries.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void finds_the_experiments_that_the_sdk_finds(String expression, String pythonIsWrong, JsonNode theirs) {
        List<String> ours = keys(api.query(WORKSPACE, PROJECT, groovy(expression)));

        assertThat(ours).doesNotHaveDuplicates();
        assertThat(theirs.get("search").isArray())
                .as("Python's search answers: %s", theirs)
                .isTrue();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(list(theirs.get("search")));
        assertThat(keys(api.search(WORKSPACE, PROJECT, groovy(expression)))).isEqualTo(list(theirs.get("search")));
        assertThat(keys(api.query(WORKSPACE, PROJECT, groovy(expression), true)))
                .containsExactlyInAnyOrderElementsOf(list(theirs.get("archived")));
        if (pythonIsWrong == null) {
            assertThat(list(theirs.get("query"))).containsExactlyInAnyOrderElementsOf(ours);
        } else {
            assertThat(Set.copyOf(list(theirs.get("query"))))
                    .as("marked as wrong because %s", pythonIsWrong)
                    .isNotEqualTo(Set.copyOf(ours));
        }
    }

    @Test
    void asks_enough_and_most_queries_have_a_hit_and_a_miss() {
        List<Integer> hits = new ArrayList<>();
        read.get("queries").forEach(answer -> hits.add(answer.get("search").size()));
        int live = read.at("/projects/vision/live").size();

        assertThat(hits).hasSizeGreaterThan(45);
        assertThat(hits.stream().filter(n -> n > 0 && n < live).count()).isGreaterThan(hits.size() * 4L / 5);
    }

    private static Object groovy(String expression) {
        return new GroovyShell().evaluate("import static io.cometsh.lang.Query.*\n" + expression);
    }

    private static List<String> keys(List<Experiment> experiments) {
        return experiments.stream().map(Experiment::getKey).toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode experiment(JsonNode run) {
        return read.get("experiments").get(run.get("key").textValue());
    }

    private static List<JsonNode> runs() {
        List<JsonNode> runs = new ArrayList<>();
        logged.get("runs").forEach(runs::add);
        logged.get("archived").forEach(runs::add);
        return runs;
    }

    private static List<String> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
