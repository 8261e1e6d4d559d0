package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.support.Worlds;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over real HTTP, endpoint by endpoint. */
class RoutesTest {
    private CometServer server;
    private Wire wire;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothing_is_still_being_processed_once_a_request_is_answered() {
        String key = wire.create("w", "p");
        assertThat(wire.rest("experiment/processing/status?experimentKey=" + key)
                        .get("processing")
                        .asBoolean())
                .isFalse();
        assertThat(wire.get("/api/rest/v2/experiment/processing/status?experimentKey=none")
                        .status())
                .isEqualTo(400);
    }

    // ---- who may ask

    @Test
    void refuses_a_request_without_a_key() {
        Wire.Answer answer = new Wire(server.address(), null).get("/api/rest/v2/workspaces");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.text())
                .isEqualTo("{\"msg\":\"no API key given\",\"code\":401,\"data\":null,\"sdk_error_code\":90212}");
    }

    @Test
    void refuses_an_unknown_key_when_keys_are_listed_and_never_shows_it() {
        try (CometServer guarded = CometServer.start(ServerOptions.inMemory().withKeys(Map.of("secret-1", "ann")))) {
            Wire.Answer read = new Wire(guarded.address(), "secret-2").get("/api/rest/v2/account-details");
            assertThat(read.status()).isEqualTo(401);
            assertThat(read.text()).doesNotContain("secret");
            Wire.Answer logging =
                    new Wire(guarded.address(), "secret-2").start("w", "p", "abcdefabcdefabcdefabcdefabcdef12", false);
            assertThat(logging.status()).isEqualTo(403);
            assertThat(logging.json().get("sdk_error_code").asInt()).isEqualTo(90212);
            assertThat(new Wire(guarded.address(), "secret-1")
                            .rest("account-details")
                            .toString())
                    .isEqualTo("{\"userName\":\"ann\",\"defaultWorkspaceName\":\"ann\"}");
            assertThat(new Wire(guarded.address(), "secret-1*eyJiYXNlVXJsIjoiaCJ9")
                            .rest("account-details")
                            .get("userName")
                            .asText())
                    .isEqualTo("ann");
        }
        assertThat(ServerOptions.inMemory().withKeys(Map.of("secret-1", "ann")).toString())
                .doesNotContain("secret");
    }

    @Test
    void sends_when_to_try_again_while_it_cannot_write() throws Exception {
        ServerAccess.store(server).close();
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        wire.request("/clientlib/logger/add/run")
                                .POST(BodyPublishers.ofString("{\"teamName\":\"w\",\"projectName\":\"p\"}"))
                                .build(),
                        BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    }

    @Test
    void takes_the_key_of_the_java_client_too() {
        Wire without = new Wire(server.address(), null);
        assertThat(without.send(without.request("/api/rest/v2/workspaces")
                                .header("Comet-Sdk-Api", "k")
                                .GET())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logger/add/run", "clientlib/logger/add/run"})
    void takes_the_key_of_a_client_before_3_44_from_the_body_of_what_logs(String path) {
        try (CometServer guarded = CometServer.start(ServerOptions.inMemory().withKeys(Map.of("secret-1", "ann")))) {
            Wire without = new Wire(guarded.address(), null);
            assertThat(postJson(without, path, "{\"apiKey\":\"secret-1\",\"projectName\":\"p\"}")
                            .json()
                            .get("ws_url")
                            .asText())
                    .startsWith("ws://");
            Wire.Answer refused = postJson(without, path, "{\"apiKey\":\"secret-2\"}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).doesNotContain("secret");
            assertThat(postJson(without, path, "apiKey=secret-1&experimentKey=x")
                            .status())
                    .as("`comet check` sends a form under the name of JSON")
                    .isEqualTo(401);
        }
    }

    @Test
    void reads_no_key_from_the_body_of_a_rest_call_nor_from_a_large_body() {
        Wire without = new Wire(server.address(), null);
        assertThat(postJson(without, "api/rest/v2/write/experiment/tags", "{\"apiKey\":\"k\"}")
                        .status())
                .isEqualTo(401);
        String large = "{\"apiKey\":\"k\",\"fill\":\"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(postJson(without, "clientlib/logger/add/run", large).status())
                .isEqualTo(401);
    }

    private static Wire.Answer postJson(Wire wire, String path, String body) {
        return wire.send(wire.request("/" + path)
                .header("Content-Type", "application/json;charset=utf-8")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void tells_its_version_and_pings_without_a_key() {
        Wire without = new Wire(server.address(), null);
        assertThat(without.get("/clientlib/isAlive/ver").json().get("version").asText())
                .isEqualTo("4.40.1");
        assertThat(without.get("/isAlive/ver").status()).isEqualTo(200);
        assertThat(without.get("/clientlib/health/ping").status()).isEqualTo(200);
    }

    @Test
    void names_what_is_not_served() {
        assertThat(wire.get("/api/rest/v2/no/such").status()).isEqualTo(404);
        // A browser's own address: PagesTest looks at it.
        assertThat(wire.get("/").contentType()).startsWith("text/html");
        Wire.Answer wrongMethod = wire.get("/api/rest/v2/project/query");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.json().get("msg").asText()).contains("GET");
    }

    // ---- bodies

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "3",
                "null",
                "{",
                "{}",
                "{\"experimentKey\":{}}",
                "{\"experimentKey\":\"nosuch\"}",
                "{\"experimentKey\":null,\"values\":7}"
            })
    void never_fails_over_an_odd_body(String body) {
        for (String path : List.of(
                "/clientlib/status-report/update",
                "/clientlib/batch/logger/experiment/metric",
                "/clientlib/logger/get/run",
                "/clientlib/rest/v2/write/experiment/output",
                "/clientlib/rest/v2/write/experiment/system-details",
                "/api/rest/v2/write/experiment/log-other",
                "/api/rest/v2/write/experiment/metric",
                "/api/rest/v2/project/query",
                "/api/rest/v2/experiments/search",
                "/api/rest/v2/write/project/create",
                "/clientlib/tags/add-tags-to-experiment",
                "/clientlib/asset/upload?experimentId=x")) {
            assertThat(wire.post(path, body).status()).as(path + " " + body).isBetween(400, 499);
        }
    }

    @Test
    void takes_gzip_and_bare_NaN_and_refuses_broken_gzip() throws Exception {
        String key = wire.create("w", "p");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(("{\"experimentKey\":\"" + key
                            + "\",\"values\":[{\"metricName\":\"m\",\"metricValue\":NaN,\"step\":1,\"epoch\":null,\"context\":null,\"timestamp\":5},"
                            + "{\"metricName\":\"m\",\"metricValue\":-Infinity,\"step\":2,\"timestamp\":6},{\"metricName\":\"m\",\"metricValue\":\"Infinity\",\"step\":3,\"timestamp\":7},"
                            + "{\"metricName\":\"m\",\"metricValue\":8.6e-4,\"step\":4,\"timestamp\":8},{\"metricName\":\"m\",\"metricValue\":12345678901234,\"step\":5,\"timestamp\":9}]}")
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(wire.send(wire.request("/clientlib/batch/logger/experiment/metric")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray())))
                        .status())
                .isEqualTo(200);
        assertThat(Wire.texts(
                        wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=m")
                                .get("metrics"),
                        "metricValue"))
                .containsExactly("NaN", "-Infinity", "Infinity", "8.6E-4", "12345678901234");
        JsonNode summary = wire.rest("experiment/metrics/summary?experimentKey=" + key)
                .get("values")
                .get(0);
        assertThat(summary.get("valueMin").asText()).isEqualTo("-Infinity");
        assertThat(summary.get("valueMax").asText()).isEqualTo("Infinity");
        assertThat(summary.get("valueCurrent").asText()).isEqualTo("12345678901234");
        assertThat(summary.get("stepCurrent").asInt()).isEqualTo(5);

        Wire.Answer broken = wire.send(wire.request("/clientlib/batch/logger/experiment/metric")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("no gzip")));
        assertThat(broken.status()).isEqualTo(400);
    }

    // ---- workspaces and projects

    @Test
    void lists_workspaces_and_projects() {
        assertThat(wire.rest("workspaces").toString()).isEqualTo("{\"workspaceNames\":[\"local\"]}");
        wire.create("zoo", "b c");
        wire.create("zoo", "a");
        assertThat(Wire.texts(wire.rest("workspaces").get("workspaceNames"))).containsExactly("local", "zoo");
        assertThat(Wire.texts(wire.rest("projects?workspaceName=zoo").get("projects"), "projectName"))
                .containsExactly("a", "b c");
        JsonNode project = wire.rest("project?workspaceName=zoo&projectName=b+c");
        assertThat(project.get("numberOfExperiments").asInt()).isEqualTo(1);
        assertThat(wire.rest("project?projectId=" + project.get("projectId").asText()))
                .isEqualTo(project);
        assertThat(wire.rest("projects?workspaceName=local").get("projects")).isEmpty();
    }

    @Test
    void makes_an_empty_workspace_once() {
        wire.write("workspace/new", "{'name':'team'}");
        assertThat(Wire.texts(wire.rest("workspaces").get("workspaceNames"))).containsExactly("local", "team");
        assertThat(wire.rest("projects?workspaceName=team").get("projects")).isEmpty();
        assertThat(wire.rest("registry-model/count?workspaceName=team")
                        .get("registryModelCount")
                        .asInt())
                .isZero();
        for (String name : List.of("team", "local", "", "a/b")) {
            assertThat(wire.post("/api/rest/v2/write/workspace/new", "{\"name\":\"" + name + "\"}")
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
    }

    @Test
    void an_unknown_workspace_or_project_is_404() {
        assertThat(wire.get("/api/rest/v2/projects?workspaceName=nix").status()).isEqualTo(404);
        for (String path : List.of("project", "project/column-names", "experiments", "project/notes")) {
            Wire.Answer answer = wire.get("/api/rest/v2/" + path + "?workspaceName=w&projectName=nix");
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.json().get("msg").asText()).contains("w/nix");
        }
        assertThat(wire.get("/api/rest/v2/project?projectId=nix").status()).isEqualTo(404);
        assertThat(wire.post("/api/rest/v2/experiments/search", "{\"projectId\":\"nix\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void makes_changes_and_removes_projects() {
        String id = wire.write(
                        "project/create",
                        "{'workspaceName':'w','projectName':'p','projectDescription':'d','isPublic':false}")
                .get("projectId")
                .asText();
        assertThat(wire.post("/api/rest/v2/write/project/create", "{\"workspaceName\":\"w\",\"projectName\":\"p\"}")
                        .status())
                .isEqualTo(400);
        wire.write("project/update", "{'projectId':'" + id + "','newProjectName':'q','isPublic':true}");
        wire.write("project/update-owner", "{'projectId':'" + id + "','userName':'ann'}");
        wire.write("project/notes", "{'projectId':'" + id + "','notes':'remember'}");
        JsonNode project = wire.rest("project?workspaceName=w&projectName=q");
        assertThat(project.get("projectDescription").asText()).isEqualTo("d");
        assertThat(project.get("public").asBoolean()).isTrue();
        assertThat(project.get("ownerUserName").asText()).isEqualTo("ann");
        assertThat(wire.rest("project/notes?projectId=" + id).get("notes").asText())
                .isEqualTo("remember");

        String key = wire.create("w", "q");
        assertThat(wire.post(
                                "/api/rest/v2/write/project/delete",
                                "{\"workspaceName\":\"w\",\"projectName\":\"q\",\"deleteAllExperiments\":false}")
                        .status())
                .isEqualTo(400);
        wire.write("project/delete", "{'workspaceName':'w','projectName':'q','deleteAllExperiments':true}");
        assertThat(wire.get("/api/rest/v2/project?projectId=" + id).status()).isEqualTo(404);
        assertThat(wire.get("/api/rest/v2/experiment/metadata?experimentKey=" + key)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void columns_follow_from_what_was_logged() {
        String a = wire.create("w", "p");
        String b = wire.create("w", "p");
        for (String key : List.of(a, b)) {
            wire.write("experiment/metric", "{'experimentKey':'" + key + "','metricName':'acc','metricValue':0.5}");
            wire.write(
                    "experiment/parameter",
                    "{'experimentKey':'" + key + "','parameterName':'flag','parameterValue':true}");
        }
        wire.write("experiment/parameter", "{'experimentKey':'" + a + "','parameterName':'mixed','parameterValue':1}");
        wire.write(
                "experiment/parameter", "{'experimentKey':'" + b + "','parameterName':'mixed','parameterValue':'one'}");
        wire.write("experiment/tags", "{'experimentKey':'" + a + "','addedTags':['best']}");
        assertThat(columns())
                .contains(
                        "acc metrics double",
                        "flag params boolean",
                        "mixed params string",
                        "best tag string",
                        "Name log_other string",
                        "duration metadata timenumber")
                .contains("start_server_timestamp metadata datetime");

        wire.write("experiment/parameter", "{'experimentKey':'" + b + "','parameterName':'mixed','parameterValue':2}");
        wire.write("experiment/tags/delete", "{'experimentKey':'" + a + "','tags':['best']}");
        assertThat(columns()).contains("mixed params double").doesNotContain("best tag string");
    }

    private List<String> columns() {
        return java.util.stream.StreamSupport.stream(
                        wire.rest("project/column-names?workspaceName=w&projectName=p")
                                .get("columns")
                                .spliterator(),
                        false)
                .peek(column -> assertThat(column.get("id").asText())
                        .isEqualTo(column.get("name").asText() + "--"
                                + column.get("source").asText()))
                .map(column ->
                        column.get("name").asText() + " " + column.get("source").asText() + " "
                                + column.get("type").asText())
                .toList();
    }

    // ---- experiments

    @Test
    void an_unknown_experiment_is_400_with_its_code_and_none_at_all_has_another() {
        for (String read : List.of(
                "metadata",
                "parameters",
                "metrics/summary",
                "metrics/get-all",
                "log-other",
                "tags",
                "system-details",
                "html",
                "code",
                "output",
                "graph",
                "git/metadata",
                "git/patch",
                "asset/list")) {
            Wire.Answer answer = wire.get("/api/rest/v2/experiment/" + read + "?experimentKey=nosuch");
            assertThat(answer.status()).as(read).isEqualTo(400);
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.json().get("sdk_error_code").asInt()).as(read).isEqualTo(90211);
            assertThat(wire.get("/api/rest/v2/experiment/" + read)
                            .json()
                            .get("sdk_error_code")
                            .asInt())
                    .as(read)
                    .isEqualTo(90998);
        }
    }

    @Test
    void an_experiment_without_anything_reads_as_empty() {
        String key = wire.create("w", "p");
        String of = "?experimentKey=" + key;
        assertThat(wire.rest("experiment/parameters" + of).toString()).isEqualTo("{\"values\":[]}");
        assertThat(wire.rest("experiment/metrics/summary" + of).toString()).isEqualTo("{\"values\":[]}");
        assertThat(wire.rest("experiment/metrics/get-all" + of).toString()).isEqualTo("{\"metrics\":[]}");
        assertThat(wire.rest("experiment/metrics/get-metric" + of + "&metricName=nix")
                        .toString())
                .isEqualTo("{\"metrics\":[]}");
        assertThat(Wire.texts(wire.rest("experiment/log-other" + of).get("values"), "name"))
                .containsExactly("Name");
        assertThat(wire.rest("experiment/tags" + of).toString()).isEqualTo("{\"tags\":[]}");
        assertThat(wire.rest("experiment/html" + of).toString()).isEqualTo("{\"html\":null}");
        assertThat(wire.rest("experiment/code" + of).toString()).isEqualTo("{\"code\":null}");
        assertThat(wire.rest("experiment/graph" + of).toString()).isEqualTo("{\"graph\":null}");
        assertThat(wire.rest("experiment/output" + of).toString()).isEqualTo("{\"output\":\"\"}");
        assertThat(wire.rest("experiment/git/metadata" + of).toString())
                .isEqualTo("{\"user\":null,\"root\":null,\"branch\":null,\"parent\":null,\"origin\":null}");
        assertThat(wire.get("/api/rest/v2/experiment/git/patch" + of).text()).isEqualTo("{\"msg\":\"none\"}");
        assertThat(wire.rest("experiment/asset/list" + of + "&type=all").toString())
                .isEqualTo("{\"assets\":[]}");
        assertThat(wire.rest("experiment/system-details" + of).get("user").isNull())
                .isTrue();
        assertThat(wire.rest("experiment/system-details" + of)
                        .get("installedPackages")
                        .isArray())
                .isTrue();
        assertThat(wire.post(
                                "/api/rest/v2/experiments/multi-metric-chart",
                                "{\"targetedExperiments\":[],\"metrics\":[\"m\"]}")
                        .text())
                .isEqualTo("{\"empty\":true,\"experiments\":{}}");
    }

    @Test
    void keeps_what_is_logged_by_rest() {
        String key = wire.create("w", "p");
        String of = "?experimentKey=" + key;
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':1e-5,'step':3}");
        wire.write("experiment/log-other", "{'experimentKey':'" + key + "','key':'Name','value':'shiny'}");
        wire.write(
                "experiment/html",
                "{'experimentKey':'" + key + "','html':'<b>a','override':false,'timestamp':1795441978430000}");
        wire.write("experiment/html", "{'experimentKey':'" + key + "','html':'</b>','override':false}");
        wire.write("experiment/code", "{'experimentKey':'" + key + "','code':'print(1)'}");
        wire.write("experiment/file-path", "{'experimentKey':'" + key + "','filePath':'/x/train.py'}");
        wire.write(
                "experiment/system-details",
                "{'experimentKey':'" + key + "','os':'Linux','pid':42,'command':['a','b']}");
        wire.write(
                "experiment/system-details",
                "{'experimentKey':'" + key
                        + "','os':null,'hostname':'h','logAdditionalSystemInfoList':[{'key':'rack','value':'7'}]}");
        wire.write(
                "experiment/output",
                "{'experimentKey':'" + key + "','outputLines':[{'stderr':false,'output':'one\\n','offset':0}]}");
        wire.write(
                "experiment/output",
                "{'experimentKey':'" + key + "','outputLines':[{'stderr':false,'output':'two\\n','offset':0}]}");

        assertThat(wire.rest("experiment/parameters" + of)
                        .get("values")
                        .get(0)
                        .get("valueCurrent")
                        .asText())
                .isEqualTo("1.0E-5");
        assertThat(wire.rest("experiment/metadata" + of).get("experimentName").asText())
                .isEqualTo("shiny");
        assertThat(wire.rest("experiment/metadata" + of).get("fileName").asText())
                .isEqualTo("train.py");
        assertThat(wire.rest("experiment/html" + of).get("html").asText()).isEqualTo("<b>a</b>");
        assertThat(wire.rest("experiment/code" + of).get("code").asText()).isEqualTo("print(1)");
        JsonNode details = wire.rest("experiment/system-details" + of);
        assertThat(details.get("os").asText()).isEqualTo("Linux");
        assertThat(details.get("hostname").asText()).isEqualTo("h");
        assertThat(details.get("logAdditionalSystemInfoList").toString())
                .isEqualTo("[{\"key\":\"rack\",\"value\":\"7\"}]");
        assertThat(wire.rest("experiment/output" + of).get("output").asText()).isEqualTo("one\ntwo\n");
        assertThat(columns())
                .contains(
                        "os env_details string",
                        "pid env_details double",
                        "rack env_details double",
                        "command env_details string");
    }

    @Test
    void an_experiment_logs_a_context_before_its_names() {
        String key = wire.create("w", "p");
        wire.write(
                "experiment/metric",
                "{'experimentKey':'" + key
                        + "','metricName':'loss','metricValue':1,'context':'train','step':1,'timestamp':1000}");
        JsonNode point = wire.rest("experiment/metrics/get-all?experimentKey=" + key)
                .get("metrics")
                .get(0);
        assertThat(point.get("metricName").asText()).isEqualTo("train_loss");
        assertThat(point.get("runContext").asText()).isEqualTo("train");
        assertThat(point.get("timestamp").asLong()).isEqualTo(1000);
    }

    @Test
    void the_current_value_is_the_latest_in_time_even_if_it_arrived_before() {
        String key = wire.create("w", "p");
        for (int step : new int[] {3, 1, 2}) {
            wire.write(
                    "experiment/metric",
                    "{'experimentKey':'" + key + "','metricName':'loss','metricValue':" + step + ",'step':" + step
                            + ",'timestamp':" + 1000 * step + "}");
        }
        assertThat(wire.rest("experiment/metrics/summary?experimentKey=" + key)
                        .get("values")
                        .get(0)
                        .get("valueCurrent")
                        .asText())
                .isEqualTo("3");
        assertThat(Wire.texts(
                        wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=loss")
                                .get("metrics"),
                        "step"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void a_repeated_batch_counts_once_and_equal_values_at_other_times_do_not() {
        String key = wire.create("w", "p");
        String batch = "{\"experimentKey\":\"" + key
                + "\",\"values\":[{\"metricName\":\"m\",\"metricValue\":1,\"step\":1,\"timestamp\":1000},{\"metricName\":\"m\",\"metricValue\":1,\"step\":1,\"timestamp\":1000}]}";
        for (String body : List.of(batch, batch, batch.replace("1000", "1001"), batch.replace("1000", "1001"))) {
            wire.post("/clientlib/batch/logger/experiment/metric", body);
        }
        wire.write("experiment/metric", "{'experimentKey':'" + key + "','metricName':'m','metricValue':2}");
        wire.write("experiment/metric", "{'experimentKey':'" + key + "','metricName':'m','metricValue':2}");
        assertThat(wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=m")
                        .get("metrics"))
                .hasSize(4);
    }

    @Test
    void many_points_come_back_all_and_in_order() {
        String key = wire.create("w", "p");
        for (int batch = 0; batch < 7; batch++) {
            StringBuilder values = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                int step = batch * 500 + i;
                values.append(i == 0 ? "" : ",")
                        .append("{'metricName':'m','metricValue':" + step / 8.0 + ",'step':" + step + ",'epoch':"
                                + batch + ",'timestamp':" + (1000 + step) + "}");
            }
            assertThat(wire.post(
                                    "/clientlib/batch/logger/experiment/metric",
                                    ("{'experimentKey':'" + key + "','values':[" + values + "]}").replace('\'', '"'))
                            .status())
                    .isEqualTo(200);
        }
        JsonNode points = wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=m")
                .get("metrics");
        assertThat(points).hasSize(3500);
        for (int step = 0; step < 3500; step++) {
            assertThat(points.get(step).get("metricValue").asDouble()).isEqualTo(step / 8.0);
        }
        JsonNode sampled = chart(key, false);
        assertThat(sampled.get("values")).hasSize(1000);
        assertThat(sampled.get("steps").get(999).asInt()).isEqualTo(3499);
        assertThat(sampled.get("timestamps")).hasSize(1000);
        assertThat(chart(key, true).get("values")).hasSize(3500);
    }

    private JsonNode chart(String key, boolean full) {
        return wire.post(
                        "/api/rest/v2/experiments/multi-metric-chart",
                        "{\"targetedExperiments\":[\"" + key
                                + "\"],\"metrics\":[\"m\",\"nix\"],\"params\":null,\"independentMetrics\":true,\"fetchFull\":"
                                + full + "}")
                .json()
                .get("experiments")
                .get(key)
                .get("metrics")
                .get(0);
    }

    // ---- life

    @Test
    void a_run_starts_lives_crashes_and_ends() {
        String key = "e9059d0b53234d389ca8daf4457b0c84";
        assertThat(wire.start("w", "p", key, false).status()).isEqualTo(200);
        assertThat(state(key)).isEqualTo("running");
        Wire.Answer again = wire.start("w", "p", key, false);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("sdk_error_code").asInt()).isEqualTo(90999);
        assertThat(wire.start("w", "p", key, true).status()).isEqualTo(200);

        wire.write(
                "experiment/update-status",
                "{'experimentKey':'" + key + "','isAlive':true,'error':'boom','hasCrashed':true}");
        wire.post("/clientlib/status-report/update", "{\"experimentKey\":\"" + key + "\",\"is_alive\":false}");
        assertThat(state(key)).isEqualTo("crashed");

        wire.write(
                "experiment/update-status",
                "{'experimentKey':'" + key + "','isAlive':false,'error':null,'hasCrashed':false}");
        assertThat(state(key)).isEqualTo("finished");
    }

    private String state(String key) {
        JsonNode metadata = wire.rest("experiment/metadata?experimentKey=" + key);
        return metadata.get("running").asBoolean()
                ? "running"
                : metadata.get("hasCrashed").asBoolean() ? "crashed" : "finished";
    }

    @Test
    void asks_a_living_run_to_stop_and_a_finished_one_not() {
        String key = "e9059d0b53234d389ca8daf4457b0c84";
        wire.start("w", "p", key, false);
        assertThat(wire.rest("write/experiment/stop?experimentKey=" + key)
                        .get("msg")
                        .asText())
                .isEqualTo("Stop Requested");
        JsonNode status = wire.post(
                        "/clientlib/status-report/update", "{\"experimentKey\":\"" + key + "\",\"is_alive\":true}")
                .json();
        assertThat(status.get("pending_rpcs").asBoolean()).isTrue();
        assertThat(status.get("is_alive_beat_duration_millis").asInt()).isEqualTo(10_000);
        JsonNode call = wire.get("/clientlib/rpc/get-pending-rpcs?experimentKey=" + key)
                .json()
                .get("remoteProcedureCalls")
                .get(0);
        assertThat(call.get("functionName").asText()).isEqualTo("stop");
        assertThat(call.get("cometDefined").asBoolean()).isTrue();
        wire.post(
                "/clientlib/rpc/save-rpc-result",
                "{\"experimentKey\":\"" + key + "\",\"callId\":" + call.get("callId") + "}");
        assertThat(wire.get("/clientlib/rpc/get-pending-rpcs?experimentKey=" + key)
                        .json()
                        .get("remoteProcedureCalls"))
                .isEmpty();

        wire.post("/clientlib/status-report/update", "{\"experimentKey\":\"" + key + "\",\"is_alive\":false}");
        wire.rest("write/experiment/stop?experimentKey=" + key);
        assertThat(wire.get("/clientlib/rpc/get-pending-rpcs?experimentKey=" + key)
                        .json()
                        .get("remoteProcedureCalls"))
                .isEmpty();
    }

    @Test
    void archives_restores_moves_and_deletes() {
        String key = wire.create("w", "p");
        wire.write("experiment/parameter", "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':1}");
        wire.write("experiment/metric", "{'experimentKey':'" + key + "','metricName':'m','metricValue':2,'step':1}");
        assertThat(keys("experiments?workspaceName=w&projectName=p&archived=False"))
                .containsExactly(key);
        wire.rest("write/experiment/archive?experimentKey=" + key);
        wire.rest("write/experiment/archive?experimentKey=" + key);
        assertThat(keys("experiments?workspaceName=w&projectName=p&archived=False"))
                .isEmpty();
        assertThat(keys("experiments?workspaceName=w&projectName=p&archived=True"))
                .containsExactly(key);
        wire.rest("write/experiment/restore?experimentKey=" + key);
        assertThat(keys("experiments?workspaceName=w&projectName=p")).containsExactly(key);

        wire.write(
                "experiment/move",
                "{'targetWorkspaceName':'w','targetProjectName':'other','experimentKeys':['" + key
                        + "'],'symlink':false}");
        assertThat(keys("experiments?workspaceName=w&projectName=p")).isEmpty();
        assertThat(keys("experiments?workspaceName=w&projectName=other")).containsExactly(key);
        assertThat(columns()).doesNotContain("lr params double");
        assertThat(wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=m")
                        .get("metrics"))
                .hasSize(1);

        wire.rest("write/experiment/delete?experimentKey=" + key);
        assertThat(keys("experiments?workspaceName=w&projectName=other")).isEmpty();
        assertThat(wire.get("/api/rest/v2/experiment/metadata?experimentKey=" + key)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_experiment_moves_and_links_only_within_its_workspace(boolean symlink) {
        String key = wire.create("w", "p");
        String other = wire.create("elsewhere", "p");
        for (String target : List.of("elsewhere", "nosuch")) {
            Wire.Answer answer = wire.post(
                    "/api/rest/v2/write/experiment/move",
                    "{\"targetWorkspaceName\":\"" + target + "\",\"targetProjectName\":\"q\",\"experimentKeys\":[\""
                            + key + "\"],\"symlink\":" + symlink + "}");
            assertThat(answer.status()).isEqualTo(target.equals("nosuch") ? 404 : 400);
            assertThat(answer.json().get("msg").asText()).contains(target);
        }
        assertThat(wire.get("/api/rest/v2/projects?workspaceName=nosuch").status())
                .isEqualTo(404);
        assertThat(Wire.texts(wire.rest("projects?workspaceName=elsewhere").get("projects"), "projectName"))
                .containsExactly("p");
        assertThat(keys("experiments?workspaceName=w&projectName=p")).containsExactly(key);

        Wire.Answer mixed = wire.post(
                "/api/rest/v2/write/experiment/move",
                "{\"targetWorkspaceName\":\"w\",\"targetProjectName\":\"q\",\"experimentKeys\":[\"" + key + "\",\""
                        + other + "\"],\"symlink\":" + symlink + "}");
        assertThat(mixed.status()).isEqualTo(400);
        assertThat(keys("experiments?workspaceName=w&projectName=p")).containsExactly(key);
    }

    private List<String> keys(String path) {
        return Wire.texts(wire.rest(path).get("experiments"), "experimentKey");
    }

    // ---- pages

    @Test
    void pages_and_sorts_the_listing() {
        Worlds.fill(
                server,
                "w",
                "p",
                25,
                (run, i) -> run.start(1_700_000_000_000L + i * 7 % 25 * 1000L).duration(i % 5 * 100_000L));
        String list = "experiments?workspaceName=w&projectName=p";
        assertThat(keys(list)).hasSize(25).startsWith(Worlds.key(0), Worlds.key(1));
        assertThat(keys(list + "&page=1&size=10")).hasSize(10);
        assertThat(keys(list + "&page=3&size=10"))
                .containsExactly(Worlds.key(20), Worlds.key(21), Worlds.key(22), Worlds.key(23), Worlds.key(24));
        assertThat(keys(list + "&page=4&size=10")).isEmpty();
        assertThat(keys(list + "&size=3")).hasSize(3);
        List<Long> starts = java.util.stream.StreamSupport.stream(
                        wire.rest(list + "&page=1&size=25&sortBy=startTime&sortOrder=desc")
                                .get("experiments")
                                .spliterator(),
                        false)
                .map(row -> row.get("startTimeMillis").asLong())
                .toList();
        assertThat(starts)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder())
                .hasSize(25);
        List<Long> ends = java.util.stream.StreamSupport.stream(
                        wire.rest(list + "&sortBy=endTime&sortOrder=asc")
                                .get("experiments")
                                .spliterator(),
                        false)
                .map(row -> row.get("endTimeMillis").asLong())
                .toList();
        assertThat(ends).isSorted().hasSize(25);
        String id = wire.rest("project?workspaceName=w&projectName=p")
                .get("projectId")
                .asText();
        assertThat(keys("experiments?projectId=" + id)).hasSize(25);
        for (String bad : List.of("&page=0&size=5", "&size=0", "&size=x", "&sortBy=name", "&sortOrder=up")) {
            assertThat(wire.get("/api/rest/v2/" + list + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void pages_a_search_and_gives_whole_rows() {
        Worlds.fill(server, "w", "p", 250, (run, i) -> run.param("i", i));
        String id = wire.rest("project?workspaceName=w&projectName=p")
                .get("projectId")
                .asText();
        JsonNode first = search(id, 100, 1);
        assertThat(first.get("totalCount").asInt()).isEqualTo(250);
        assertThat(first.get("experiments")).hasSize(100);
        assertThat(search(id, 100, 3).get("experiments")).hasSize(50);
        assertThat(search(id, 100, 4).get("experiments")).isEmpty();
        assertThat(search(id, 10_000, 1).get("experiments")).hasSize(250);
        JsonNode row = first.get("experiments").get(0);
        assertThat(row).isEqualTo(wire.rest("experiment/metadata?experimentKey=" + Worlds.key(0)));
    }

    private JsonNode search(String id, int limit, int page) {
        return wire.post(
                        "/api/rest/v2/experiments/search",
                        "{\"projectId\":\"" + id + "\",\"limit\":" + limit + ",\"page\":" + page
                                + ",\"deleted\":false,\"rulesTree\":null}")
                .json();
    }

    @Test
    void streams_a_long_listing_whole() {
        Worlds.fill(server, "w", "p", 7000, (run, i) -> run.param("i", i));
        Wire.Answer answer = wire.get("/api/rest/v2/experiments?workspaceName=w&projectName=p");
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(Wire.texts(answer.json().get("experiments"), "experimentKey"))
                .hasSize(7000)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    // ---- assets

    @Test
    void keeps_assets_and_serves_their_ranges() {
        String key = wire.create("w", "p");
        String content = "0123456789".repeat(60_000);
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{\"a\":1}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n"
                        + content + "\r\n--b--\r\n";
        JsonNode reply = wire.send(wire.request("/clientlib/asset/upload?experimentId=" + key
                                + "&assetId=abc123&fileName=dir/%C3%A9.txt&step=4&overwrite=False")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(body)))
                .json();
        assertThat(reply.get("assetId").asText()).isEqualTo("abc123");
        JsonNode asset = wire.rest("experiment/asset/list?experimentKey=" + key + "&type=all")
                .get("assets")
                .get(0);
        assertThat(asset.get("fileName").asText()).isEqualTo("dir/é.txt");
        assertThat(asset.get("fileSize").asLong()).isEqualTo(600_000);
        assertThat(asset.get("metadata").asText()).isEqualTo("{\"a\":1}");
        assertThat(asset.get("step").asInt()).isEqualTo(4);
        String get = "/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=abc123&allow301=False";
        assertThat(wire.get(get).contentType()).isEqualTo("application/octet-stream");
        assertThat(wire.get(get).text()).isEqualTo(content);
        Wire.Answer part =
                wire.send(wire.request(get).header("Range", "bytes=10-14").GET());
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("01234");
        assertThat(wire.send(wire.request(get).header("Range", "bytes=599995-").GET())
                        .text())
                .isEqualTo("56789");
        assertThat(wire.send(wire.request(get).header("Range", "bytes=600000-").GET())
                        .status())
                .isEqualTo(416);
        assertThat(wire.rest("experiment/asset/get-by-name?experimentKey=" + key + "&assetName=dir/%C3%A9.txt")
                        .get("assets"))
                .hasSize(1);
        assertThat(wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=nix")
                        .status())
                .isEqualTo(404);
        wire.rest("write/experiment/asset/delete?experimentKey=" + key + "&assetId=abc123");
        wire.rest("write/experiment/asset/delete?experimentKey=" + key + "&assetId=abc123");
        assertThat(wire.get(get).status()).isEqualTo(404);
    }

    @Test
    void the_code_is_what_was_set_else_the_uploaded_script() {
        String key = wire.create("w", "p");
        String upload = "/clientlib/asset/upload?experimentId=" + key + "&type=source_code&assetId=";
        wire.upload(upload + "c1&fileName=/home/user/helper.py", "import os");
        assertThat(code(key)).isEqualTo("import os");
        wire.upload(upload + "c2&fileName=/home/user/train.py", "print('é')");
        wire.write("experiment/file-path", "{'experimentKey':'" + key + "','filePath':'/home/user/train.py'}");
        assertThat(code(key)).isEqualTo("print('é')");
        wire.write("experiment/code", "{'experimentKey':'" + key + "','code':'set'}");
        assertThat(code(key)).isEqualTo("set");
    }

    private String code(String key) {
        return wire.rest("experiment/code?experimentKey=" + key).get("code").asText();
    }

    @Test
    void an_asset_id_never_leaves_the_folder() {
        String key = wire.create("w", "p");
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\nx\r\n--b--\r\n";
        String id = "..%2F..%2F..%2Fevil";
        wire.send(wire.request("/clientlib/asset/upload?experimentId=" + key + "&assetId=" + id + "&fileName=x")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
        assertThat(wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=" + id)
                        .text())
                .isEqualTo("x");
        assertThat(ServerAccess.store(server)
                        .files()
                        .path(key, "../../../evil")
                        .getFileName()
                        .toString())
                .matches("x[0-9a-f]{64}");
    }
}
