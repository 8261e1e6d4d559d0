package io.cometsh.oracle;

import java.util.List;
import java.util.function.Predicate;

/**
 * A query as the oracle sees it: a tree that is evaluated directly and written in each form that a server or a user
 * reads.
 */
sealed interface Expression {

    /**
     * One comparison.
     *
     * @param type the column's type, as a rule must state it
     * @param operands numbers, texts, booleans or {@link java.time.Instant}s: two for {@code BETWEEN}, none for the null and empty tests, else one
     */
    record Leaf(Source source, String name, String type, Comparison comparison, List<Object> operands)
            implements Expression {
        public Leaf {
            operands = List.copyOf(operands);
        }

        Leaf inverted() {
            return new Leaf(source, name, type, comparison.opposite(), operands);
        }

        @Override
        public String toString() {
            return QueryText.of(this);
        }
    }

    /**
     * A comparison that no server makes: its text, and a separate function that decides it for an experiment.
     *
     * @param holds of which experiments it is true
     * @param fails of which experiments its negation is true
     */
    record Client(String text, Predicate<Subject> holds, Predicate<Subject> fails) implements Expression {
        Client inverted() {
            return new Client("~" + text, fails, holds);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record And(Expression left, Expression right) implements Expression {
        @Override
        public String toString() {
            return QueryText.of(this);
        }
    }

    record Or(Expression left, Expression right) implements Expression {
        @Override
        public String toString() {
            return QueryText.of(this);
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public String toString() {
            return QueryText.of(this);
        }
    }

    /** The same tree with its negations pushed down to the leaves, where each turns an operator into its opposite. */
    static Expression withoutNot(Expression expression, boolean negated) {
        if (expression instanceof Not not) {
            return withoutNot(not.operand(), !negated);
        }
        if (expression instanceof Leaf leaf) {
            return negated ? leaf.inverted() : leaf;
        }
        if (expression instanceof Client client) {
            return negated ? client.inverted() : client;
        }
        Expression left;
        Expression right;
        boolean and;
        if (expression instanceof And both) {
            left = both.left();
            right = both.right();
            and = true;
        } else {
            Or either = (Or) expression;
            left = either.left();
            right = either.right();
            and = false;
        }
        left = withoutNot(left, negated);
        right = withoutNot(right, negated);
        return and != negated ? new And(left, right) : new Or(left, right);
    }

    /** Whether nothing but ANDs joins the leaves; of a tree without negations. */
    static boolean isConjunction(Expression expression) {
        if (expression instanceof And both) {
            return isConjunction(both.left()) && isConjunction(both.right());
        }
        return expression instanceof Leaf;
    }

    static List<Leaf> leaves(Expression expression) {
        if (expression instanceof Leaf leaf) {
            return List.of(leaf);
        }
        if (expression instanceof Client) {
            return List.of();
        }
        if (expression instanceof Not not) {
            return leaves(not.operand());
        }
        Expression left = expression instanceof And both ? both.left() : ((Or) expression).left();
        Expression right = expression instanceof And both ? both.right() : ((Or) expression).right();
        return java.util.stream.Stream.concat(leaves(left).stream(), leaves(right).stream())
                .toList();
    }
}
