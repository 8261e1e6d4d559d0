package io.cometsh.lang;

import groovy.lang.IntRange;
import groovy.lang.NumberRange;
import groovy.lang.Range;
import io.cometsh.query.And;
import io.cometsh.query.ClientComparison;
import io.cometsh.query.Or;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.ServerComparison;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;

/**
 * What a rewritten comparison calls. With a query variable on either side it builds an expression; with anything else
 * it does exactly what Groovy's own operator does, by calling what Groovy would have called.
 *
 * <p>Each operator comes in up to three forms: the plain one gives a query or Groovy's answer; {@code …Holds} is used in
 * conditions, where only a boolean is of use and a query is refused; {@code …Query} is used in statically typed code,
 * where the result must be known to be a query.
 */
public final class QueryOperators {
    private QueryOperators() {}

    /**
     * Asks for the final classes one by one: each is one comparison of addresses, where asking for the interface would
     * search the interfaces of every operand that is not a query, and cost an ordinary loop ten times its speed.
     */
    private static boolean isQuery(Object value) {
        return value instanceof QueryVariable
                || value instanceof ServerComparison
                || value instanceof ClientComparison
                || value instanceof And
                || value instanceof Or;
    }

    private static boolean isQuery(Object left, Object right) {
        return isQuery(left) || isQuery(right);
    }

    // Two Integers are by far the most frequent operands of < and >, and for them Groovy's answer is Java's.

    public static Object less(Object left, Object right) {
        return isQuery(left, right) ? lessQuery(left, right) : (Object) lessHolds(left, right);
    }

    public static boolean lessHolds(Object left, Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            return a < b;
        }
        return isQuery(left, right)
                ? lessQuery(left, right).asBoolean()
                : ScriptBytecodeAdapter.compareLessThan(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
    }

    public static QueryExpression lessQuery(Object left, Object right) {
        return left instanceof QueryVariable variable
                ? variable.lt(right)
                : right("<", left, right).gt(left);
    }

    public static Object lessOrEqual(Object left, Object right) {
        return isQuery(left, right) ? lessOrEqualQuery(left, right) : (Object) lessOrEqualHolds(left, right);
    }

    public static boolean lessOrEqualHolds(Object left, Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            return a <= b;
        }
        return isQuery(left, right)
                ? lessOrEqualQuery(left, right).asBoolean()
                : ScriptBytecodeAdapter.compareLessThanEqual(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
    }

    public static QueryExpression lessOrEqualQuery(Object left, Object right) {
        return left instanceof QueryVariable variable
                ? variable.le(right)
                : right("<=", left, right).ge(left);
    }

    public static Object greater(Object left, Object right) {
        return isQuery(left, right) ? greaterQuery(left, right) : (Object) greaterHolds(left, right);
    }

    public static boolean greaterHolds(Object left, Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            return a > b;
        }
        return isQuery(left, right)
                ? greaterQuery(left, right).asBoolean()
                : ScriptBytecodeAdapter.compareGreaterThan(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
    }

    public static QueryExpression greaterQuery(Object left, Object right) {
        return left instanceof QueryVariable variable
                ? variable.gt(right)
                : right(">", left, right).lt(left);
    }

    public static Object greaterOrEqual(Object left, Object right) {
        return isQuery(left, right) ? greaterOrEqualQuery(left, right) : (Object) greaterOrEqualHolds(left, right);
    }

    public static boolean greaterOrEqualHolds(Object left, Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            return a >= b;
        }
        return isQuery(left, right)
                ? greaterOrEqualQuery(left, right).asBoolean()
                : ScriptBytecodeAdapter.compareGreaterThanEqual(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
    }

    public static QueryExpression greaterOrEqualQuery(Object left, Object right) {
        return left instanceof QueryVariable variable
                ? variable.ge(right)
                : right(">=", left, right).le(left);
    }

