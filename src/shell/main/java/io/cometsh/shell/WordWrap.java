package io.cometsh.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks a line between words; what follows is set in under the line's second column, or under its beginning. */
final class WordWrap {
    private static final Pattern COLUMNS = Pattern.compile("^\\s*(\\S+(?: \\S+)*\\s{2,})?");

    private WordWrap() {}

    static List<String> lines(String line, int width) {
        Matcher columns = COLUMNS.matcher(line);
        int indent = columns.find() ? columns.end() : 0;
        if (indent > width / 2) {
            indent = 0;
        }
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            if (end <= indent) {
                break; // a word longer than the line: the terminal breaks it
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
