package io.cometsh.server.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.store.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads both wire forms: the {@code predicates} of {@code project/query} (one per source, all of which must hold) and the {@code rulesTree} of {@code experiments/search}.
 *
 * <p>{@code negated} is not looked at: clients turn the operators around themselves and set it besides.
 */
final class RuleParser {
    private RuleParser() {}

    static RuleNode predicates(JsonNode predicates) {
        List<RuleNode> nodes = new ArrayList<>();
        for (JsonNode predicate : predicates) {
            String source = predicate.path("source").asText("");
            nodes.add(node(predicate.path("query"), source.equals("nested") ? null : source(source)));
        }
        return new RuleNode.Group(false, nodes);
    }

    /** A missing tree is one that everything fits. */
    static RuleNode tree(JsonNode tree) {
        return tree.isObject() ? node(tree, null) : new RuleNode.Group(false, List.of());
    }

    private static RuleNode node(JsonNode node, Source inherited) {
        if (!node.isObject()) {
            throw CometError.BAD_BODY.of("a rule is an object, not " + node.getNodeType());
        }
        if (node.has("rules")) {
            List<RuleNode> nodes = new ArrayList<>();
            node.get("rules").forEach(rule -> nodes.add(node(rule, inherited)));
            return new RuleNode.Group(isOr(node.path("condition").asText("AND")), nodes);
        }
        String operator = node.path("operator").asText();
        JsonNode value = node.path("value");
        Operator known =
                Operator.ofWire(operator).orElseThrow(() -> CometError.BAD_BODY.of("unknown operator " + operator));
        boolean range = known.positive() == Operator.BETWEEN;
        if (range && value.size() != 2) {
            throw CometError.BAD_BODY.of(operator + " takes a list of two values");
        }
        return new RuleNode.Rule(
                node.hasNonNull("source") ? source(node.get("source").asText()) : inherited,
                node.hasNonNull("field")
                        ? node.get("field").asText()
                        : node.path("id").asText(),
                node.path("type").asText(""),
                known,
                Operand.of(range ? value.get(0) : value),
                Operand.of(range ? value.get(1) : null));
    }

    private static boolean isOr(String condition) {
        return switch (condition) {
            case "OR", "or" -> true;
            case "AND", "and" -> false;
            default -> throw CometError.BAD_BODY.of("unknown condition " + condition);
        };
    }

    private static Source source(String wire) {
        return Source.ofWire(wire).orElseThrow(() -> CometError.BAD_BODY.of("unknown source " + wire));
    }
}
