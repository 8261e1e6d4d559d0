package io.cometsh.query;

/**
 * What of a variable is looked at when it is not what the server's rules see, which is the current value.
 *
 * @param step the step of {@link Kind#AT_STEP}; 0 otherwise
 */
public record Facet(Kind kind, long step) {
    static final Facet MIN = new Facet(Kind.MIN, 0);
    static final Facet MAX = new Facet(Kind.MAX, 0);
    static final Facet IGNORE_CASE = new Facet(Kind.IGNORE_CASE, 0);

    public enum Kind {
        /** The smallest value that the metric had. */
        MIN,
        /** The largest value that the metric had. */
        MAX,
        /** The value that the metric had at a step. */
        AT_STEP,
        /** The text, capital and small letters being the same. */
        IGNORE_CASE
    }

    static Facet atStep(long step) {
        return new Facet(Kind.AT_STEP, step);
    }

    boolean isNumber() {
        return kind != Kind.IGNORE_CASE;
    }

    /** As it is written after the variable. */
    @Override
    public String toString() {
        return switch (kind) {
            case MIN -> ".min";
            case MAX -> ".max";
            case AT_STEP -> ".atStep(" + step + ")";
            case IGNORE_CASE -> ".ignoreCase()";
        };
    }
}
