package io.cometsh.query;

import java.util.List;

/**
 * One variable compared with one value.
 *
 * @param value a {@code String}, {@code Number}, {@code Boolean} or datetime; two numbers in a list for
 *     {@code between}; null for the tests for missing and empty
 */
public record ServerComparison(QueryVariable variable, Operator operator, Object value) implements QueryExpression {
    public ServerComparison {
        if (variable.facet() != null || operator.wireName() == null || value instanceof QueryVariable) {
            throw new IllegalArgumentException(
                    "no rule of the server expresses this: " + text(variable, operator, value));
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.comparison(this);
    }

    @Override
    public QueryExpression negate() {
        return new ServerComparison(variable, operator.negated(), value);
    }

    @Override
    public String toString() {
        if (variable.source() == Source.TAGS && variable.name().equals(value)) {
            return operator == Operator.EQUAL ? variable.toString() : "~" + variable;
        }
        return text(variable, operator, value);
    }

    static String text(QueryVariable variable, Operator operator, Object value) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                binary(variable, operator, Values.literal(value));
            case IS_NULL, IS_NOT_NULL -> binary(variable, operator, "null");
            case IS_EMPTY, IS_NOT_EMPTY -> binary(variable, operator, "\"\"");
            case BETWEEN,
                    NOT_BETWEEN,
                    CONTAINS,
                    NOT_CONTAINS,
                    BEGINS_WITH,
                    NOT_BEGINS_WITH,
                    ENDS_WITH,
                    NOT_ENDS_WITH,
                    MATCHES,
                    NOT_MATCHES ->
                (operator.isNegative() ? "~" : "") + variable + "." + operator.text() + "(" + arguments(value) + ")";
        };
    }

    private static String binary(QueryVariable variable, Operator operator, String right) {
        return "(" + variable + " " + operator.text() + " " + right + ")";
    }

    private static String arguments(Object value) {
        return value instanceof List<?> bounds ? bounds.get(0) + ", " + bounds.get(1) : Values.literal(value);
    }
}
