package io.cometsh.completion;

import java.util.List;
import java.util.Map;

/** The {@code :commands} of the shell, as far as TAB needs them. */
public interface CommandNames {
    /** Each command's name with its colon, and a short description. */
    Map<String, String> summaries();

    /**
     * What may stand as the next word, with a description (or an empty one) for each.
     *
     * @param words the words before the cursor's, the command first
     */
    Map<String, String> arguments(List<String> words);

    /** For a shell without commands. */
    CommandNames NONE = new CommandNames() {
        @Override
        public Map<String, String> summaries() {
            return Map.of();
        }

        @Override
        public Map<String, String> arguments(List<String> words) {
            return Map.of();
        }
    };
}
