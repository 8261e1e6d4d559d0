package io.cometsh.compare;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/** Compares by ranks: exact where that can be counted, also with equal values, and by the normal approximation beyond. */
final class MannWhitney {
    /** More pairs than these take too much memory for the interval of a shift. */
    private static final long MOST_PAIRS = 4_000_000;

    private static final double NORMAL = 1.959963984540054;

    private MannWhitney() {}

    /** The probability of samples that differ as much as these or more, if the runs were dealt out by chance. */
    static double p(double[] base, double[] other) {
        if (!RankSums.isFeasible(base.length, other.length)) {
            return MannWhitneyUTest.withDefaults()
                    .with(PValueMethod.ASYMPTOTIC)
                    .test(other, base)
                    .getPValue();
        }
        boolean otherIsSmaller = other.length <= base.length;
        double[] chosen = otherIsSmaller ? other : base;
        double[] all = new double[base.length + other.length];
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(other, 0, all, base.length, other.length);
        Arrays.sort(all);
        int[] ranks = new int[all.length];
        Arrays.setAll(ranks, i -> doubledRank(all, all[i]));
        int sum =
                Arrays.stream(chosen).mapToInt(value -> doubledRank(all, value)).sum();
        return RankSums.of(ranks, chosen.length).twoSided(sum);
    }

    /** The smallest p that samples of these sizes can have. */
    static double smallestP(int n, int m) {
        double ways = 1;
        for (int i = 1; i <= Math.min(n, m); i++) {
            ways *= (double) (n + m - Math.min(n, m) + i) / i;
        }
        return Math.min(1, 2 / ways);
    }

    /**
     * The 95 % interval of the shift between the samples: between two of the differences of one run of each.
     *
     * @return null where so few runs have none, and where there are infinite values
     */
    static Interval shift(double[] base, double[] other) {
        int n = base.length;
        int m = other.length;
        long pairs = (long) n * m;
        int outside = pairs == 0 || pairs > MOST_PAIRS ? -1 : outside(n, m);
        if (outside < 0) {
            return null;
        }
        double[] differences = new double[(int) pairs];
        int next = 0;
        for (double one : base) {
            for (double two : other) {
                differences[next++] = two - one;
            }
        }
        Arrays.sort(differences);
        double low = differences[outside];
        double high = differences[differences.length - 1 - outside];
        return Double.isFinite(low) && Double.isFinite(high) ? new Interval(low, high) : null;
    }

    /** How many differences lie below the interval, and as many above; -1 for none. */
    private static int outside(int n, int m) {
        if (!RankSums.isFeasible(n, m)) {
            double pairs = (double) n * m;
            return (int) Math.floor(pairs / 2 - NORMAL * Math.sqrt(pairs * (n + m + 1) / 12) - 0.5);
        }
        int fewer = Math.min(n, m);
        RankSums sums = RankSums.of(RankSums.withoutTies(n + m), fewer);
        int least = fewer * (fewer + 1);
        int outside = -1;
        while (sums.atMost(least + 2 * (outside + 1)) <= Comparison.ALPHA / 2) {
            outside++;
        }
        return outside;
    }

    /** Twice the rank of a value, and for equal values of their ranks the mean. */
    private static int doubledRank(double[] sorted, double value) {
        int first = Arrays.binarySearch(sorted, value);
        int last = first;
        while (first > 0 && Double.compare(sorted[first - 1], value) == 0) {
            first--;
        }
        while (last < sorted.length - 1 && Double.compare(sorted[last + 1], value) == 0) {
            last++;
        }
        return first + last + 2;
    }
}
