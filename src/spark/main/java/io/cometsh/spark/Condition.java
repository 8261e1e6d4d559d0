package io.cometsh.spark;

import java.util.List;

/** A condition of Spark, as far as it can be decided outside of Spark. */
sealed interface Condition {
    /** Both hold. */
    record AllOf(Condition left, Condition right) implements Condition {}

    /** One of them holds. */
    record AnyOf(Condition left, Condition right) implements Condition {}

    /** It does not hold, and is not unknown. */
    record Not(Condition inner) implements Condition {}

    /**
     * A column is compared with constants.
     *
     * @param column the names on the path to it, such as {@code params} and {@code lr}
     * @param values one for each operand: {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code Instant} or
     *     null; none for the two operators that ask for null
     */
    record ColumnTest(List<String> column, TestKind operator, List<Object> values) implements Condition {
        Object value() {
            return values.get(0);
        }
    }

    /** What nobody but Spark can decide: functions, casts, arithmetic. */
    record Other() implements Condition {}

    /** How a column is compared. */
    enum TestKind {
        EQUAL,
        EQUAL_OR_BOTH_NULL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS,
        IS_NULL,
        IS_NOT_NULL;

        /** The operator when the two sides change places. */
        TestKind flipped() {
            return switch (this) {
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
                default -> this;
            };
        }
    }

    /** The texts that a column must be one of; null when the condition is another one. */
    static List<String> texts(Condition condition, String column) {
        boolean limits = condition instanceof ColumnTest comparison
                && comparison.column().equals(List.of(column))
                && (comparison.operator() == TestKind.EQUAL || comparison.operator() == TestKind.IN);
        return limits
                ? ((ColumnTest) condition)
                        .values().stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList()
                : null;
    }
}
