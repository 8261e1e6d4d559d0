package io.cometsh.server.service;

import java.util.List;
import java.util.Random;

/**
 * A tree-structured Parzen estimator (Bergstra et al., Algorithms for Hyper-Parameter Optimization, 2011) over all parameters at once. Of some candidates from the density of the good
 * results it proposes the one with the highest expected improvement, which is the highest ratio of that density to the density of the others.
 */
final class Parzen {
    private static final int CANDIDATES = 24;

    /** Good results are this share of all, and at least one. */
    private static final double GOOD = 0.1;

    private static final int MOST_GOOD = 25;

    private final List<Dimension> dimensions;
    private final List<double[]> points;
    private final double bandwidth;

    /** @param points coordinates of results */
    private Parzen(List<Dimension> dimensions, List<double[]> points) {
        this.dimensions = dimensions;
        this.points = points;
        // Scott's rule, for points that fill a fifth of the range.
        bandwidth = 0.2 * Math.pow(Math.max(1, points.size()), -1.0 / (dimensions.size() + 4));
    }

    /**
     * The coordinates to try next.
     *
     * @param results coordinates, the best first; failed and current ones last
     * @param scored how many of them have a score
     */
    static double[] propose(List<Dimension> dimensions, List<double[]> results, int scored, Random random) {
        int split = Math.min(MOST_GOOD, Math.max(1, (int) Math.ceil(GOOD * scored)));
        Parzen good = new Parzen(dimensions, results.subList(0, split));
        Parzen others = new Parzen(dimensions, results.subList(split, results.size()));
        double[] best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double[] candidate = good.draw(random);
            double improvement = good.logDensity(candidate) - others.logDensity(candidate);
            if (best == null || improvement > most) {
                best = candidate;
                most = improvement;
            }
        }
        return best;
    }

    /** From the kernel of a random point, or from the distributions of the parameters, which count as one kernel. */
    private double[] draw(Random random) {
        int kernel = random.nextInt(points.size() + 1);
        double[] drawn = new double[dimensions.size()];
        for (int d = 0; d < drawn.length; d++) {
            Dimension dimension = dimensions.get(d);
            if (kernel == points.size() || !dimension.isOrdered() && random.nextDouble() >= kept(dimension.choices())) {
                drawn[d] = dimension.draw(random);
            } else if (dimension.isOrdered()) {
                drawn[d] = dimension.near(points.get(kernel)[d], bandwidth * dimension.spread(), random);
            } else {
                drawn[d] = points.get(kernel)[d];
            }
        }
        return drawn;
    }

    /** How probable it is that a kernel keeps the choice of its point; the rest goes to all choices alike. */
    private double kept(int choices) {
        double kernels = points.size() + 1.0;
        return kernels / (kernels + choices);
    }

    private double logDensity(double[] at) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        double[] logs = new double[points.size() + 1];
        for (int kernel = 0; kernel < logs.length; kernel++) {
            for (int d = 0; d < at.length; d++) {
                logs[kernel] += kernel == points.size()
                        ? priorLog(dimensions.get(d), at[d])
                        : kernelLog(dimensions.get(d), points.get(kernel)[d], at[d]);
            }
            largest = Math.max(largest, logs[kernel]);
        }
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum / logs.length);
    }

    private static double priorLog(Dimension dimension, double at) {
        if (!dimension.isOrdered()) {
            return -Math.log(dimension.choices());
        }
        double range = dimension.high() - dimension.low();
        if (Double.isInfinite(range)) {
            return normalLog(at, dimension.center(), dimension.spread(), dimension);
        }
        return range == 0 ? 0 : -Math.log(range);
    }

    private double kernelLog(Dimension dimension, double point, double at) {
        if (dimension.isOrdered()) {
            return normalLog(at, point, bandwidth * dimension.spread(), dimension);
        }
        double kept = kept(dimension.choices());
        boolean same = Math.rint(point) == Math.rint(at);
        return Math.log((same ? kept : 0) + (1 - kept) / dimension.choices());
    }

    /** The logarithm of a normal density that is cut at the bounds. */
    private static double normalLog(double at, double middle, double deviation, Dimension dimension) {
        if (deviation == 0) {
            return 0;
        }
        double z = (at - middle) / deviation;
        double inside = below((dimension.high() - middle) / deviation) - below((dimension.low() - middle) / deviation);
        return -z * z / 2 - Math.log(deviation) - Math.log(Math.max(inside, 1e-12));
    }

    /** The share of a standard normal distribution below {@code z} (Abramowitz and Stegun 26.2.17). */
    private static double below(double z) {
        if (Double.isInfinite(z)) {
            return z < 0 ? 0 : 1;
        }
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }
}
