package io.cometsh.export;

import java.util.List;

/** A curve in a few characters: {@code Sparkline.of(List.of(3.0, 2.0, 1.5), 8)} falls from left to right. */
public final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * One bar for each of at most {@code most} equal parts, as high as the mean of its values; a blank for a part
     * without any number. Empty for no values.
     */
    public static String of(List<Double> values, int most) {
        int parts = Math.min(most, values.size());
        double least = extreme(values, -1);
        double highest = extreme(values, 1);
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            int from = (int) ((long) i * values.size() / parts);
            int to = (int) ((long) (i + 1) * values.size() / parts);
            double mean = values.subList(from, to).stream()
                    .filter(Double::isFinite)
                    .mapToDouble(value -> value / (to - from))
                    .sum();
            long numbers =
                    values.subList(from, to).stream().filter(Double::isFinite).count();
            bars.append(numbers == 0 ? ' ' : bar(mean * (to - from) / numbers, least, highest));
        }
        return bars.toString().isBlank() ? "" : bars.toString();
    }

    /** What the bars show, for a reader that speaks: {@code levels 8 4 2 1 1 of 8}; a gap is "none". */
    public static String words(String bars) {
        StringBuilder words = new StringBuilder("levels");
        bars.chars().forEach(bar -> words.append(' ').append(bar == ' ' ? "none" : BARS.indexOf(bar) + 1));
        return bars.isEmpty()
                ? "no levels"
                : words.append(" of ").append(BARS.length()).toString();
    }

    private static char bar(double value, double least, double most) {
        if (least == most) {
            return BARS.charAt(BARS.length() / 2 - 1);
        }
        // Halves, because the difference of two huge numbers overflows.
        double share = (value / 2 - least / 2) / (most / 2 - least / 2);
        int height = (int) Math.round(share * (BARS.length() - 1));
        return BARS.charAt(Math.max(0, Math.min(BARS.length() - 1, height)));
    }

    private static double extreme(List<Double> values, int sign) {
        return sign
                * values.stream()
                        .filter(Double::isFinite)
                        .mapToDouble(value -> sign * value)
                        .max()
                        .orElse(Double.NaN);
    }
}
