package io.cometsh.cli;

import io.cometsh.export.Format;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The usual command lines, read without picocli, whose start takes longer than the evaluation of a short script:
 * {@code --version}, {@code -e CODE}, a script file, a script on standard input, the shell, {@code query} and {@code export}.
 *
 * <p>picocli is the model. Whatever is unknown, unusual or wrong here is left to picocli, which also writes the messages.
 */
final class UsualLine {
    /** The commands of this program: picocli takes these words as values of no option. */
    static final Set<String> COMMANDS = Set.of(
            "query",
            "export",
            "sync",
            "sql",
            "addon",
            "diff",
            "compare",
            "check",
            "apply",
            "undo",
            "mcp",
            "schema",
            "server",
            "login",
            "config",
            "completion",
            "complete");

    private static final String NUMBER = "[0-9]{1,9}";

    private final ProcessContext context;
    private final String[] words;
    private final GlobalOptions options = new GlobalOptions();
    private final List<String> code = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int next;

    private UsualLine(ProcessContext context, String... words) {
        this.context = context;
        this.words = words;
    }

    /** The command of a command line; null when picocli has to read it. */
    static Callable<Integer> read(ProcessContext context, String... words) {
        if (words.length == 1 && words[0].equals("--version")) {
            return () -> {
                context.out().println(ProgramVersion.line());
                return ExitCode.DONE;
            };
        }
        return new UsualLine(context, words).read();
    }

    private Callable<Integer> read() {
        while (next < words.length && isOption(words[next])) {
            String word = words[next++];
            if (word.equals("-e") && hasValue()) {
                code.add(words[next++]);
            } else if (!take(word)) {
                return null;
            }
        }
        if (next < words.length && words[next].equals("query") && code.isEmpty()) {
            next++;
            return query();
        }
        if (next < words.length && words[next].equals("export") && code.isEmpty()) {
            next++;
            return export();
        }
        List<String> arguments = List.copyOf(Arrays.asList(words).subList(next, words.length));
        if (!arguments.isEmpty() && (arguments.get(0).isEmpty() || COMMANDS.contains(arguments.get(0)))) {
            return null;
        }
        setColumns();
        return new CometshCommand(context, options, code, arguments);
    }

    private Callable<Integer> query() {
        QueryCommand command = new QueryCommand(context, options);
        List<String> given = new ArrayList<>();
        List<String> sort = new ArrayList<>();
        while (next < words.length) {
            String word = words[next++];
            if (!isOption(word)) {
                given.add(word);
            } else if (word.equals("--sort") && hasValue()) {
                sort.add(words[next++]);
            } else if (word.equals("--limit") && hasValue() && words[next].matches(NUMBER) && seen.add(word)) {
                command.limit = Integer.valueOf(words[next++]);
            } else if (word.equals("--archived") && seen.add(word)) {
                command.archived = true;
            } else if (word.equals("--explain") && seen.add(word)) {
                command.explain = true;
            } else if (!take(word)) {
                return null;
            }
        }
        if (given.size() < 2 || given.contains("") || given.contains("-")) {
            return null;
        }
        command.words = given;
        if (!sort.isEmpty()) {
            command.sort = sort;
        }
        setColumns();
        return command;
    }

    private Callable<Integer> export() {
        ExportCommand command = new ExportCommand(context, options);
        ExportCommand.Kind kind = new ExportCommand.Kind();
        List<String> given = new ArrayList<>();
        while (next < words.length) {
            String word = words[next++];
            if (!isOption(word)) {
                given.add(word);
            } else if (word.equals("--metrics") && seen.add(word)) {
                kind.metrics = hasValue() ? List.of(words[next++]) : List.of();
            } else if (word.equals("--query") && hasValue() && seen.add(word)) {
                command.query = words[next++];
            } else if (word.equals("--since") && hasValue() && seen.add(word)) {
                command.since = words[next++];
            } else if (!takeSwitch(command, kind, word) && !take(word)) {
                return null;
            }
        }
        boolean isWhole = seen.contains("--metrics") || seen.contains("--runs") || seen.contains("--assets");
        if (!isWhole
                || given.contains("")
                || given.contains("-")
                || given.stream().anyMatch(COMMANDS::contains)) {
            return null;
        }
        command.kind = kind;
        if (!given.isEmpty()) {
            command.projects = given;
        }
        setColumns();
        return command;
    }

    private boolean takeSwitch(ExportCommand command, ExportCommand.Kind kind, String option) {
        switch (option) {
            case "--runs" -> kind.runs = true;
            case "--assets" -> kind.assets = true;
            case "--archived" -> command.archived = true;
            case "--resume" -> command.resume = true;
            case "--keep-going" -> command.keepGoing = true;
            case "--sampled" -> command.sampled = true;
            default -> {
                return false;
            }
        }
        return seen.add(option);
    }

    private static boolean isOption(String word) {
        return word.startsWith("-") && word.length() > 1;
    }

    /** A value that looks like an option or a command is picocli's to judge. */
    private boolean hasValue() {
        return next < words.length
                && !words[next].isEmpty()
                && !words[next].startsWith("-")
                && !COMMANDS.contains(words[next]);
    }

    private void setColumns() {
        if (!columns.isEmpty()) {
            options.columns = columns;
        }
    }

    /** Takes an option of every command, with its value; false when picocli has to. */
    private boolean take(String option) {
        try {
            return takeSwitch(option) || hasValue() && takeValue(option, words[next++]);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean takeSwitch(String option) {
        switch (option) {
            case "--local" -> options.local = true;
            case "--offline" -> options.offline = true;
            case "--excel" -> options.excel = true;
            case "--read-only" -> options.readOnly = true;
            case "--dry-run" -> options.dryRun = true;
            case "--strict" -> options.strict = true;
            case "--lenient" -> options.lenient = true;
            case "--no-cache" -> options.noCache = true;
            case "--plain" -> options.plain = true;
            case "--no-startup" -> options.noStartup = true;
            case "--stacktrace" -> options.stacktrace = true;
            case "-q", "--quiet" -> options.quiet = true;
            case "-v", "--verbose" -> options.verbose = true;
            default -> {
                return false;
            }
        }
        return seen.add(option.replace("--quiet", "-q").replace("--verbose", "-v"));
    }

    private boolean takeValue(String option, String value) {
        switch (option) {
            case "-f", "--format" -> {
                options.format = Format.named(value).orElse(null);
                return options.format != null && seen.add("-f");
            }
            case "--columns" -> {
                return columns.add(value);
            }
            case "--timeout" -> {
                if (!value.matches(NUMBER)) {
                    return false;
                }
                options.timeoutSeconds = Integer.valueOf(value);
            }
            case "-o", "--output" -> {
                options.output = Path.of(value);
                return seen.add("-o");
            }
            case "--local-dir" -> options.localFolder = Path.of(value);
            case "--mirror" -> options.mirrorFolder = Path.of(value);
            case "--api-key-file" -> options.apiKeyFile = Path.of(value);
            case "--log" -> options.log = Path.of(value);
            case "--url" -> options.url = value;
            case "--workspace" -> options.workspace = value;
            case "--color" -> options.color = value;
            case "--classpath" -> options.classpath = value;
            default -> {
                return false;
            }
        }
        return seen.add(option);
    }
}
