package io.cometsh.shell;

import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code :help [topic]}. */
final class HelpCommand implements Command {
    private static final Map<String, String> TOPICS = topics();

    private final Commands commands;

    HelpCommand(Commands commands) {
        this.commands = commands;
    }

    private static Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("query", """
                Comparisons on query variables build a query; join them with & | ~ rather than
                && || !:
                  api.query("demo", "digits", (Metric("accuracy") > 0.9) & ~Tag("bad"))
                Variables   Metric Parameter Other Metadata Environment Tag, each with the
                            name of a column
                Comparisons < <= > >= == != ; 0.1 < Metric("x") < 0.5 ; .between(a, b) ;
                            in [a, b]
                Texts       .contains("a") .startswith("a") .endswith("a") ; == "" for an
                            empty one
                Missing     == None, != None
                Times       Metadata("start_server_timestamp") > days(7).ago, or a
                            datetime(2024, 9, 24) in UTC; duration in seconds
                TAB inside the quotes offers the names that the project has, and after a
                comparison the values that occur.""");
        topics.put("keys", """
                TAB         what fits here: members, variables, and live names inside quotes;
                            again it goes through the list, and letters narrow it; where
                            there is nothing to choose it shows what the call does
                Shift-TAB   the documentation of what the cursor is at, as F1 does
                Right       accepts the gray text; :set hints off hides it
                Ctrl-C      drops the line, or ends the evaluation; twice leaves one that
                            does not listen
                Ctrl-D      leaves the shell, as :quit does
                Up, Down    earlier lines that begin as this one; Ctrl-R searches them all
                Ctrl-X Ctrl-E
                            opens $VISUAL or $EDITOR on the line
                Enter       runs the text when it is complete, else asks for more; a blank
                            line ends the wait""");
        topics.put("values", """
                The last value is _. Lists of experiments, records and maps are shown as
                tables. What you define stays: variables with or without def, methods, classes
                and imports. An error takes a line or two; :trace shows the whole stack of the
                last one.""");
        return topics;
    }

    @Override
    public String name() {
        return ":help";
    }

    @Override
    public String usage() {
        return "[topic]";
    }

    @Override
    public String summary() {
        return "all commands, or more about one of them";
    }

    @Override
    public String help() {
        return "Topics: " + String.join(", ", TOPICS.keySet()) + ", and every command, such as :help save.";
    }

    @Override
    public String run(CommandArguments arguments) {
        if (arguments.isEmpty()) {
            return overview();
        }
        return on(arguments.words().get(0));
    }

    boolean knowsTopic(String name) {
        return TOPICS.containsKey(name) && !name.equals("query");
    }

    boolean knowsCommand(String name) {
        return commands.find(name) != null;
    }

    /** What there is on a topic or a command. */
    String on(String topic) {
        if (TOPICS.containsKey(topic)) {
            return TOPICS.get(topic);
        }
        Command command = commands.find(topic);
        if (command == null) {
            List<String> nearest = Names.nearest(topic, names());
            throw new CommandException("no help on " + topic
                    + (nearest.isEmpty()
                            ? "; there is: " + String.join(", ", names())
                            : "; did you mean :help " + nearest.get(0) + "?"));
        }
        return (command.name() + " " + command.usage()).strip() + "\n" + command.help();
    }

    private String overview() {
        StringBuilder text =
                new StringBuilder("Type Groovy; api is the connection to Comet. Commands begin with a colon:\n");
        for (Command command : commands.all()) {
            text.append("  ")
                    .append(padded(command.name()))
                    .append(command.summary())
                    .append('\n');
        }
        text.append("More: ");
        text.append(String.join(
                ", ", TOPICS.keySet().stream().map(topic -> ":help " + topic).toList()));
        return text.toString();
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 10 - name.length()));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(TOPICS.keySet());
        commands.all().forEach(command -> names.add(command.name().substring(1)));
        return names;
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> words = new LinkedHashMap<>();
        if (before.isEmpty()) {
            TOPICS.keySet().forEach(topic -> words.put(topic, "topic"));
            commands.all().forEach(command -> words.put(command.name().substring(1), command.summary()));
        }
        return words;
    }

    @Override
    public boolean isDocumentation() {
        return true;
    }
}
