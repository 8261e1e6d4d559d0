package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Not;
import io.cometsh.oracle.Expression.Or;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server's answers against the third opinion. Server and client come from the same hands and could share a misreading, and Python's SDK only
 * sends queries, it evaluates none.
 */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OracleTest {

    private static FedServer server;

    @BeforeAll
    static void feed_a_server() {
        server = new FedServer();
    }

    @AfterAll
    static void stop_the_server() {
        server.close();
    }

    static Stream<Expression> every_operator() {
        return new OperatorTable(server.world()).expressions();
    }

    @ParameterizedTest
    @MethodSource("every_operator")
    void finds_what_the_oracle_finds_for(Expression expression) {
        assertThat(disagreements(expression)).isEmpty();
    }

    @Test
    void finds_what_the_oracle_finds_for_hundreds_of_random_trees() {
        RandomExpressions random = new RandomExpressions(7, server.world());
        List<String> wrong = new ArrayList<>();
        int informative = 0;
        for (int i = 0; i < 600; i++) {
            Expression expression = random.next(1 + i % 4);
            int hits = server.expected(expression, false).size();
            informative += hits > 0 && hits < live() ? 1 : 0;
            wrong.addAll(disagreements(expression));
        }

        assertThat(wrong).isEmpty();
        assertThat(informative).as("expressions with a hit and a miss").isGreaterThan(450);
    }

    @Test
    void finds_what_the_oracle_finds_for_random_conjunctions_as_a_list_of_predicates() {
        RandomExpressions random = new RandomExpressions(8, server.world());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            wrong.addAll(disagreements(random.nextConjunction(1 + i % 4)));
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void archived_experiments_are_found_by_asking_for_them_and_only_then() {
        Expression expression = metric("full", Comparison.GREATER_OR_EQUAL, 0.5);
        Set<Integer> archived = server.expected(expression, true);

        assertThat(archived).isNotEmpty();
        assertThat(server.search(expression, true, 100)).isEqualTo(archived);
        assertThat(server.query(WireForms.predicates(expression), true)).isEqualTo(archived);
        assertThat(server.search(expression, false, 100))
                .isEqualTo(server.expected(expression, false))
                .doesNotContainAnyElementsOf(archived);
    }

    @Test
    void pages_of_any_size_make_the_same_whole() {
        Expression expression = metric("full", Comparison.GREATER, 0.2);
        Set<Integer> expected = server.expected(expression, false);

        for (int limit : List.of(1, 7, 100, 10_000)) {
            assertThat(server.search(expression, false, limit))
                    .as("pages of %d", limit)
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_mark_negated_changes_nothing() {
        Expression expression = new Not(metric("score", Comparison.LESS, 5));
        ArrayNode marked = WireForms.predicates(expression);
        ((ObjectNode) marked.get(0)).put("negated", true);

        assertThat(server.query(marked, false))
                .isEqualTo(server.expected(expression, false))
                .isNotEmpty();
    }

    /** Python's form of {@code (m1 & m2) | p}: the inner rules do not name the source of their column. */
    @Test
    void a_rule_without_a_source_is_found_by_its_column() {
        Leaf one = metric("full", Comparison.GREATER, 0.5);
        Leaf two = metric("sparse", Comparison.GREATER, 0);
        Leaf three = leaf(Source.PARAMETER, "depth", "double", Comparison.EQUAL, 3);
        ObjectNode inner = WireForms.group("AND", WireForms.rule(one, false), WireForms.rule(two, false));
        ObjectNode either = WireForms.group("OR", inner, WireForms.rule(three, true));
        ArrayNode predicates = JsonNodeFactory.instance.arrayNode().add(WireForms.entry("nested", either));

        assertThat(server.query(predicates, false)).isEqualTo(server.expected(new Or(new And(one, two), three), false));
    }

    @Test
    void a_number_may_come_as_text_and_a_bound_as_a_number() {
        ArrayNode asText = WireForms.predicates(metric("full", Comparison.GREATER, 0.5));
        ((ObjectNode) asText.at("/0/query/rules/0")).put("value", "0.5");
        ArrayNode asNumbers = WireForms.predicates(metric("full", Comparison.BETWEEN, 0.2, 0.4));
        ((ObjectNode) asNumbers.at("/0/query/rules/0"))
                .putArray("value")
                .add(0.2)
                .add(0.4);

        assertThat(server.query(asText, false))
                .isEqualTo(server.expected(metric("full", Comparison.GREATER, 0.5), false));
        assertThat(server.query(asNumbers, false))
                .isEqualTo(server.expected(metric("full", Comparison.BETWEEN, 0.2, 0.4), false));
    }

    @Test
    void an_infinite_bound_is_a_bound_and_nan_is_none() {
        List<String> wrong = new ArrayList<>();
        for (Comparison comparison :
                List.of(Comparison.EQUAL, Comparison.NOT_EQUAL, Comparison.LESS, Comparison.GREATER_OR_EQUAL)) {
            for (double bound : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                wrong.addAll(disagreements(metric("wild", comparison, bound)));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(server.expected(metric("wild", Comparison.EQUAL, Double.POSITIVE_INFINITY), false))
                .isNotEmpty();
        assertThat(server.expected(metric("wild", Comparison.LESS, Double.NaN), false))
                .isEmpty();
    }

    @Test
    void every_time_and_duration_is_found_by_its_own_value() {
        List<String> wrong = new ArrayList<>();
        for (Subject subject : server.world()) {
            Object duration = subject.value(Source.METADATA, "duration");
            wrong.addAll(disagreements(leaf(Source.METADATA, "duration", "timenumber", Comparison.EQUAL, duration)));
            wrong.addAll(disagreements(leaf(
                    Source.METADATA,
                    "end_server_timestamp",
                    "datetime",
                    Comparison.EQUAL,
                    Instant.ofEpochMilli(subject.endMillis()))));
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void a_datetime_may_name_its_zone() {
        Leaf midnight =
                leaf(Source.METADATA, "start_server_timestamp", "datetime", Comparison.LESS, OperatorTable.MIDNIGHT);
        ArrayNode inOslo = WireForms.predicates(midnight);
        ((ObjectNode) inOslo.at("/0/query/rules/0")).put("value", "2024-02-29 01:00:00+01:00");

        assertThat(server.query(inOslo, false))
                .isEqualTo(server.expected(midnight, false))
                .isNotEmpty();
    }

    @Test
    void the_columns_have_the_types_that_their_values_give() {
        Map<String, String> types = new HashMap<>();
        server.get("project/column-names")
                .get("columns")
                .forEach(c -> types.put(
                        c.get("source").textValue() + " " + c.get("name").textValue(),
                        c.get("type").textValue()));

        for (GeneratedWorld.Column column : GeneratedWorld.columns()) {
            assertThat(types).containsEntry(column.source().wire + " " + column.name(), column.type());
        }
    }

    private static List<String> disagreements(Expression expression) {
        List<String> found =
                new ArrayList<>(server.disagreement(expression, "search", server.search(expression, false, 100)));
        found.addAll(server.disagreement(
                expression, "query, one nested entry", server.query(WireForms.nestedPredicates(expression), false)));
        if (Expression.isConjunction(Expression.withoutNot(expression, false))) {
            found.addAll(
                    server.disagreement(expression, "query", server.query(WireForms.predicates(expression), false)));
        }
        return found;
    }

    private static int live() {
        return (int)
                server.world().stream().filter(subject -> !subject.archived()).count();
    }

    private static Leaf metric(String name, Comparison comparison, Object... operands) {
        return leaf(Source.METRIC, name, "double", comparison, operands);
    }

    private static Leaf leaf(Source source, String name, String type, Comparison comparison, Object... operands) {
        return new Leaf(source, name, type, comparison, List.of(operands));
    }
}
