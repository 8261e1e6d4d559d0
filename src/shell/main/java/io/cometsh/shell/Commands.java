package io.cometsh.shell;

import io.cometsh.completion.CommandNames;
import io.cometsh.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All {@code :commands} by name. */
final class Commands implements CommandNames {
    private final Map<String, Command> byName = new LinkedHashMap<>();

    void add(Command command) {
        byName.put(command.name(), command);
    }

    List<Command> all() {
        return List.copyOf(byName.values());
    }

    /** The command of this name, with or without its colon; null when there is none. */
    Command find(String name) {
        return byName.get(name.startsWith(":") ? name : ":" + name);
    }

    boolean knows(String name) {
        return find(name) != null;
    }

    /**
     * Runs a line such as {@code :cache off}.
     *
     * @return what is to be printed; null for nothing
     * @throws CommandException when there is no such command, or it is used wrongly
     */
    String run(String line, int width) {
        String[] parts = line.strip().split("\\s+", 2);
        Command command = find(parts[0]);
        if (command == null) {
            List<String> nearest = Names.nearest(parts[0], byName.keySet());
            throw new CommandException("no command " + parts[0]
                    + (nearest.isEmpty() ? "." : "; did you mean " + nearest.get(0) + "?")
                    + " Type :help for all of them.");
        }
        return command.run(new CommandArguments(parts.length < 2 ? "" : parts[1], width));
    }

    /** Whether the command of a line returns a value as the prompt shows it. */
    boolean showsValue(String line) {
        Command command = find(line.strip().split("\\s+", 2)[0]);
        return command != null && command.showsValue();
    }

    boolean isDocumentation(String line) {
        Command command = find(line.strip().split("\\s+", 2)[0]);
        return command != null && command.isDocumentation();
    }

    @Override
    public Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        byName.values().forEach(command -> summaries.put(command.name(), command.summary()));
        return summaries;
    }

    @Override
    public Map<String, String> arguments(List<String> words, String word) {
        Command command = find(words.get(0));
        return command == null ? Map.of() : command.complete(words.subList(1, words.size()), word);
    }

    @Override
    public String usage(String name) {
        Command command = find(name);
        return command == null ? "" : command.usage();
    }

    @Override
    public String functionOf(String name) {
        Command command = find(name);
        return command == null ? null : command.function();
    }

    @Override
    public boolean takesOptions(String name) {
        Command command = find(name);
        return command != null && command.takesOptions();
    }

    @Override
    public boolean takesGroovy(String name) {
        Command command = find(name);
        return command != null && command.takesGroovy();
    }
}
