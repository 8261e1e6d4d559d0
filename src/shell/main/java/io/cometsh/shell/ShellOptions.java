package io.cometsh.shell;

import io.cometsh.settings.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How the shell behaves.
 *
 * @param historyFile where entered lines are kept; null keeps them for this session only
 * @param plain whether to begin in the manner for screen readers
 * @param environment where the editor's name is looked up
 * @param colour whether text is coloured (a dumb terminal is never written to in colour)
 * @param mostRows how many rows of a long list are shown
 * @param asks whether the terminal is asked what it can do: pictures, the size of its characters, its ground
 * @param pager whether texts longer than the screen are paged
 * @param greeting lines shown before the first prompt
 * @param secret whether a text holds the API key, so that it is kept out of the history
 * @param log takes one line for each failed background call
 */
public record ShellOptions(
        Path historyFile,
        boolean plain,
        Map<String, String> environment,
        boolean colour,
        int mostRows,
        boolean asks,
        boolean pager,
        List<String> greeting,
        Predicate<String> secret,
        Consumer<String> log) {
    private static final int DEFAULT_ROWS = 50;

    public ShellOptions {
        greeting = List.copyOf(greeting);
        environment = Map.copyOf(environment);
    }

    /** No history file, no greeting, in colour, fifty rows. */
    public static ShellOptions defaults() {
        return new ShellOptions(
                null, false, Map.of(), true, DEFAULT_ROWS, false, true, List.of(), text -> false, line -> {});
    }

    public ShellOptions withHistoryFile(Path file) {
        return new ShellOptions(file, plain, environment, colour, mostRows, asks, pager, greeting, secret, log);
    }

    public ShellOptions withPlain(boolean on) {
        return new ShellOptions(historyFile, on, environment, colour, mostRows, asks, pager, greeting, secret, log);
    }

    public ShellOptions withEnvironment(Map<String, String> variables) {
        return new ShellOptions(historyFile, plain, variables, colour, mostRows, asks, pager, greeting, secret, log);
    }

    public ShellOptions withColour(boolean on) {
        return new ShellOptions(historyFile, plain, environment, on, mostRows, asks, pager, greeting, secret, log);
    }

    public ShellOptions withMostRows(int rows) {
        return new ShellOptions(historyFile, plain, environment, colour, rows, asks, pager, greeting, secret, log);
    }

    public ShellOptions withAsking(boolean wanted) {
        return new ShellOptions(
                historyFile, plain, environment, colour, mostRows, wanted, pager, greeting, secret, log);
    }

    public ShellOptions withPager(boolean wanted) {
        return new ShellOptions(historyFile, plain, environment, colour, mostRows, asks, wanted, greeting, secret, log);
    }

    public ShellOptions withGreeting(String... lines) {
        return new ShellOptions(
                historyFile, plain, environment, colour, mostRows, asks, pager, List.of(lines), secret, log);
    }

    public ShellOptions withSecret(Predicate<String> holdsTheKey) {
        return new ShellOptions(
                historyFile, plain, environment, colour, mostRows, asks, pager, greeting, holdsTheKey, log);
    }

    public ShellOptions withLog(Consumer<String> lines) {
        return new ShellOptions(
                historyFile, plain, environment, colour, mostRows, asks, pager, greeting, secret, lines);
    }

    /**
     * {@code ${XDG_STATE_HOME:-~/.local/state}/cometsh/history}, or {@code
     * %LOCALAPPDATA%\cometsh\history}; null when neither a variable nor a home is known.
     */
    public static Path defaultHistoryFile(Map<String, String> environment, Path home) {
        Path folder = UserFolders.state(environment, home);
        return folder == null ? null : folder.resolve("history");
    }
}
