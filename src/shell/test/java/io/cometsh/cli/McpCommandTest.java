package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class McpCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BEGIN = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    @TempDir
    private Path home;

    private CommandRun run(String... arguments) {
        return CommandRun.of(home, Map.of("COMET_API_KEY", "very-secret"), arguments);
    }

    private Map<Integer, JsonNode> conversation(String... calls) throws IOException {
        StringBuilder input = new StringBuilder(BEGIN);
        for (int number = 0; number < calls.length; number++) {
            input.append("{\"jsonrpc\":\"2.0\",\"id\":")
                    .append(number + 1)
                    .append(",\"method\":")
                    .append(calls[number])
                    .append("}\n");
        }
        CommandRun run = CommandRun.piping(input.toString(), home, Map.of(), "--local", "mcp");
        assertThat(run.exitCode()).isZero();
        return run.out()
                .lines()
                .map(McpCommandTest::json)
                .collect(Collectors.toMap(answer -> answer.get("id").asInt(), answer -> answer));
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON on standard output: " + line, e);
        }
    }

    @Test
    void every_call_is_answered_before_the_end_of_the_input_ends_the_program() throws IOException {
        Map<Integer, JsonNode> answers = conversation(
                "\"tools/call\",\"params\":{\"name\":\"query\",\"arguments\":{\"project\":\"demo/digits\",\"query\":\"Tag(\\\"baseline\\\")\"}}",
                "\"tools/call\",\"params\":{\"name\":\"query\",\"arguments\":{\"project\":\"demo/digits\",\"limit\":0}}",
                "\"tools/call\",\"params\":{\"name\":\"query\",\"arguments\":{\"project\":\"demo/digits\",\"query\":\"Tag(\"}}",
                "\"ping\"");
        assertThat(answers).hasSize(5);
        assertThat(answers.get(1).at("/result/structuredContent/total").asInt()).isPositive();
        assertThat(answers.get(2).at("/result/isError").asBoolean()).isTrue();
        assertThat(answers.get(2).at("/result/content/0/text").asText())
                .isEqualTo("the argument \"limit\" must be a whole number from 1 to 1000, not 0");
        assertThat(answers.get(3).at("/result/isError").asBoolean()).isTrue();
        assertThat(answers.get(4).has("result")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "claude, .claude.json, /mcpServers/cometsh",
        "cursor, .cursor/mcp.json, /mcpServers/cometsh",
        "vscode, .config/Code/User/mcp.json, /servers/cometsh"
    })
    void an_installation_adds_one_server_and_keeps_the_other_settings(String client, String place, String pointer)
            throws IOException {
        if (System.getProperty("os.name").startsWith("Mac")) {
            place = place.replace(".config", "Library/Application Support");
        }
        Path file = home.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"theme\": \"dark\", \"mcpServers\": {\"other\": {\"command\": \"x\"}}}");
        CommandRun run = run("--local", "mcp", "--install", client, "--read-only");
        assertThat(run.err())
                .isEqualTo("cometsh: added cometsh to " + file + "; start " + client + " again to use it\n");
        JsonNode settings = JSON.readTree(file.toFile());
        assertThat(settings.at("/theme").asText()).isEqualTo("dark");
        assertThat(settings.at("/mcpServers/other/command").asText()).isEqualTo("x");
        assertThat(settings.at(pointer + "/args").toString()).isEqualTo("[\"--local\",\"mcp\",\"--read-only\"]");
        assertThat(settings.toString()).doesNotContain("very-secret");
        String before = Files.readString(file);
        assertThat(run("--local", "mcp", "--install", client, "--read-only").err())
                .isEqualTo("cometsh: cometsh is in " + file + " already\n");
        assertThat(file).hasContent(before);
    }

    @Test
    void codex_has_TOML() throws IOException {
        Path file = home.resolve(".codex/config.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "model = \"x\"\n\n[mcp_servers.cometsh]\ncommand = \"old\"\n\n[other]\na = 1\n");
        assertThat(run("--url", "https://comet.example.org", "mcp", "--install", "codex")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(file))
                .startsWith("model = \"x\"\n\n[mcp_servers.cometsh]\ncommand = \"")
                .contains("args = [\"--url\", \"https://comet.example.org\", \"mcp\"]\n")
                .endsWith("\n\n[other]\na = 1\n")
                .doesNotContain("old", "very-secret");
    }

    @Test
    void settings_that_are_no_JSON_stay_as_they_are() throws IOException {
        Path file = Files.writeString(home.resolve(".claude.json"), "{oops");
        CommandRun run = run("mcp", "--install", "claude");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(file + " is not JSON (line 1)");
        assertThat(file).hasContent("{oops");
    }

    @Test
    void a_schema_has_the_options_of_a_command_its_formats_and_its_exit_codes() throws IOException {
        JsonNode query = JSON.readTree(run("schema", "query").out());
        assertThat(query.at("/properties/--sort/type").asText()).isEqualTo("array");
        assertThat(query.at("/properties/--limit/type").asText()).isEqualTo("integer");
        assertThat(query.at("/properties/--explain/type").asText()).isEqualTo("boolean");
        assertThat(query.get("required").toString()).contains("EXPRESSION");
        assertThat(query.get("x-output-formats").toString()).contains("\"csv\"", "\"parquet\"");
        assertThat(query.at("/x-exit-codes/4").asText()).isEqualTo("not found");
        JsonNode all = JSON.readTree(run("schema").out());
        Cometsh.commandLine(context())
                .getSubcommands()
                .keySet()
                .forEach(command -> assertThat(
                                all.at("/$defs/" + command + "/title").asText())
                        .isEqualTo("cometsh " + command));
        CommandRun unknown = run("schema", "qurey");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no command \"qurey\"; did you mean query?");
    }

    private ProcessContext context() {
        return new ProcessContext(System.in, System.out, System.err, false, false, false, Map.of(), home, home);
    }
}
