package io.cometsh.cli;

import io.cometsh.client.service.RunColumn;
import io.cometsh.compare.Method;
import io.cometsh.export.Format;
import io.cometsh.export.NameList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What the last word of a command line may become, from picocli's own description of the commands. A candidate is a
 * word, with a tab before its description where it has one; {@code :files PATTERN} leaves file names to the shell.
 */
final class CommandLineCompleter {
    private static final String FILES = ":files";
    private static final String SCRIPTS = ":files *.groovy";

    private final CommandLine root;
    private final CommandLineNames names;

    CommandLineCompleter(CommandLine root, CommandLineNames names) {
        this.root = root;
        this.names = names;
    }

    /** @param given the words after the program's name, the unfinished one, which may be empty, last */
    List<String> complete(List<String> given) {
        List<String> words = joined(given.isEmpty() ? List.of("") : given);
        String word = words.get(words.size() - 1);
        List<String> before = words.subList(0, words.size() - 1);
        CursorPosition place = place(before);
        if (place.scriptArguments) {
            return List.of(FILES);
        }
        if (place.option != null) {
            // Without the option that still has no value.
            List<String> options = before.subList(0, before.size() - 1);
            return takesNames(place.option)
                    ? names(place, place.option, options, word, "")
                    : matching(values(place.option, options), word, "");
        }
        int equals = word.indexOf('=');
        if (word.startsWith("--") && equals > 0) {
            OptionSpec option = place.command.findOption(word.substring(0, equals));
            if (option == null) {
                return List.of();
            }
            String prefix = given.contains("=") ? "" : word.substring(0, equals + 1);
            String value = word.substring(equals + 1);
            return takesNames(option)
                    ? names(place, option, before, value, prefix)
                    : matching(values(option, before), value, prefix);
        }
        if (word.startsWith("-") && !place.onlyPositionals) {
            return matching(options(place.command), word, "");
        }
        return matching(positionals(place, before, word), word, "");
    }

