package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.mirror.MirrorTransport;
import io.cometsh.mirror.Mirrors;
import io.cometsh.mirror.Sync;
import io.cometsh.mirror.SyncOptions;
import io.cometsh.progress.Display;
import io.cometsh.query.QueryException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror gives the answers of its server, and the third opinion agrees with both. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MirrorOracleTest {
    @TempDir
    private static Path folder;

    private static FedServer server;
    private static Api online;
    private static Api offline;

    @BeforeAll
    static void sync_a_fed_server() {
        server = new FedServer();
        Transport transport = new OkHttpTransport(TransportOptions.of(server.address(), "any-key"));
        new Sync(
                        transport,
                        "test",
                        folder,
                        new SyncOptions(Feeder.WORKSPACE, null, null),
                        Display.NONE.begin("sync", "runs", -1),
                        InstantSource.system())
                .run();
        online = new Api(transport, server::address, ApiOptions.defaults().withWarnings(warning -> {}));
        offline = new Api(
                new MirrorTransport(Mirrors.in(folder), (project, time) -> {}),
                server::address,
                ApiOptions.defaults().withWarnings(warning -> {}));
    }

    @AfterAll
    static void stop_the_server() {
        offline.close();
        online.close();
        server.close();
    }

    @Test
    void every_operator_on_every_kind_of_column_finds_the_same() {
        assertSame(new OperatorTable(server.world()).expressions().toList(), 100);
    }

    @Test
    void hundreds_of_random_trees_find_the_same() {
        RandomExpressions random = new RandomExpressions(7, server.world());
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expressions.add(random.next(1 + i % 4));
        }
        assertSame(expressions, 120);
    }

    @Test
    void what_the_client_decides_is_the_same() {
        RandomHybrids random = new RandomHybrids(22, server.world());
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            expressions.add(random.next(1 + i % 4));
        }
        assertSame(expressions, 50);
    }

    @Test
    void tables_and_points_are_the_same() {
        ExperimentList here = offline.getExperiments(Feeder.WORKSPACE, Feeder.PROJECT);
        ExperimentList there = online.getExperiments(Feeder.WORKSPACE, Feeder.PROJECT);
        assertThat(here.table().toString()).isEqualTo(there.table().toString());
        assertThat(offline.getArchivedExperiments(Feeder.WORKSPACE, Feeder.PROJECT).stream()
                        .map(Experiment::getKey))
                .containsExactlyElementsOf(online.getArchivedExperiments(Feeder.WORKSPACE, Feeder.PROJECT).stream()
                        .map(Experiment::getKey)
                        .toList());
        for (int i = 0; i < here.size(); i += 7) {
            Experiment one = here.get(i);
            Experiment other = there.get(i);
            assertThat(one.getMetrics()).isEqualTo(other.getMetrics());
            assertThat(one.getMetrics("full")).isEqualTo(other.getMetrics("full"));
            assertThat(one.getTags()).isEqualTo(other.getTags());
            assertThat(one.getSystemDetails()).isEqualTo(other.getSystemDetails());
            assertThat(one.getMetadata()).isEqualTo(other.getMetadata());
            assertThat(offline.getMetricsForChart(
                            List.of(one.getKey()), List.of("full", "wild"), List.of("depth"), true, true))
                    .isEqualTo(online.getMetricsForChart(
                            List.of(one.getKey()), List.of("full", "wild"), List.of("depth"), true, true));
        }
    }

    private static void assertSame(List<Expression> expressions, int informative) {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Expression expression : expressions) {
            String text = QueryText.of(expression);
            Object there = answer(online, text);
            Object here = answer(offline, text);
            if (!there.equals(here)) {
                wrong.add(text + "\n  online:  " + there + "\n  offline: " + here);
            } else if (here instanceof List<?> keys) {
                wrong.addAll(server.disagreement(
                        expression,
                        "mirror",
                        server.numbers(keys.stream().map(Object::toString).toList())));
                seen += keys.isEmpty() ? 0 : 1;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).as("expressions with a hit").isGreaterThan(informative);
    }

    private static Object answer(Api api, String text) {
        try {
            return api.query(Feeder.WORKSPACE, Feeder.PROJECT, io.cometsh.query.QueryText.parse(text)).stream()
                    .map(Experiment::getKey)
                    .toList();
        } catch (QueryException | CometException e) {
            return e.getMessage();
        }
    }
}
