package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.query.QueryException;
import io.cometsh.support.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is decided on the client, anywhere in an expression, against the third opinion: narrowing on the server loses no
 * hit, and deciding on the client lets none through that is none.
 */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class HybridOracleTest {

    @AutoClose
    private static FedServer server;

    @AutoClose
    private static Api api;

    @BeforeAll
    static void feed_a_server() {
        server = new FedServer();
        api = TestApi.of(server.address());
    }

    @Test
    void finds_what_the_oracle_finds_for_each_kind_of_comparison_alone_and_negated() {
        RandomHybrids random = new RandomHybrids(21, server.world());
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            Expression.Client client = random.client();
            expressions.add(i % 2 == 0 ? client : new Expression.Not(client));
        }
        assertRight(expressions, 100);
    }

    @Test
    void finds_what_the_oracle_finds_for_hundreds_of_random_trees() {
        RandomHybrids random = new RandomHybrids(22, server.world());
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            expressions.add(random.next(1 + i % 4));
        }
        assertRight(expressions, 150);
    }

    @Test
    void keeps_the_order_of_the_server() {
        List<String> all = keys("Metric(\"full\") != None");
        assertThat(keys("Metric(\"full\").min < 0.4"))
                .hasSizeGreaterThan(20)
                .isSubsetOf(all)
                .isSortedAccordingTo((a, b) -> Integer.compare(all.indexOf(a), all.indexOf(b)));
    }

    @Test
    void pages_of_a_search_add_up_to_the_whole_answer() {
        Object query = io.cometsh.query.QueryText.parse("Metric(\"full\").min < 0.4");
        List<String> paged = new ArrayList<>();
        for (int page = 1; page <= 20; page++) {
            paged.addAll(api.search(Feeder.WORKSPACE, Feeder.PROJECT, query, false, page, 17).stream()
                    .map(Experiment::getKey)
                    .toList());
        }
        assertThat(paged).isEqualTo(keys("Metric(\"full\").min < 0.4"));
    }

    private static void assertRight(List<Expression> expressions, int informative) {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Expression expression : expressions) {
            int hits = server.expected(expression, false).size();
            int live = server.world().size() - server.world().size() / 9;
            seen += hits > 0 && hits < live ? 1 : 0;
            try {
                wrong.addAll(
                        server.disagreement(expression, "cometsh", server.numbers(keys(QueryText.of(expression)))));
            } catch (QueryException e) {
                // An order between a number and a column of texts is refused; no comparison of the client's is.
                assertThat(e.getMessage()).contains("holds text");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).as("expressions with a hit and a miss").isGreaterThan(informative);
    }

    private static List<String> keys(String text) {
        return api.query(Feeder.WORKSPACE, Feeder.PROJECT, io.cometsh.query.QueryText.parse(text)).stream()
                .map(Experiment::getKey)
                .toList();
    }
}
