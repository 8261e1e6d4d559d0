package io.cometsh.compare;

import java.util.Arrays;

/**
 * The exact distribution of a sample's sum of ranks when both samples come from one population: every choice of runs is
 * equally likely. Ranks are doubled, so that the mean rank of equal values is a whole number.
 */
final class RankSums {
    /** More additions than these take a noticeable time; the normal approximation is then as good. */
    private static final double MOST_STEPS = 2e7;

    private final double[] probability;

    private RankSums(double... probability) {
        this.probability = probability;
    }

    static boolean isFeasible(int n, int m) {
        double all = n + m;
        return all * Math.min(n, m) * all * (all + 1) <= MOST_STEPS;
    }

    /** The sums of {@code chosen} of these ranks. */
    static RankSums of(int[] doubledRanks, int chosen) {
        int most = Arrays.stream(doubledRanks).sum();
        double[][] ways = new double[chosen + 1][most + 1];
        ways[0][0] = 1;
        int largest = 0;
        int taken = 0;
        for (int rank : doubledRanks) {
            largest += rank;
            taken++;
            for (int count = Math.min(taken, chosen); count > 0; count--) {
                for (int sum = largest; sum >= rank; sum--) {
                    ways[count][sum] += ways[count - 1][sum - rank];
                }
            }
        }
        double all = Arrays.stream(ways[chosen]).sum();
        return new RankSums(
                Arrays.stream(ways[chosen]).map(count -> count / all).toArray());
    }

    /** The ranks 1 to {@code all}, doubled. */
    static int[] withoutTies(int all) {
        int[] ranks = new int[all];
        Arrays.setAll(ranks, i -> 2 * (i + 1));
        return ranks;
    }

    /** Twice the probability of the smaller tail, at most 1. */
    double twoSided(int sum) {
        double below = 0;
        for (int i = 0; i <= sum; i++) {
            below += probability[i];
        }
        double above = 0;
        for (int i = sum; i < probability.length; i++) {
            above += probability[i];
        }
        return Math.min(1, 2 * Math.min(below, above));
    }

    /** The probability of a sum of at most this. */
    double atMost(int sum) {
        double below = 0;
        for (int i = 0; i <= sum && i < probability.length; i++) {
            below += probability[i];
        }
        return below;
    }
}
