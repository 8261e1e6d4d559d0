package io.cometsh.completion;

/** Words after a command: one with blanks is between quotes, in which nothing is escaped. */
final class CommandWords {
    private CommandWords() {}

    /**
     * The word as it replaces the typed beginning in the line. A folder's name, which ends with a slash, leaves its
     * quotes open for what it holds. A word that has its quotes already, such as a column in SQL, gets no others.
     *
     * @param quote what is open already; empty for nothing
     * @param closed whether the closing quote follows
     */
    static String written(String word, String quote, boolean closed) {
        if (isQuoted(word) && !quote.equals("'")) {
            return quote.isEmpty() ? word : word.substring(1, word.length() - (closed ? 1 : 0));
        }
        String opening = "";
        String around = quote;
        if (quote.isEmpty() && needsQuotes(word)) {
            around = word.indexOf('"') < 0 ? "\"" : "'";
            opening = around;
        }
        boolean goesOn = word.endsWith("/") || closed;
        return opening + word + (goesOn ? "" : around);
    }

    /** As the list shows it: of a path that is begun, or a type whose members are asked for, only what is not written yet. */
    static String shown(String word, String begun) {
        int part = Math.max(begun.lastIndexOf('/'), begun.indexOf('/') < 0 ? begun.lastIndexOf('.') : -1) + 1;
        return word.length() > part && word.startsWith(begun.substring(0, part)) ? word.substring(part) : word;
    }

    private static boolean isQuoted(String word) {
        return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
    }

    private static boolean needsQuotes(String word) {
        return word.startsWith("\"") || word.startsWith("'") || word.chars().anyMatch(Character::isWhitespace);
    }
}
