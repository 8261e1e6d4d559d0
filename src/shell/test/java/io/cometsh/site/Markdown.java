package io.cometsh.site;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text as Markdown: code between backquotes stays code, and no other sign is markup. */
public final class Markdown {
    private static final Pattern CODE_OR_MARKUP = Pattern.compile("(`[^`]*`)|([\\\\*_\\[\\]|<>{}#])");

    private Markdown() {}

    public static String escaped(String text) {
        Matcher matcher = CODE_OR_MARKUP.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(
                match.group(1) != null
                        ? match.group(1)
                        : switch (match.group(2)) {
                            case "<" -> "&lt;";
                            case ">" -> "&gt;";
                            case "|" -> "&#124;";
                            default -> "\\" + match.group(2);
                        }));
    }

    /** Text in one cell of a table. */
    public static String cell(String text) {
        return escaped(text).replace("\n", " ");
    }

    public static String table(List<String> heading, List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        table.append("| ").append(String.join(" | ", heading)).append(" |\n");
        table.append("|---".repeat(heading.size())).append("|\n");
        rows.forEach(row -> table.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return table.append('\n').toString();
    }

    public static String block(String language, String text) {
        return "```" + language + "\n" + text.strip() + "\n```\n\n";
    }
}
