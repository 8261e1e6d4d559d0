package io.cometsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.TestResources;
import io.cometsh.transport.DryRunTransport;
import io.cometsh.transport.ReadOnlyException;
import io.cometsh.transport.ReadOnlyTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded call that writes, in a dry run and read-only: the one tells the recorded request, the other refuses it,
 * and of both nothing reaches the server.
 */
class GuardedWritesTest {
    private static final List<Recorded> ALL = Recorded.all();
    /** The calls of ours that write, and whether they send what was recorded. */
    private static final Map<Recorded, Boolean> WRITING = new LinkedHashMap<>();

    /** Writes of the client's that nobody recorded; GuardsTest's are the same two transports, which look at the path. */
    private static final Set<String> NOT_RECORDED =
            Set.of("write/artifact/assets/remote/batch", "write/artifacts/state", "write/artifacts/upsert");

    @TempDir
    static Path work;

    @BeforeAll
    static void the_calls_that_write_as_recorded() {
        try (Player player = Player.inProcess(ALL, work.resolve("as recorded"))) {
            for (Recorded recorded : ALL) {
                if (recorded.raises() == null && recorded.requests().anyMatch(GuardedWritesTest::isWrite)) {
                    Outcome outcome = player.play(recorded);
                    if (outcome.made() && player.played().made().anyMatch(GuardedWritesTest::isWrite)) {
                        WRITING.put(recorded, outcome.asks().isEmpty());
                    }
                }
            }
        }
    }

    private static boolean isWrite(JsonNode request) {
        return request.get("path").asText().contains("/write/");
    }

    private static List<JsonNode> writes(Recorded recorded) {
        return recorded.requests().filter(GuardedWritesTest::isWrite).toList();
    }

    @TestFactory
    Stream<DynamicTest> a_dry_run_shows_the_requests_and_sends_nothing() {
        AtomicInteger number = new AtomicInteger();
        return WRITING.keySet().stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.title(), () -> {
                    List<String> reported = new ArrayList<>();
                    try (Player player = Player.inProcess(
                            ALL,
                            work.resolve("dry run " + number.incrementAndGet()),
                            next -> new DryRunTransport(next, reported::add))) {
                        player.play(recorded);
                        assertThat(player.played().made().filter(GuardedWritesTest::isWrite))
                                .isEmpty();
                    }
                    // A call whose later writes need the answer to an earlier one reports that there is none.
                    assertThat(reported).isNotEmpty();
                    for (int i = 0; i < reported.size() && WRITING.get(recorded); i++) {
                        assertSame(reported.get(i), writes(recorded).get(i));
                    }
                }));
    }

    private static void assertSame(String reported, JsonNode recorded) {
        String[] lines = reported.split("\n", 2);
        String path = recorded.get("path").asText().replaceFirst("^/api/rest/v2/", "");
        Matcher request = Pattern.compile("dry run: (\\S+) ([^?]*)(?:\\?(.*))?").matcher(lines[0]);
        assertThat(request.matches()).as(reported).isTrue();
        assertThat(request.group(1)).isEqualTo(recorded.get("method").asText());
        // What an earlier write would have made has a made-up id, where the recording has the server's.
        assertThat(path).matches(Pattern.quote(request.group(2)).replaceAll("dry-run-\\w+-\\d+", "\\\\E[^/]+\\\\Q"));
        Map<String, String> parameters = new LinkedHashMap<>();
        recorded.get("query")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(name + "=" + value));
        assertThat(
                        request.group(3) == null
                                ? List.of()
                                : List.of(request.group(3).split("&")))
                .containsExactlyInAnyOrderElementsOf(pairs);
        JsonNode body = recorded.get("body");
        if (body instanceof ObjectNode && !body.has("$bytes")) {
            assertThat(TestResources.parse(lines[1])).isEqualTo(body);
        } else if (body.isArray() && body.path(0).has("filename")) {
            assertThat(lines[1].lines().count()).isEqualTo(body.size());
        }
    }

    @TestFactory
    Stream<DynamicTest> read_only_refuses_it_and_sends_nothing() {
        AtomicInteger number = new AtomicInteger();
        return WRITING.keySet().stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.title(), () -> {
                    try (Player player = Player.inProcess(
                            ALL, work.resolve("read-only " + number.incrementAndGet()), ReadOnlyTransport::new)) {
                        Outcome outcome = player.play(recorded);
                        assertThat(player.played().made().filter(GuardedWritesTest::isWrite))
                                .isEmpty();
                        JsonNode first = writes(recorded).get(0);
                        assertThat(outcome.gives())
                                .startsWith("throws " + ReadOnlyException.class.getName() + ": "
                                        + first.get("method").asText() + " "
                                        + first.get("path").asText().replaceFirst("^/api/rest/v2/", ""));
                    }
                }));
    }

    @Test
    void every_write_of_the_client_is_among_them() throws IOException {
        Set<String> recorded = new TreeSet<>(NOT_RECORDED);
        WRITING.keySet()
                .forEach(call -> writes(call)
                        .forEach(
                                write -> recorded.add(write.get("path").asText().replaceFirst("^.*/(?=write/)", ""))));
        Set<String> unguarded = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/client/main/java/io/cometsh/client"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher literal = Pattern.compile("\"(?:/clientlib/rest/v2/)?(write/[^\"]*[^\"/])\"")
                        .matcher(Files.readString(source));
                while (literal.find()) {
                    if (!recorded.contains(literal.group(1))) {
                        unguarded.add(literal.group(1));
                    }
                }
            }
        }
        assertThat(unguarded).isEmpty();
    }
}
