package io.cometsh.lang;

/** A line of the user's text, indented, with a caret below the column that an error is about. */
final class MarkedLine {
    private static final String INDENT = "    ";

    private MarkedLine() {}

    /**
     * The line and, when {@code column} (from 1) is not 0, the caret. Of a line that the terminal would break the part
     * around the caret is shown.
     */
    static String of(String line, int column, int width) {
        String text = line.stripTrailing();
        int at = Math.max(0, column - 1);
        int room = Math.max(20, width - INDENT.length());
        if (text.length() > room) {
            int from = Math.max(0, Math.min(at - room / 2, text.length() - room + 1));
            int to = Math.min(text.length(), from + room - 2);
            String before = from > 0 ? "…" : "";
            String after = to < text.length() ? "…" : "";
            at = at - from + before.length();
            text = before + text.substring(from, to) + after;
        }
        String shown = INDENT + text;
        return column < 1 ? shown : shown + "\n" + INDENT + blanks(text, at) + "^";
    }

    /** A tab stays a tab, so that the caret is correct wherever the terminal puts it. */
    private static String blanks(String text, int count) {
        StringBuilder blanks = new StringBuilder();
        for (int i = 0; i < Math.min(count, text.length()); i++) {
            blanks.append(text.charAt(i) == '\t' ? '\t' : ' ');
        }
        return blanks.toString();
    }
}
