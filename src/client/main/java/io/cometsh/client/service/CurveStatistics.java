package io.cometsh.client.service;

import io.cometsh.client.wire.Numbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the columns need of one metric's curve. NaN and texts do not count, as in pandas; they are the first value, the
 * value at a step and, where no other value exists, the extremes.
 *
 * @param points how many points the server returned, numbers or not
 * @param count how many values are numbers
 * @param mean null when no value is a number
 * @param std null when fewer than two values are numbers
 * @param argmin the step of the smallest value; null where it has none
 * @param at the values at the steps that were asked for, of several at one step the latest
 */
record CurveStatistics(
        int points,
        long count,
        Double mean,
        Double std,
        String first,
        String last,
        String min,
        String max,
        Long argmin,
        Long argmax,
        Map<Long, String> at) {

    /** @param texts of the values; steps and timestamps are null where a point has none */
    static CurveStatistics of(List<String> texts, List<Long> steps, List<Long> timestamps, Set<Long> wanted) {
        int first = -1;
        int last = -1;
        int min = -1;
        int max = -1;
        double[] numbers = new double[texts.size()];
        Map<Long, Integer> at = new HashMap<>();
        long count = 0;
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Numbers.toDouble(texts.get(i));
            if (texts.get(i) == null) {
                continue;
            }
            first = first < 0 || moment(timestamps, i) < moment(timestamps, first) ? i : first;
            last = last < 0 || moment(timestamps, i) >= moment(timestamps, last) ? i : last;
            Long step = value(steps, i);
            if (step != null && wanted.contains(step)) {
                at.merge(step, i, (a, b) -> moment(timestamps, b) >= moment(timestamps, a) ? b : a);
            }
            if (!Double.isNaN(numbers[i])) {
                count++;
                sum += numbers[i];
                min = min < 0 || numbers[i] < numbers[min] ? i : min;
                max = max < 0 || numbers[i] > numbers[max] ? i : max;
            }
        }
        Double mean = count == 0 ? null : (Double) (sum / count);
        Map<Long, String> values = new HashMap<>();
        at.forEach((step, place) -> values.put(step, texts.get(place)));
        // The server keeps a NaN or a text as an extreme as long as there is no number.
        int least = min < 0 ? first : min;
        int largest = max < 0 ? first : max;
        return new CurveStatistics(
                numbers.length,
                count,
                mean,
                count < 2 ? null : deviation(numbers, mean, count),
                text(texts, first),
                text(texts, last),
                text(texts, least),
                text(texts, largest),
                value(steps, least),
                value(steps, largest),
                values);
    }

    /** In two passes: the sum of squares loses the digits that matter when the values are close to each other. */
    private static Double deviation(double[] numbers, double mean, long count) {
        double squares = 0;
        for (double number : numbers) {
            squares += Double.isNaN(number) ? 0 : (number - mean) * (number - mean);
        }
        return Math.sqrt(squares / (count - 1));
    }

    private static long moment(List<Long> timestamps, int place) {
        Long moment = value(timestamps, place);
        return moment == null ? Long.MIN_VALUE : moment;
    }

    private static Long value(List<Long> values, int place) {
        return place < 0 || place >= values.size() ? null : values.get(place);
    }

    private static String text(List<String> texts, int place) {
        return place < 0 ? null : texts.get(place);
    }

    /** The value that a column has, as a cell of a table. */
    Object cell(Statistic statistic, long step) {
        return switch (statistic) {
            case CURRENT, LAST -> Numbers.toCell(last);
            case FIRST -> Numbers.toCell(first);
            case MIN -> Numbers.toCell(min);
            case MAX -> Numbers.toCell(max);
            case AT -> Numbers.toCell(at.get(step));
            case ARGMIN -> argmin;
            case ARGMAX -> argmax;
            case MEAN -> mean;
            case STD -> std;
            case COUNT -> count;
        };
    }
}
