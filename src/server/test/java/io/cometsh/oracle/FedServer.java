package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A server that holds the generated world, and the right answers beside it. Experiments go by the world's numbers. */
final class FedServer implements AutoCloseable {

    private final List<Subject> world = GeneratedWorld.standard();
    private final CometServer server = CometServer.start(ServerOptions.inMemory());
    private final PlainHttp http = new PlainHttp(server.address(), "any-key");
    private final Map<String, Integer> numbers = new HashMap<>();
    private final String projectId;

    FedServer() {
        List<String> keys = new Feeder(http).send(world);
        for (int i = 0; i < keys.size(); i++) {
            numbers.put(keys.get(i), i);
        }
        projectId = get("project").get("projectId").textValue();
    }

    List<Subject> world() {
        return world;
    }

    URI address() {
        return server.address();
    }

    /** A read about the project. */
    JsonNode get(String endpoint) {
        return http.get(
                "api/rest/v2/" + endpoint + "?workspaceName=" + Feeder.WORKSPACE + "&projectName=" + Feeder.PROJECT);
    }

    /** The oracle's answer. */
    Set<Integer> expected(Expression expression, boolean archived) {
        Set<Integer> hits = new TreeSet<>();
        for (Subject subject : world) {
            if (subject.archived() == archived && Evaluator.matches(subject, expression)) {
                hits.add(subject.key());
            }
        }
        return hits;
    }

    /** The answer of {@code experiments/search}, all pages. */
    Set<Integer> search(Expression expression, boolean archived, int limit) {
        Set<Integer> hits = new TreeSet<>();
        for (int page = 1; ; page++) {
            List<String> keys = http.post(
                            "api/rest/v2/experiments/search",
                            Feeder.object(
                                    "projectId",
                                    projectId,
                                    "viewId",
                                    null,
                                    "limit",
                                    limit,
                                    "page",
                                    page,
                                    "deleted",
                                    archived,
                                    "ignorePinnedExperimentsFirst",
                                    true,
                                    "pinnedOnly",
                                    null,
                                    "multipleSort",
                                    null,
                                    "chainsQueryRules",
                                    null,
                                    "rulesTree",
                                    WireForms.rulesTree(expression)))
                    .get("experiments")
                    .findValuesAsText("experimentKey");
            assertThat(keys.size()).as("rows of page %d", page).isLessThanOrEqualTo(limit);
            hits.addAll(numbers(keys));
            if (keys.size() < limit) {
                return hits;
            }
        }
    }

    /** The answer of {@code project/query}. */
    Set<Integer> query(ArrayNode predicates, boolean archived) {
        JsonNode reply = http.post(
                "api/rest/v2/project/query",
                Feeder.object(
                        "workspaceName",
                        Feeder.WORKSPACE,
                        "projectName",
                        Feeder.PROJECT,
                        "archived",
                        archived,
                        "predicates",
                        predicates));
        List<String> keys = new java.util.ArrayList<>();
        reply.get("experimentKeys").forEach(key -> keys.add(key.textValue()));
        return numbers(keys);
    }

    /** The experiments of an answer's keys; no key may occur twice. */
    Set<Integer> numbers(Collection<String> keys) {
        Set<Integer> known = new TreeSet<>();
        for (String key : keys) {
            assertThat(known.add(numbers.get(key)))
                    .as("%s is in the answer once", key)
                    .isTrue();
        }
        return known;
    }

    /** Nothing when the answer is right, else one line that explains the difference. */
    List<String> disagreement(Expression expression, String form, Set<Integer> actual) {
        Set<Integer> expected = expected(expression, false);
        Set<Integer> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        Set<Integer> added = new TreeSet<>(actual);
        added.removeAll(expected);
        return missing.isEmpty() && added.isEmpty()
                ? List.of()
                : List.of(form + " of " + expression + " misses " + sample(missing) + " and adds " + sample(added)
                        + "\n");
    }

    private String sample(Set<Integer> numbers) {
        return numbers.size()
                + (numbers.isEmpty()
                        ? ""
                        : ", such as " + world.get(numbers.iterator().next()));
    }

    @Override
    public void close() {
        server.close();
    }
}
