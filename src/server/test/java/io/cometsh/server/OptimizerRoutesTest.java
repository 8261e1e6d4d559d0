package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimizer over real HTTP, as the official client calls it. */
class OptimizerRoutesTest {
    private static final String GRID = "'algorithm':'grid','parameters':{'x':{'type':'integer','min':1,'max':4}}";
    private static final String SPACE =
            "'parameters':{'x':{'type':'float','min':0,'max':1},'c':{'type':'categorical','values':['a','b']}}";

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
    void the_settings_of_each_algorithm_have_defaults() {
        assertThat(wire.get("/optimizer/algorithms").json().toString()).isEqualTo("[\"bayes\",\"grid\",\"random\"]");
        for (String algorithm : List.of("bayes", "grid", "random")) {
            JsonNode settings =
                    wire.get("/optimizer/spec?algorithmName=" + algorithm).json();
            assertThat(Wire.texts(settings, "name")).contains("maxCombo", "metric", "retryLimit", "retryAssignLimit");
            assertThat(settings).allMatch(setting -> setting.has("default"));
        }
        assertThat(wire.get("/optimizer/spec?algorithmName=grd")
                        .json()
                        .get("message")
                        .asText())
                .contains("'grd'");
    }

    @Test
    void parallel_clients_never_get_the_same_set() throws Exception {
        String id = create(SPACE + ",'algorithm':'random','spec':{'maxCombo':60}");
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<JsonNode>>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Callable<List<JsonNode>> client = () -> walk(wire, id);
                work.add(clients.submit(client));
            }
            List<JsonNode> all = new ArrayList<>();
            for (Future<List<JsonNode>> client : work) {
                all.addAll(client.get());
            }
            assertThat(all).hasSize(60);
            assertThat(all.stream().map(set -> set.get("parameters").toString()))
                    .doesNotHaveDuplicates();
            assertThat(all.stream().map(set -> set.get("count").asInt())).doesNotHaveDuplicates();
        } finally {
            clients.shutdownNow();
        }
        JsonNode status = status(id);
        assertThat(status.get("status").asText()).isEqualTo("completed");
        assertThat(status.at("/state/completed").asInt()).isEqualTo(60);
        assertThat(status.get("comboCount").asInt()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grid", "random", "bayes"})
    void a_search_goes_the_same_way_over_a_restart(String algorithm, @TempDir Path folder) {
        String config = SPACE + ",'algorithm':'" + algorithm + "','spec':{'maxCombo':12,'seed':5}";
        List<String> whole = walk(wire, create(config)).stream()
                .map(set -> set.get("parameters").toString())
                .toList();
        String id;
        List<String> parts = new ArrayList<>();
        try (CometServer first = CometServer.start(ServerOptions.inFolder(folder))) {
            Wire client = new Wire(first.address());
            id = create(client, config);
            for (int i = 0; i < 7; i++) {
                parts.add(complete(client, id, next(client, id)));
            }
        }
        try (CometServer second = CometServer.start(ServerOptions.inFolder(folder))) {
            walk(new Wire(second.address()), id)
                    .forEach(set -> parts.add(set.get("parameters").toString()));
        }
        assertThat(parts).isEqualTo(whole).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void each_set_is_tried_as_often_as_asked_for() {
        String id = create(GRID + ",'trials':3");
        List<JsonNode> sets = walk(wire, id);
        assertThat(sets.stream().map(set -> set.at("/parameters/x") + "/" + set.get("trial")))
                .containsExactly("1/1", "1/2", "1/3", "2/1", "2/2", "2/3", "3/1", "3/2", "3/3", "4/1", "4/2", "4/3");
        assertThat(sets.stream().map(set -> set.get("pid").asText()).distinct()).hasSize(4);
        assertThat(status(id).get("comboCount").asInt()).isEqualTo(4);
    }

    @Test
    void an_aborted_set_comes_back_as_often_as_allowed() {
        String id = create(GRID + ",'spec':{'retryAssignLimit':2}");
        List<String> tried = new ArrayList<>();
        for (JsonNode set = next(wire, id); set != null; set = next(wire, id)) {
            tried.add(set.at("/parameters/x").asText());
            if (set.at("/parameters/x").asInt() == 2) {
                update(set, id, "'status':'aborted'");
            } else {
                complete(wire, id, set);
            }
        }
        assertThat(tried).containsExactly("1", "2", "3", "4", "2", "2");
        assertThat(status(id).get("status").asText()).isEqualTo("completed");
        assertThat(status(id).get("retryCount").asInt()).isEqualTo(2);
    }

    @Test
    void by_default_an_aborted_set_does_not_come_back() {
        String id = create(GRID);
        for (int i = 0; i < 4; i++) {
            update(next(wire, id), id, "'status':'aborted'");
        }
        assertThat(next(wire, id)).isNull();
        assertThat(status(id).at("/state/aborted").asInt()).isEqualTo(4);
    }

    @Test
    void a_set_whose_experiment_ended_without_a_report_comes_back_and_one_that_runs_does_not() {
        String id = create(
                "'algorithm':'grid','spec':{'retryAssignLimit':1},'parameters':{'x':{'type':'discrete','values':[1,2]}}");
        JsonNode dies = next(wire, id);
        JsonNode runs = next(wire, id);
        String dead = experiment(id, dies);
        experiment(id, runs);
        assertThat(next(wire, id)).isNull();
        assertThat(status(id).get("status").asText()).isEqualTo("running");
        wire.post(
                "/clientlib/status-report/update",
                "{\"apiKey\":\"k\",\"experimentKey\":\"" + dead + "\",\"is_alive\":false}");
        assertThat(next(wire, id).get("pid")).isEqualTo(dies.get("pid"));
        assertThat(next(wire, id)).isNull();
    }

    private String experiment(String id, JsonNode set) {
        String key = "0000000000000000000000000000000" + set.get("count").asText();
        wire.start("w", "p", key, false);
        for (Map.Entry<String, String> other : Map.of(
                        "optimizer_id", id, "optimizer_pid", set.get("pid").asText(), "optimizer_trial", "1")
                .entrySet()) {
            wire.write(
                    "experiment/log-other",
                    "{'experimentKey':'" + key + "','key':'" + other.getKey() + "','value':'" + other.getValue()
                            + "'}");
        }
        return key;
    }

    @Test
    void sets_that_were_tried_elsewhere_are_evidence_and_are_not_tried_again() {
        String id = create(GRID + ",'spec':{'metric':'loss'}");
        post(
                "insert",
                "{'id':'" + id + "','pid':null,'trial':1,'status':'completed','score':0.5,'epoch':1,"
                        + "'parameters':{'x':3},'tries':1,'startTime':1000,'endTime':3000,'lastUpdateTime':3000,'count':1}");
        assertThat(walk(wire, id).stream().map(set -> set.at("/parameters/x").asInt()))
                .containsExactly(1, 2, 4);
        JsonNode job = dashboard("id=" + id + "&page_size=1&page=1").get("jobs").get(0);
        assertThat(job.get("score").asDouble()).isEqualTo(0.5);
        assertThat(job.get("duration").asInt()).isEqualTo(2000);
    }

    @Test
    void a_report_shows_assignments_page_by_page() {
        String id = create(GRID + ",'name':'sweep'");
        complete(wire, id, next(wire, id));
        update(next(wire, id), id, "'status':'aborted'");
        JsonNode set = next(wire, id);
        update(set, id, "'status':'running','metadata':{'host':'gpu-1'}");
        JsonNode all = dashboard("id=" + id + "&page=2&page_size=2");
        assertThat(all.get("name").asText()).isEqualTo("sweep");
        assertThat(all.get("max_jobs").asInt()).isEqualTo(4);
        assertThat(all.get("assigned_count").asInt()).isEqualTo(3);
        assertThat(all.get("completed_count").asInt()).isEqualTo(1);
        assertThat(all.get("failed_count").asInt()).isEqualTo(1);
        assertThat(all.get("pagination").toString())
                .isEqualTo("{\"total_jobs\":3,\"total_pages\":2,\"current_page\":2,\"page_size\":2}");
        assertThat(all.get("jobs")).hasSize(1);
        assertThat(all.at("/jobs/0/metadata/host").asText()).isEqualTo("gpu-1");
        assertThat(dashboard("id=" + id + "&status=completed").get("jobs")).hasSize(1);
    }

    @Test
    void a_score_that_is_not_a_number_is_a_failed_set() {
        String id = create(SPACE + ",'algorithm':'bayes','spec':{'maxCombo':9}");
        for (int i = 0; i < 9; i++) {
            update(next(wire, id), id, "'status':'completed','score':" + (i % 2 == 0 ? "NaN" : "1." + i));
        }
        assertThat(next(wire, id)).isNull();
        assertThat(dashboard("id=" + id).at("/jobs/0/score").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'algorithm':'grd','parameters':{'x':{'type':'integer','min':1,'max':4}}",
                "'algorithm':'grid','parameters':{}",
                "'algorithm':'grid','parameters':[1]",
                "'algorithm':'grid','parameters':{'x':3}",
                "'algorithm':'grid','parameters':{'x':{'type':'integer','min':1,'max':4}},'trials':0",
                "'algorithm':'grid','parameters':{'x':{'type':'integer','min':1,'max':4}},'trials':'two'",
            })
    void a_wrong_configuration_is_refused_with_a_message_in_the_reply(String config) {
        Wire.Answer answer = post("create", "{" + config + "}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("code").asInt()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).startsWith("the optimizer cannot use this configuration: ");
    }

    @Test
    void an_unknown_search_or_assignment_is_an_error() {
        assertThat(status("nope").get("message").asText()).isEqualTo("no such optimizer: nope");
        assertThat(status("nope").get("code").asInt()).isEqualTo(400);
        String id = create(GRID);
        assertThat(post("update", "{'id':'" + id + "','pid':'x','trial':1,'status':'completed'}")
                        .status())
                .isEqualTo(400);
        assertThat(post("update", "{'id':'nope','pid':'x','trial':1}").status()).isEqualTo(400);
    }

    @Test
    void a_search_belongs_to_its_user() {
        try (CometServer closed = CometServer.start(
                ServerOptions.inMemory().withKeys(Map.of("ka", "ann", "kb", "bob", "kc", "carol ann")))) {
            String id = create(new Wire(closed.address(), "ka"), GRID);
            assertThat(new Wire(closed.address(), "kb")
                            .get("/optimizer/status?id=" + id)
                            .json()
                            .get("code")
                            .asInt())
                    .isEqualTo(403);
            assertThat(new Wire(closed.address(), "kb")
                            .get("/optimizer/status")
                            .json()
                            .get("instances"))
                    .isEmpty();
            assertThat(next(new Wire(closed.address(), "kb"), id)).isNull();
            assertThat(next(new Wire(closed.address(), "kc"), id)
                            .at("/parameters/x")
                            .asInt())
                    .isEqualTo(1);
            assertThat(new Wire(closed.address(), "other")
                            .get("/optimizer/status?id=" + id)
                            .status())
                    .isEqualTo(401);
            // The client of the optimizer has a header of its own for the key.
            HttpRequest.Builder own = new Wire(closed.address(), null)
                    .request("/optimizer/next?id=" + id)
                    .header("X-API-KEY", "ka")
                    .GET();
            assertThat(new Wire(closed.address(), null)
                            .send(own)
                            .json()
                            .get("code")
                            .asInt())
                    .isEqualTo(200);
        }
    }

    // ---- as a client

    private String create(String config) {
        return create(wire, config);
    }

    private static String create(Wire client, String config) {
        JsonNode reply = client.post("/optimizer/create", ("{" + config + "}").replace('\'', '"'))
                .json();
        assertThat(reply.get("code").asInt()).as("%s", reply).isEqualTo(200);
        return reply.get("id").asText();
    }

    private static JsonNode next(Wire client, String id) {
        JsonNode reply = client.get("/optimizer/next?id=" + id).json();
        return reply.get("code").asInt() == 200 ? reply.get("parameters") : null;
    }

    /** Tries all sets, and gives them. */
    private static List<JsonNode> walk(Wire client, String id) {
        List<JsonNode> sets = new ArrayList<>();
        for (JsonNode set = next(client, id); set != null; set = next(client, id)) {
            complete(client, id, set);
            sets.add(set);
        }
        return sets;
    }

    private static String complete(Wire client, String id, JsonNode set) {
        client.post(
                "/optimizer/update",
                ("{'id':'" + id + "','pid':'" + set.get("pid").asText() + "','trial':" + set.get("trial")
                                + ",'status':'completed','score':"
                                + set.at("/parameters/x").asDouble() + ",'epoch':null}")
                        .replace('\'', '"'));
        return set.get("parameters").toString();
    }

    private void update(JsonNode set, String id, String more) {
        assertThat(post(
                                "update",
                                "{'id':'" + id + "','pid':'" + set.get("pid").asText() + "','trial':" + set.get("trial")
                                        + "," + more + "}")
                        .status())
                .isEqualTo(200);
    }

    private Wire.Answer post(String path, String body) {
        return wire.send(wire.request("/optimizer/" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private JsonNode status(String id) {
        return wire.get("/optimizer/status?id=" + id).json();
    }

    /** Under the address that reports use. */
    private JsonNode dashboard(String query) {
        return wire.get("/optimizer//dashboard/data?" + query).json();
    }
}
