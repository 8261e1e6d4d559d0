package io.cometsh.shell;

import io.cometsh.completion.CommandNames;
import io.cometsh.completion.CurrentPlace;
import io.cometsh.completion.ShellCompleter;
import io.cometsh.completion.ShellParser;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;

/** Sets up JLine's line reader for the shell. */
final class ShellReader {
    private static final String NAME = "comet";
    private static final int LIST_WITHOUT_ASKING = 200;

    private ShellReader() {}

    /** {@code comet> }, or the place in use, {@code demo/digits> }; further lines of an input stand below its first. */
    static String prompt(LineReader reader, CurrentPlace place) {
        String name = place.text().isEmpty() ? NAME : place.text();
        // JLine reads % in a pattern as a command.
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(Math.max(0, name.length() - 3)) + "...> ");
        return name + "> ";
    }

    static LineReader create(
            Terminal terminal,
            boolean colour,
            ShellCompleter completer,
            CommandNames commands,
            History history,
            Predicate<String> unfinished,
            BooleanSupplier warm) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("cometsh")
                .terminal(terminal)
                .parser(new ShellParser(unfinished, commands))
                .completer(completer)
                .history(history)
                // More than 0 makes JLine delete blanks before a typed closing brace.
                .variable(LineReader.INDENTATION, 0)
                // No guessing of names with typing errors: a candidate must begin with what is typed.
                .variable(LineReader.ERRORS, 0)
                .variable(LineReader.LIST_MAX, LIST_WITHOUT_ASKING)
                // With colours the partner of a bracket is marked; the cursor need not jump there and wait.
                .variable(LineReader.BLINK_MATCHING_PAREN, colour ? 0 : 500)
                // An exclamation mark is Groovy's, not the history's.
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.INSERT_TAB, false)
                .option(Option.HISTORY_IGNORE_SPACE, true)
                .option(Option.BRACKETED_PASTE, true);
        if (colour) {
            builder.highlighter(new GroovyHighlighter(warm));
        } else {
            builder.highlighter(new PlainHighlighter());
        }
        return builder.build();
    }
}
