package io.cometsh.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options in a command's help: its own in full, then the output options, and only the names of the options that
 * every command takes.
 */
final class HelpSections {
    private static final Set<String> OUTPUT = Set.of("-o", "-f", "--columns", "--excel");
    private static final int WIDTH = 80;

    private HelpSections() {}

    /** For a command and the commands below it. */
    static void apply(CommandLine line) {
        separate(line.getCommandSpec());
        for (CommandLine command : line.getSubcommands().values()) {
            apply(command);
            if (options(command.getCommandSpec(), false).size()
                    < command.getCommandSpec().options().size()) {
                command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::render);
            }
        }
    }

    /** Blank lines between the parts: a list of commands shows the first line of each description. */
    private static void separate(CommandSpec spec) {
        UsageMessageSpec usage = spec.usageMessage();
        usage.descriptionHeading("%n");
        if (spec.positionalParameters().stream().allMatch(PositionalParamSpec::hidden)) {
            usage.optionListHeading("%n");
        } else {
            usage.parameterListHeading("%n");
        }
        usage.commandListHeading("%nCommands:%n");
    }

    private static String render(Help help) {
        CommandSpec spec = help.commandSpec();
        List<OptionSpec> general = options(spec, true);
        List<OptionSpec> output =
                general.stream().filter(HelpSections::isOutput).toList();
        return listed(help, options(spec, false))
                + "\nOutput:\n"
                + listed(help, output)
                + "\nAs with every command, see cometsh --help:\n"
                + names(general.stream().filter(option -> !isOutput(option)).toList());
    }

    private static String listed(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return layout.toString();
    }

    private static String names(List<OptionSpec> options) {
        StringBuilder text = new StringBuilder();
        String line = " ";
        for (OptionSpec option : options) {
            String name = " " + option.longestName();
            if (line.length() + name.length() > WIDTH) {
                text.append(line).append('\n');
                line = " ";
            }
            line += name;
        }
        return text.append(line).append('\n').toString();
    }

    /** In the order of their names. */
    static List<OptionSpec> options(CommandSpec spec, boolean general) {
        List<OptionSpec> options = new ArrayList<>(spec.options());
        options.removeIf(option -> option.hidden() || isGeneral(option) != general);
        options.sort(Comparator.comparing(option -> option.longestName()));
        return options;
    }

    private static boolean isGeneral(OptionSpec option) {
        return option.userObject() instanceof Field field && field.getDeclaringClass() == GlobalOptions.class;
    }

    private static boolean isOutput(OptionSpec option) {
        return OUTPUT.contains(option.names()[0]);
    }
}
