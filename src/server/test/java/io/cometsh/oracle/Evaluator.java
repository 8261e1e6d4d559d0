package io.cometsh.oracle;

import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Client;
import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Or;
import java.time.Instant;

/**
 * Decides which experiments a query finds, from the description of the protocol alone. It shares no code with the
 * server or the client: the two could agree on a misreading, three rarely do.
 *
 * <ul>
 *   <li>A metric counts by its current, that is its last, value. The same name in another source is another column.
 *   <li>{@code equal}, {@code between}, {@code contains} … never match a missing value; their {@code not_} forms match exactly the others, so the
 *       missing ones too.
 *   <li>{@code less}, {@code greater} … against a number match numbers only: nothing missing, no NaN, no text; against a text, in a column of texts,
 *       they go by the order of characters.
 *   <li>{@code is_null}: there is no such value. {@code is_empty}: there is one, and it is the empty text.
 *   <li>Times are UTC; a duration is in seconds.
 * </ul>
 */
final class Evaluator {

    private Evaluator() {}

    static boolean matches(Subject subject, Expression expression) {
        return holds(subject, Expression.withoutNot(expression, false));
    }

    private static boolean holds(Subject subject, Expression expression) {
        if (expression instanceof And and) {
            return holds(subject, and.left()) && holds(subject, and.right());
        }
        if (expression instanceof Or or) {
            return holds(subject, or.left()) || holds(subject, or.right());
        }
        if (expression instanceof Client client) {
            return client.holds().test(subject);
        }
        return holds(subject, (Leaf) expression);
    }

    private static boolean holds(Subject subject, Leaf leaf) {
        Object value = subject.value(leaf.source(), leaf.name());
        return switch (leaf.comparison()) {
            case EQUAL -> equal(value, leaf);
            case LESS -> order(value, leaf, 0) == Order.BEFORE;
            case LESS_OR_EQUAL -> order(value, leaf, 0).isAnyOf(Order.BEFORE, Order.SAME);
            case GREATER -> order(value, leaf, 0) == Order.AFTER;
            case GREATER_OR_EQUAL -> order(value, leaf, 0).isAnyOf(Order.AFTER, Order.SAME);
            case BETWEEN ->
                order(value, leaf, 0).isAnyOf(Order.AFTER, Order.SAME)
                        && order(value, leaf, 1).isAnyOf(Order.BEFORE, Order.SAME);
            case CONTAINS ->
                value != null && text(value).contains((String) leaf.operands().get(0));
            case BEGINS_WITH ->
                value != null && text(value).startsWith((String) leaf.operands().get(0));
            case ENDS_WITH ->
                value != null && text(value).endsWith((String) leaf.operands().get(0));
            case IS_NULL -> value == null;
            case IS_EMPTY -> "".equals(value);
            case NOT_EQUAL, NOT_BETWEEN, NOT_CONTAINS, NOT_BEGINS_WITH, NOT_ENDS_WITH, IS_NOT_NULL, IS_NOT_EMPTY ->
                !holds(subject, leaf.inverted());
        };
    }

    private static boolean equal(Object value, Leaf leaf) {
        Object operand = leaf.operands().get(0);
        if (value == null) {
            return false;
        }
        if (operand instanceof String text && leaf.type().equals("string")) {
            return text(value).equals(text);
        }
        if (operand instanceof Boolean truth) {
            return value.equals(truth);
        }
        return order(value, leaf, 0) == Order.SAME;
    }

    private enum Order {
        BEFORE,
        SAME,
        AFTER,
        /** One of the two is missing, is not a number or is NaN. */
        NONE;

        boolean isAnyOf(Order one, Order other) {
            return this == one || this == other;
        }
    }

    private static Order order(Object value, Leaf leaf, int which) {
        Object operand = leaf.operands().get(which);
        if (value != null && operand instanceof String text && leaf.type().equals("string")) {
            int order = text(value).compareTo(text);
            return order < 0 ? Order.BEFORE : order > 0 ? Order.AFTER : Order.SAME;
        }
        Double left = number(value);
        Double right = number(operand);
        if (left == null || right == null || left.isNaN() || right.isNaN()) {
            return Order.NONE;
        }
        // Not Double.compare: to it -0.0 is less than 0.0.
        return left < right ? Order.BEFORE : left > right ? Order.AFTER : Order.SAME;
    }

    private static Double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Instant instant) {
            return (double) instant.toEpochMilli();
        }
        if (value instanceof String text && text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
            return Double.valueOf(text);
        }
        return null;
    }

    /** The text under which a logged value comes back. The generated text columns hold whole numbers and texts only, whose text is beyond doubt. */
    private static String text(Object value) {
        return String.valueOf(value);
    }
}
