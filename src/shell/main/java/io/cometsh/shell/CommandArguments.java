package io.cometsh.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text after a command's name.
 *
 * @param text as it was typed, for a command that takes Groovy
 * @param width columns of the terminal
 */
record CommandArguments(String text, int width) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** The words; one that has blanks is between quotes. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return List.copyOf(words);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