    /** Finished expressions are values like any other: two of them are equal when they ask the same. */
    private static boolean isVariable(Object left, Object right) {
        return left instanceof QueryVariable || right instanceof QueryVariable;
    }

    public static Object equal(Object left, Object right) {
        return isVariable(left, right) ? equalQuery(left, right) : (Object) equalHolds(left, right);
    }

    public static boolean equalHolds(Object left, Object right) {
        return isVariable(left, right)
                ? equalQuery(left, right).asBoolean()
                : ScriptBytecodeAdapter.compareEqual(
                        ClientOperands.equal(left, right), ClientOperands.equal(right, left));
    }

    public static QueryExpression equalQuery(Object left, Object right) {
        return left instanceof QueryVariable variable
                ? variable.eq(right)
                : right("==", left, right).eq(left);
    }

    public static Object notEqual(Object left, Object right) {
        return isVariable(left, right) ? notEqualQuery(left, right) : (Object) notEqualHolds(left, right);
    }

    public static boolean notEqualHolds(Object left, Object right) {
        return isVariable(left, right)
                ? notEqualQuery(left, right).asBoolean()
                : ScriptBytecodeAdapter.compareNotEqual(
                        ClientOperands.equal(left, right), ClientOperands.equal(right, left));
    }

    public static QueryExpression notEqualQuery(Object left, Object right) {
        return left instanceof QueryVariable variable
                ? variable.ne(right)
                : right("!=", left, right).ne(left);
    }

    private static QueryVariable right(String operator, Object left, Object right) {
        if (right instanceof QueryVariable variable) {
            return variable;
        }
        Object condition = left instanceof QueryExpression ? left : right;
        throw new QueryException("'" + operator + "' compares a variable such as Metric(\"loss\") with a value, and "
                + condition + " is a condition already: join conditions with & and |");
    }

    // 0.1 < Metric("x") < 0.5 reaches us as (0.1 < Metric("x")) < 0.5. Written so without parentheses, it is rewritten
    // to the two calls below, which carry both bounds.

    public static Object chainFirst(Object left, Object right, String operator) {
        return isQuery(left, right) ? chainFirstQuery(left, right, operator) : (Object) order(left, right, operator);
    }

    public static QueryExpression chainFirstQuery(Object left, Object right, String operator) {
        if (!(right instanceof QueryVariable variable) || isQuery(left)) {
            throw new QueryException(
                    "a comparison with two bounds has its variable in the middle: 0.1 < Metric(\"x\") < 0.5");
        }
        return orderQuery(left, variable, operator);
    }

    public static Object chainThen(Object left, Object right, String operator) {
        return isQuery(left, right) ? chainThenQuery(left, right, operator) : (Object) order(left, right, operator);
    }

    public static QueryExpression chainThenQuery(Object left, Object right, String operator) {
        if (left instanceof ServerComparison first && !isQuery(right)) {
            return first.and(orderQuery(first.variable(), right, operator));
        }
        if (left instanceof ClientComparison first && !isQuery(right) && !isQuery(first.value())) {
            return first.and(orderQuery(first.variable(), right, operator));
        }
        throw new QueryException("a comparison takes two bounds at most, both of them values:"
                + " 0.1 < Metric(\"x\") < 0.5; join conditions with &");
    }

    private static QueryExpression orderQuery(Object left, Object right, String operator) {
        return switch (operator) {
            case "<" -> lessQuery(left, right);
            case "<=" -> lessOrEqualQuery(left, right);
            case ">" -> greaterQuery(left, right);
            default -> greaterOrEqualQuery(left, right);
        };
    }

