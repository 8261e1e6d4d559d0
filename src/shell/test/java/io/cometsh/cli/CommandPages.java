package io.cometsh.cli;

import io.cometsh.site.Markdown;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The pages of the command line, from the model that also parses it and prints the help. */
public final class CommandPages {
    private CommandPages() {}

    /** Every command that is not hidden by its whole name, such as {@code cometsh server check}. */
    public static Map<String, CommandSpec> commands() {
        Map<String, CommandSpec> found = new LinkedHashMap<>();
        collect(commandLine(), found);
        return found;
    }

    public static CommandLine commandLine() {
        return Cometsh.commandLine(nowhere());
    }

    /** A process without input, output and settings. */
    static ProcessContext nowhere() {
        PrintStream nothing = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new ProcessContext(
                new ByteArrayInputStream(new byte[0]),
                nothing,
                nothing,
                false,
                false,
                false,
                Map.of(),
                Path.of("").toAbsolutePath(),
                null);
    }

    private static void collect(CommandLine line, Map<String, CommandSpec> found) {
        if (line.getCommandSpec().usageMessage().hidden()) {
            return;
        }
        found.put(line.getCommandSpec().qualifiedName(), line.getCommandSpec());
        line.getSubcommands().values().forEach(command -> collect(command, found));
    }

    /** {@code cometsh-server-check.md} for {@code cometsh server check}. */
    public static String fileName(String command) {
        return command.replace(' ', '-') + ".md";
    }

    /** By the name of the file. */
    public static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        commands().forEach((name, spec) -> pages.put(fileName(name), page(name, spec)));
        return pages;
    }

    private static String page(String name, CommandSpec spec) {
        StringBuilder page = new StringBuilder("# " + name + "\n\n");
        page.append(Markdown.block("text", synopsis(name, spec)));
        String[] description = spec.usageMessage().description();
        page.append(Markdown.escaped(String.join("\n", description).strip().replaceAll("\n(?=[A-Z])", "\n\n")))
                .append("\n\n");
        List<List<String>> parameters = spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(CommandPages::row)
                .toList();
        if (!parameters.isEmpty()) {
            page.append("## Arguments\n\n").append(Markdown.table(List.of("argument", "meaning"), parameters));
        }
        page.append("## Options\n\n").append(options(HelpSections.options(spec, name.equals("cometsh"))));
        if (!name.equals("cometsh") && !HelpSections.options(spec, true).isEmpty()) {
            page.append("The [options of every command](cometsh.md#options) work here too.\n\n");
        } else if (name.equals("cometsh")) {
            page.append("## Options of the command without a name\n\n")
                    .append(options(HelpSections.options(spec, false)));
        }
        List<List<String>> exits = spec.usageMessage().exitCodeList().entrySet().stream()
                .map(exit -> List.of(exit.getKey(), Markdown.cell(exit.getValue())))
                .toList();
        if (!exits.isEmpty()) {
            page.append("## Exit codes\n\n").append(Markdown.table(List.of("exit code", "meaning"), exits));
        }
        String footer = Arrays.stream(spec.usageMessage().footer())
                .collect(Collectors.joining("\n"))
                .strip();
        int examples = footer.indexOf("Example");
        if (examples >= 0) {
            String before = footer.substring(0, examples).strip();
            page.append(before.isEmpty() ? "" : Markdown.escaped(before) + "\n\n");
            page.append("## Examples\n\n")
                    .append(Markdown.block(
                            "shell",
                            footer.substring(footer.indexOf('\n', examples)).stripIndent()));
        } else if (!footer.isEmpty()) {
            page.append(Markdown.escaped(footer)).append("\n\n");
        }
        return page.toString();
    }

    private static String synopsis(String name, CommandSpec spec) {
        String[] custom = spec.usageMessage().customSynopsis();
        return custom.length > 0
                ? Arrays.stream(custom).map(String::strip).collect(Collectors.joining("\n"))
                : name + " [OPTIONS]";
    }

    private static String options(List<OptionSpec> options) {
        return Markdown.table(
                List.of("option", "meaning"),
                options.stream().map(CommandPages::row).toList());
    }

    private static List<String> row(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        String names = Arrays.stream(option.names())
                .sorted(Comparator.comparing(String::length))
                .map(one -> "`" + one + (one.equals(option.longestName()) ? value : "") + "`")
                .collect(Collectors.joining(", "));
        return List.of(names, Markdown.cell(String.join(" ", option.description())));
    }

    private static List<String> row(PositionalParamSpec parameter) {
        return List.of("`" + parameter.paramLabel() + "`", Markdown.cell(String.join(" ", parameter.description())));
    }

    /** The long names of all options of a command itself that are not hidden. */
    public static List<String> optionNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> names.add(option.longestName()));
        return names;
    }
}
