package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.GroovyShell;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.query.QueryException;
import io.cometsh.support.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way against the third opinion: the query as a user types it, our language, our client, our server. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OracleClientTest {

    @AutoClose
    private static FedServer server;

    @AutoClose
    private static Api api;

    @BeforeAll
    static void feed_a_server() {
        server = new FedServer();
        api = TestApi.of(server.address());
    }

    static Stream<Expression> every_operator() {
        return new OperatorTable(server.world()).expressions();
    }

    @ParameterizedTest
    @MethodSource("every_operator")
    void finds_what_the_oracle_finds_for(Expression expression) {
        if (isRefused(expression)) {
            assertThatThrownBy(() -> disagreement(expression)).isInstanceOf(QueryException.class);
        } else {
            assertThat(disagreement(expression)).isEmpty();
        }
    }

    /** The language has no order between a number and a column of texts, though the server finds the numbers among them. */
    private static boolean isRefused(Expression expression) {
        return Expression.leaves(expression).stream()
                .anyMatch(leaf -> leaf.comparison().isOrder()
                        && leaf.type().equals("string")
                        && leaf.operands().get(0) instanceof Number);
    }

    @Test
    void finds_what_the_oracle_finds_for_hundreds_of_random_trees() {
        RandomExpressions random = new RandomExpressions(9, server.world());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Expression expression = random.next(1 + i % 4);
            if (!isRefused(expression)) {
                wrong.addAll(disagreement(expression));
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static List<String> disagreement(Expression expression) {
        Object query = new GroovyShell().evaluate("import static io.cometsh.lang.Query.*\n" + QueryText.of(expression));
        List<String> keys = api.query(Feeder.WORKSPACE, Feeder.PROJECT, query).stream()
                .map(Experiment::getKey)
                .toList();
        return server.disagreement(expression, "cometsh", server.numbers(keys));
    }
}
