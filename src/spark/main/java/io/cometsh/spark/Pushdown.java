package io.cometsh.spark;

import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.spark.Condition.ColumnTest;
import io.cometsh.spark.Condition.TestKind;
import io.cometsh.spark.RunColumns.ValueColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The question for Comet that belongs to a condition of Spark. Comet narrows and Spark decides: the question here holds
 * wherever Spark's condition does, and Spark looks at every row again.
 *
 * <p>The two do not mean the same by the same operator. To Spark NaN is larger than every number, to Comet it has no order; so
 * {@code x > 5} becomes "not between the smallest double and 5", which finds NaN as well.
 */
final class Pushdown {
    private static final Set<TestKind> OF_TEXT =
            Set.of(TestKind.EQUAL, TestKind.IN, TestKind.STARTS_WITH, TestKind.ENDS_WITH, TestKind.CONTAINS);
    /** From here on a double skips whole numbers. */
    private static final long EXACT = 1L << 53;

    private final RunColumns columns;

    Pushdown(RunColumns columns) {
        this.columns = columns;
    }

    /** A question that finds every run for which the condition holds; empty when there is none but "all". */
    Optional<QueryExpression> necessary(Condition condition) {
        if (condition instanceof Condition.AllOf and) {
            Optional<QueryExpression> left = necessary(and.left());
            Optional<QueryExpression> right = necessary(and.right());
            return left.isPresent() && right.isPresent()
                    ? Optional.of(left.get().and(right.get()))
                    : left.or(() -> right);
        }
        if (condition instanceof Condition.AnyOf or) {
            Optional<QueryExpression> left = necessary(or.left());
            Optional<QueryExpression> right = necessary(or.right());
            return left.isPresent() && right.isPresent()
                    ? Optional.of(left.get().or(right.get()))
                    : Optional.empty();
        }
        if (condition instanceof Condition.Not not && not.inner() instanceof ColumnTest inner) {
            return complement(inner);
        }
        return condition instanceof ColumnTest comparison ? compared(comparison) : Optional.empty();
    }

    /** The opposite of a comparison of texts: Comet finds runs with another text and runs with none, Spark the former. */
    private Optional<QueryExpression> complement(ColumnTest inner) {
        ValueColumn column = columns.find(inner.column());
        return column != null && column.type() == RunColumns.ColumnType.TEXT && OF_TEXT.contains(inner.operator())
                ? compared(inner).map(QueryExpression::negate)
                : Optional.empty();
    }

    private Optional<QueryExpression> compared(ColumnTest comparison) {
        ValueColumn column = columns.find(comparison.column());
        if (column == null || !column.pushed()) {
            return Optional.empty();
        }
        QueryVariable variable = column.variable();
        return switch (comparison.operator()) {
            case IS_NULL -> Optional.of(variable.eq(null));
            case IS_NOT_NULL -> Optional.of(variable.ne(null));
            case IN -> in(column, comparison.values());
            default -> compared(column, comparison.operator(), comparison.value());
        };
    }

    private static Optional<QueryExpression> in(ValueColumn column, List<Object> values) {
        List<QueryExpression> choices = new ArrayList<>();
        for (Object value : values) {
            Optional<QueryExpression> choice =
                    value == null ? Optional.empty() : compared(column, TestKind.EQUAL, value);
            if (choice.isEmpty()) {
                return Optional.empty();
            }
            choices.add(choice.get());
        }
        return choices.stream().reduce(QueryExpression::or);
    }

    private static Optional<QueryExpression> compared(ValueColumn column, TestKind operator, Object value) {
        QueryVariable variable = column.variable();
        if (value == null) {
            return operator == TestKind.EQUAL_OR_BOTH_NULL ? Optional.of(variable.eq(null)) : Optional.empty();
        }
        return switch (column.type()) {
            case TEXT -> value instanceof String text ? text(variable, operator, text) : Optional.empty();
            case TRUTH ->
                value instanceof Boolean && (operator == TestKind.EQUAL || operator == TestKind.EQUAL_OR_BOTH_NULL)
                        ? Optional.of(variable.eq(value))
                        : Optional.empty();
            case NUMBER -> number(value).flatMap(number -> ordered(variable, operator, number));
        };
    }

    /** Spark orders texts by the bytes of UTF-8, the order of Comet is unknown: order is not asked for. */
    private static Optional<QueryExpression> text(QueryVariable variable, TestKind operator, String text) {
        return switch (operator) {
            case EQUAL, EQUAL_OR_BOTH_NULL -> Optional.of(variable.eq(text));
            case NOT_EQUAL -> Optional.of(variable.ne(text));
            case STARTS_WITH -> text.isEmpty() ? Optional.empty() : Optional.of(variable.startswith(text));
            case ENDS_WITH -> text.isEmpty() ? Optional.empty() : Optional.of(variable.endswith(text));
            case CONTAINS -> text.isEmpty() ? Optional.empty() : Optional.of(variable.contains(text));
            default -> Optional.empty();
        };
    }

    private static Optional<QueryExpression> ordered(QueryVariable variable, TestKind operator, double number) {
        return switch (operator) {
            case EQUAL, EQUAL_OR_BOTH_NULL -> Optional.of(variable.eq(number));
            case NOT_EQUAL -> Optional.of(variable.ne(number));
            case LESS -> Optional.of(variable.lt(number));
            case LESS_OR_EQUAL -> Optional.of(variable.le(number));
            // Equal ones come along, which Spark drops.
            case GREATER -> Optional.of(aboveOrNaN(variable, number));
            case GREATER_OR_EQUAL -> Optional.of(aboveOrNaN(variable, Math.nextDown(number)));
            default -> Optional.empty();
        };
    }

    private static QueryExpression aboveOrNaN(QueryVariable variable, double number) {
        return number <= -Double.MAX_VALUE
                ? variable.ne(null)
                : variable.between(-Double.MAX_VALUE, number).negate().and(variable.ne(null));
    }

    /** Only a finite number that is the same as a double. */
    private static Optional<Double> number(Object value) {
        boolean exact = value instanceof Double number && Double.isFinite(number)
                || value instanceof Long whole && Math.abs(whole) < EXACT;
        return exact ? Optional.of(((Number) value).doubleValue()) : Optional.empty();
    }
}
