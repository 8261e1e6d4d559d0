package io.cometsh.query;

/** What every text that a pattern matches begins with, as far as that is certain without knowing the pattern. */
final class LiteralPrefix {
    private static final String META = "\\^$.|?*+()[]{}";

    private LiteralPrefix() {}

    /** The text that begins every match; empty where nothing is sure. */
    static String of(String pattern) {
        // Alternatives may begin with anything; one inside a class or a quotation costs only a better prefix.
        if (pattern.indexOf('|') >= 0) {
            return "";
        }
        StringBuilder prefix = new StringBuilder();
        int i = pattern.startsWith("^") ? 1 : 0;
        while (i < pattern.length()) {
            int c = pattern.codePointAt(i);
            if (c == '\\' && i + 1 < pattern.length() && isPunctuation(pattern.charAt(i + 1))) {
                c = pattern.charAt(i + 1);
                i++;
            } else if (META.indexOf(c) >= 0 || Character.isSurrogate((char) c)) {
                break;
            }
            i += Character.charCount(c);
            char quantifier = i < pattern.length() ? pattern.charAt(i) : ' ';
            if (quantifier == '?' || quantifier == '*' || quantifier == '{') {
                return prefix.toString();
            }
            prefix.appendCodePoint(c);
        }
        return prefix.toString();
    }

    /** After a backslash, a letter or a digit is a command; any other character is literal. */
    private static boolean isPunctuation(char c) {
        return c < 0x80 && !Character.isLetterOrDigit(c);
    }
}
