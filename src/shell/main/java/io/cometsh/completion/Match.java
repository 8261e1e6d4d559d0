package io.cometsh.completion;

import java.util.Locale;

/**
 * How well a name fits what is typed. The smaller the better; all values of one hundred are one kind, and only the best kind
 * that any name reaches is offered.
 *
 * <ol>
 *   <li>it begins with what is typed, then the same whatever the case
 *   <li>its humps begin so: {@code gEK} for {@code getExperimentByKey}
 *   <li>it begins so when {@code _ - . /} and blanks are left out, as {@code val_loss} does with {@code vallos}, or it holds
 *       what is typed
 *   <li>it would begin so but for a slip of the finger
 * </ol>
 */
final class Match {
    static final int NONE = Integer.MAX_VALUE;
    static final int KIND = 100;

    private static final int EXACT = 0;
    private static final int PREFIX = 1;
    private static final int PREFIX_ANY_CASE = KIND;
    private static final int HUMPS = 2 * KIND;
    private static final int FOLDED_PREFIX = 3 * KIND;
    private static final int WORD_INSIDE = 3 * KIND + 1;
    private static final int INSIDE = 3 * KIND + 2;
    private static final int FOLDED_INSIDE = 3 * KIND + 3;
    private static final int FAR_HUMPS = 3 * KIND + 4;
    static final int SLIP = 4 * KIND;

    /** A word that is left out after the first hump makes the name another one; later ones matter little. */
    private static final int FIRST_LEFT_OUT = 50;

    /** Shorter texts are near to everything. */
    private static final int SHORTEST_FOR_SLIPS = 4;

    private static final int SHORTEST_FOR_TWO_SLIPS = 8;

    private final String typed;
    private final String lower;
    private final String folded;

    Match(String typed) {
        this.typed = typed;
        this.lower = typed.toLowerCase(Locale.ROOT);
        this.folded = folded(lower);
    }

    /** How well this name fits; {@link #NONE} when it does not at all. */
    int of(String name) {
        return of(name, NONE);
    }

    /** The same, where a kind worse than this one is as good as none; that spares most of the work. */
    int of(String name, int worstKind) {
        if (typed.isEmpty()) {
            return PREFIX;
        }
        if (name.startsWith(typed)) {
            return name.length() == typed.length() ? EXACT : PREFIX;
        }
        if (worstKind == 0 || !folded.isEmpty() && !hasLetter(name, folded.charAt(0))) {
            return NONE;
        }
        int score = likeness(name);
        return score / KIND > worstKind ? NONE : score;
    }

    /** Without its first letter nothing is like what is typed. */
    private static boolean hasLetter(String name, char lower) {
        return name.indexOf(lower) >= 0 || name.indexOf(Character.toUpperCase(lower)) >= 0;
    }

    private int likeness(String name) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        if (lowerName.startsWith(lower)) {
            return PREFIX_ANY_CASE;
        }
        int leftOut = typed.length() > 1 ? humps(0, 0, 0, name) : NONE;
        if (leftOut < FIRST_LEFT_OUT) {
            return HUMPS + leftOut;
        }
        String foldedName = folded(lowerName);
        if (!folded.isEmpty() && foldedName.startsWith(folded)) {
            return FOLDED_PREFIX;
        }
        int inside = lowerName.indexOf(lower);
        if (inside > 0) {
            return beginsWord(name, inside) ? WORD_INSIDE : INSIDE;
        }
        if (folded.length() > 1 && foldedName.contains(folded)) {
            return FOLDED_INSIDE;
        }
        if (leftOut != NONE) {
            return FAR_HUMPS;
        }
        int slips = folded.length() < SHORTEST_FOR_SLIPS ? 0 : slips(foldedName);
        int allowed = folded.length() < SHORTEST_FOR_TWO_SLIPS ? 1 : 2;
        return slips > 0 && slips <= allowed ? SLIP + slips : NONE;
    }

    /**
     * What it costs to read the rest of what is typed as beginnings of the name's words, the first word among them;
     * {@link #NONE} when that cannot be.
     */
    private int humps(int at, int from, int hump, String name) {
        if (at == lower.length()) {
            return 0;
        }
        int best = NONE;
        int leftOut = 0;
        for (int start = from; start < name.length() && (hump > 0 || start == 0); start++) {
            if (!beginsWord(name, start)) {
                continue;
            }
            int run = run(at, start, name);
            for (int taken = run; taken > 0; taken--) {
                int rest = humps(at + taken, start + taken, hump + 1, name);
                if (rest != NONE) {
                    best = Math.min(best, rest + leftOut);
                }
            }
            leftOut = Math.min(2 * FIRST_LEFT_OUT, leftOut + (hump == 1 ? FIRST_LEFT_OUT : 1));
        }
        return best;
    }

    /** How many of the letters from there on begin the word; a capital letter begins one itself. */
    private int run(int at, int start, String name) {
        int run = 0;
        while (at + run < lower.length()
                && start + run < name.length()
                && (run == 0 || !beginsWord(name, start + run) && !Character.isUpperCase(typed.charAt(at + run)))
                && Character.toLowerCase(name.charAt(start + run)) == lower.charAt(at + run)) {
            run++;
        }
        return run;
    }

    private static boolean beginsWord(String name, int at) {
        char c = name.charAt(at);
        if (at == 0) {
            return true;
        }
        char before = name.charAt(at - 1);
        return Character.isLetterOrDigit(c)
                && (!Character.isLetterOrDigit(before)
                        || Character.isUpperCase(c) && !Character.isUpperCase(before)
                        || Character.isDigit(c) && !Character.isDigit(before));
    }

    private static String folded(String lowerText) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lowerText.length(); i++) {
            char c = lowerText.charAt(i);
            if ("_-./ ".indexOf(c) < 0) {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Edits that make what is typed a beginning of the name; two neighbours that changed places are one. */
    private int slips(String name) {
        if (folded.charAt(0) != (name.isEmpty() ? '\0' : name.charAt(0))
                && !(name.length() > 1 && folded.charAt(0) == name.charAt(1))) {
            // A slip in the first letter is rare, and without it this would be asked of every name.
            return NONE;
        }
        int width = Math.min(name.length(), folded.length() + 2);
        int[] beforePrevious = new int[width + 1];
        int[] previous = new int[width + 1];
        for (int j = 0; j <= width; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= folded.length(); i++) {
            int[] current = new int[width + 1];
            current[0] = i;
            for (int j = 1; j <= width; j++) {
                int replaced = previous[j - 1] + (folded.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && folded.charAt(i - 1) == name.charAt(j - 2)
                        && folded.charAt(i - 2) == name.charAt(j - 1);
                if (swapped) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        int least = NONE;
        for (int edits : previous) {
            least = Math.min(least, edits);
        }
        return least;
    }
}
