package io.cometsh.client.service;

/** Student's t distribution with a whole number of degrees of freedom, for the interval of a mean. */
final class StudentT {
    private static final double LEVEL = 0.95;
    /** The same quantile of the normal distribution. */
    private static final double NORMAL = 1.959963984540054;
    /** From here the expansion around the normal distribution has every digit. */
    private static final int MANY = 2_000;
    /** After so many halvings of the interval the next double is farther away. */
    private static final int ROUNDS = 60;

    private StudentT() {}

    /** The t that 95 % of the distribution lies within, on both sides of 0. */
    static double twoSided95(int degrees) {
        if (degrees >= MANY) {
            double z = NORMAL;
            double cube = z * z * z;
            return z
                    + (cube + z) / (4.0 * degrees)
                    + (5 * cube * z * z + 16 * cube + 3 * z) / (96.0 * degrees * degrees);
        }
        double low = 0;
        double high = 16;
        for (int round = 0; round < ROUNDS; round++) {
            double middle = low + (high - low) / 2;
            if (within(middle, degrees) < LEVEL) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The part of the distribution between -t and t: the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4. */
    private static double within(double t, int degrees) {
        double angle = Math.atan(t / Math.sqrt(degrees));
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        boolean odd = degrees % 2 != 0;
        double term = odd ? cosine : 1;
        double sum = 0;
        for (int i = odd ? 2 : 1; i < degrees; i += 2) {
            sum += term;
            term *= cosine * cosine * i / (i + 1);
        }
        return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
