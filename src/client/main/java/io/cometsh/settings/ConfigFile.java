package io.cometsh.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .comet.config}: the INI dialect of Comet's own client (Python's ConfigObj).
 *
 * <p>A setting's name is the path of its sections and its key, joined by {@code _}, in capitals:
 * {@code timeout_api} in {@code [comet]}, {@code api} in {@code [comet_timeout]}, and {@code api} in
 * {@code [[timeout]]} inside {@code [comet]} are all {@code COMET_TIMEOUT_API}.
 */
final class ConfigFile {
    private static final Pattern SECTION =
            Pattern.compile("(\\[[\\[\\s]*)(\"[^\"]+\"|'[^']+'|[^\\[\\]'\"]+?)\\s*(][]\\s]*)(#.*)?");
    private static final Pattern ENTRY = Pattern.compile("(\".*?\"|'.*?'|[^'\"=][^=]*?)\\s*=\\s*(.*)");
    // Quotes belong to the value, and shelter a # inside them.
    private static final Pattern VALUE = Pattern.compile("(\"[^\"]*\"|'[^']*'|[^'\"#].*?|)\\s*(#.*)?");
    private static final Pattern REFERENCE = Pattern.compile("%\\(([^)]*)\\)s");
    private static final int DEEPEST = 20;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> sections = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    private record Entry(String section, String value, int line) {}

    private ConfigFile() {}

    /** The settings by their full names. */
    static Map<String, String> parse(String text) throws BadLine {
        ConfigFile file = new ConfigFile();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = (number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                file.read(line, number);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : file.entries.entrySet()) {
            String name = entry.getKey().replace('\0', '_').toUpperCase(Locale.ROOT);
            values.put(name, file.resolved(entry.getValue(), new HashSet<>()));
        }
        return values;
    }

    /** The section path (joined by NUL) that a section line of a good file leads to. */
    static String pathAfter(String path, String line) throws BadLine {
        ConfigFile file = new ConfigFile();
        if (!path.isEmpty()) {
            file.path.addAll(List.of(path.split("\0")));
        }
        file.read(line, 0);
        return String.join("\0", file.path);
    }

    private void read(String line, int number) throws BadLine {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            open(
                    count(section.group(1), '['),
                    count(section.group(3), ']'),
                    unquoted(section.group(2).strip()),
                    number);
            return;
        }
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            // The line itself is not shown: it may be a key without its name.
            throw new BadLine(number, "this is neither [section] nor name = value");
        }
        Matcher value = VALUE.matcher(entry.group(2));
        if (!value.matches()) {
            throw new BadLine(number, "the quotes around the value are not closed");
        }
        String here = String.join("\0", path);
        String name = unquoted(entry.group(1).strip());
        String full = here.isEmpty() ? name : here + "\0" + name;
        if (entries.putIfAbsent(full, new Entry(here, value.group(1), number)) != null) {
            throw new BadLine(number, "\"" + name + "\" is there twice in its section");
        }
    }

    private void open(int depth, int closing, String name, int number) throws BadLine {
        if (depth != closing) {
            throw new BadLine(number, "the brackets of the section do not match");
        }
        if (depth > path.size() + 1 || depth > DEEPEST) {
            throw new BadLine(number, "the section is nested too deeply for its parent section");
        }
        path.subList(depth - 1, path.size()).clear();
        path.add(name);
        if (!sections.add(String.join("\0", path))) {
            throw new BadLine(number, "the section \"" + name + "\" is there twice");
        }
    }

    /** Python's {@code %(name)s}: the entry of that name in the same section, or in one around it. */
    private String resolved(Entry entry, Set<String> underWay) throws BadLine {
        Matcher reference = REFERENCE.matcher(entry.value);
        StringBuilder text = new StringBuilder();
        while (reference.find()) {
            String wanted = reference.group(1);
            Entry found = lookUp(entry.section, wanted);
            if (found == null || !underWay.add(found.section + "\0" + wanted)) {
                throw new BadLine(
                        entry.line,
                        found == null
                                ? "there is no \"" + wanted + "\" for %(" + wanted + ")s"
                                : "%(" + wanted + ")s refers to itself");
            }
            reference.appendReplacement(text, Matcher.quoteReplacement(resolved(found, underWay)));
            underWay.remove(found.section + "\0" + wanted);
        }
        return reference.appendTail(text).toString();
    }

    private Entry lookUp(String section, String name) {
        for (String around = section; ; around = around.substring(0, Math.max(0, around.lastIndexOf('\0')))) {
            String prefix = around.isEmpty() ? "" : around + "\0";
            Entry found = entries.get(prefix + name);
            found = found == null ? entries.get(prefix + "DEFAULT\0" + name) : found;
            if (found != null || around.isEmpty()) {
                return found;
            }
        }
    }

    private static int count(String text, char character) {
        return (int) text.chars().filter(c -> c == character).count();
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
