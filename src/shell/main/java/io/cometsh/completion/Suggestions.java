package io.cometsh.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Collects the candidates that fit the typed text, each once: names that begin with it or, when there are none, similar
 * names. The best come first; among equals the order is that in which they were offered.
 */
final class Suggestions {
    /** More than a screen can show; typing on narrows them, and the group's name shows that there are more. */
    static final int MOST = 500;

    private static final int BETWEEN_COLUMNS = 3;
    private static final int ROOM_FOR_COUNT = 18;
    private static final int ROWS_FOR_THE_REST = 6;

    private final String typed;
    private final Match match;
    private final boolean parenthesisFollows;
    private final Map<String, Suggestion> suggestions = new LinkedHashMap<>();
    /** How many there are of each score or a better one. */
    private final int[] atMost = new int[Match.KIND];
    /** The names that fit and that there is no room for. */
    private final Set<String> notShown = new HashSet<>();

    private int kind = Match.NONE;
    private Suggestion hint;

    private record Suggestion(String value, String shown, String group, String description, int score) {}

    /**
     * @param typed the text typed already, without escapes
     * @param after the text after the cursor
     */
    Suggestions(String typed, String after) {
        this.typed = typed;
        this.match = new Match(typed);
        this.parenthesisFollows = after.replaceFirst("^\\w*", "").startsWith("(");
    }

    /** The typed text, without escapes. */
    String typed() {
        return typed;
    }

    /** As the other, for what is known by what the list shows. */
    void add(String value, String shown, String group, String description) {
        add(shown, value, shown, group, description);
    }

    /**
     * @param name what must fit
     * @param value what replaces the whole word in the line
     * @param shown what the list shows for it
     * @param description shown in parentheses after it; null for none
     */
    void add(String name, String value, String shown, String group, String description) {
        int score = wanted(name);
        if (score != Match.NONE) {
            add(score, value, shown, group, description);
        }
    }

    /**
     * How well the name fits, as {@link Match} has it; {@code NONE} when it does not, or worse than others. Asked first for
     * names that come by the thousand, so that no candidate is made for a name that is not shown.
     */
    int wanted(String name) {
        int score = match.of(name, kind);
        if (score == Match.NONE) {
            return Match.NONE;
        }
        if (score / Match.KIND < kind) {
            // A better kind of fit than all before: those were only like it.
            suggestions.clear();
            notShown.clear();
            Arrays.fill(atMost, 0);
            kind = score / Match.KIND;
        }
        if (atMost[score % Match.KIND] >= MOST) {
            notShown.add(name);
            return Match.NONE;
        }
        return score;
    }

    /** Adds what {@link #wanted} gave this score. */
    void add(int score, String value, String shown, String group, String description) {
        int parenthesis = value.lastIndexOf('(');
        String written = parenthesisFollows && parenthesis > 0 ? value.substring(0, parenthesis) : value;
        Suggestion known = suggestions.get(written);
        if (known == null || score < known.score()) {
            suggestions.put(written, new Suggestion(written, shown, group, description, score));
            for (int i = score % Match.KIND; known == null && i < atMost.length; i++) {
                atMost[i]++;
            }
        }
    }

    /** Something to read where there is nothing to write; shown alone, and only when nothing else is offered. */
    void hint(String text, String group, String description) {
        hint = new Suggestion("", text, group, description, 0);
    }

    boolean isEmpty() {
        return suggestions.isEmpty();
    }

    /** The best ones side by side, as far as there is room, and how many more there are; null for none, or only what is typed. */
    AttributedString row(int columns) {
        List<Suggestion> best = new ArrayList<>(suggestions.values());
        if (best.isEmpty() || best.size() == 1 && best.get(0).shown().equals(typed)) {
            return null;
        }
        best.sort(Comparator.comparingInt(Suggestion::score));
        AttributedStringBuilder row = new AttributedStringBuilder();
        int shown = 0;
        for (Suggestion each : best) {
            String between = shown == 0 ? "" : "   ";
            if (row.columnLength() + between.length() + each.shown().length() + ROOM_FOR_COUNT > columns) {
                break;
            }
            row.styled(AttributedStyle.DEFAULT.faint(), between + each.shown());
            shown++;
        }
        int others = best.size() + notShown.size() - shown;
        if (shown == 0) {
            return null;
        }
        return others == 0
                ? row.toAttributedString()
                : row.styled(AttributedStyle.DEFAULT.faint(), String.format(Locale.ROOT, "   and %,d more", others))
                        .toAttributedString();
    }

    /** The candidates; without their descriptions when those would make the list longer than this many rows. */
    void addTo(List<Candidate> target, Size size) {
        List<Suggestion> best = new ArrayList<>(suggestions.values());
        best.sort(Comparator.comparingInt(Suggestion::score));
        String more = "";
        int all = best.size() + notShown.size();
        if (all > MOST) {
            more = String.format(Locale.ROOT, " (the best %d of %,d, type on for others)", MOST, all);
            best = best.subList(0, MOST);
        }
        if (best.isEmpty() && hint != null) {
            best = List.of(hint);
        }
        boolean described = fits(best, size);
        int order = 0;
        for (Suggestion each : best) {
            // "complete" is false throughout: true makes JLine write a blank after the word.
            target.add(new Candidate(
                    each.value(),
                    each.shown(),
                    each.group() + more,
                    described ? each.description() : null,
                    null,
                    null,
                    false,
                    order++));
        }
    }

    /** Whether a list with descriptions leaves room for the prompt; a terminal of unknown size has room for all. */
    private static boolean fits(List<Suggestion> listed, Size size) {
        int name = 1;
        int description = 0;
        for (Suggestion each : listed) {
            name = Math.max(name, each.shown().length());
            description = Math.max(
                    description,
                    each.description() == null ? 0 : each.description().length());
        }
        int columns = Math.max(1, size.getColumns() / (name + description + 2 + BETWEEN_COLUMNS));
        return size.getRows() <= 0 || listed.size() / columns <= size.getRows() - ROWS_FOR_THE_REST;
    }
}
