package io.cometsh.server.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One parameter of a search. Algorithms work with a coordinate of its value: the number itself, its logarithm for the two logarithmic distributions, and the index in the list for a choice.
 */
final class Dimension {
    private static final int TRIES_WITHIN_BOUNDS = 100;

    private final List<JsonNode> choices;
    private final boolean ordered;
    private final boolean whole;
    private final boolean logarithmic;
    private final boolean normal;
    private final double least;
    private final double most;
    private final double low;
    private final double high;
    private final double center;
    private final double spread;

    /** A choice between values. */
    private Dimension(List<JsonNode> choices, boolean ordered) {
        this.choices = choices;
        this.ordered = ordered;
        whole = true;
        logarithmic = false;
        normal = false;
        least = 0;
        most = choices.size() - 1.0;
        low = -0.5;
        high = most + 0.5;
        center = (low + high) / 2;
        spread = high - low;
    }

    /** A number between bounds. */
    private Dimension(boolean whole, boolean logarithmic, double least, double most) {
        this(whole, logarithmic, false, least, most, Double.NaN, Double.NaN);
    }

    /** A number; {@code mu} and {@code sigma} count for the normal distributions, whose bounds may be infinite. */
    private Dimension(
            boolean whole, boolean logarithmic, boolean normal, double least, double most, double mu, double sigma) {
        choices = null;
        ordered = true;
        this.whole = whole;
        this.logarithmic = logarithmic;
        this.normal = normal;
        this.least = least;
        this.most = most;
        // A whole number has its share of the line on both sides.
        double margin = whole ? 0.5 : 0;
        low = coordinate(logarithmic && whole ? Math.max(least - margin, least / 2) : least - margin);
        high = coordinate(most + margin);
        center = normal ? mu : (low + high) / 2;
        spread = normal ? sigma : high - low;
    }

    /**
     * Reads the definition of a parameter.
     *
     * @throws CometFailure when it is none, naming the parameter
     */
    static Dimension of(String name, JsonNode definition) {
        String type = definition.path("type").asText();
        switch (type) {
            case "categorical", "discrete" -> {
                return choice(name, type, definition.path("values"));
            }
            case "integer", "float", "double" -> {
                return number(name, type.equals("integer"), definition);
            }
            default ->
                throw CometError.BAD_OPTIMIZER.of("parameter '" + name + "' has type '" + type
                        + "'; use integer, float, double, discrete or categorical");
        }
    }

    private static Dimension choice(String name, String type, JsonNode values) {
        List<JsonNode> choices = new ArrayList<>();
        for (JsonNode value : values) {
            if (type.equals("discrete") && !value.isNumber()) {
                throw CometError.BAD_OPTIMIZER.of("parameter '" + name
                        + "' is discrete, so its values are numbers, not " + value + "; use type categorical");
            }
            if (!choices.contains(value)) {
                choices.add(value);
            }
        }
        if (!values.isArray() || choices.isEmpty()) {
            throw CometError.BAD_OPTIMIZER.of("parameter '" + name + "' is " + type + " and needs a list of values");
        }
        return new Dimension(List.copyOf(choices), type.equals("discrete"));
    }

    private static Dimension number(String name, boolean whole, JsonNode definition) {
        String scaling = definition.path("scalingType").asText("uniform");
        boolean logarithmic = scaling.startsWith("log");
        switch (scaling) {
            case "linear", "uniform", "loguniform" -> {
                double min = required(name, definition, "min");
                double max = required(name, definition, "max");
                if (min > max || logarithmic && min <= 0) {
                    throw CometError.BAD_OPTIMIZER.of("parameter '" + name + "' has min " + number(min) + " and max "
                            + number(max)
                            + (min > max ? "; min must not be above max" : "; loguniform needs a min above 0"));
                }
                if (whole && Math.ceil(min) > Math.floor(max)) {
                    throw CometError.BAD_OPTIMIZER.of(
                            "parameter '" + name + "' has no integer between " + number(min) + " and " + number(max));
                }
                return new Dimension(whole, logarithmic, whole ? Math.ceil(min) : min, whole ? Math.floor(max) : max);
            }
            case "normal", "lognormal" -> {
                double mu = required(name, definition, "mu");
                double sigma = required(name, definition, "sigma");
                double min = bound(definition, "min", logarithmic ? 0 : Double.NEGATIVE_INFINITY);
                double max = bound(definition, "max", Double.POSITIVE_INFINITY);
                if (sigma <= 0 || min > max) {
                    throw CometError.BAD_OPTIMIZER.of("parameter '" + name + "' needs a sigma above 0"
                            + (min > max ? ", and a min that is not above max" : ""));
                }
                return new Dimension(whole, logarithmic, true, min, max, mu, sigma);
            }
            default ->
                throw CometError.BAD_OPTIMIZER.of("parameter '" + name + "' has scalingType '" + scaling
                        + "'; use linear, uniform, loguniform, normal or lognormal");
        }
    }

