package io.cometsh.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** A {@code .env}: {@code NAME=value} lines, comments after {@code #}, one pair of quotes around a value removed. */
final class DotEnvFile {
    private DotEnvFile() {}

    static Map<String, String> parse(String text) throws BadLine {
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                // The line itself is not shown: it may be a key without its name.
                throw new BadLine(number, "there is no \"=\"; each line is NAME=value");
            }
            String name = line.substring(0, equals).strip();
            if (name.startsWith("export ")) {
                name = name.substring("export ".length()).strip();
            }
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new BadLine(number, "the text before \"=\" is not a name; each line is NAME=value");
            }
            values.put(name, unquoted(line.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
