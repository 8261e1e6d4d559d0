package io.cometsh.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether one sample differs from another by more than chance: {@code Comparison.of(base, other).isShown()}. The limits of
 * the answer are a value too: {@link #warnings}.
 *
 * @param tests how many comparisons {@code p} is corrected for; 1 for a single one
 * @param p the probability of such a difference by chance; NaN where none can be computed
 * @param difference the centre of {@code other} minus the centre of {@code base}; NaN without values
 * @param interval the 95 % interval of the difference; null where so few runs have none
 * @param warnings sentences, empty for a comparison without limits
 */
public record Comparison(
        Sample base,
        Sample other,
        Method method,
        int tests,
        double p,
        double difference,
        Interval interval,
        List<String> warnings) {
    /** A difference is shown at this p and below. */
    public static final double ALPHA = 0.05;

    private static final int LEAST_FOR_WELCH = 2;

    public Comparison {
        warnings = List.copyOf(warnings);
    }

    /** By {@link Method#MANN_WHITNEY}. */
    public static Comparison of(Sample base, Sample other) {
        return of(base, other, Method.MANN_WHITNEY);
    }

    /** A single comparison of two samples. */
    public static Comparison of(Sample base, Sample other, Method method) {
        boolean empty = base.n() == 0 || other.n() == 0;
        double p = empty
                ? Double.NaN
                : method == Method.WELCH ? Welch.p(base, other) : MannWhitney.p(base.array(), other.array());
        Interval interval =
                method == Method.WELCH ? Welch.difference(base, other) : MannWhitney.shift(base.array(), other.array());
        double difference = other.centre(method) - base.centre(method);
        return new Comparison(
                        base,
                        other,
                        method,
                        1,
                        p,
                        difference,
                        interval == null || Double.isNaN(difference) ? null : interval.including(difference),
                        List.of())
                .warned();
    }

    /** The same as one of several comparisons, with its corrected p. */
    Comparison among(int comparisons, double corrected) {
        return new Comparison(base, other, method, comparisons, corrected, difference, interval, List.of()).warned();
    }

    /** Whether these samples could show any difference at all. */
    public boolean isPossible() {
        if (method == Method.WELCH) {
            return !Double.isNaN(p);
        }
        return smallestP() <= ALPHA;
    }

    /** Whether a difference is shown: {@code p} is at most 0.05. */
    public boolean isShown() {
        return isPossible() && p <= ALPHA;
    }

    /** 1 where {@code other} is larger, -1 where it is smaller, and 0 where the two are equal. */
    public int direction() {
        if (difference != 0) {
            return Double.isNaN(difference) ? 0 : (int) Math.signum(difference);
        }
        // Equal medians of unequal samples: the means of many values decide as the ranks do.
        return (int) Math.signum(other.statistics().mean() - base.statistics().mean());
    }

    /** The difference in percent of the centre of {@code base}; NaN where that is 0. */
    public double percent() {
        return difference * factor();
    }

    /** {@link #interval} in percent of the centre of {@code base}; null where there is none. */
    public Interval percentInterval() {
        return interval == null || Double.isNaN(factor()) ? null : interval.times(factor());
    }

    private double factor() {
        double centre = Math.abs(base.centre(method));
        return centre > 0 && !Double.isInfinite(centre) ? 100 / centre : Double.NaN;
    }

    private double smallestP() {
        return base.n() == 0 || other.n() == 0
                ? Double.POSITIVE_INFINITY
                : Math.min(1, tests * MannWhitney.smallestP(base.n(), other.n()));
    }

    private Comparison warned() {
        List<String> all = new ArrayList<>();
        if (base.n() == 0 || other.n() == 0) {
            all.add("no values of " + (base.n() == 0 ? base.name() : other.name()));
        } else if (!isPossible()) {
            all.add(method == Method.WELCH ? welchNeeds() : ranksNeed());
        }
        if (base.centre(method) == 0) {
            all.add("the " + method.centre() + " of " + base.name() + " is 0: there is no percentage");
        }
        return new Comparison(base, other, method, tests, p, difference, interval, all);
    }

    private String welchNeeds() {
        return base.n() < LEAST_FOR_WELCH || other.n() < LEAST_FOR_WELCH
                ? "needs at least " + LEAST_FOR_WELCH + " runs a side: with " + base.n() + " and " + other.n()
                        + " there is no deviation"
                : "needs values that deviate: the values of each side are all equal";
    }

    private String ranksNeed() {
        int needed = 1;
        while (tests * MannWhitney.smallestP(needed, needed) > ALPHA) {
            needed++;
        }
        return String.format(
                Locale.ROOT,
                "needs at least %d runs a side: with %d and %d the smallest possible p%s is %s",
                needed,
                base.n(),
                other.n(),
                tests == 1 ? "" : " of " + tests + " comparisons",
                number(smallestP()));
    }

    /** With two digits that matter: {@code 0.1}, {@code 0.029}. */
    private static String number(double p) {
        return new java.math.BigDecimal(p)
                .round(new java.math.MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
