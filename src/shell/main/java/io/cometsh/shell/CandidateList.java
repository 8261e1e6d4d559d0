package io.cometsh.shell;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jline.reader.Candidate;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Lays out what TAB offers: names below their group's heading, descriptions beside them in a column of their own. Of a list
 * that is longer than there is room for, the part around the chosen name is shown, and what is left out is counted.
 */
final class CandidateList {
    private static final int BEFORE_DESCRIPTION = 2;
    private static final int BETWEEN_COLUMNS = 3;

    /** How the parts look. */
    record Styles(
            AttributedStyle heading, AttributedStyle typed, AttributedStyle description, AttributedStyle chosen) {}

    private final Styles styles;
    private final ToIntFunction<String> columnsOf;
    private final int width;
    private final Candidate chosen;
    private final String typed;
    private final boolean rowsFirst;

    private int nameWidth;
    private int entryWidth;
    private int columns;
    private final AttributedStringBuilder text = new AttributedStringBuilder();
    private int rows;
    private int chosenRow;

    /**
     * @param columnsOf how many columns of the terminal a text takes
     * @param chosen the one in the line; null for none
     * @param typed what the names begin with, mostly
     * @param rowsFirst whether names continue to the right rather than down
     */
    CandidateList(
            Styles styles,
            ToIntFunction<String> columnsOf,
            int width,
            Candidate chosen,
            String typed,
            boolean rowsFirst) {
        this.styles = styles;
        this.columnsOf = columnsOf;
        this.width = Math.max(2, width);
        this.chosen = chosen;
        this.typed = typed;
        this.rowsFirst = rowsFirst;
    }

    /** The whole list of headings (texts) and their candidates (lists). */
    CandidateList lay(List<Object> items) {
        measure(items);
        for (Object item : items) {
            if (item instanceof String heading) {
                text.styled(styles.heading(), cut(heading, width - 1)).append('\n');
                rows++;
            } else {
                group(candidates(item));
            }
        }
        return this;
    }

    @SuppressWarnings("unchecked") // JLine hands over headings and lists of candidates
    static List<Candidate> candidates(Object item) {
        return (List<Candidate>) item;
    }

    private void measure(List<Object> items) {
        int description = 0;
        for (Object item : items) {
            if (item instanceof List) {
                for (Candidate one : candidates(item)) {
                    nameWidth = Math.max(nameWidth, columnsOf.applyAsInt(one.displ()));
                    if (one.descr() != null) {
                        description = Math.max(description, columnsOf.applyAsInt(one.descr()));
                    }
                }
            }
        }
        // One name that is very long must not push the descriptions of all others out.
        nameWidth = description == 0 ? nameWidth : Math.min(nameWidth, Math.max(1, width / 2));
        entryWidth =
                Math.min(width - 1, Math.max(1, nameWidth + (description == 0 ? 0 : BEFORE_DESCRIPTION + description)));
        columns = Math.max(1, (width - 1 + BETWEEN_COLUMNS) / (entryWidth + BETWEEN_COLUMNS));
    }

    private void group(List<Candidate> candidates) {
        int lines = (candidates.size() + columns - 1) / columns;
        for (int line = 0; line < lines; line++) {
            for (int column = 0; column < columns; column++) {
                int at = rowsFirst ? line * columns + column : column * lines + line;
                int right = rowsFirst ? at + 1 : at + lines;
                boolean last = column == columns - 1 || right >= candidates.size();
                if (at < candidates.size() && (rowsFirst || column * lines + line < candidates.size())) {
                    entry(candidates.get(at), last);
                }
                if (last) {
                    break;
                }
            }
            text.append('\n');
            rows++;
        }
    }

    private void entry(Candidate candidate, boolean last) {
        boolean isChosen = candidate == chosen;
        String name = cut(candidate.displ(), entryWidth);
        AttributedStyle style = isChosen ? styles.chosen() : AttributedStyle.DEFAULT;
        int begun = !isChosen && !typed.isEmpty() && name.startsWith(typed) ? typed.length() : 0;
        text.styled(styles.typed(), name.substring(0, begun)).styled(style, name.substring(begun));
        int used = columnsOf.applyAsInt(name);
        if (candidate.descr() != null) {
            int gap = Math.max(0, nameWidth - used) + BEFORE_DESCRIPTION;
            int room = entryWidth - used - gap;
            if (room > 1) {
                String description = cut(candidate.descr(), room);
                text.styled(style, " ".repeat(gap)).styled(isChosen ? style : styles.description(), description);
                used += gap + columnsOf.applyAsInt(description);
            }
        }
        if (!last) {
            text.append(" ".repeat(Math.max(0, entryWidth - used) + BETWEEN_COLUMNS));
        }
        if (isChosen) {
            chosenRow = rows;
        }
    }

    private String cut(String whole, int room) {
        if (columnsOf.applyAsInt(whole) <= room) {
            return whole;
        }
        int end = whole.length();
        while (end > 0 && columnsOf.applyAsInt(whole.substring(0, end)) > room - 1) {
            end = whole.offsetByCodePoints(end, -1);
        }
        return whole.substring(0, end) + "…";
    }

    /** How many rows it has. */
    int rows() {
        return rows;
    }

    /** How many names are in a row. */
    int columns() {
        return columns;
    }

    /** As many rows as there is room for, the chosen one among them; the last one then counts the others. */
    AttributedString shown(int room) {
        AttributedString all = text.toAttributedString();
        if (rows == 0) {
            return all;
        }
        if (rows <= room) {
            return all.subSequence(0, all.length() - 1);
        }
        int part = Math.max(1, room - 1);
        int from = Math.max(0, Math.min(chosenRow - part / 2, rows - part));
        List<AttributedString> lines = all.columnSplitLength(Integer.MAX_VALUE);
        AttributedStringBuilder shown = new AttributedStringBuilder();
        lines.subList(from, from + part).forEach(line -> shown.append(line).append('\n'));
        String rest = chosen == null
                ? (rows - part) + " more rows: TAB goes through them, letters narrow"
                : "rows " + (from + 1) + " to " + (from + part) + " of " + rows;
        return shown.styled(styles.description(), cut(rest, width - 1)).toAttributedString();
    }
}
