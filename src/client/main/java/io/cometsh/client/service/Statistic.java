package io.cometsh.client.service;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which value of a metric a column has: the word after its name, as in {@code metrics.loss.min}. Values have the unit of
 * the metric; {@link #ARGMIN} and {@link #ARGMAX} are steps, and {@link #COUNT} is a number of points.
 */
public enum Statistic {
    /** The value that was logged last; the column has no word. */
    CURRENT(""),
    /** The same value, by a word. */
    LAST("last"),
    /** The smallest value. */
    MIN("min"),
    /** The largest value. */
    MAX("max"),
    /** The step of the smallest value. */
    ARGMIN("argmin"),
    /** The step of the largest value. */
    ARGMAX("argmax"),
    /** The value that was logged first. */
    FIRST("first"),
    /** The arithmetic mean of the values that are numbers. */
    MEAN("mean"),
    /** The sample standard deviation, by n-1. */
    STD("std"),
    /** How many values are numbers; NaN does not count. */
    COUNT("count"),
    /** The value at a step. */
    AT("at");

    /** The words that a column can end with, as a user types them. */
    public static final List<String> WORDS =
            List.of("min", "max", "first", "last", "mean", "std", "count", "at(STEP)", "argmin", "argmax");

    static final Set<Statistic> EXTREMES = Set.of(MIN, MAX, ARGMIN, ARGMAX);

    private final String word;

    Statistic(String word) {
        this.word = word;
    }

    /** The statistic of a word without an argument; empty for any other text. */
    static Optional<Statistic> ofWord(String word) {
        return Arrays.stream(values())
                .filter(statistic -> statistic != CURRENT && statistic != AT)
                .filter(statistic -> statistic.word.equals(word))
                .findFirst();
    }

    String word() {
        return word;
    }

    /** Whether the summary of the metrics has it; the others need the curve. */
    boolean isOfSummary() {
        return this == CURRENT || this == LAST || EXTREMES.contains(this);
    }
}
