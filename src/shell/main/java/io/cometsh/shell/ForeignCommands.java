package io.cometsh.shell;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people type who come from another shell: {@code exit}, {@code /help}, {@code %time}, {@code \d}. No such text is
 * valid Groovy with a meaning, and {@code /help} would wait for the slash that ends a text.
 */
final class ForeignCommands {
    private static final Pattern BARE = Pattern.compile("(exit|quit|help)(?:\\(\\))?;?");
    private static final Pattern ASKED = Pattern.compile("help(?:\\(\\s*|\\s+)([\\w.:]+)\\s*\\)?;?");
    private static final Pattern MARKED = Pattern.compile("(?:/|\\\\|%%?|\\.|!)([a-z?!]+)\\+?(?:\\s+([^/]*))?");
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("q", "quit"),
            Map.entry("exit", "quit"),
            Map.entry("h", "help"),
            Map.entry("?", "help"),
            Map.entry("!", "history"),
            Map.entry("list", "history"),
            Map.entry("hist", "history"),
            Map.entry("s", "history"),
            Map.entry("who", "vars"),
            Map.entry("whos", "vars"),
            Map.entry("methods", "vars"),
            Map.entry("types", "vars"),
            Map.entry("show", "vars"),
            Map.entry("run", "open"),
            Map.entry("load", "open"),
            Map.entry("read", "open"),
            Map.entry("i", "open"),
            Map.entry("e", "edit"),
            Map.entry("ed", "edit"),
            Map.entry("timeit", "time"),
            Map.entry("timing", "time"),
            Map.entry("d", "columns"),
            Map.entry("dt", "columns"),
            Map.entry("schema", "columns"),
            Map.entry("c", "use"),
            Map.entry("mode", "format"),
            Map.entry("pset", "set"),
            Map.entry("tb", "trace"),
            Map.entry("doc", "doc"));

    private static final Pattern PROGRAM =
            Pattern.compile("(?:\\S*/)?cometsh\\s+(?:-.*|\\S+\\.groovy\\b.*|query\\s.*)", Pattern.DOTALL);
    private static final Pattern START = Pattern.compile("(?:\\S*/)?cometsh(?:\\s+--[\\w-]+)*\\s*");

    private ForeignCommands() {}

    /** Whether a line starts this program and nothing else, as the first line of a transcript does. */
    static boolean isStart(String line) {
        return START.matcher(line).matches();
    }

    /**
     * The command that a whole line means: {@code :quit} for {@code exit}; null for none.
     *
     * @param defined whether the user has defined this name
     */
    static String asCommand(String line, Predicate<String> defined) {
        Matcher asked = ASKED.matcher(line);
        if (asked.matches() && !defined.test("help")) {
            return ":doc " + asked.group(1);
        }
        Matcher bare = BARE.matcher(line);
        if (!bare.matches() || defined.test(bare.group(1))) {
            return null;
        }
        return bare.group(1).equals("help") ? ":help" : ":quit";
    }

    /** What to write here in place of another shell's command; null for a line that is none. */
    static String advice(String line, Predicate<String> known) {
        if (isStart(line)) {
            return "cometsh is running already";
        }
        if (PROGRAM.matcher(line).matches()) {
            return "cometsh is running already: type the code that follows -e, or :open FILE.groovy";
        }
        Matcher marked = MARKED.matcher(line);
        if (!marked.matches()) {
            return null;
        }
        String name = OURS.getOrDefault(marked.group(1), marked.group(1));
        String rest = marked.group(2) == null || marked.group(2).isBlank()
                ? ""
                : " " + marked.group(2).strip();
        if (known.test(":" + name)) {
            return "commands begin with a colon here: :" + name + rest;
        }
        boolean program = line.startsWith("!");
        if (program) {
            // Groovy's own "not": !ready.
            return line.matches("!(ls|cat|pwd|cd|git|grep|head|less|rm|mkdir)\\b.*")
                    ? "programs are run in Groovy: \"" + line.substring(1).strip() + "\".execute().text"
                    : null;
        }
        return "no command " + line.split("\\s", 2)[0] + "; :help lists what there is";
    }
}
