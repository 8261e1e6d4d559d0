package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunLogTest {
    private static final String KEY = "SeCrEtKeY0123456789";
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(server, "acme", "vision", 2, (run, i) -> run.metric("loss", i / 10.0));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.against(server.address(), KEY, folder, args);
    }

    private List<JsonNode> log() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("run.log"), StandardCharsets.UTF_8)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static List<String> events(List<JsonNode> lines) {
        return lines.stream().map(line -> line.get("event").asText()).toList();
    }

    @Test
    void each_request_and_the_end_are_lines_of_json() throws IOException {
        run("--log", "run.log", "-e", "api.getProjects('acme')");
        List<JsonNode> lines = log();
        assertThat(events(lines)).containsExactly("start", "request", "end");
        JsonNode request = lines.get(1);
        assertThat(Instant.parse(request.get("time").asText()))
                .isBefore(Instant.now().plusSeconds(1));
        assertThat(request.get("pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(request.get("method").asText()).isEqualTo("GET");
        assertThat(request.get("url").asText()).contains("projects?workspaceName=acme");
        assertThat(request.get("status").asInt()).isEqualTo(200);
        assertThat(request.get("attempt").asInt()).isEqualTo(1);
        assertThat(request.get("bytes_in").asLong()).isPositive();
        assertThat(request.get("millis").isNumber()).isTrue();
        JsonNode end = lines.get(2);
        assertThat(end.get("exit_code").asInt()).isZero();
        assertThat(end.get("requests").asInt()).isEqualTo(1);
    }

    @Test
    void warnings_are_logged_even_when_they_are_not_printed() throws IOException {
        CommandRun run = run("-q", "--log", "run.log", "-e", "api.query('acme', 'vision', Metric('los') < 1)");
        assertThat(run.err()).isEmpty();
        assertThat(log())
                .filteredOn(line -> line.get("event").asText().equals("warning"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("message").asText()).contains("did you mean"));
    }

    @Test
    void an_error_is_logged_as_it_is_printed_with_the_exit_code() throws IOException {
        CommandRun run = run("--log", "run.log", "-e", "api.getProjects('acmee')");
        List<JsonNode> lines = log();
        JsonNode error = lines.get(lines.size() - 2);
        assertThat(error.get("event").asText()).isEqualTo("error");
        assertThat(run.err()).isEqualTo("cometsh: " + error.get("message").asText() + "\n");
        assertThat(lines.get(lines.size() - 1).get("exit_code").asInt()).isEqualTo(run.exitCode());
    }

    @Test
    void each_invocation_appends_to_the_file_without_the_key() throws IOException {
        run("--log", "run.log", "-e", "api.getProjects('acme')");
        run("--log", "run.log", "-e", "throw new IllegalStateException('x')");
        assertThat(events(log())).containsSequence("end", "start");
        assertThat(folder.resolve("run.log")).content().doesNotContain(KEY);
    }

    @Test
    void what_a_script_prints_is_not_logged() throws IOException {
        run("--log", "run.log", "-e", "println 'data'");
        assertThat(folder.resolve("run.log")).content().doesNotContain("data");
    }

    @Test
    void a_log_that_cannot_be_written_stops_the_run_before_it_begins() {
        CommandRun run = run("--log", "nowhere/run.log", "-e", "println 1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cometsh: cannot write to the log ");
    }

    @Test
    void without_the_option_there_is_no_file() {
        run("-e", "1");
        assertThat(folder.resolve("run.log")).doesNotExist();
    }
}