    private static boolean order(Object left, Object right, String operator) {
        return switch (operator) {
            case "<" ->
                ScriptBytecodeAdapter.compareLessThan(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
            case "<=" ->
                ScriptBytecodeAdapter.compareLessThanEqual(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
            case ">" ->
                ScriptBytecodeAdapter.compareGreaterThan(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
            default ->
                ScriptBytecodeAdapter.compareGreaterThanEqual(
                        ClientOperands.moment(left, right), ClientOperands.moment(right, left));
        };
    }

    public static Object in(Object value, Object choices) throws Throwable {
        return isMembership(value, choices)
                ? inQuery(value, choices)
                : (Object) ScriptBytecodeAdapter.isIn(ClientOperands.member(value, choices), choices);
    }

    public static boolean inHolds(Object value, Object choices) throws Throwable {
        return isMembership(value, choices)
                ? inQuery(value, choices).asBoolean()
                : ScriptBytecodeAdapter.isIn(ClientOperands.member(value, choices), choices);
    }

    public static QueryExpression inQuery(Object value, Object choices) {
        if (!(value instanceof QueryVariable variable) || isQuery(choices)) {
            throw new QueryException(
                    "'in' asks whether a variable has one of several values, such as Parameter(\"opt\")"
                            + " in [\"adam\", \"sgd\"]; whether a text holds another is Parameter(\"opt\").contains(\"ada\")");
        }
        if (choices instanceof Range<?> range) {
            return inRangeObject(variable, range);
        }
        if (choices instanceof Collection<?> values) {
            return variable.in(values);
        }
        if (choices instanceof Object[] values) {
            return variable.in(Arrays.asList(values));
        }
        throw new QueryException(variable + " in ... needs a list, such as " + variable + " in [1, 2], or a range, such"
                + " as " + variable + " in 1..5" + (choices instanceof Map ? ", not a map" : ""));
    }

    public static Object notIn(Object value, Object choices) throws Throwable {
        return isMembership(value, choices)
                ? notInQuery(value, choices)
                : (Object) ScriptBytecodeAdapter.isNotIn(ClientOperands.member(value, choices), choices);
    }

    public static boolean notInHolds(Object value, Object choices) throws Throwable {
        return isMembership(value, choices)
                ? notInQuery(value, choices).asBoolean()
                : ScriptBytecodeAdapter.isNotIn(ClientOperands.member(value, choices), choices);
    }

    public static QueryExpression notInQuery(Object value, Object choices) {
        return inQuery(value, choices).negate();
    }

    /** A finished expression may be looked for in a list; a variable on the right of {@code in} is always a mistake. */
    private static boolean isMembership(Object value, Object choices) {
        return value instanceof QueryVariable || isQuery(choices);
    }

    public static Object inRange(Object value, Object from, Object to, boolean openFrom, boolean openTo)
            throws Throwable {
        return value instanceof QueryVariable
                ? inRangeQuery(value, from, to, openFrom, openTo)
                : (Object) inRangeHolds(value, from, to, openFrom, openTo);
    }

    public static boolean inRangeHolds(Object value, Object from, Object to, boolean openFrom, boolean openTo)
            throws Throwable {
        return value instanceof QueryVariable
                ? inRangeQuery(value, from, to, openFrom, openTo).asBoolean()
                : inGroovysRange(value, ScriptBytecodeAdapter.createRange(from, to, openFrom, openTo));
    }

    private static boolean inGroovysRange(Object value, Object range) throws Throwable {
        return ScriptBytecodeAdapter.isIn(ClientOperands.member(value, range), range);
    }

    public static Object notInRange(Object value, Object from, Object to, boolean openFrom, boolean openTo)
            throws Throwable {
        return value instanceof QueryVariable
                ? notInRangeQuery(value, from, to, openFrom, openTo)
                : (Object) notInRangeHolds(value, from, to, openFrom, openTo);
    }

    public static boolean notInRangeHolds(Object value, Object from, Object to, boolean openFrom, boolean openTo)
            throws Throwable {
        return value instanceof QueryVariable
                ? notInRangeQuery(value, from, to, openFrom, openTo).asBoolean()
                : !inGroovysRange(value, ScriptBytecodeAdapter.createRange(from, to, openFrom, openTo));
    }

    public static QueryExpression notInRangeQuery(
            Object value, Object from, Object to, boolean openFrom, boolean openTo) {
        return inRangeQuery(value, from, to, openFrom, openTo).negate();
    }

    /** A range as it is written, before Groovy has made an object: open ends are known to be open. */
    public static QueryExpression inRangeQuery(Object value, Object from, Object to, boolean openFrom, boolean openTo) {
        if (!(value instanceof QueryVariable variable)) {
            throw new QueryException("'in' needs a variable such as Metric(\"loss\") on its left side, not " + value);
        }
        if (isQuery(from, to)) {
            throw new QueryException("a range goes from one value to another, not to " + (isQuery(to) ? to : from));
        }
        return variable.inRange(from, to, openFrom, openTo);
    }

    /** A range that comes in a variable has only the bounds that Groovy kept. */
    private static QueryExpression inRangeObject(QueryVariable variable, Range<?> range) {
        if (range instanceof IntRange numbers) {
            boolean openFrom = Boolean.FALSE.equals(numbers.getInclusiveLeft());
            boolean openTo = Boolean.FALSE.equals(numbers.getInclusiveRight());
            boolean openLow = numbers.isReverse() ? openTo : openFrom;
            boolean openHigh = numbers.isReverse() ? openFrom : openTo;
            // 1..<5 answers 1 to 4, which is right for whole numbers only.
            long low = numbers.getFrom().longValue() - (openLow ? 1 : 0);
            long high = numbers.getTo().longValue() + (openHigh ? 1 : 0);
            return variable.inRange(low, high, openLow, openHigh);
        }
        if (range instanceof NumberRange numbers && !numbers.isReverse()) {
            boolean openLow = !numbers.containsWithinBounds(numbers.getFrom());
            boolean openHigh = !numbers.containsWithinBounds(numbers.getTo());
            return variable.inRange(numbers.getFrom(), numbers.getTo(), openLow, openHigh);
        }
        throw new QueryException(
                "the range " + range.inspect() + " no longer knows whether its ends belong to it: write"
                        + " the bounds where they are compared, as in " + variable + ".between(low, high)");
    }

    public static Object compare(Object left, Object right) {
        if (isQuery(left, right)) {
            throw new QueryException("'<=>' cannot be used in a query: use < <= > >=");
        }
        return ScriptBytecodeAdapter.compareTo(ClientOperands.moment(left, right), ClientOperands.moment(right, left));
    }

    public static Object find(Object left, Object right) throws Throwable {
        refusePattern("=~", left, right);
        return ScriptBytecodeAdapter.findRegex(left, right);
    }

    public static Object match(Object left, Object right) {
        return matchHolds(left, right);
    }

    public static boolean matchHolds(Object left, Object right) {
        refusePattern("==~", left, right);
        return ScriptBytecodeAdapter.matchRegex(left, right);
    }

    private static void refusePattern(String operator, Object left, Object right) {
        if (isQuery(left, right)) {
            String pattern = operator.equals("==~") ? "ada.*" : ".*ada.*";
            throw new QueryException("'" + operator + "' cannot be used in a query: write .matches(/" + pattern + "/),"
                    + " which is decided on the client, or .contains(text), .startswith(text) or .endswith(text)");
        }
    }

    public static Object identical(Object left, Object right) {
        return identicalHolds(left, right);
    }

    public static boolean identicalHolds(Object left, Object right) {
        refuseIdentity("===", "==", left, right);
        return ScriptBytecodeAdapter.compareIdentical(left, right);
    }

    public static Object notIdentical(Object left, Object right) {
        return notIdenticalHolds(left, right);
    }

    public static boolean notIdenticalHolds(Object left, Object right) {
        refuseIdentity("!==", "!=", left, right);
        return ScriptBytecodeAdapter.compareNotIdentical(left, right);
    }

    private static void refuseIdentity(String operator, String instead, Object left, Object right) {
        if (isVariable(left, right)) {
            throw new QueryException("'" + operator + "' cannot be used in a query: write " + instead);
        }
    }
}
