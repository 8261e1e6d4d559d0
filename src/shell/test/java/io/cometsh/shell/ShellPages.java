package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.client.Api;
import io.cometsh.completion.NameSource;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.site.Markdown;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.jline.terminal.impl.DumbTerminal;

/** The page of the shell's own commands, from the same objects that {@code :help} asks. */
public final class ShellPages {
    private ShellPages() {}

    static Commands commands() throws IOException {
        DumbTerminal terminal = new DumbTerminal(
                "site", "dumb", new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), UTF_8);
        Api api = TestApi.of(new FakeTransport());
        Session session = Session.typed(new ScriptContext().lazy("api", () -> api));
        return new Shell(terminal, session, () -> api, new NameSource() {}, ShellOptions.defaults()).commands();
    }

    /** {@code :help}, {@code :doc}, … */
    public static List<String> names() throws IOException {
        return commands().all().stream().map(Command::name).toList();
    }

    public static String page() throws IOException {
        StringBuilder page = new StringBuilder("# Commands of the shell\n\n");
        page.append("Commands begin with a colon. `:help NAME` shows the same text in the shell.\n\n");
        Commands commands = commands();
        TreeMap<String, Command> sorted = new TreeMap<>();
        commands.all().forEach(command -> sorted.put(command.name(), command));
        page.append(Markdown.table(
                List.of("command", "does"),
                sorted.values().stream()
                        .map(command -> List.of(
                                "[`" + command.name() + "`](#" + command.name().substring(1) + ")",
                                Markdown.cell(command.summary())))
                        .toList()));
        for (Command command : sorted.values()) {
            String name = command.name();
            page.append("## `" + name + "` { #" + name.substring(1) + " }\n\n");
            page.append(Markdown.block("text", (name + " " + command.usage()).strip() + "\n\n" + command.help()));
        }
        page.append("## Topics of `:help`\n\n");
        HelpCommand help = (HelpCommand) commands.find(":help");
        for (String topic : List.of("query", "keys", "values")) {
            page.append("### `:help " + topic + "`\n\n").append(Markdown.block("text", help.on(topic)));
        }
        return page.toString();
    }
}
