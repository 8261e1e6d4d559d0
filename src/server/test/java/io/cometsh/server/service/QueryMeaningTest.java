package io.cometsh.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import io.cometsh.support.Worlds;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operator finds among values that are there, missing, empty, NaN, mixed, and named alike in two sources. */
class QueryMeaningTest {
    private static CometServer server;
    private static Wire wire;
    private static String projectId;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
        // 0..7; "acc" is a metric (6 NaN, 7 missing), "opt" a text parameter (6 empty, 7 missing), "mix" both kinds,
        // "x" a metric and a parameter, "flag" a boolean.
        Worlds.fill(server, "acme", "q", 8, (run, i) -> {
            run.name("n" + i).start(1_569_301_200_000L + 1000L * i).duration(1500L * i);
            if (i < 6) {
                run.metric("acc", i * 0.1);
            } else if (i == 6) {
                run.metric("acc", "NaN");
            }
            if (i < 7) {
                run.param("opt", new String[] {"adam", "sgd", "Adam", "adamw", "rmsprop", "sgd", ""}[i]);
                run.param("mix", new String[] {"1", "two", "3", "true", "1.0", "1e0", "one"}[i]);
                run.param("flag", i % 2 == 0 ? "true" : "false");
            }
            if (i < 2) {
                run.metric("x", 1).param("x", "a");
            } else if (i < 4) {
                run.param("x", "b");
            }
            if (i == 3) {
                run.param("none", null);
            }
            if (i == 4) {
                run.param("none", "some");
            }
            if (i % 3 == 0) {
                run.tag("third");
            }
            run.environment("pid", 100 + i).other("note", i == 5 ? "last one" : "note " + i);
        });
        Worlds.fill(
                server,
                "acme",
                "q",
                1,
                (run, i) ->
                        run.key("archived0000000000000000000000ab").archived().metric("acc", 0.5));
        projectId = wire.rest("project?workspaceName=acme&projectName=q")
                .get("projectId")
                .asText();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics | acc | equal              | 0.5                  | 5",
                "metrics | acc | equal              | \"0.5\"              | 5",
                "metrics | acc | not_equal          | 0.5                  | 0 1 2 3 4 6 7",
                "metrics | acc | less               | 0.2                  | 0 1",
                "metrics | acc | less_or_equal      | 0.2                  | 0 1 2",
                "metrics | acc | greater            | 0.35                 | 4 5",
                "metrics | acc | greater_or_equal   | 0.4                  | 4 5",
                "metrics | acc | greater            | \"0.35\"             | 4 5",
                "metrics | acc | less               | -Infinity            | ",
                "metrics | acc | less               | Infinity             | 0 1 2 3 4 5",
                "metrics | acc | equal              | NaN                  | ",
                "metrics | acc | not_equal          | NaN                  | 0 1 2 3 4 5 6 7",
                "metrics | acc | less               | \"abc\"              | ",
                "metrics | acc | between            | [\"0.1\",\"0.2\"]    | 1 2",
                "metrics | acc | between            | [\"1e-05\",\"0.15\"] | 1",
                "metrics | acc | not_between        | [\"0.1\",\"0.2\"]    | 0 3 4 5 6 7",
                "metrics | acc | is_null            | null                 | 7",
                "metrics | acc | is_not_null        | null                 | 0 1 2 3 4 5 6",
                "metrics | acc | is_empty           | null                 | ",
                "metrics | acc | is_not_empty       | null                 | 0 1 2 3 4 5 6 7",
                "params  | opt | equal              | \"adam\"             | 0",
                "params  | opt | not_equal          | \"adam\"             | 1 2 3 4 5 6 7",
                "params  | opt | contains           | \"adam\"             | 0 3",
                "params  | opt | not_contains       | \"adam\"             | 1 2 4 5 6 7",
                "params  | opt | begins_with        | \"a\"                | 0 3",
                "params  | opt | not_begins_with    | \"a\"                | 1 2 4 5 6 7",
                "params  | opt | ends_with          | \"d\"                | 1 5",
                "params  | opt | not_ends_with      | \"d\"                | 0 2 3 4 6 7",
                "params  | opt | less               | \"b\"                | 0 2 3 6",
                "params  | opt | greater            | \"rm\"               | 1 4 5",
                "params  | opt | less               | 5                    | ",
                "params  | opt | is_empty           | null                 | 6",
                "params  | opt | is_not_empty       | null                 | 0 1 2 3 4 5 7",
                "params  | opt | is_null            | null                 | 7",
                "params  | opt | is_not_null        | null                 | 0 1 2 3 4 5 6",
                "params  | mix | equal              | 1                    | 0 3 4 5",
                "params  | mix | equal              | \"1\"                | 0",
                "params  | mix | greater            | 1                    | 2",
                "params  | mix | contains           | \"1\"                | 0 4 5",
                "params  | flag | equal             | 1                    | 0 2 4 6",
                "params  | flag | equal             | 0                    | 1 3 5",
                "params  | flag | equal             | true                 | 0 2 4 6",
                "params  | flag | equal             | \"True\"             | 0 2 4 6",
                "params  | flag | not_equal         | 1                    | 1 3 5 7",
                "params  | none | is_null           | null                 | 0 1 2 3 5 6 7",
                "params  | none | not_equal         | \"some\"             | 0 1 2 3 5 6 7",
                "params  | x   | equal              | \"a\"                | 0 1",
                "metrics | x   | equal              | 1                    | 0 1",
                "metrics | x   | is_null            | null                 | 2 3 4 5 6 7",
                "tag     | third | equal            | \"third\"            | 0 3 6",
                "tag     | third | not_equal        | \"third\"            | 1 2 4 5 7",
                "tag     | third | is_null          | null                 | 1 2 4 5 7",
                "tag     | nix | equal              | \"nix\"              | ",
                "tag     | nix | not_equal          | \"nix\"              | 0 1 2 3 4 5 6 7",
                "env_details | pid | greater        | 105                  | 6 7",
                "env_details | pid | contains       | \"07\"               | 7",
                "log_other | note | ends_with       | \" one\"             | 5",
                "log_other | Name | equal           | \"n2\"               | 2",
                "metadata | duration | less         | 3                    | 0 1",
                "metadata | duration | equal        | 4.5                  | 3",
                "metadata | duration | between      | [\"1.5\",\"4.5\"]    | 1 2 3",
                "metadata | start_server_timestamp | less | \"2019-09-24 05:00:02\"            | 0 1",
                "metadata | start_server_timestamp | less | \"2019-09-24 05:00:02.000001\"     | 0 1 2",
                "metadata | start_server_timestamp | equal | \"2019-09-24 07:00:02+02:00\"     | 2",
                "metadata | start_server_timestamp | greater_or_equal | \"2019-09-24T05:00:06Z\" | 6 7",
                "metadata | start_server_timestamp | greater | \"2019-09-24\"                  | 0 1 2 3 4 5 6 7",
                "metadata | start_server_timestamp | less | \"soon\"                           | ",
                "metadata | start_server_timestamp | is_null | null  | ",
                "metadata | user_name | equal       | \"local\"            | 0 1 2 3 4 5 6 7",
                "metadata | file_name | is_null     | null                 | 0 1 2 3 4 5 6 7",
                "metadata | runActive | equal       | 0                    | 0 1 2 3 4 5 6 7",
                "metadata | runActive | equal       | 1                    | ",
                "metadata | hasHtml | equal         | 0                    | 0 1 2 3 4 5 6 7",
                "metadata | hasHtml | equal         | 1                    | ",
                "metadata | experimentKey | ends_with | \"0003\"           | 3",
                "params  | nix | equal              | 1                    | ",
                "params  | nix | not_equal          | 1                    | 0 1 2 3 4 5 6 7",
                "params  | nix | is_null            | null                 | 0 1 2 3 4 5 6 7",
                "params  | nix | less               | 1                    | ",
            })
    void finds(String source, String field, String operator, String value, String expected) {
        String rule = rule(field, operator, value, source);
        Set<Integer> places = expected == null
                ? Set.of()
                : java.util.Arrays.stream(expected.split(" "))
                        .map(Integer::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(search("{\"condition\":\"AND\",\"valid\":true,\"rules\":[" + rule + "]}"))
                .as("search")
                .isEqualTo(places);
        assertThat(query("{\"source\":\"" + source + "\",\"query\":{\"condition\":\"AND\",\"valid\":true,\"rules\":["
                        + rule(field, operator, value, null) + "]}}"))
                .as("query")
                .isEqualTo(places);
        assertThat(query("{\"source\":\"" + source
                        + "\",\"negated\":true,\"query\":{\"condition\":\"AND\",\"valid\":true,\"rules\":["
                        + rule(field, operator, value, null) + "]}}"))
                .as("the flag negated has no effect")
                .isEqualTo(places);
    }

    @Test
    void joins_predicates_by_and_and_follows_nested_groups() {
        String low = rule("acc", "less", "0.35", "metrics");
        String sgd = rule("opt", "equal", "\"sgd\"", "params");
        assertThat(query("{\"source\":\"metrics\",\"query\":{\"condition\":\"AND\",\"rules\":[" + low
                        + "]}},{\"source\":\"params\",\"query\":{\"condition\":\"AND\",\"rules\":[" + sgd + "]}}"))
                .containsExactly(1);
        assertThat(query(
                        "{\"source\":\"nested\",\"query\":{\"condition\":\"OR\",\"rules\":[" + low + "," + sgd + "]}}"))
                .containsExactly(0, 1, 2, 3, 5);
        assertThat(search("{\"condition\":\"OR\",\"rules\":[{\"condition\":\"AND\",\"rules\":[" + low + "," + sgd
                        + "]},{\"condition\":\"AND\",\"rules\":[" + rule("acc", "is_null", "null", "metrics") + "]}]}"))
                .containsExactly(1, 7);
    }

    @Test
    void finds_the_source_of_a_rule_without_one_by_name_and_type() {
        assertThat(query("{\"source\":\"nested\",\"query\":{\"condition\":\"OR\",\"rules\":["
                        + rule("acc", "less", "0.05", null) + "," + rule("opt", "equal", "\"sgd\"", null) + "]}}"))
                .containsExactly(0, 1, 5);
        assertThat(
                        query(
                                "{\"source\":\"nested\",\"query\":{\"condition\":\"OR\",\"rules\":[{\"field\":\"x\",\"type\":\"string\",\"operator\":\"equal\",\"value\":\"b\"}]}}"))
                .containsExactly(2, 3);
        assertThat(
                        query(
                                "{\"source\":\"nested\",\"query\":{\"condition\":\"OR\",\"rules\":[{\"field\":\"x\",\"type\":\"double\",\"operator\":\"equal\",\"value\":1}]}}"))
                .containsExactly(0, 1);
        assertThat(
                        query(
                                "{\"source\":\"nested\",\"query\":{\"condition\":\"OR\",\"rules\":[{\"field\":\"third\",\"type\":\"string\",\"operator\":\"equal\",\"value\":\"third\"}]}}"))
                .containsExactly(0, 3, 6);
    }

    @Test
    void every_duration_is_found_by_its_seconds() {
        Worlds.fill(
                server, "acme", "d", 400, (run, i) -> run.key("duration-" + i).duration(7L * i * i + i));
        String id = wire.rest("project?workspaceName=acme&projectName=d")
                .get("projectId")
                .asText();
        for (int i = 0; i < 400; i++) {
            String seconds = java.math.BigDecimal.valueOf(7L * i * i + i, 3).toPlainString();
            JsonNode found = wire.post(
                            "/api/rest/v2/experiments/search",
                            "{\"projectId\":\"" + id + "\",\"rulesTree\":{\"condition\":\"AND\",\"rules\":["
                                    + rule("duration", "equal", seconds, "metadata") + "]}}")
                    .json();
            assertThat(Wire.texts(found.get("experiments"), "experimentKey")).contains("duration-" + i);
        }
    }

    @Test
    void without_rules_everything_fits() {
        assertThat(query("")).hasSize(8);
        assertThat(search("null")).hasSize(8);
    }

    @Test
    void archived_experiments_are_found_only_when_they_are_asked_for() {
        String predicate = "{\"source\":\"metrics\",\"query\":{\"condition\":\"AND\",\"rules\":["
                + rule("acc", "equal", "0.5", null) + "]}}";
        JsonNode keys = wire.post(
                        "/api/rest/v2/project/query",
                        "{\"workspaceName\":\"acme\",\"projectName\":\"q\",\"archived\":true,\"predicates\":["
                                + predicate + "]}")
                .json();
        assertThat(Wire.texts(keys.get("experimentKeys"))).containsExactly("archived0000000000000000000000ab");
    }

    @Test
    void follows_what_is_logged_after_a_query_was_asked() {
        String key = wire.create("acme", "later");
        String query =
                "{\"workspaceName\":\"acme\",\"projectName\":\"later\",\"predicates\":[{\"source\":\"params\",\"query\":{\"condition\":\"AND\",\"rules\":["
                        + rule("lr", "greater", "0.05", null) + "]}}]}";
        assertThat(wire.post("/api/rest/v2/project/query", query).json().get("experimentKeys"))
                .isEmpty();

        wire.write("experiment/parameter", "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':0.1}");
        assertThat(Wire.texts(
                        wire.post("/api/rest/v2/project/query", query).json().get("experimentKeys")))
                .containsExactly(key);

        wire.write(
                "experiment/parameter", "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':0.01}");
        assertThat(wire.post("/api/rest/v2/project/query", query).json().get("experimentKeys"))
                .isEmpty();

        wire.write("experiment/parameter", "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':0.2}");
        wire.write("experiment/parameter/delete", "{'experimentKey':'" + key + "','parameterName':'lr'}");
        assertThat(wire.post("/api/rest/v2/project/query", query).json().get("experimentKeys"))
                .isEmpty();
    }

    @Test
    void refuses_what_is_not_a_query() {
        for (String predicate : new String[] {
            "{\"source\":\"metrics\",\"query\":{\"condition\":\"AND\",\"rules\":["
                    + rule("acc", "resembles", "0.5", null) + "]}}",
            "{\"source\":\"metrics\",\"query\":{\"condition\":\"XOR\",\"rules\":[]}}",
            "{\"source\":\"stars\",\"query\":{\"condition\":\"AND\",\"rules\":[]}}",
            "{\"source\":\"metrics\",\"query\":{\"condition\":\"AND\",\"rules\":[" + rule("acc", "between", "1", null)
                    + "]}}",
            "7"
        }) {
            Wire.Answer answer = wire.post(
                    "/api/rest/v2/project/query",
                    "{\"workspaceName\":\"acme\",\"projectName\":\"q\",\"predicates\":[" + predicate + "]}");
            assertThat(answer.status()).as(predicate).isEqualTo(400);
            assertThat(answer.json().get("msg").asText()).isNotEmpty();
        }
    }

    private static String rule(String field, String operator, String value, String source) {
        return "{\"id\":\"" + field + "\",\"field\":\"" + field + "\",\"type\":\"string\",\"operator\":\"" + operator
                + "\",\"value\":" + value + (source == null ? "" : ",\"source\":\"" + source + "\"") + "}";
    }

    private static Set<Integer> query(String predicates) {
        JsonNode answer = wire.post(
                        "/api/rest/v2/project/query",
                        "{\"workspaceName\":\"acme\",\"projectName\":\"q\",\"archived\":false,\"predicates\":["
                                + predicates + "]}")
                .json();
        return Wire.texts(answer.get("experimentKeys")).stream()
                .map(QueryMeaningTest::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> search(String tree) {
        JsonNode answer = wire.post(
                        "/api/rest/v2/experiments/search",
                        "{\"projectId\":\"" + projectId + "\",\"limit\":100,\"page\":1,\"deleted\":false,\"rulesTree\":"
                                + tree + "}")
                .json();
        assertThat(answer.get("totalCount").asInt())
                .isEqualTo(answer.get("experiments").size());
        return Wire.texts(answer.get("experiments"), "experimentKey").stream()
                .map(QueryMeaningTest::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int place(String key) {
        return Integer.parseInt(key, 16);
    }
}
