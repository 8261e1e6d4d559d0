package io.cometsh.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A project with a column of every source and type, and a short way to write what an expression becomes in it:
 * {@code metrics AND[acc:double greater 0.9]}. What the short form leaves out is checked on the way.
 */
final class Wire {
    static final ProjectColumns COLUMNS = new ProjectColumns(List.of(
            new Column("acc", Source.METRICS, "double"),
            new Column("loss", Source.METRICS, "double"),
            new Column("val_loss", Source.METRICS, "double"),
            new Column("lr", Source.PARAMETERS, "double"),
            new Column("opt", Source.PARAMETERS, "string"),
            new Column("shuffle", Source.PARAMETERS, "boolean"),
            new Column("note", Source.OTHERS, "string"),
            new Column("seed", Source.OTHERS, "double"),
            new Column("hasImages", Source.METADATA, "boolean"),
            new Column("duration", Source.METADATA, "timenumber"),
            new Column("started", Source.METADATA, "datetime"),
            new Column("os", Source.ENVIRONMENT, "string"),
            new Column("size", Source.OTHERS, "a-type-of-tomorrow"),
            new Column("best", Source.TAGS, "string"),
            new Column("bad", Source.TAGS, "string")));

    private static final ObjectMapper JSON = new ObjectMapper();

    private Wire() {}

    static QueryVariable metric(String name) {
        return QueryVariable.metric(name);
    }

    static QueryVariable parameter(String name) {
        return QueryVariable.parameter(name);
    }

    static QueryVariable other(String name) {
        return QueryVariable.other(name);
    }

    static QueryVariable metadata(String name) {
        return QueryVariable.metadata(name);
    }

    static QueryExpression tag(String name) {
        return QueryVariable.tag(name);
    }

    static QueryPlan plan(QueryExpression expression) {
        return PredicateBuilder.plan(expression, COLUMNS);
    }

    /** The one rule that a comparison becomes, in the form of {@code project/query}: {@code acc:double greater 0.9}. */
    static String rule(QueryExpression comparison) {
        List<Map<String, Object>> predicates = plan(comparison).predicates();
        assertThat(predicates).hasSize(1);
        Map<?, ?> query = (Map<?, ?>) predicates.get(0).get("query");
        assertThat((List<?>) query.get("rules")).hasSize(1);
        return leaf((Map<?, ?>) ((List<?>) query.get("rules")).get(0), false);
    }

    /** {@code metrics AND[…] | params AND[…]}. */
    static String predicates(QueryExpression expression) {
        return plan(expression).predicates().stream()
                .map(predicate -> {
                    assertThat(predicate.keySet()).containsExactly("source", "query");
                    return predicate.get("source") + " " + group((Map<?, ?>) predicate.get("query"), false);
                })
                .collect(Collectors.joining(" | "));
    }

    /** {@code OR[metrics/acc:double greater 0.9, tag/best:string equal "best"]}. */
    static String tree(QueryExpression expression) {
        return group(plan(expression).rulesTree(), true);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String group(Map<?, ?> group, boolean withSource) {
        assertThat(group.keySet().stream().map(String::valueOf)).containsExactly("condition", "rules", "valid");
        assertThat(group.get("valid")).isEqualTo(true);
        return ((List<?>) group.get("rules"))
                .stream()
                        .map(rule -> (Map<?, ?>) rule)
                        .map(rule -> rule.containsKey("condition")
                                ? group(rule, withSource)
                                : (withSource ? rule.get("source") + "/" : "") + leaf(rule, withSource))
                        .collect(Collectors.joining(", ", group.get("condition") + "[", "]"));
    }

    private static String leaf(Map<?, ?> rule, boolean withSource) {
        assertThat(rule.keySet().stream().map(String::valueOf))
                .startsWith("id", "field", "type", "operator", "value")
                .hasSize(withSource ? 6 : 5);
        assertThat(rule.get("id")).isEqualTo(rule.get("field"));
        return rule.get("field") + ":" + rule.get("type") + " " + rule.get("operator") + " " + json(rule.get("value"));
    }
}
