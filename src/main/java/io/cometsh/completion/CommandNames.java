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
     * What may stand as the next word, with a description (or an empty one) for each.
     *
     * @param words the words before the cursor's, the command first
     * @param word the cursor's word as far as it is typed
     */
    Map<String, String> arguments(List<String> words, String word);

    /** Whether what stands behind this command is Groovy, as in {@code :time api.getWorkspaces()}. */
    boolean takesGroovy(String command);

    /** The same text with blanks in place of a command that takes Groovy: what is left is completed as any Groovy. */
    default String groovyOf(String line) {
        Matcher command = COMMAND.matcher(line);
        return command.lookingAt() && takesGroovy(command.group(1))
                ? " ".repeat(command.end()) + line.substring(command.end())
                : line;
    }

    /** A command with the blank behind it. */
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
