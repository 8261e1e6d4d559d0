package io.cometsh.query;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * A condition on experiments, ready to be asked: a comparison, or several joined by {@code &} and {@code |}.
 *
 * <p>Groovy calls {@link #and}, {@link #or} and {@link #bitwiseNegate} for its operators {@code & | ~}. Negation goes
 * down to the comparisons at once, so no negated form has to be sent.
 *
 * <pre>{@code
 * (Metric("loss") < 0.2) & ~Tag("bad")
 * QueryVariable.metric("loss").lt(0.2).and(QueryVariable.tag("bad").negate())
 * }</pre>
 */
public sealed interface QueryExpression permits ServerComparison, ClientComparison, And, Or {

    /** Renders or inspects this expression. */
    <R> R accept(Visitor<R> visitor);

    /** The expression that asks for the opposite: operators are replaced by their negations, AND by OR. */
    QueryExpression negate();

    /** The variables it asks about, each once, in the order in which they are written. */
    default List<QueryVariable> variables() {
        return List.copyOf(new LinkedHashSet<>(accept(new Variables())));
    }

    /** One way to walk an expression; a new kind of node then fails to compile in every walker that forgot it. */
    interface Visitor<R> {
        R comparison(ServerComparison comparison);

        R client(ClientComparison comparison);

        R and(And and);

        R or(Or or);
    }

    /** Groovy's {@code a & b}: {@code (Metric("loss") < 0.2).and(Tag("best"))}. */
    default QueryExpression and(Object right) {
        return new And(List.of(this, operand("&", right)));
    }

    /** Groovy's {@code a | b}: {@code (Metric("loss") < 0.2).or(Tag("best"))}. */
    default QueryExpression or(Object right) {
        return new Or(List.of(this, operand("|", right)));
    }

    /** Groovy's {@code ~a}. */
    default QueryExpression bitwiseNegate() {
        return negate();
    }

    private static QueryExpression operand(String operator, Object right) {
        if (right instanceof QueryExpression expression) {
            return expression;
        }
        if (right instanceof QueryVariable variable) {
            if (variable.source() == Source.TAGS) {
                return QueryVariable.tag(variable.name());
            }
            throw new QueryException(variable + " must be compared with something before it is joined with '" + operator
                    + "', for example " + variable + " > 0.5");
        }
        throw new QueryException("the right side of '" + operator + "' must be a query expression, not "
                + (right == null ? "null" : right.getClass().getSimpleName() + " " + Values.literal(right)));
    }

    // What follows exists to be refused in the user's own words.

    default QueryExpression xor(Object right) {
        throw new QueryException("'^' cannot join conditions: write (a & ~b) | (~a & b)");
    }

    default QueryExpression negative() {
        throw new QueryException("-" + this + ": write ~ for NOT, as in ~(" + this + ")");
    }

    default QueryExpression positive() {
        throw new QueryException("+" + this + ": a condition has no sign");
    }

    default boolean asBoolean() {
        throw new QueryException("a query has no truth value here: join conditions with & for AND, | for OR, ~ for NOT"
                + " instead of && || !, and give the query to api.query(...) before testing it: " + this);
    }
}
