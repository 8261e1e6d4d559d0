package io.cometsh.shell;

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
    static final String PROMPT = "comet> ";
    private static final String CONTINUATION = "  ...> ";
    private static final int LIST_WITHOUT_ASKING = 200;

    private ShellReader() {}

    static LineReader create(
            Terminal terminal,
            boolean colour,
            ShellCompleter completer,
            History history,
            Predicate<String> unfinished,
            BooleanSupplier warm) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("cometsh")
                .terminal(terminal)
                .parser(new ShellParser(unfinished))
                .completer(completer)
                .history(history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
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
