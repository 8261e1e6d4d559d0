package io.cometsh.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Or;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The oracle's own hand at writing a query for the wire: the tree of {@code experiments/search} and the list of {@code project/query}. */
final class WireForms {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private WireForms() {}

    /** The tree form; a negation has no form of its own on the wire. */
    static ObjectNode rulesTree(Expression expression) {
        Expression tree = Expression.withoutNot(expression, false);
        return tree instanceof Leaf leaf ? group("AND", rule(leaf, true)) : node(tree);
    }

    private static ObjectNode node(Expression expression) {
        if (expression instanceof Leaf leaf) {
            return rule(leaf, true);
        }
        return expression instanceof And and
                ? group("AND", node(and.left()), node(and.right()))
                : group("OR", node(((Or) expression).left()), node(((Or) expression).right()));
    }

    /** The list form of a conjunction: one entry a source, whose rules do not repeat their source. */
    static ArrayNode predicates(Expression expression) {
        Map<Source, ObjectNode> entries = new LinkedHashMap<>();
        for (Leaf leaf : Expression.leaves(Expression.withoutNot(expression, false))) {
            ObjectNode query = entries.computeIfAbsent(leaf.source(), source -> group("AND"));
            query.withArray("rules").add(rule(leaf, false));
        }
        ArrayNode list = JSON.arrayNode();
        entries.forEach((source, query) -> list.add(entry(source.wire, query)));
        return list;
    }

    /** The list form of any tree: one entry of the source {@code nested}, whose rules name their source. */
    static ArrayNode nestedPredicates(Expression expression) {
        return JSON.arrayNode().add(entry("nested", rulesTree(expression)));
    }

    static ObjectNode entry(String source, ObjectNode query) {
        ObjectNode entry = JSON.objectNode();
        entry.put("source", source);
        entry.set("query", query);
        return entry;
    }

    static ObjectNode group(String condition, ObjectNode... rules) {
        ObjectNode group = JSON.objectNode();
        group.put("condition", condition);
        ArrayNode list = group.putArray("rules");
        for (ObjectNode rule : rules) {
            list.add(rule);
        }
        group.put("valid", true);
        return group;
    }

    static ObjectNode rule(Leaf leaf, boolean withSource) {
        ObjectNode rule = JSON.objectNode();
        rule.put("id", leaf.name());
        rule.put("field", leaf.name());
        rule.put("type", leaf.type());
        rule.put("operator", leaf.comparison().wire());
        switch (leaf.comparison()) {
            case IS_NULL, IS_NOT_NULL, IS_EMPTY, IS_NOT_EMPTY -> rule.putNull("value");
            case BETWEEN, NOT_BETWEEN -> {
                ArrayNode bounds = rule.putArray("value");
                leaf.operands().forEach(operand -> bounds.add(String.valueOf(operand)));
            }
            default -> put(rule, leaf.operands().get(0));
        }
        if (withSource) {
            rule.put("source", leaf.source().wire);
        }
        return rule;
    }

    private static void put(ObjectNode rule, Object operand) {
        if (operand instanceof Boolean truth) {
            rule.put("value", truth ? 1 : 0);
        } else if (operand instanceof Integer number) {
            rule.put("value", number);
        } else if (operand instanceof Number number) {
            rule.put("value", number.doubleValue());
        } else if (operand instanceof Instant instant) {
            rule.put("value", dateTime(instant));
        } else {
            rule.put("value", (String) operand);
        }
    }

    /** As Python prints a naive {@code datetime}: no zone, and a fraction of six digits only when there is one. */
    static String dateTime(Instant instant) {
        String seconds = DATE_TIME.format(instant);
        int millis = instant.getNano() / 1_000_000;
        return millis == 0 ? seconds : seconds + ".%03d000".formatted(millis);
    }
}
