package io.cometsh.shell;

import java.util.List;
import java.util.Map;

/** One {@code :command}. */
interface Command {
    /** With its colon: {@code :cache}. */
    String name();

    /** Its arguments, such as {@code [on|off]}; empty for nothing. */
    String usage();

    /** One line for the list of commands. */
    String summary();

    /** The lines that {@code :help} shows for it, below its usage. */
    String help();

    /**
     * Does it; what is returned is printed, null for nothing. Runs where Ctrl-C ends it, as it ends Groovy.
     *
     * @throws CommandException when it is used wrongly, with a sentence that tells what to write
     */
    String run(CommandArguments arguments);

    /** What TAB offers as the next word, with a description or an empty text for each; {@code word} is the beginning of that word. */
    default Map<String, String> complete(List<String> before, String word) {
        return Map.of();
    }

    /** Whether its argument is Groovy: then TAB and line ends mean what they mean in Groovy. */
    default boolean takesGroovy() {
        return false;
    }

    /** The function whose arguments follow it, for TAB; null for none. */
    default String function() {
        return null;
    }

    /** Whether words such as {@code --log} can follow its Groovy; {@link #complete} offers them. */
    default boolean takesOptions() {
        return false;
    }

    /** Whether what it returns is a value as the prompt shows it, which is not broken between words. */
    default boolean showsValue() {
        return false;
    }

    /** Whether what it returns is documentation, which is paged when it is longer than the screen. */
    default boolean isDocumentation() {
        return false;
    }
}
