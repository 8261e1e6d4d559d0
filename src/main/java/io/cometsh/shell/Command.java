package io.cometsh.shell;

import java.util.List;
import java.util.Map;

/** One {@code :command}. */
interface Command {
    /** With its colon: {@code :cache}. */
    String name();

    /** What may stand behind it, such as {@code [on|off]}; empty for nothing. */
    String usage();

    /** One line for the list of commands. */
    String summary();

    /** The lines that {@code :help} shows for it, below its usage. */
    String help();

    /** Does it, for a terminal of this many columns; what is returned is printed, null for nothing. */
    String run(List<String> arguments, int width);

    /** What TAB offers as the next word, with a description or an empty text for each. */
    default Map<String, String> complete(List<String> before) {
        return Map.of();
    }
}
