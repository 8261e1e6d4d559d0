package io.cometsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.support.TestResources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the comparison of {@link ConformanceTest} is worth: of every recorded call that ours equals, the values of every
 * body are altered, each by one byte, and the comparison must then fail. {@code recorded/used.txt} has the replies of which
 * a call uses only some values, or none.
 */
@Tag("python")
@Tag("slow")
class MutationTest {
    private static final Set<String> UNNOTICED_IN_REQUESTS = new TreeSet<>();
    private static final Map<String, Set<String>> NOTICED = new TreeMap<>();
    private static final Map<String, Set<String>> ALTERED = new TreeMap<>();
    /** The replies of which no altered value was noticed, and what they belong to. */
    private static final Map<String, String> WITHOUT_EFFECT = new LinkedHashMap<>();

    private static int altered;

    @BeforeAll
    static void alter_every_value(@TempDir Path work) {
        List<Recorded> all = Recorded.all();
        try (Player fast = Player.inProcess(all, work.resolve("fast"));
                Player exact = Player.overHttp(all, work.resolve("exact"))) {
            for (Recorded recorded : all) {
                // Redirects, repeats and settings need the real transport.
                Player player = fast.play(recorded).isSame() ? fast : exact;
                if (player.play(recorded).isSame()) {
                    alterRequests(recorded, player.played());
                    alterReplies(recorded, player);
                }
            }
        }
    }

    private static void alterRequests(Recorded recorded, Replay played) {
        for (int i = 0; i < recorded.exchanges().size(); i++) {
            ObjectNode request = (ObjectNode) recorded.exchanges().get(i).request();
            // Of some uploads the recording has only that there was one.
            for (Mutation mutation :
                    request.get("body").has("$bytes") ? List.<Mutation>of() : Mutation.of(request.get("body"))) {
                altered++;
                ObjectNode changed = request.deepCopy();
                changed.set("body", mutation.body());
                if (played.difference(recorded.withRequest(i, changed)).isEmpty()) {
                    UNNOTICED_IN_REQUESTS.add(recorded.title() + ": " + mutation);
                }
            }
        }
    }

    /** A value that was noticed once at a call of this name is not altered at the next one, unless nothing else was. */
    private static void alterReplies(Recorded recorded, Player player) {
        for (int i = 0; i < recorded.exchanges().size(); i++) {
            Recorded.Exchange exchange = recorded.exchanges().get(i);
            String use = use(recorded, exchange);
            Set<String> noticed = NOTICED.computeIfAbsent(use, any -> new TreeSet<>());
            boolean effect = false;
            List<Mutation> mutations = Mutation.of(exchange.reply().body());
            for (Mutation mutation : mutations) {
                ALTERED.computeIfAbsent(use, any -> new TreeSet<>()).add(mutation.place());
                if (effect && noticed.contains(mutation.place())) {
                    continue;
                }
                altered++;
                if (!player.play(recorded.withReply(i, exchange.reply().withBody(mutation.body())))
                        .isSame()) {
                    noticed.add(mutation.place());
                    effect = true;
                }
            }
            if (!effect && !mutations.isEmpty()) {
                WITHOUT_EFFECT.put(recorded.place() + (i == 0 ? "" : " reply " + (i + 1)), use);
            }
        }
    }

    private static String use(Recorded recorded, Recorded.Exchange exchange) {
        int status = exchange.reply().status();
        return Python.call(recorded.call()).path() + " of "
                + exchange.request().get("path").asText().replace("/api/rest/v2/", "")
                + (status == 200 ? "" : " " + status);
    }

    @Test
    void a_byte_changed_in_a_request_is_noticed() {
        assertThat(altered).isGreaterThan(3000);
        assertThat(UNNOTICED_IN_REQUESTS).isEmpty();
    }

    @Test
    void of_the_replies_in_the_table_just_these_values_are_used() {
        Map<String, String> used = new TreeMap<>();
        ALTERED.forEach((use, places) -> {
            if (!NOTICED.get(use).equals(places)) {
                used.put(use, String.join(", ", NOTICED.get(use)));
            }
        });
        assertThat(rows(" of ")).isEqualTo(used);
    }

    @Test
    void a_byte_changed_in_a_reply_is_noticed_but_for_the_replies_in_the_table() {
        assertThat(rows(" without effect").keySet())
                .isEqualTo(new TreeSet<>(WITHOUT_EFFECT.keySet().stream()
                        .map(place -> place + " without effect")
                        .toList()));
    }

    /** The rows of the table, {@code exp.get_user of experiment/system-details: user}, without their reasons. */
    private static Map<String, String> rows(String kind) {
        Map<String, String> rows = new TreeMap<>();
        boolean reason = false;
        for (String line : TestResources.lines("/recorded/used.txt")) {
            if (line.startsWith("= ")) {
                reason = true;
            } else if (line.contains(kind) && !line.startsWith("#")) {
                assertThat(reason).as("a row has a reason above it: " + line).isTrue();
                String[] halves = line.split(":", 2);
                assertThat(rows.put(halves[0], halves.length == 1 ? "" : halves[1].strip()))
                        .as("listed twice: " + line)
                        .isNull();
            }
        }
        return rows;
    }
}
