package io.cometsh.completion;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code :commands} of the shell, as far as TAB needs them. */
public interface CommandNames {
    /** Each command's name with its colon, and a short description. */
    Map<String, String> summaries();

    /**
     * What can be the next word, with a description (or an empty one) for each.
     *
     * @param words the words before the cursor's, the command first
     * @param word the cursor's word as far as it is typed
     */
    Map<String, String> arguments(List<String> words, String word);

    /** What can follow the command in a few words, such as {@code [N|TEXT]}; empty for nothing. */
    default String usage(String command) {
        return "";
    }

    /** Whether Groovy follows this command, as in {@code :time api.getWorkspaces()}. */
    boolean takesGroovy(String command);

    /** The function whose arguments the command takes, as {@code :plot} takes the arguments of {@code plot}; null for none. */
    default String functionOf(String command) {
        return null;
    }

    /** Whether options such as {@code --log} can follow the Groovy after the command. */
    default boolean takesOptions(String command) {
        return false;
    }

    /**
     * The text in which TAB reads where it is: as {@link #groovyOf}, but as a call where the command stands for one, and the
     * line itself where an option or its value is being written.
     */
    default String completedAs(String line) {
        Matcher command = COMMAND.matcher(line);
        if (!command.lookingAt() || !takesGroovy(command.group(1))) {
            return line;
        }
        String name = command.group(1);
        if (takesOptions(name) && OPTION.matcher(line).find()) {
            return line;
        }
        String function = functionOf(name);
        return function == null
                ? groovyOf(line)
                : " ".repeat(command.start(1)) + function + "(" + line.substring(command.end(1));
    }

    /** An option at the end, or one with a value at the end. */
    Pattern OPTION = Pattern.compile("\\s(?:-\\w?|--\\w*|(?:-[a-z]|--[a-z]+)\\s+(?:\"[^\"]*|'[^']*|[^\\s\"'-]*))$");

    /** The same text with blanks in place of a command that takes Groovy: what is left is completed as any Groovy. */
    default String groovyOf(String line) {
        Matcher command = COMMAND.matcher(line);
        return command.lookingAt() && takesGroovy(command.group(1))
                ? " ".repeat(command.end()) + line.substring(command.end())
                : line;
    }

    /** A command with the blank after it. */
    Pattern COMMAND = Pattern.compile("\\s*(:\\S+)\\s");

    /** For a shell without commands. */
    CommandNames NONE = new CommandNames() {
        @Override
        public Map<String, String> summaries() {
            return Map.of();
        }

        @Override
        public Map<String, String> arguments(List<String> words, String word) {
            return Map.of();
        }

        @Override
        public boolean takesGroovy(String command) {
            return false;
        }
    };
}
