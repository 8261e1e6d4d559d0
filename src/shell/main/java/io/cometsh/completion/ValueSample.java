package io.cometsh.completion;

import io.cometsh.text.Quantity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The values of one column over the runs of a project.
 *
 * @param values one for each run that has one
 * @param read how many runs were looked at, the newest ones
 * @param all how many the project has
 */
public record ValueSample(List<String> values, long read, long all) {
    public ValueSample {
        values = values.stream().filter(Objects::nonNull).toList();
    }

    /** A value, and how many runs have it. */
    record ValueCount(String value, int runs) {}

    /** The values that occur, the most frequent first, numbers in their order. */
    List<ValueCount> counted() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        Comparator<ValueCount> order = isNumeric()
                ? Comparator.comparingDouble(counted -> Double.parseDouble(counted.value()))
                : Comparator.comparing(ValueCount::runs, Comparator.reverseOrder())
                        .thenComparing(ValueCount::value);
        return counts.entrySet().stream()
                .map(entry -> new ValueCount(entry.getKey(), entry.getValue()))
                .sorted(order)
                .toList();
    }

    /** Whether all values are numbers. */
    boolean isNumeric() {
        return !values.isEmpty() && values.stream().allMatch(value -> number(value) != null);
    }

    double[] numbers() {
        return values.stream()
                .map(ValueSample::number)
                .filter(number -> number != null && !number.isNaN())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    /** Which runs these are of, where it is not all of them: {@code of the newest 500 of 100,000 runs}. */
    String extent() {
        return read < all
                ? String.format(Locale.ROOT, "of the newest %,d of %,d runs", read, all)
                : "of " + Quantity.of(all, "run");
    }

    private static Double number(String text) {
        // Double.parseDouble takes "1d" and blanks too, which no literal should become.
        if (text.isEmpty() || !"+-.0123456789NI".contains(text.substring(0, 1)) || text.matches(".*[dDfF\\s]$")) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The middle value; empty when there is none. */
    OptionalDouble median() {
        double[] sorted = numbers();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }
}
