package io.cometsh.shell;

import io.cometsh.export.Table;
import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code :set [NAME [VALUE]]}. */
final class SetCommand implements Command {
    private final Map<String, ShellSetting> settings = new LinkedHashMap<>();
    private final TableText tables;

    SetCommand(TableText tables) {
        this.tables = tables;
    }

    SetCommand add(ShellSetting setting) {
        settings.put(setting.name(), setting);
        return this;
    }

    @Override
    public String name() {
        return ":set";
    }

    @Override
    public String usage() {
        return "[NAME [VALUE]]";
    }

    @Override
    public String summary() {
        return "how this session shows things";
    }

    @Override
    public String help() {
        StringBuilder text = new StringBuilder(
                "Alone it lists the settings and their values; they last as long as the\nsession. :set theme light\n");
        settings.values()
                .forEach(setting -> text.append(setting.name())
                        .append(" ".repeat(Math.max(1, 8 - setting.name().length())))
                        .append(setting.meaning())
                        .append(setting.choices().isEmpty() ? "" : ": " + String.join(", ", setting.choices()))
                        .append('\n'));
        return text.toString();
    }

    @Override
    public String run(CommandArguments arguments) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            List<List<Object>> rows = new ArrayList<>();
            settings.values()
                    .forEach(one -> rows.add(List.of(one.name(), one.value().get(), one.meaning())));
            return tables.of(new Table(List.of("setting", "value", "meaning"), rows), arguments.width());
        }
        ShellSetting setting = setting(words.get(0));
        if (words.size() == 1) {
            return setting.name() + " is " + setting.value().get() + ": " + setting.meaning()
                    + (setting.choices().isEmpty() ? "" : " (" + String.join(", ", setting.choices()) + ")");
        }
        String value = words.get(1).toLowerCase(Locale.ROOT);
        if (words.size() > 2
                || !setting.choices().isEmpty() && !setting.choices().contains(value)) {
            throw new CommandException(setting.name() + " is one of " + String.join(", ", setting.choices())
                    + ", not \"" + String.join(" ", words.subList(1, words.size())) + "\"");
        }
        setting.change().accept(value);
        return null;
    }

    private ShellSetting setting(String name) {
        ShellSetting setting = settings.get(name.toLowerCase(Locale.ROOT));
        if (setting == null) {
            List<String> nearest = Names.nearest(name, settings.keySet());
            throw new CommandException("no setting " + name
                    + (nearest.isEmpty()
                            ? "; there is " + String.join(", ", settings.keySet())
                            : "; did you mean " + nearest.get(0) + "?"));
        }
        return setting;
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> words = new LinkedHashMap<>();
        if (before.isEmpty()) {
            settings.values()
                    .forEach(setting -> words.put(
                            setting.name(),
                            setting.meaning() + " (" + setting.value().get() + ")"));
        } else if (before.size() == 1 && settings.containsKey(before.get(0))) {
            ShellSetting setting = settings.get(before.get(0));
            String now = setting.value().get();
            List<String> choices = setting.choices().isEmpty() ? List.of(now) : setting.choices();
            // A detected value is marked: auto: dark.
            choices.forEach(choice -> words.put(choice, (now + ":").startsWith(choice + ":") ? "now" : ""));
        }
        return words;
    }
}
