package io.cometsh.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends that is not a proper request is answered too, and the requests after it are. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ConversationTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String START = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"last\",\"method\":\"ping\"}\n";

    /** Each tool fails with the long sentence of an error that repeats a long argument. */
    private static final class Failing implements Workplace {
        @Override
        public Api api() {
            throw new IllegalStateException("x".repeat(100_000));
        }

        @Override
        public Experiment run(String typed) {
            throw new IllegalStateException(typed);
        }

        @Override
        public List<String> projects(String typed) {
            throw new IllegalStateException(typed);
        }

        @Override
        public String sentence(Throwable thrown) {
            return thrown.getMessage();
        }
    }

    private static List<JsonNode> answers(String input) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new McpServing(new Failing(), false).serve(new ByteArrayInputStream(input.getBytes(UTF_8)), out, "1");
        return out.toString(UTF_8).lines().map(ConversationTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static JsonNode error(List<JsonNode> answers) {
        return answers.stream()
                .filter(answer -> answer.has("error"))
                .findFirst()
                .orElseThrow()
                .get("error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"jsonrpc\":\"2.0\",\"id\":1,",
                "{} {}",
                "5",
                "null",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{\"id\":1}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nothing\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"query\",\"arguments\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nothing\",\"params\":[]}",
            })
    void what_is_not_a_request_has_an_error(String line) throws Exception {
        List<JsonNode> answers = answers(START + line + "\n" + PING);
        assertThat(error(answers).get("message").asText()).isNotBlank();
        assertThat(answers)
                .hasSize(3)
                .anyMatch(answer -> answer.path("id").asText().equals("last"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"id\":1,\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nothing\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":0}}",
            })
    void what_asks_nothing_has_no_answer(String line) throws Exception {
        assertThat(answers(START + line + "\n" + PING)).hasSize(2).noneMatch(answer -> answer.has("error"));
    }

    @Test
    void a_request_before_the_start_has_an_error() throws Exception {
        List<JsonNode> answers = answers("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}\n" + START + PING);
        assertThat(answers.get(0).get("id").asInt()).isEqualTo(7);
        assertThat(error(answers).get("message").asText())
                .isEqualTo("the first request must be initialize, not tools/list");
        assertThat(answers).hasSize(3);
    }

    @Test
    void a_start_without_parameters_has_an_error() throws Exception {
        assertThat(answers("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\"}\n"))
                .hasSize(1);
        assertThat(answers("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}\n"))
                .hasSize(1);
    }

    @Test
    void an_unknown_tool_has_the_nearest_name() throws Exception {
        List<JsonNode> answers = answers(START
                + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"querry\"}}\n"
                + PING);
        assertThat(error(answers).get("message").asText())
                .isEqualTo("there is no tool \"querry\"; did you mean query?");
    }

    @Test
    void a_long_error_is_cut() throws Exception {
        List<JsonNode> answers = answers(START
                + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"projects\"}}\n");
        JsonNode result = answers.get(1).get("result");
        assertThat(result.get("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).hasSizeLessThan(2_100).endsWith("… (100000 characters)");
        answers = answers(START + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                + "y".repeat(100_000) + "\"}}\n");
        assertThat(error(answers).get("message").asText()).hasSizeLessThan(2_100);
    }
}
