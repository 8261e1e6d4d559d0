package io.cometsh.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Round places on an axis, and numbers as labels. */
final class Ticks {
    private static final double[] ROUND = {1, 2, 5, 10};
    private static final int DIGITS = 4;
    private static final double PLAIN_BELOW = 1e6;
    private static final double PLAIN_FROM = 1e-4;
    private static final int MOST = 1_000;

    private Ticks() {}

    /** Multiples of 1, 2 or 5 times a power of ten between two ends, about so many and at least two where there are. */
    static List<Double> linear(double low, double high, int about) {
        for (int wanted = Math.max(1, about); ; wanted++) {
            // Halves, because the difference of two huge numbers overflows.
            double rough = (high / 2 - low / 2) / wanted * 2;
            if (!(rough > 0) || Double.isInfinite(rough)) {
                return List.of(low, high);
            }
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = power;
            for (double round : ROUND) {
                step = round * power;
                if (step >= rough) {
                    break;
                }
            }
            List<Double> ticks = every(step, low, high);
            if (ticks.size() >= 2 || wanted > about + 8) {
                return ticks.isEmpty() ? List.of(low) : ticks;
            }
        }
    }

    /** The multiples of a step between two ends. */
    static List<Double> every(double step, double low, double high) {
        List<Double> ticks = new ArrayList<>();
        double slack = step * 1e-9;
        double first = Math.ceil(low / step - 1e-9);
        for (int i = 0; i < MOST && (first + i) * step <= high + slack; i++) {
            // Through a decimal: 3 * 0.1 is not 0.3.
            double tick = (first + i) * step;
            ticks.add(new BigDecimal(tick).round(new MathContext(12)).doubleValue() + 0.0);
        }
        return ticks;
    }

    /** Powers of ten between two ends that are above 0; where there are fewer than two, round numbers. */
    static List<Double> logarithmic(double low, double high, int about) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        if (last - first < 2) {
            List<Double> ticks = between(low, high);
            return ticks.size() < 2 ? linear(low, high, about) : ticks;
        }
        int stride = Math.max(1, (int) Math.ceil((last - first + 1) / (double) Math.max(2, about)));
        return IntStream.iterate(first, power -> power <= last, power -> power + stride)
                .mapToObj(power -> Double.parseDouble("1e" + power))
                .toList();
    }

    /** 1, 2 and 5 times the powers of ten. */
    private static List<Double> between(double low, double high) {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (int round : new int[] {1, 2, 5}) {
                double tick = Double.parseDouble(round + "e" + power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** Labels with as many digits as the step between them needs. */
    static List<String> labels(List<Double> ticks) {
        double most = ticks.stream().mapToDouble(Math::abs).max().orElse(0);
        double step = IntStream.range(1, ticks.size())
                .mapToDouble(i -> Math.abs(ticks.get(i) - ticks.get(i - 1)))
                .min()
                .orElse(most);
        int digits = step > 0 && most > 0 ? (int) Math.max(DIGITS, Math.ceil(Math.log10(most / step)) + 2) : DIGITS;
        return ticks.stream().map(tick -> number(tick, Math.min(digits, 15))).toList();
    }

    /** A number in about four digits: {@code 0.0963}, {@code 12500}, {@code 1.5e-7}. */
    static String number(double value) {
        return number(value, DIGITS);
    }

    private static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal few = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        double size = few.abs().doubleValue();
        if (size < PLAIN_BELOW && size >= PLAIN_FROM) {
            return few.toPlainString();
        }
        int exponent = few.precision() - few.scale() - 1;
        return few.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
