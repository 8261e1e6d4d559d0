package io.cometsh.compare;

import io.cometsh.client.service.Statistics;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;

/** Compares means whose deviations may differ: Welch's t test. */
final class Welch {
    private Welch() {}

    /** The probability of means that differ as much as these or more; NaN where neither sample has a deviation. */
    static double p(Sample base, Sample other) {
        return standardError(base.statistics(), other.statistics()) > 0
                ? TTest.withDefaults().test(other.array(), base.array()).getPValue()
                : Double.NaN;
    }

    /** The 95 % interval of the difference of the means; null where there is none. */
    static Interval difference(Sample base, Sample other) {
        Statistics a = base.statistics();
        Statistics b = other.statistics();
        double error = standardError(a, b);
        if (!(error > 0) || Double.isInfinite(error)) {
            return null;
        }
        double degrees = Math.pow(error, 4) / (part(a) + part(b));
        double margin = error * TDistribution.of(degrees).inverseSurvivalProbability(Comparison.ALPHA / 2);
        double difference = b.mean() - a.mean();
        return new Interval(difference - margin, difference + margin);
    }

    private static double standardError(Statistics a, Statistics b) {
        return Math.sqrt(a.std() * a.std() / a.n() + b.std() * b.std() / b.n());
    }

    private static double part(Statistics one) {
        double variance = one.std() * one.std() / one.n();
        return variance * variance / (one.n() - 1);
    }
}
