package io.cometsh.plot;

import java.util.List;

/**
 * One bar a group: the mean of its values, their deviation and their number.
 *
 * @param title what the bars show, such as {@code metrics.accuracy by params.optimizer}
 * @param notes what else a reader must know, such as how many runs have no such value
 */
public record BarPlot(String title, List<Bar> bars, List<String> notes) implements Plot {

    public BarPlot {
        bars = List.copyOf(bars);
        notes = List.copyOf(notes);
    }

    @Override
    public String text(TextStyle style) {
        return new BarText(this, style).toString();
    }

    @Override
    public List<String> remarks() {
        return notes;
    }

    @Override
    public String words() {
        return SpokenPlot.of(this);
    }

    /** As plain text, for {@code println}. */
    @Override
    public String toString() {
        return text(TextStyle.plain());
    }

    /**
     * One group.
     *
     * @param deviation the standard deviation of the sample; 0 for a single value
     * @param count how many values there are, at least 1
     */
    public record Bar(String label, double mean, double deviation, int count) {

        /** The group of these finite values. */
        public static Bar of(String label, List<Double> values) {
            int count = values.size();
            double mean = values.stream().mapToDouble(Double::doubleValue).sum() / count;
            double squares = values.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            return new Bar(label, mean, count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count);
        }

        String text() {
            return Ticks.number(mean) + (count > 1 ? " ± " + Ticks.number(deviation) : "") + " (n " + count + ")";
        }
    }
}
