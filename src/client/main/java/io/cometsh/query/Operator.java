package io.cometsh.query;

/**
 * The comparisons a rule can make: the wire's word, the text in a script, and the operator that negates it.
 *
 * <p>Every operator has its negation, which is why {@code ~} never has to travel: it is resolved where it is written.
 */
public enum Operator {
    EQUAL("equal", "=="),
    NOT_EQUAL("not_equal", "!="),
    LESS("less", "<"),
    GREATER_OR_EQUAL("greater_or_equal", ">="),
    GREATER("greater", ">"),
    LESS_OR_EQUAL("less_or_equal", "<="),
    BETWEEN("between", "between"),
    NOT_BETWEEN("not_between", "between"),
    CONTAINS("contains", "contains"),
    NOT_CONTAINS("not_contains", "contains"),
    BEGINS_WITH("begins_with", "startswith"),
    NOT_BEGINS_WITH("not_begins_with", "startswith"),
    ENDS_WITH("ends_with", "endswith"),
    NOT_ENDS_WITH("not_ends_with", "endswith"),
    MATCHES(null, "matches"),
    NOT_MATCHES(null, "matches"),
    IS_NULL("is_null", "=="),
    IS_NOT_NULL("is_not_null", "!="),
    IS_EMPTY("is_empty", "=="),
    IS_NOT_EMPTY("is_not_empty", "!=");

    private final String wireName;
    private final String text;

    Operator(String wireName, String text) {
        this.wireName = wireName;
        this.text = text;
    }

    /** The word on the wire, e.g. {@code greater_or_equal}; null for what the server has no rule for. */
    public String wireName() {
        return wireName;
    }

    /** The operator or method name in a script, e.g. {@code >=} or {@code startswith}. */
    public String text() {
        return text;
    }

    /** The operator that holds exactly where this one is asked not to; its own inverse is this one again. */
    public Operator negated() {
        // The constants are in pairs.
        return values()[ordinal() ^ 1];
    }

    boolean isOrdering() {
        return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
    }

    boolean isBetween() {
        return this == BETWEEN || this == NOT_BETWEEN;
    }

    boolean isText() {
        return ordinal() >= CONTAINS.ordinal() && ordinal() <= NOT_MATCHES.ordinal();
    }

    /** Whether it is the second of its pair. */
    boolean isNegative() {
        return (ordinal() & 1) == 1;
    }

    boolean isMethod() {
        return isBetween() || isText();
    }

    /** Whether this is the second of its pair of methods, the one a script writes with {@code ~}. */
    boolean isNegatedMethod() {
        return isMethod() && isNegative();
    }
}
