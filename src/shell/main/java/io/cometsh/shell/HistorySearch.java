package io.cometsh.shell;

import org.jline.reader.History;

/** A search through earlier lines while its text is typed. */
final class HistorySearch {
    private final History history;
    private String text = "";
    private String line;
    private int index;
    private int start;
    private boolean failing;

    HistorySearch(History history) {
        this.history = history;
        this.index = history.last() + 1;
    }

    String text() {
        return text;
    }

    /** Whether no line holds the text; what was found before stays. */
    boolean isFailing() {
        return failing;
    }

    /** The line that was found; null before there is anything to look for. */
    String line() {
        return line;
    }

    /** Where the text begins in the line, in characters as a user counts them. */
    int start() {
        return line.codePointCount(0, start);
    }

    void lengthen(String more, boolean backward) {
        text += more;
        find(Math.min(index, history.last()), backward);
    }

    /** The last character goes, and the search begins again at the end where it began. */
    void shorten(boolean backward) {
        if (!text.isEmpty()) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        find(backward ? history.last() : history.first(), backward);
    }

    void next(boolean backward) {
        find(backward ? index - 1 : index + 1, backward);
    }

    private void find(int from, boolean backward) {
        if (text.isEmpty()) {
            line = null;
            index = history.last() + 1;
            failing = false;
            return;
        }
        for (int i = from; i >= history.first() && i <= history.last(); i += backward ? -1 : 1) {
            int at = indexIn(history.get(i));
            if (at >= 0) {
                index = i;
                start = at;
                line = history.get(i);
                failing = false;
                return;
            }
        }
        failing = true;
    }

    private int indexIn(String entry) {
        for (int at = 0; at <= entry.length() - text.length(); at++) {
            if (entry.regionMatches(true, at, text, 0, text.length())) {
                return at;
            }
        }
        return -1;
    }

    /** The arrows continue from the line that was found. */
    void leave() {
        if (line != null) {
            history.moveTo(index);
        }
    }
}
