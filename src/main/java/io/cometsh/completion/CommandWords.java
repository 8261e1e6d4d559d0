package io.cometsh.completion;

/** Words behind a command: one with blanks stands between quotes, in which nothing is escaped. */
final class CommandWords {
    private CommandWords() {}

    /**
     * The word as it goes into the line in place of what is typed of it. A folder's name, which ends with a slash, leaves its
     * quotes open for what it holds.
     *
     * @param quote what is open already; empty for nothing
     * @param closed whether the closing quote follows
     */
    static String written(String word, String quote, boolean closed) {
        String opening = "";
        String around = quote;
        if (quote.isEmpty() && needsQuotes(word)) {
            around = word.indexOf('"') < 0 ? "\"" : "'";
            opening = around;
        }
        boolean goesOn = word.endsWith("/") || closed;
        return opening + word + (goesOn ? "" : around);
    }

    private static boolean needsQuotes(String word) {
        return word.startsWith("\"") || word.startsWith("'") || word.chars().anyMatch(Character::isWhitespace);
    }
}