    /** Bash gives {@code --format=csv} as three words. */
    private static List<String> joined(List<String> words) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean equals = words.get(i).equals("=")
                    && !joined.isEmpty()
                    && joined.get(joined.size() - 1).startsWith("--");
            if (equals) {
                String value = i + 1 < words.size() ? words.get(++i) : "";
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + "=" + value);
            } else {
                joined.add(words.get(i));
            }
        }
        return joined;
    }

    /**
     * Where the cursor is.
     *
     * @param option the one whose value is being typed, or null
     * @param positionals how many words of the command come before that are not options
     * @param projects the words that name a project, such as {@code demo/digits}
     */
    private record CursorPosition(
            CommandSpec command,
            OptionSpec option,
            int positionals,
            List<String> projects,
            boolean onlyPositionals,
            boolean scriptArguments) {}

    private CursorPosition place(List<String> before) {
        CommandSpec command = root.getCommandSpec();
        OptionSpec pending = null;
        int positionals = 0;
        List<String> projects = new ArrayList<>();
        boolean onlyPositionals = false;
        boolean code = false;
        for (String word : before) {
            if (pending != null) {
                pending = null;
            } else if (word.equals("--")) {
                onlyPositionals = true;
            } else if (!onlyPositionals && word.startsWith("-") && word.length() > 1) {
                OptionSpec option =
                        command.findOption(word.contains("=") ? word.substring(0, word.indexOf('=')) : word);
                code |= word.equals("-e");
                pending = option != null && option.arity().max() > 0 && !word.contains("=") ? option : null;
            } else if (positionals == 0 && command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else {
                if (word.matches("[^/\\s(]+/[^(]+")) {
                    projects.add(word);
                }
                positionals++;
            }
        }
        boolean ofScript = command == root.getCommandSpec() && (positionals > 0 || code && onlyPositionals);
        return new CursorPosition(command, pending, positionals, projects, onlyPositionals, ofScript);
    }

    private static List<String> options(CommandSpec command) {
        List<String> options = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                options.add(option.longestName() + described(option.description()));
            }
        }
        return options;
    }

    private static boolean takesNames(OptionSpec option) {
        return List.of("--columns", "--metrics", "--sort", "--metric", "--by", "--seed")
                .contains(option.longestName());
    }

    /** The columns of the projects that the line names, quoted where a list of them needs it. */
    private List<String> names(
            CursorPosition place, OptionSpec option, List<String> before, String word, String prefix) {
        int start = NameList.lastName(word);
        String listed = word.substring(0, start);
        boolean metrics = option.longestName().startsWith("--metric");
        String typed = word.substring(start);
        return names.columns(before, place.projects).stream()
                .flatMap(name -> metrics
                        ? RunColumn.metric(name).map(NameList::quoted).stream()
                        : RunColumn.withWords(name, typed).stream())
                .filter(name -> name.startsWith(typed))
                .map(name -> prefix + listed + name)
                .toList();
    }

    private List<String> values(OptionSpec option, List<String> before) {
        String label = option.paramLabel().toUpperCase(Locale.ROOT);
        return switch (option.longestName()) {
            case "--format" ->
                Arrays.stream(Format.values()).map(Format::toString).toList();
            case "--color" -> List.of("auto", "always", "never");
            case "--workspace" -> names.workspaces(before);
            case "--test" ->
                Arrays.stream(Method.values()).map(Method::toString).toList();
            case "--goal" -> List.of("max", "min");
            default ->
                option.type() == Path.class || label.contains("FILE") || label.contains("DIR")
                        ? List.of(FILES)
                        : List.of();
        };
    }

    private List<String> positionals(CursorPosition place, List<String> before, String word) {
        boolean ofRoot = place.command == root.getCommandSpec();
        if (place.positionals == 0 && !place.command.subcommands().isEmpty() || ofRoot) {
            List<String> all = new ArrayList<>();
            place.command.subcommands().forEach((name, command) -> {
                if (!command.getCommandSpec().usageMessage().hidden()) {
                    all.add(name
                            + described(command.getCommandSpec().usageMessage().description()));
                }
            });
            if (ofRoot) {
                all.add(SCRIPTS);
            }
            return all;
        }
        String label = place.command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(place.positionals))
                .map(PositionalParamSpec::paramLabel)
                .findFirst()
                .orElse("");
        if (label.startsWith("WORKSPACE")) {
            return projects(before, word);
        }
        if (label.equals("RUN")) {
            return runs(place, before, word);
        }
        if (label.equals("SHELL")) {
            return CompletionCommand.SHELLS;
        }
        return label.isEmpty() || label.equals("EXPRESSION") ? List.of() : List.of(FILES);
    }

    /** A workspace with its slash, then its projects. */
    private List<String> projects(List<String> before, String word) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            return names.workspaces(before).stream().map(name -> name + "/").toList();
        }
        String workspace = word.substring(0, slash);
        return names.projects(before, workspace).stream()
                .map(name -> workspace + "/" + name)
                .toList();
    }

    /** A project with its slash, then its runs by name; after the first run, the other runs of its project too. */
    private List<String> runs(CursorPosition place, List<String> before, String word) {
        int run = word.indexOf('/', word.indexOf('/') + 1);
        if (run > 0) {
            return experiments(before, word.substring(0, run), word.substring(0, run + 1));
        }
        List<String> runs = new ArrayList<>();
        String first = place.projects.isEmpty() ? "" : place.projects.get(0);
        int ofFirst = first.indexOf('/', first.indexOf('/') + 1);
        if (ofFirst > 0 && word.indexOf('/') < 0) {
            runs.addAll(experiments(before, first.substring(0, ofFirst), ""));
        }
        projects(before, word).forEach(project -> runs.add(project.endsWith("/") ? project : project + "/"));
        return runs;
    }

    private List<String> experiments(List<String> before, String project, String prefix) {
        int slash = project.indexOf('/');
        return names.experiments(before, project.substring(0, slash), project.substring(slash + 1)).stream()
                .map(name -> prefix + name)
                .toList();
    }

    /** The first sentence of a description. */
    private static String described(String... description) {
        String text = String.join(" ", description).strip();
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.isEmpty() ? "" : "\t" + (first.endsWith(".") ? first.substring(0, first.length() - 1) : first);
    }

    private static List<String> matching(List<String> candidates, String word, String prefix) {
        return candidates.stream()
                .filter(candidate -> candidate.startsWith(FILES) || candidate.startsWith(word))
                .map(candidate -> candidate.startsWith(FILES) ? candidate : prefix + candidate)
                .toList();
    }
}