    private static double required(String name, JsonNode definition, String member) {
        JsonNode value = definition.path(member);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw CometError.BAD_OPTIMIZER.of("parameter '" + name + "' needs a number for " + member
                    + (value.isMissingNode() ? "" : ", not " + value));
        }
        return value.doubleValue();
    }

    private static double bound(JsonNode definition, String member, double without) {
        return definition.path(member).isNumber() ? definition.get(member).doubleValue() : without;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    /** Whether values lie on a line, so that near ones are alike. */
    boolean isOrdered() {
        return ordered;
    }

    int choices() {
        return choices.size();
    }

    /** The middle of the values before anything is known. */
    double center() {
        return center;
    }

    /** How far values spread before anything is known: the whole range, or the deviation of a normal distribution. */
    double spread() {
        return spread;
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** A coordinate by the distribution of the parameter. */
    double draw(Random random) {
        return normal ? near(center, spread, random) : low + (high - low) * random.nextDouble();
    }

    /** A coordinate within the bounds from a normal distribution. */
    double near(double middle, double deviation, Random random) {
        double drawn = middle;
        for (int i = 0; i < TRIES_WITHIN_BOUNDS; i++) {
            drawn = middle + deviation * random.nextGaussian();
            if (drawn >= low && drawn <= high) {
                return drawn;
            }
        }
        return Math.max(low, Math.min(high, drawn));
    }

    /** The value at a coordinate. */
    JsonNode value(double coordinate) {
        if (choices != null) {
            return choices.get((int) clamp(Math.rint(coordinate)));
        }
        double number = logarithmic ? Math.exp(coordinate) : coordinate;
        return whole ? LongNode.valueOf((long) clamp(Math.rint(number))) : DoubleNode.valueOf(clamp(number));
    }

    private double clamp(double number) {
        return Math.max(least, Math.min(most, number));
    }

    /** The coordinate of a value that was given out or inserted; the center for one that does not fit. */
    double coordinate(JsonNode value) {
        if (choices != null) {
            for (int i = 0; i < choices.size(); i++) {
                JsonNode choice = choices.get(i);
                if (choice.equals(value)
                        || choice.isNumber() && value.isNumber() && choice.doubleValue() == value.doubleValue()) {
                    return i;
                }
            }
            return center;
        }
        return value.isNumber() ? clampCoordinate(coordinate(value.doubleValue())) : center;
    }

    private double clampCoordinate(double coordinate) {
        return Double.isNaN(coordinate) ? center : Math.max(low, Math.min(high, coordinate));
    }

    private double coordinate(double number) {
        return logarithmic ? Math.log(number) : number;
    }

    /** Whether the values can be counted. */
    boolean isFinite() {
        return choices != null || whole && !Double.isInfinite(least) && !Double.isInfinite(most);
    }

    /** How many values there are, of a parameter whose values can be counted. */
    double size() {
        return most - least + 1;
    }

    /**
     * The values of a grid: all choices, all integers when they are few, else evenly spaced ones. A normal distribution has the range of as many samples as asked for.
     */
    List<JsonNode> grid(int bins, int samples, Random random) {
        if (choices != null) {
            return choices;
        }
        double first = coordinate(least);
        double last = coordinate(most);
        if (normal) {
            first = Double.POSITIVE_INFINITY;
            last = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < samples; i++) {
                double drawn = draw(random);
                first = Math.min(first, drawn);
                last = Math.max(last, drawn);
            }
        } else if (whole && size() <= bins) {
            List<JsonNode> all = new ArrayList<>();
            for (long number = (long) least; number <= (long) most; number++) {
                all.add(LongNode.valueOf(number));
            }
            return all;
        }
        Set<Double> numbers = new TreeSet<>();
        for (int i = 0; i < bins; i++) {
            numbers.add(value(bins == 1 ? (first + last) / 2 : first + (last - first) * i / (bins - 1))
                    .doubleValue());
        }
        return numbers.stream()
                .map(number -> whole ? (JsonNode) LongNode.valueOf(number.longValue()) : DoubleNode.valueOf(number))
                .toList();
    }
}
