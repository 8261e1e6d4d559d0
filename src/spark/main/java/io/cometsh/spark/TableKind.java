package io.cometsh.spark;

import java.util.Arrays;
import java.util.Locale;

/** The tables that every project has. */
enum TableKind {
    RUNS,
    METRICS,
    ASSETS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is a table of this name. */
    static boolean exists(String word) {
        return Arrays.stream(values()).anyMatch(kind -> kind.word().equalsIgnoreCase(word));
    }

    static TableKind named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("comet has no table \"" + word
                        + "\": a project has the tables runs, metrics and assets, as in load(\"demo/digits/runs\")"));
    }
}
