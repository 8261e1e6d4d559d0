package io.cometsh.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The arguments on Windows, where the launcher hands them over as one text in {@code COMETSH_ARGUMENTS}: of what
 * {@code java.exe} is given, it loses the letters that the system's code page has not, and it takes a {@code *} for
 * names of files.
 */
final class ArgumentsVariable {
    private static final String NAME = "COMETSH_ARGUMENTS";
    private static final String PROPERTY = "cometsh.arguments";

    private ArgumentsVariable() {}

    /** The words of this process: from the variable when the launcher sets the property, else the arguments that Java was given. */
    static String[] of(String[] given, Map<String, String> environment) {
        return "environment".equals(System.getProperty(PROPERTY))
                ? words(environment.getOrDefault(NAME, "")).toArray(String[]::new)
                : given;
    }

    /**
     * The words of a Windows command line, by the rules that C programs have there: blanks part them outside of double
     * quotes; {@code \"} is a quote, and backslashes before a quote count half; two quotes inside of quotes are one.
     */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                int end = i;
                while (end < line.length() && line.charAt(end) == '\\') {
                    end++;
                }
                int count = end - i;
                boolean beforeQuote = end < line.length() && line.charAt(end) == '"';
                word.append("\\".repeat(beforeQuote ? count / 2 : count));
                begun = true;
                i = end - 1;
                if (beforeQuote && count % 2 != 0) {
                    word.append('"');
                    i = end;
                }
            } else if (c == '"') {
                begun = true;
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    word.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if ((c == ' ' || c == '\t') && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
