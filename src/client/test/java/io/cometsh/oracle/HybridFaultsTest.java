package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.query.QueryText;
import io.cometsh.support.DelayingProxy;
import io.cometsh.transport.CometException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A query that the client finishes, over a network that loses answers: all of the hits or an error, never some of them. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class HybridFaultsTest {
    private static final List<String> QUERIES = List.of(
            "Metric(\"full\").min < 0.4",
            "~(Metric(\"full\").max < 0.4)",
            "Metric(\"full\").min < 0.4 | Metric(\"full\").max > 0.9",
            "Metric(\"full\") != None & Metric(\"full\").min < Metric(\"full\").max");

    private static FedServer server;

    @BeforeAll
    static void feed_a_server() {
        server = new FedServer();
    }

    @AfterAll
    static void stop_the_server() {
        server.close();
    }

    @Test
    void with_retries_the_answer_is_that_of_a_good_day() {
        try (DelayingProxy proxy = DelayingProxy.before(server.address());
                Api good = api(server.address(), 0);
                Api bad = api(proxy.uri(), 12)) {
            proxy.fail(100, 1);
            for (String query : QUERIES) {
                assertThat(keys(bad, query)).as(query).isNotEmpty().isEqualTo(keys(good, query));
            }
            assertThat(proxy.failed()).as("all kinds of faults").isGreaterThan(14);
        }
    }

    @Test
    void without_them_it_is_an_error_or_the_whole_answer() {
        List<String> errors = new ArrayList<>();
        int whole = 0;
        try (DelayingProxy proxy = DelayingProxy.before(server.address());
                Api good = api(server.address(), 0)) {
            for (int round = 0; round < 12; round++) {
                // A fresh one each time: what a cache holds cannot be lost.
                try (Api bad = api(proxy.uri(), 0)) {
                    proxy.fail(5, round);
                    String query = QUERIES.get(round % QUERIES.size());
                    List<String> expected = keys(good, query);
                    try {
                        assertThat(keys(bad, query)).as(query).isEqualTo(expected);
                        whole++;
                    } catch (CometException e) {
                        errors.add(e.getMessage());
                    }
                }
            }
        }
        assertThat(whole).isPositive();
        assertThat(errors)
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error)
                        .containsAnyOf(
                                "429", "500", "502", "broke off", "did not answer", "connection", "can't reach"));
    }

    private static Api api(java.net.URI address, int retries) {
        return new Api(
                new OkHttpTransport(TransportOptions.of(address, "any-key")
                        .withRetries(retries)
                        .withBackoffFactorSeconds(0)
                        .withTimeout(Duration.ofSeconds(1))),
                () -> address,
                ApiOptions.defaults());
    }

    private static List<String> keys(Api api, String query) {
        return api.query(Feeder.WORKSPACE, Feeder.PROJECT, QueryText.parse(query)).stream()
                .map(Experiment::getKey)
                .toList();
    }
}
