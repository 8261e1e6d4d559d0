package io.cometsh.compare;

import io.cometsh.client.service.Statistics;
import java.util.Arrays;
import java.util.List;

/**
 * The values of one metric over some runs: {@code Sample.of("base", 0.91, 0.93, 0.92)}.
 *
 * @param name what the values belong to
 * @param values in ascending order, without NaN
 */
public record Sample(String name, List<Double> values) {
    /** Fewer values have no interval of the median that holds in 95 of 100 cases. */
    static final int LEAST_FOR_MEDIAN = 6;

    public Sample {
        // -0.0 and 0.0 are equal values: a sum makes them one.
        values = values.stream()
                .filter(value -> !value.isNaN())
                .map(value -> value + 0.0)
                .sorted()
                .toList();
    }

    public static Sample of(String name, double... values) {
        return new Sample(name, Arrays.stream(values).boxed().toList());
    }

    /** The number of values. */
    public int n() {
        return values.size();
    }

    /** Mean, deviation, median, extremes. */
    public Statistics statistics() {
        return Statistics.of(array());
    }

    /** The median, or the mean for {@link Method#WELCH}; NaN without values. */
    public double centre(Method method) {
        return method == Method.WELCH ? statistics().mean() : statistics().median();
    }

    /**
     * The 95 % interval of {@link #centre}: of a mean by Student's t distribution, of a median between two of the values.
     *
     * @return null where so few values have none
     */
    public Interval interval(Method method) {
        if (method == Method.WELCH) {
            Statistics all = statistics();
            return Double.isNaN(all.low95()) ? null : new Interval(all.low95(), all.high95());
        }
        int outside = outside(n());
        return outside < 0 ? null : new Interval(values.get(outside), values.get(n() - 1 - outside));
    }

    /** How many values lie below the interval, and as many above: less than 2.5 % of a binomial distribution's tail; -1 for none. */
    private static int outside(int n) {
        double logarithm = -n * Math.log(2);
        double tail = 0;
        int outside = -1;
        for (int k = 0; k < n / 2; k++) {
            tail += Math.exp(logarithm);
            if (tail > Comparison.ALPHA / 2) {
                break;
            }
            outside = k;
            logarithm += Math.log(n - k) - Math.log(k + 1);
        }
        return outside;
    }

    double[] array() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
