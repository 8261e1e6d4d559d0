package io.cometsh.shell;

import java.util.List;
import java.util.Map;

/** {@code :format [NAME]}, short for {@code :set format}. */
final class FormatCommand implements Command {
    private final SetCommand settings;
    private final List<String> formats;

    FormatCommand(SetCommand settings, List<String> formats) {
        this.settings = settings;
        this.formats = List.copyOf(formats);
    }

    @Override
    public String name() {
        return ":format";
    }

    @Override
    public String usage() {
        return "[" + String.join("|", formats) + "]";
    }

    @Override
    public String summary() {
        return "in which form values with rows are shown";
    }

    @Override
    public String help() {
        return """
                table is for people: it fits the terminal and is cut with a count. The others
                are whole, with every column, as cometsh -f writes them: :format csv
                :set format is the same.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        return settings.run(new CommandArguments(("format " + arguments.text()).strip(), arguments.width()));
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        return before.isEmpty() ? settings.complete(List.of("format"), word) : Map.of();
    }
}
