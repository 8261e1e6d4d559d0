package io.cometsh.shell;

import io.cometsh.completion.ShellCompleter;
import io.cometsh.completion.ShellParser;
import io.cometsh.completion.SuggestionMatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.terminal.Terminal;

/** Sets up JLine's line reader for the shell. */
final class ShellReader {
    static final String PROMPT = "comet> ";
    private static final String CONTINUATION = "  ...> ";

    private ShellReader() {}

    static LineReader create(
            Terminal terminal,
            boolean colour,
            ShellCompleter completer,
            History history,
            Predicate<String> unfinished,
            BooleanSupplier warm) {
        ShellLineReader reader = reader(terminal);
        reader.setParser(new ShellParser(unfinished));
        reader.setCompleter(completer);
        reader.setCompletionMatcher(new SuggestionMatcher());
        reader.setHistory(history);
        reader.setHighlighter(colour ? new GroovyHighlighter(warm) : new PlainHighlighter());
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION);
        // More than 0 makes JLine delete blanks before a typed closing brace.
        reader.setVariable(LineReader.INDENTATION, 0);
        // A list that fits the screen is shown without a question.
        reader.setVariable(LineReader.LIST_MAX, 0);
        // With colours the partner of a bracket is marked; the cursor need not jump there and wait.
        reader.setVariable(LineReader.BLINK_MATCHING_PAREN, colour ? 0 : 500);
        // An exclamation mark is Groovy's, not the history's.
        reader.option(Option.DISABLE_EVENT_EXPANSION, true);
        reader.option(Option.INSERT_TAB, false);
        reader.option(Option.HISTORY_IGNORE_SPACE, true);
        reader.option(Option.BRACKETED_PASTE, true);
        return reader;
    }

    private static ShellLineReader reader(Terminal terminal) {
        try {
            return new ShellLineReader(terminal, "cometsh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
