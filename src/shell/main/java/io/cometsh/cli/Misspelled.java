package io.cometsh.cli;

import io.cometsh.text.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words on the command line that are almost a command or an option. */
final class Misspelled {
    private static final Collection<String> ALSO_TYPED = List.of("--help", "--version");

    private Misspelled() {}

    /** The commands that a word may be meant for; none when the word has the form of a file's name. */
    static List<String> commands(ProcessContext context, String word) {
        return word.matches("[A-Za-z-]+")
                ? near(word, Stream.concat(subcommands(Cometsh.commandLine(context)), ALSO_TYPED.stream()))
                : List.of();
    }

    /** The end of a sentence about a command line that picocli refuses; empty when nothing is similar. */
    static String hint(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        CommandLine line = failure.getCommandLine();
        List<String> near = near(word, word.startsWith("-") ? options(line.getCommandSpec()) : subcommands(line));
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** A word of two letters, such as {@code -x}, is near to every other one. */
    private static List<String> near(String word, Stream<String> known) {
        return word.length() > 2 ? Names.nearest(word, known.toList()) : List.of();
    }

    private static Stream<String> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::names)
                .flatMap(Arrays::stream)
                .filter(name -> name.startsWith("--"));
    }

    private static Stream<String> subcommands(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
    }
}
