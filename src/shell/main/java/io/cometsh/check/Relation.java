package io.cometsh.check;

import java.util.Arrays;
import java.util.Optional;

/** How a value must relate to its bound. */
enum Relation {
    AT_LEAST(">=", 1),
    AT_MOST("<=", -1),
    MORE(">", 1),
    LESS("<", -1),
    EQUAL("==", 0),
    NOT_EQUAL("!=", 0);

    private final String sign;
    private final int good;

    Relation(String sign, int good) {
        this.sign = sign;
        this.good = good;
    }

    static Optional<Relation> of(String sign) {
        return Arrays.stream(values()).filter(one -> one.sign.equals(sign)).findFirst();
    }

    /** @param comparison of the value with the bound, as {@code compareTo} gives it */
    boolean holds(int comparison) {
        return switch (this) {
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
            case MORE -> comparison > 0;
            case LESS -> comparison < 0;
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
        };
    }

    /** Whether a difference to the bound in this direction (1 is larger) is a worse one. */
    boolean isBad(int direction) {
        return direction != 0 && direction != good;
    }

    @Override
    public String toString() {
        return sign;
    }
}
