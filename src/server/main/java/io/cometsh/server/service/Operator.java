package io.cometsh.server.service;

import java.util.Locale;
import java.util.Optional;

/** What a rule asks; {@code RuleEvaluator} has the meaning of each. */
enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
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

    static Optional<Operator> ofWire(String wire) {
        for (Operator operator : values()) {
            if (operator.name().toLowerCase(Locale.ROOT).equals(wire)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** The operator this one is the complement of; itself when it is not a complement. */
    Operator positive() {
        return switch (this) {
            case NOT_EQUAL -> EQUAL;
            case NOT_BETWEEN -> BETWEEN;
            case NOT_CONTAINS -> CONTAINS;
            case NOT_BEGINS_WITH -> BEGINS_WITH;
            case NOT_ENDS_WITH -> ENDS_WITH;
            case IS_NOT_NULL -> IS_NULL;
            case IS_NOT_EMPTY -> IS_EMPTY;
            case EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    BETWEEN,
                    CONTAINS,
                    BEGINS_WITH,
                    ENDS_WITH,
                    IS_NULL,
                    IS_EMPTY -> this;
        };
    }
}
