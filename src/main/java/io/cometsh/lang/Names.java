package io.cometsh.lang;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that are nearly the same: for "did you mean", and for Python's spelling of ours. */
final class Names {
    private static final int MOST_SUGGESTIONS = 3;

    private Names() {}

    /** The same for {@code get_experiment_by_key} and {@code getExperimentByKey}. */
    static String fold(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** {@code getExperimentByKey} as Python writes it: {@code get_experiment_by_key}. */
    static String snake(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The candidates that a misspelt name may have been meant to be, nearest first. */
    static List<String> nearest(String name, Collection<String> candidates) {
        String folded = fold(name);
        int tolerance = Math.max(1, folded.length() / 3);
        return candidates.stream()
                .filter(candidate -> !candidate.equals(name))
                .filter(candidate -> distance(folded, fold(candidate)) <= tolerance
                        || folded.length() > 2 && fold(candidate).contains(folded))
                .distinct()
                .sorted(Comparator.comparingInt((String candidate) -> distance(folded, fold(candidate)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    /** "; did you mean a, b or c?", or nothing. */
    static String didYouMean(List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String last = names.get(names.size() - 1);
        String others = String.join(", ", names.subList(0, names.size() - 1));
        return "; did you mean " + (others.isEmpty() ? last : others + " or " + last) + "?";
    }

    /** Edits between two names; two neighbours in the wrong order count as one. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 ? j : j == 0 ? i : step(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int step(int[][] edits, String a, String b, int i, int j) {
        int replace = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
