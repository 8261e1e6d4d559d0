package io.cometsh.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How two samples are compared, and which statistic is the middle of a sample. */
public enum Method {
    /** Medians, by ranks; nothing is assumed of the values. */
    MANN_WHITNEY("mann-whitney", "median"),
    /** Means, by Welch's t test; the values are about normal. */
    WELCH("welch", "mean");

    private final String word;
    private final String centre;

    Method(String word, String centre) {
        this.word = word;
        this.centre = centre;
    }

    /** The name of the statistic of the middle: {@code median} or {@code mean}. */
    public String centre() {
        return centre;
    }

    /** The method that a user names. @throws IllegalArgumentException for an unknown one; names both */
    public static Method named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(method -> method.word.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no test \"" + name + "\"; use "
                        + Arrays.stream(values()).map(Method::toString).collect(Collectors.joining(" or "))));
    }

    /** As it is written on the command line: {@code mann-whitney}. */
    @Override
    public String toString() {
        return word;
    }
}
