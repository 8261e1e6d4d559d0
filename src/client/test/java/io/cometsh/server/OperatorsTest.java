package io.cometsh.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What operators of the server can see: metrics, version, access log. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorsTest {
    private static final String KEY = "aB\"c\\d-e&f+g=<h>%41'zz$1";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(?:\\{((?:[a-z]+=\"[^\"\\\\\n]*\",?)*)})? (-?[0-9.E-]+|NaN)");

    @TempDir
    private Path folder;

    private static Map<String, Double> read(String text) {
        Map<String, Double> samples = new HashMap<>();
        Map<String, String> types = new HashMap<>();
        Set<String> helped = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                assertThat(helped.add(line.split(" ", 4)[2])).as(line).isTrue();
            } else if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ");
                assertThat(words[3]).isIn("counter", "gauge", "histogram", "summary");
                types.put(words[2], words[3]);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                String family = sample.group(1).replaceFirst("_(bucket|sum|count)$", "");
                assertThat(types.containsKey(sample.group(1)) || types.containsKey(family))
                        .as(line)
                        .isTrue();
                String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
                assertThat(samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3))))
                        .as(line)
                        .isNull();
            }
        }
        return samples;
    }

    @Test
    void metrics_count_requests_points_and_refusals() throws Exception {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            Wire wire = new Wire(server.address());
            String key = wire.create("w", "p");
            wire.write(
                    "experiment/metric",
                    "{'experimentKey':'" + key + "','metricName':'loss','metricValue':'0.5','step':1,'timestamp':1}");
            wire.get("/api/rest/v2/nowhere/" + key);
            String route = "{route=\"/api/rest/v2/write/experiment/metric\",method=\"POST\",status=\"200\"";
            Wire open = new Wire(server.address(), null);
            AtomicReference<Wire.Answer> last = new AtomicReference<>();
            Await.until("the requests before it to be counted and to end", () -> {
                last.set(open.get("/metrics"));
                Map<String, Double> now = read(last.get().text());
                return now.get("cometsh_http_requests_in_flight") == 1
                        && now.containsKey(
                                "cometsh_http_request_duration_seconds_count{route=\"none\",method=\"GET\",status=\"404\"}");
            });
            Wire.Answer answer = last.get();
            assertThat(answer.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            Map<String, Double> samples = read(answer.text());
            assertThat(samples)
                    .containsEntry("cometsh_http_request_duration_seconds_count" + route + "}", 1.0)
                    .containsEntry("cometsh_points_written_total", 1.0)
                    .containsEntry("cometsh_http_requests_in_flight", 1.0)
                    .containsEntry("cometsh_http_requests_rejected_total{status=\"503\"}", 0.0)
                    .containsEntry("cometsh_ready", 1.0)
                    .containsKeys(
                            "cometsh_store_free_bytes",
                            "cometsh_store_asset_bytes",
                            "jvm_threads_current",
                            "cometsh_http_request_duration_seconds_sum" + route + "}");
            assertThat(samples.get("cometsh_store_database_bytes")).isPositive();
            assertThat(samples.get("cometsh_http_request_bytes_total")).isPositive();
            assertThat(answer.text()).contains(route + ",le=\"+Inf\"} 1\n").doesNotContain(key);
        }
    }

    @Test
    void metrics_need_a_key_where_keys_are_needed() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of("f00d", "ann")))) {
            assertThat(new Wire(server.address(), null).get("/metrics").status())
                    .isEqualTo(401);
            assertThat(new Wire(server.address(), "other").get("/metrics").status())
                    .isEqualTo(401);
            assertThat(new Wire(server.address(), "f00d").get("/metrics").status())
                    .isEqualTo(200);
            assertThat(new Wire(server.address(), "Bearer f00d").get("/metrics").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_version_needs_no_key() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of("f00d", "ann")))) {
            assertThat(new Wire(server.address(), null)
                            .get("/cometsh/version")
                            .json()
                            .get("version")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void a_line_names_the_user_the_request_and_the_result() throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Path log = folder.resolve("access.log");
        try (CometServer server = CometServer.start(ServerOptions.inMemory()
                .withKeys(Map.of(KEY, "ann *"))
                .withProxies(List.of("127.0.0.1"))
                .withLog(log)
                .withScreen(new PrintStream(screen, true, UTF_8)))) {
            Wire wire = new Wire(server.address(), KEY);
            wire.send(wire.request("/api/rest/v2/workspaces?apiKey=secret&workspaceName=w")
                    .header("X-Request-Id", "my-id.1")
                    .header("X-Forwarded-For", "203.0.113.9, 127.0.0.1"));
            new Wire(server.address(), null).get("/api/rest/v2/workspaces");
            // As clients before 3.44 send it.
            new Wire(server.address(), null)
                    .send(HttpRequest.newBuilder(server.address().resolve("/clientlib/logger/add/run?apiKey=secret"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"apiKey\":\"aB\\\"c\\\\d-e&f+g=<h>%41'zz$1\"}")));
            Await.until("three lines", () -> lines(log).size() == 3);
        }
        List<String> lines = lines(log);
        assertThat(lines.get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z 203\\.0\\.113\\.9 ann GET"
                        + " /api/rest/v2/workspaces\\?workspaceName=w 200 \\d+ \\d+\\.\\d my-id\\.1");
        assertThat(lines.get(1))
                .matches(".* 127\\.0\\.0\\.1 - GET /api/rest/v2/workspaces 401 \\d+ \\d+\\.\\d [0-9a-f]{16}");
        assertThat(lines.get(2)).contains(" POST /clientlib/logger/add/run 4");
        assertThat(screen.toString(UTF_8).lines().toList()).isEqualTo(lines);
        assertThat(String.join("\n", lines)).doesNotContain("secret", "aB", "zz$1", "f+g");
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_log_that_was_renamed_or_cut_is_started_again() throws Exception {
        Path log = folder.resolve("access.log");
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withLog(log))) {
            Wire wire = new Wire(server.address());
            wire.get("/api/rest/v2/workspaces");
            Await.until("a line", () -> lines(log).size() == 1);
            Files.move(log, folder.resolve("access.log.1"));
            wire.get("/api/rest/v2/workspaces");
            Await.until("a new file", () -> lines(log).size() == 1);
            Files.newByteChannel(log, java.nio.file.StandardOpenOption.WRITE)
                    .truncate(0)
                    .close();
            wire.get("/api/rest/v2/workspaces");
            Await.until("a line in the cut file", () -> lines(log).size() == 1);
            assertThat(lines(folder.resolve("access.log.1"))).hasSize(1);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_full_disk_for_the_log_does_not_stop_the_server() throws Exception {
        Path log = folder.resolve("access.log");
        Files.createSymbolicLink(log, Path.of("/dev/full"));
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withLog(log))) {
            Wire wire = new Wire(server.address());
            assertThat(wire.get("/api/rest/v2/workspaces").status()).isEqualTo(200);
            Await.until(
                    "the lost line to be counted",
                    () -> read(wire.get("/metrics").text()).get("cometsh_access_log_lost_lines_total") >= 1);
        }
    }

    private static List<String> lines(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
