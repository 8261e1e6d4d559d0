package io.cometsh.lang;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.syntax.Types;

/** The operators that Groovy compiles to calls which cannot return a query, and the method that replaces each. */
enum RewrittenOperator {
    LESS(Types.COMPARE_LESS_THAN, "less"),
    LESS_OR_EQUAL(Types.COMPARE_LESS_THAN_EQUAL, "lessOrEqual"),
    GREATER(Types.COMPARE_GREATER_THAN, "greater"),
    GREATER_OR_EQUAL(Types.COMPARE_GREATER_THAN_EQUAL, "greaterOrEqual"),
    EQUAL(Types.COMPARE_EQUAL, "equal"),
    NOT_EQUAL(Types.COMPARE_NOT_EQUAL, "notEqual"),
    IN(Types.KEYWORD_IN, "in"),
    NOT_IN(Types.COMPARE_NOT_IN, "notIn"),
    COMPARE(Types.COMPARE_TO, "compare"),
    FIND(Types.FIND_REGEX, "find"),
    MATCH(Types.MATCH_REGEX, "match"),
    IDENTICAL(Types.COMPARE_IDENTICAL, "identical"),
    NOT_IDENTICAL(Types.COMPARE_NOT_IDENTICAL, "notIdentical");

    private static final Map<Integer, RewrittenOperator> BY_TOKEN = new HashMap<>();

    static {
        for (RewrittenOperator operator : values()) {
            BY_TOKEN.put(operator.token, operator);
        }
    }

    private final int token;
    private final String method;

    RewrittenOperator(int token, String method) {
        this.token = token;
        this.method = method;
    }

    static Optional<RewrittenOperator> of(BinaryExpression expression) {
        return Optional.ofNullable(BY_TOKEN.get(expression.getOperation().getType()));
    }

    /** The method of {@link QueryOperators} without the suffix that names its form. */
    String method() {
        return method;
    }

    boolean isOrdering() {
        return ordinal() <= GREATER_OR_EQUAL.ordinal();
    }

    boolean isMembership() {
        return this == IN || this == NOT_IN;
    }

    /** Whether it can give a query at all; the others are there to be refused. */
    boolean buildsQuery() {
        return ordinal() <= NOT_IN.ordinal();
    }

    /** Whether Groovy's own operator gives a boolean, so that a form for conditions exists. */
    boolean isBoolean() {
        return this != COMPARE && this != FIND;
    }
}
