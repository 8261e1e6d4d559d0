package io.cometsh.lang;

/**
 * One thing that keeps code from compiling.
 *
 * @param file the script's name; empty for what was typed
 * @param line 1 for the first line; 0 when the place is not known
 * @param column 1 for the first character
 * @param text what is wrong
 * @param source the line of the user's text; empty when the place is not known
 */
public record CompileProblem(String file, int line, int column, String text, String source) {

    /** One line for the place and the text, then the user's line with a caret under the place. */
    public String render() {
        if (line < 1) {
            return (file.isEmpty() ? "" : file + ": ") + text;
        }
        String head = (file.isEmpty() ? "" : file + ":") + line + ":" + column + ": " + text;
        if (source.isBlank()) {
            return head;
        }
        return head + "\n" + MarkedLine.of(source, Math.max(1, column), Integer.MAX_VALUE);
    }
}
