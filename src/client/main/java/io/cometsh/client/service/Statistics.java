package io.cometsh.client.service;

import java.util.Arrays;

/**
 * The statistics of several values of one quantity: {@code Statistics.of(0.91, 0.93, Double.NaN).mean()}. NaN is not a value. A
 * statistic that does not exist, such as the deviation of one value, is NaN.
 *
 * @param n how many values there are
 * @param std the sample deviation, by n-1
 * @param low95 the lower end of the 95 % interval of the mean, by Student's t distribution
 * @param high95 its upper end
 */
public record Statistics(
        int n, double mean, double std, double median, double min, double max, double low95, double high95) {

    /** The statistics of these values, in any order. */
    public static Statistics of(double... given) {
        double[] values = Arrays.stream(given)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int n = values.length;
        if (n == 0) {
            return new Statistics(
                    0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = mean(values);
        double std = deviation(values, mean);
        double margin = n < 2 ? Double.NaN : StudentT.twoSided95(n - 1) * std / Math.sqrt(n);
        return new Statistics(n, mean, std, median(values), values[0], values[n - 1], mean - margin, mean + margin);
    }

    /** The middle of sorted values, and of an even number of them the mean of the two in the middle. */
    private static double median(double... sorted) {
        int middle = sorted.length / 2;
        double upper = sorted[middle];
        double lower = sorted.length % 2 == 1 ? upper : sorted[middle - 1];
        return lower == upper ? lower : lower / 2 + upper / 2;
    }

    private static double mean(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        // Values that are all equal have this mean, whatever the rounding of the sum.
        return values[0] == values[values.length - 1] ? values[0] : mean;
    }

    /** In two passes: the sum of squares loses the digits that matter when the values are close to each other. */
    private static double deviation(double[] values, double mean) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
