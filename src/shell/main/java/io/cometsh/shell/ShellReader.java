package io.cometsh.shell;

import io.cometsh.completion.CommandNames;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.ShellCompleter;
import io.cometsh.completion.ShellParser;
import io.cometsh.completion.SuggestionMatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Sets up JLine's line reader for the shell. */
final class ShellReader {
    private static final String NAME = "comet";
    private static final String ANSWER = "take-terminal-answer";
    private static final long ANSWER_MILLIS = 200;

    private static final Map<String, List<String>> ARROWS = Map.of(
            LineReader.UP_LINE_OR_SEARCH, List.of("A"),
            LineReader.DOWN_LINE_OR_SEARCH, List.of("B"),
            LineReader.FORWARD_CHAR, List.of("C"),
            LineReader.BACKWARD_CHAR, List.of("D"),
            LineReader.BEGINNING_OF_LINE, List.of("H", "1~", "7~"),
            LineReader.END_OF_LINE, List.of("F", "4~", "8~"),
            LineReader.DELETE_CHAR, List.of("3~"));

    private ShellReader() {}

    /** {@code comet> }, or the place in use, {@code demo/digits> }; further lines of an input are below its first. */
    static String prompt(LineReader reader, CurrentProject place) {
        String name = place.text().isEmpty() ? NAME : place.text();
        // JLine reads % in a pattern as a command.
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(Math.max(0, name.length() - 3)) + "...> ");
        return name + "> ";
    }

    static ShellLineReader create(
            Terminal terminal,
            Theme theme,
            ShellCompleter completer,
            CommandNames commands,
            History history,
            TerminalAnswers answers,
            Predicate<String> unfinished,
            BooleanSupplier warm) {
        ShellLineReader reader =
                reader(terminal, theme, (text, columns) -> warm.getAsBoolean() ? completer.tip(text, columns) : null);
        reader.setParser(new ShellParser(unfinished, commands));
        reader.setCompleter(completer);
        reader.setCompletionMatcher(new SuggestionMatcher());
        reader.setHistory(history);
        reader.setHighlighter(new GroovyHighlighter(warm, theme));
        reader.setVariable(LineReader.INDENTATION, 0);
        // A list that fits the screen is shown without a question.
        reader.setVariable(LineReader.LIST_MAX, 0);
        // An exclamation mark is Groovy's, not the history's.
        reader.option(Option.DISABLE_EVENT_EXPANSION, true);
        reader.option(Option.INSERT_TAB, false);
        // The list looks the same while one goes through it.
        reader.option(Option.GROUP_PERSIST, true);
        reader.option(Option.HISTORY_IGNORE_SPACE, true);
        reader.option(Option.BRACKETED_PASTE, true);
        plain(reader, theme.plain());
        takeAnswers(reader, answers);
        bindKeys(reader);
        return reader;
    }

    private static void bindKeys(LineReaderImpl reader) {
        for (String map : List.of(LineReader.MAIN, LineReader.MENU)) {
            KeyMap<Binding> keys = reader.getKeyMaps().get(map);
            ARROWS.forEach((widget, ends) -> ends.forEach(end -> {
                // A terminal sends one form or the other, even when its description differs.
                keys.bind(new Reference(widget), "\u001b[" + end);
                keys.bind(new Reference(widget), "\u001bO" + end);
            }));
        }
        // JLine changes the text at a closing bracket, or moves the cursor for a while; in a search it ends the search.
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(LineReader.SELF_INSERT), ")", "]", "}");
    }

    /** What the terminal answers comes in among the keys. */
    private static void takeAnswers(LineReaderImpl reader, TerminalAnswers answers) {
        reader.getWidgets().put(ANSWER, () -> {
            StringBuilder answer = new StringBuilder(reader.getLastBinding());
            while (!TerminalAnswers.isComplete(answer.toString()) && reader.peekCharacter(ANSWER_MILLIS) >= 0) {
                answer.append((char) reader.readCharacter());
            }
            answers.take(answer.toString());
            return true;
        });
        KeyMap<Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
        TerminalAnswers.beginnings().forEach(begin -> keys.bind(new Reference(ANSWER), begin));
    }

    /** Before the terminal shows again what comes in: its answers must not appear there. What was typed is kept. */
    static void awaitAnswers(KeyTerminal terminal, TerminalAnswers answers) {
        if (!answers.isPending()) {
            return;
        }
        Attributes before = terminal.enterRawMode();
        try {
            terminal.reader().giveBack(answers.await(terminal.reader()::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            terminal.setAttributes(before);
        }
    }

    /** A reader that speaks wants a list of candidates once, and no menu that is drawn again at each key. */
    static void plain(LineReader reader, boolean on) {
        reader.option(Option.AUTO_MENU, !on);
    }

    private static ShellLineReader reader(
            Terminal terminal, Theme theme, BiFunction<String, Integer, AttributedString> tips) {
        try {
            return new ShellLineReader(terminal, "cometsh", theme, tips);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
