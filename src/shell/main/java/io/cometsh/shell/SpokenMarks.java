package io.cometsh.shell;

import io.cometsh.export.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** Messages for a screen reader: where a {@code ^} marks a position in the line above, words name the text there. */
public final class SpokenMarks {
    private SpokenMarks() {}

    /** The message with {@code here: accuracy) > 0.9} or {@code here: the end of the line} for each line with a mark. */
    public static String of(String message) {
        List<String> lines = new ArrayList<>();
        for (String line : message.split("\n", -1)) {
            boolean mark = line.strip().equals("^") && !lines.isEmpty();
            lines.add(mark ? here(lines.get(lines.size() - 1), TextWidth.of(line.stripTrailing()) - 1) : line);
        }
        return String.join("\n", lines);
    }

    private static String here(String line, int columns) {
        int at = 0;
        while (at < line.length() && TextWidth.of(line.substring(0, at)) < columns) {
            at++;
        }
        String rest = line.substring(at).strip();
        return "here: " + (rest.isEmpty() ? "the end of the line" : rest);
    }
}
