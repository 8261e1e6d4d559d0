package io.cometsh.oracle;

import java.util.Locale;

/** The operators of a rule. Each knows its opposite on the wire: that is how a negation is sent. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    GREATER_OR_EQUAL,
    GREATER,
    LESS_OR_EQUAL,
    BETWEEN,
    NOT_BETWEEN,
    CONTAINS,
    NOT_CONTAINS,
    BEGINS_WITH,
    NOT_BEGINS_WITH,
    ENDS_WITH,
    NOT_ENDS_WITH,
    IS_NULL,
    IS_NOT_NULL,
    IS_EMPTY,
    IS_NOT_EMPTY;

    /** The constants are in pairs: an operator and its opposite. */
    Comparison opposite() {
        return values()[ordinal() ^ 1];
    }

    /** Whether it asks for a place in an order. */
    boolean isOrder() {
        return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
