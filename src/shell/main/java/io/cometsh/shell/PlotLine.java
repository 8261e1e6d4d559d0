package io.cometsh.shell;

import io.cometsh.plot.Plots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line such as {@code val_loss --log -o loss.png}, cut into what is plotted and its options.
 *
 * @param subject the text before the options
 * @param options by name, as {@link Plots} takes them
 */
record PlotLine(String subject, Map<String, Object> options) {
    private static final List<String> SWITCHES = List.of("log", "full");
    private static final Map<String, String> SHORT = Map.of("-o", "output", "-x", "x");
    private static final String VALUE = "\"[^\"]*\"|'[^']*'|[^\\s\"'-]\\S*";
    private static final Pattern OPTION =
            Pattern.compile("(?:^|(?<=\\s))(-[ox]|--[a-z]+)(?:(?:\\s+|=)(" + VALUE + "))?(?=\\s|$)");
    /** The options end the line; any text between two of them makes it Groovy, as in {@code a --b + c}. */
    private static final Pattern LINE = Pattern.compile(
            "(.*?)((?:(?:^|\\s+)(?:-[ox]|--[a-z]+)(?:(?:\\s+|=)(?:" + VALUE + "))?)*)\\s*", Pattern.DOTALL);

    PlotLine {
        options = Map.copyOf(options);
    }

    static PlotLine of(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return new PlotLine(text.strip(), Map.of());
        }
        Map<String, Object> options = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(line.group(2));
        while (option.find()) {
            String word = option.group(1);
            String name = SHORT.getOrDefault(word, word.replaceFirst("^--", ""));
            options.put(name, value(word, name, option.group(2)));
        }
        return new PlotLine(line.group(1).strip(), options);
    }

    private static Object value(String word, String name, String given) {
        if (!Plots.options().containsKey(name)) {
            throw new CommandException(
                    ":plot has no option " + word + "; there is " + String.join(", ", words().keySet()));
        }
        if (SWITCHES.contains(name)) {
            if (given != null) {
                throw new CommandException(word + " takes no value; put what is plotted before the options");
            }
            return true;
        }
        if (given == null) {
            throw new CommandException(
                    word + " takes a value: " + Plots.options().get(name));
        }
        String text = given.startsWith("\"") || given.startsWith("'") ? given.substring(1, given.length() - 1) : given;
        if (name.equals("output")) {
            return FilePaths.of(text).toString();
        }
        if (name.equals("x") || name.equals("title")) {
            return text;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new CommandException(word + " takes a number, not " + text);
        }
    }

    /** The options as words, with their meanings. */
    static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("-o", Plots.options().get("output"));
        words.put("-x", Plots.options().get("x"));
        Plots.options().forEach((name, meaning) -> words.put("--" + name, meaning));
        words.keySet().removeAll(List.of("--output", "--x"));
        return words;
    }
}
