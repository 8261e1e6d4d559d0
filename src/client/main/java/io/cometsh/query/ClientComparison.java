package io.cometsh.query;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A comparison that no rule of the server can express. The client makes it, on values that it reads for
 * this: {@code Parameter("opt").matches(/ada.*}{@code /)}, {@code Metric("loss").min < 0.1}, {@code Metric("loss") ==
 * NaN}, one metric against another.
 *
 * <p>A missing value is treated as the server's rules treat it: {@code < <= > >=} never hold, {@code ==} and the tests of
 * texts don't either, and their negations do.
 *
 * @param value a {@code Number}, another metric, two numbers in a list for {@code between}, a {@code String}; null for the
 *     tests for missing
 */
public record ClientComparison(QueryVariable variable, Operator operator, Object value) implements QueryExpression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.client(this);
    }

    @Override
    public QueryExpression negate() {
        return new ClientComparison(variable, operator.negated(), value);
    }

    /** What must be known of an experiment before this can be decided, cheapest first. */
    public Cost cost() {
        Cost right = value instanceof QueryVariable other ? other.cost() : Cost.FACTS;
        Cost left = variable.cost();
        return left.compareTo(right) > 0 ? left : right;
    }

    /** What a value costs to read. */
    public enum Cost {
        /** The facts of an experiment, which come for many at once. */
        FACTS,
        /** One read for each experiment: the current values and extremes of all its metrics, parameters or others. */
        SUMMARY,
        /** The whole curve. */
        CURVE
    }

    /** The values of one experiment. */
    public interface ComparedValues {
        /** What the experiment has under a column, as a text; null when it has nothing. */
        String text(QueryVariable variable);

        /** A metric's value by its facet, its current value without one, or the number that a text is; null for none. */
        Double number(QueryVariable variable);
    }

    /** This comparison for many experiments: a pattern is compiled once. */
    public Predicate<ComparedValues> test() {
        if (operator.isText()) {
            Predicate<String> text = textTest();
            return values -> {
                String found = values.text(variable);
                return (found != null && text.test(found)) != operator.isNegative();
            };
        }
        if (variable.facet() != null && variable.facet().kind() == Facet.Kind.IGNORE_CASE) {
            Predicate<String> text = textTest();
            return values -> {
                String found = values.text(variable);
                return (found != null && text.test(found)) == (operator == Operator.EQUAL);
            };
        }
        return values -> number(values.number(variable), values);
    }

    private Predicate<String> textTest() {
        boolean ignoring = variable.facet() != null;
        int flags = ignoring ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        boolean isPattern = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
        Pattern pattern = Pattern.compile(isPattern ? (String) value : Pattern.quote((String) value), flags);
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS -> text -> pattern.matcher(text).find();
            case BEGINS_WITH, NOT_BEGINS_WITH -> text -> pattern.matcher(text).lookingAt();
            case ENDS_WITH, NOT_ENDS_WITH ->
                Pattern.compile(pattern.pattern() + "\\z", flags).asPredicate();
            default -> text -> pattern.matcher(text).matches();
        };
    }

    private boolean number(Double left, ComparedValues values) {
        return switch (operator) {
            case IS_NULL -> left == null;
            case IS_NOT_NULL -> left != null;
            case BETWEEN, NOT_BETWEEN -> isBetween(left) == (operator == Operator.BETWEEN);
            default ->
                io.cometsh.query.Values.isNaN(value)
                        ? (left != null && left.isNaN()) == (operator == Operator.EQUAL)
                        : compare(left, right(value, values));
        };
    }

    private boolean isBetween(Double number) {
        List<?> bounds = (List<?>) value;
        return number != null
                && number >= ((Number) bounds.get(0)).doubleValue()
                && number <= ((Number) bounds.get(1)).doubleValue();
    }

    private static Double right(Object value, ComparedValues values) {
        return value instanceof QueryVariable metric
                ? values.number(metric)
                : Double.valueOf(((Number) value).doubleValue());
    }

    private boolean compare(Double left, Double right) {
        if (left == null || right == null) {
            return operator == Operator.NOT_EQUAL;
        }
        // Unboxed, so that NaN is in no order with anything and the two zeros are one.
        double a = left;
        double b = right;
        return switch (operator) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            default -> throw new IllegalStateException(operator.name());
        };
    }

    @Override
    public String toString() {
        return ServerComparison.text(variable, operator, value);
    }
}
