package io.cometsh.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The existing names that a misspelled name is close to. */
public final class Names {
    private static final int MOST = 3;
    private static final int LISTED = 8;
    private static final int LONGEST = 1_000;

    private Names() {}

    /** The names most like {@code name}, nearest first, at most three; empty when none is like it. */
    public static List<String> nearest(String name, Collection<String> known) {
        // One letter for another is no likeness where there is only that one.
        int tolerance = Math.min(Math.max(1, name.length() / 3), name.length() - 1);
        int longest = known.stream().mapToInt(String::length).max().orElse(0);
        if (name.length() > LONGEST && name.length() > 2 * longest) {
            // It is like none, and to find that out takes long.
            return List.of();
        }
        return known.stream()
                .distinct()
                .filter(candidate -> distance(candidate, name) <= tolerance
                        || name.length() > 2 && lower(candidate).contains(lower(name)))
                .sorted(Comparator.comparingInt((String candidate) -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /**
     * The end of a sentence about an unknown name: {@code "; did you mean a or b?"}, else {@code "; there are a, b, c"},
     * else nothing.
     */
    public static String hint(String name, Collection<String> known) {
        List<String> nearest = nearest(name, known);
        if (!nearest.isEmpty()) {
            return "; did you mean " + String.join(" or ", nearest) + "?";
        }
        if (known.isEmpty()) {
            return "";
        }
        String some = String.join(", ", known.stream().sorted().limit(LISTED).toList());
        return "; there " + (known.size() == 1 ? "is " : "are ") + some
                + (known.size() > LISTED ? " and " + (known.size() - LISTED) + " more" : "");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * Edits between two names, two neighbours that changed places being one; letter case and the difference between
     * {@code - _ . /} and blank count for nothing.
     */
    public static int distance(String left, String right) {
        String a = lower(left).replaceAll("[-_./ ]", "");
        String b = lower(right).replaceAll("[-_./ ]", "");
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[b.length()];
    }
}
