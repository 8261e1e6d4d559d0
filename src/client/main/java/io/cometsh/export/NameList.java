package io.cometsh.export;

import java.util.ArrayList;
import java.util.List;

/**
 * Names in one text, separated by commas. A comma in quotes does not separate: {@code experiment_name,params."a,b"}. A
 * name that is in quotes as a whole, as in the heading of a CSV, loses them: {@code "params.a,b","the ""best"""}.
 */
public final class NameList {
    private NameList() {}

    /**
     * The names of several such texts, one after another.
     *
     * @throws IllegalArgumentException for a quotation mark that nothing closes
     */
    public static List<String> parse(List<String> texts) {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            int start = 0;
            while (start <= text.length() && !text.isEmpty()) {
                int end = end(text, start);
                if (end < 0) {
                    throw new IllegalArgumentException("a quotation mark is not closed in " + text
                            + ": write params.\"a,b\" for a name with a comma, and \"\" for a quotation mark in it");
                }
                names.add(name(text.substring(start, end).strip()));
                start = end + 1;
            }
        }
        return names;
    }

    /** Where the name ends that begins here; -1 where a quotation mark is open. */
    private static int end(String text, int start) {
        boolean inside = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                inside = !inside && opens(text, start, i);
            } else if (c == ',' && !inside) {
                return i;
            }
        }
        return inside ? -1 : text.length();
    }

    /** Quotes begin with a name, after the point of a prefix and, doubled, inside of quotes; elsewhere they are letters. */
    private static boolean opens(String text, int start, int at) {
        String before = text.substring(start, at).stripLeading();
        return before.isEmpty() || before.endsWith(".") || before.endsWith("(") || before.endsWith("\"");
    }

    /** Without the quotes around the whole name; what follows them, such as {@code :desc}, is kept. */
    private static String name(String text) {
        int close = text.lastIndexOf('"');
        return text.startsWith("\"") && close > 0
                ? text.substring(1, close).replace("\"\"", "\"")
                        + text.substring(close + 1).strip()
                : text;
    }

    /** The name as {@link #parse} reads it back, quoted only where it must be. */
    public static String quoted(String name) {
        boolean plain = !name.isEmpty() && name.equals(name.strip()) && name.matches("[^,\"\\r\\n]+");
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Where the name that is being typed begins in an unfinished text. */
    public static int lastName(String text) {
        int start = 0;
        for (int end = end(text, start); end >= 0 && end < text.length(); end = end(text, start)) {
            start = end + 1;
        }
        return start;
    }
}
