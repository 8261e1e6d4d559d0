package io.cometsh.query;

/** A text that is not a query: the message ends in the text's line with a {@code ^} under the place. */
public final class QueryTextException extends QueryException {
    private static final long serialVersionUID = 1L;
    private static final String MARGIN = "  ";

    private final int position;

    QueryTextException(String message, String text, int position) {
        super(message + "\n" + marked(text, position));
        this.position = position;
    }

    /** Where in the text it went wrong, counted in {@code char}s from 0; the text's length for its end. */
    public int position() {
        return position;
    }

    /** The line that holds the place, and the mark under it. */
    private static String marked(String text, int position) {
        int start = text.lastIndexOf('\n', position - 1) + 1;
        int end = text.indexOf('\n', position);
        String line = text.substring(start, end < 0 ? text.length() : end);
        StringBuilder mark = new StringBuilder(MARGIN);
        line.codePoints().limit(line.codePointCount(0, position - start)).forEach(c -> mark.append(blank(c)));
        return MARGIN + line + "\n" + mark + "^";
    }

    /** What is as wide on a screen as a character. */
    private static String blank(int c) {
        if (c == '\t') {
            return "\t";
        }
        if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return "";
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> "  ";
            default -> c >= 0x1F300 && c <= 0x1FAFF ? "  " : " ";
        };
    }
}
