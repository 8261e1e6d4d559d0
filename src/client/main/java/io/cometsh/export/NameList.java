package io.cometsh.export;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of columns in one text, separated by commas and quoted as in the heading of a CSV:
 * {@code experiment_name,"params.a,b","metrics.the ""best"""}.
 */
public final class NameList {
    /** A quoted part and what follows it, such as {@code :desc}; or anything up to the next comma. */
    private static final Pattern NAME =
            Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")*)\"([^,\"]*)|([^,\"][^,]*|))\\s*(,|$)");

    private NameList() {}

    /**
     * The names of several such texts, one after another.
     *
     * @throws IllegalArgumentException for a quotation mark that nothing closes
     */
    public static List<String> parse(List<String> texts) {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            Matcher name = NAME.matcher(text);
            int at = 0;
            boolean more = !text.isEmpty();
            while (more) {
                name.region(at, text.length());
                if (!name.lookingAt()) {
                    throw new IllegalArgumentException("a quotation mark is not closed in " + text
                            + ": write \"params.a,b\" for a name with a comma, and \"\" for a quotation mark in it");
                }
                names.add(
                        name.group(1) == null
                                ? name.group(3).strip()
                                : name.group(1).replace("\"\"", "\"")
                                        + name.group(2).strip());
                at = name.end();
                more = name.group(4).equals(",");
            }
        }
        return names;
    }

    /** The name as {@link #parse} reads it back, quoted only where it must be. */
    public static String quoted(String name) {
        boolean plain = !name.isEmpty() && name.equals(name.strip()) && name.matches("[^,\"\\r\\n]+");
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Where the name that is being typed begins in an unfinished text. */
    public static int lastName(String text) {
        int start = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                inside = !inside;
            } else if (text.charAt(i) == ',' && !inside) {
                start = i + 1;
            }
        }
        return start;
    }
}
