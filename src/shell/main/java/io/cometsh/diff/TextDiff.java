package io.cometsh.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The difference of two texts in the unified format, as {@code diff -u} writes it and {@code patch} reads it. */
final class TextDiff {
    /** Comparing more lines than this takes long: their digests tell that they differ. */
    static final int MOST_LINES = 20_000;
    /** More lines than this nobody reads. */
    static final int MOST_SHOWN = 2_000;

    private static final int MOST_LINES_IN_SQUARE = 6_000;
    private static final int CONTEXT = 3;
    private static final Pattern ONE_LINE = Pattern.compile(",1(?= )");

    private TextDiff() {}

    /** The lines of the difference, each with its line break; empty for equal texts. */
    static String of(String leftLabel, String rightLabel, String left, String right) {
        List<String> before = lines(left);
        List<String> after = lines(right);
        if (before.size() > MOST_LINES || after.size() > MOST_LINES) {
            String counts = String.format(Locale.ROOT, "%,d and %,d lines", before.size(), after.size());
            return "--- " + leftLabel + "\n+++ " + rightLabel + "\nnot compared line by line: " + counts + "\n";
        }
        // The first one reads better, and needs memory by the square of what differs.
        DiffAlgorithmI<String> algorithm = before.size() + after.size() <= MOST_LINES_IN_SQUARE
                ? new MyersDiff<>()
                : new MyersDiffWithLinearSpace<>();
        Patch<String> patch = DiffUtils.diff(before, after, algorithm);
        List<String> unified =
                UnifiedDiffUtils.generateUnifiedDiff(leftLabel, rightLabel, before, patch, CONTEXT).stream()
                        .map(TextDiff::header)
                        .toList();
        if (unified.size() > MOST_SHOWN) {
            int more = unified.size() - MOST_SHOWN;
            unified = new ArrayList<>(unified.subList(0, MOST_SHOWN));
            unified.add(String.format(Locale.ROOT, "… and %,d more lines of this difference", more));
        }
        return unified.isEmpty() ? "" : String.join("\n", unified) + "\n";
    }

    /** {@code @@ -1,1 +1,2 @@} as {@code diff} writes it; a line of a text starts with another character. */
    private static String header(String line) {
        return line.startsWith("@@") ? ONE_LINE.matcher(line).replaceAll("") : line;
    }

    /** A last line without a line break contains the mark that the format gives it, and so differs from one with it. */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int last = lines.size() - 1;
        if (lines.get(last).isEmpty()) {
            lines.remove(last);
        } else {
            lines.set(last, lines.get(last) + "\n\\ No newline at end of file");
        }
        return lines;
    }
}
