package io.cometsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.site.Site;
import io.cometsh.support.TestResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every line of the recordings: the same call of ours, over HTTP, against a server that gives the recorded replies, sends
 * the same (method, path, query, the headers that matter, body) and gives or throws the same, unless {@code
 * recorded/listed.txt} lists what is different and why.
 */
@Tag("slow")
class ConformanceTest {
    private static final List<Recorded> ALL = Recorded.all();
    private static final Map<String, Listed.Row> LISTED = Listed.rows();
    private static final Map<Recorded, Outcome> OUTCOMES = new LinkedHashMap<>();

    @BeforeAll
    static void play(@TempDir Path work) {
        try (Player player = Player.overHttp(ALL, work)) {
            ALL.forEach(recorded -> OUTCOMES.put(recorded, player.play(recorded)));
        }
    }

    @TestFactory
    Stream<DynamicTest> asks_and_gives_the_same_unless_it_is_listed_why_not() {
        return OUTCOMES.entrySet().stream()
                .map(played -> DynamicTest.dynamicTest(played.getKey().title(), () -> {
                    Listed.Row row = LISTED.get(place(played.getKey()));
                    Outcome outcome = played.getValue();
                    assertThat(outcome.kind())
                            .as(outcome + (row == null ? "" : "; listed because " + row.reason()))
                            .isEqualTo(row == null ? "same" : row.kind());
                }));
    }

    @Test
    void every_row_of_the_table_names_a_recorded_call() {
        Map<String, String> calls = ALL.stream().collect(Collectors.toMap(ConformanceTest::place, Recorded::call));
        LISTED.forEach((place, row) -> assertThat(calls).containsEntry(place, row.call()));
    }

    @Test
    void every_line_of_the_recordings_belongs_to_one_call() {
        for (String source : Recorded.SOURCES) {
            List<Integer> lines = new ArrayList<>();
            ALL.stream().filter(recorded -> recorded.source().equals(source)).forEach(recorded -> {
                for (int line = recorded.firstLine(); line <= recorded.lastLine(); line++) {
                    lines.add(line);
                }
            });
            assertThat(lines)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(TestResources.lines("/recorded/" + source + ".jsonl")
                            .size());
        }
    }

    @Test
    void the_page_for_python_users_counts_them() throws IOException {
        assertThat(Files.readString(Site.SOURCE.resolve("docs/comet-ml.md")))
                .contains(Recorded.SOURCES.stream().map(ConformanceTest::row).collect(Collectors.joining("\n")));
    }

    private static String row(String source) {
        int[] counts = new int[3];
        OUTCOMES.forEach((recorded, outcome) -> {
            if (recorded.source().equals(source)) {
                counts[outcome.isSame() ? 0 : outcome.made() ? 1 : 2] += recorded.lineCount();
            }
        });
        return "| `" + source + ".jsonl` | " + (counts[0] + counts[1] + counts[2]) + " | " + counts[0] + " | "
                + counts[1] + " | " + counts[2] + " |";
    }

    private static String place(Recorded recorded) {
        return recorded.source() + " " + recorded.firstLine();
    }
}
