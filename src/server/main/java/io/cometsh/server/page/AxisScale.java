package io.cometsh.server.page;

import java.util.ArrayList;
import java.util.List;

/** Numbers onto a stretch of a picture, and the round numbers that are written beside it. */
final class AxisScale {
    private final boolean log;
    private final double least;
    private final double greatest;
    private final double from;
    private final double to;

    private AxisScale(boolean log, double least, double greatest, double from, double to) {
        this.log = log;
        this.least = least;
        this.greatest = greatest;
        this.from = from;
        this.to = to;
    }

    /**
     * A scale that shows the numbers from {@code least} to {@code greatest}.
     *
     * @param from where the least number is drawn
     * @param to where the greatest number is drawn
     */
    static AxisScale of(boolean log, double least, double greatest, double from, double to) {
        if (log) {
            double low = Math.log10(least);
            double high = Math.log10(greatest);
            return high > low
                    ? new AxisScale(true, low, high, from, to)
                    : new AxisScale(true, low - 0.5, high + 0.5, from, to);
        }
        if (greatest > least) {
            return new AxisScale(false, least, greatest, from, to);
        }
        double around = least == 0 ? 1 : Math.abs(least) / 10;
        return new AxisScale(false, least - around, greatest + around, from, to);
    }

    double place(double number) {
        double shown = log ? Math.log10(number) : number;
        // Halves, because the difference of two large numbers may be infinite.
        double share = (shown / 2 - least / 2) / (greatest / 2 - least / 2);
        return from + share * (to - from);
    }

    /** About {@code wanted} round numbers of this scale. */
    List<Double> ticks(int wanted) {
        return log && greatest - least >= 1 ? powers(wanted) : steps(wanted);
    }

    private List<Double> powers(int wanted) {
        int every = (int) Math.max(1, Math.ceil((greatest - least) / wanted));
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.ceil(least - 1e-9); power <= greatest + 1e-9; power += every) {
            ticks.add(Double.parseDouble("1e" + power));
        }
        return ticks;
    }

    private List<Double> steps(int wanted) {
        double low = log ? Math.pow(10, least) : least;
        double high = log ? Math.pow(10, greatest) : greatest;
        double step = round(high / wanted - low / wanted);
        List<Double> ticks = new ArrayList<>();
        double first = Math.ceil(low / step - 1e-9);
        for (int i = 0; i <= 2 * wanted && (first + i) * step <= high + step * 1e-9; i++) {
            ticks.add((first + i) * step);
        }
        return ticks;
    }

    /** The next 1, 2 or 5 times a power of ten. */
    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= step * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
