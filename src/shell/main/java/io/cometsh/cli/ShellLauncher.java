package io.cometsh.cli;

import io.cometsh.completion.CurrentProject;
import io.cometsh.files.OwnerOnly;
import io.cometsh.lang.Session;
import io.cometsh.settings.Setting;
import io.cometsh.settings.Settings;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.Shell;
import io.cometsh.shell.ShellOptions;
import io.cometsh.shell.ShellSetup;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jline.terminal.Terminal;

/** Wires the shell to this run's api and terminal. */
final class ShellLauncher {
    private final ProcessContext process;
    private final GlobalOptions options;

    ShellLauncher(ProcessContext process, GlobalOptions options) {
        this.process = process;
        this.options = options;
    }

    int run(ApiConnection connection) throws IOException {
        String greeting = greeting(connection);
        CurrentProject place = new CurrentProject();
        unpackBesideTheCache();
        try (Terminal terminal = Shell.openTerminal()) {
            Helpers helpers = new Helpers(
                    System.out,
                    true,
                    terminal.getWidth(),
                    this::plots,
                    Plain.isWanted(options, process),
                    ProgressHelpers.of(options, process, connection),
                    new PlacedReads(place, connection::api),
                    new Connections(connection));
            Session session = Session.typed(ScriptClasspath.of(options, process)
                    .context()
                    .lazy("api", connection::api)
                    .variable("args", new String[0])
                    .helpers(helpers));
            ShellSetup setup = new ShellSetup(
                    place,
                    startup(),
                    () -> reconnected(connection),
                    connection::requests,
                    connection::settle,
                    () -> sqlNames(connection));
            return new Shell(terminal, session, connection::api, shellOptions(connection, greeting), setup).run();
        }
    }

    /** TAB shows no error: the statement itself does. */
    private Map<String, String> sqlNames(ApiConnection connection) {
        try {
            return SqlSession.names(options, process, connection);
        } catch (CometException | UsageException e) {
            return Map.of();
        }
    }

    /** JLine runs a native library from a file, which a folder for temporary files often forbids. */
    private void unpackBesideTheCache() {
        Path programs = ProgramFolders.programs(process);
        if (programs == null || System.getProperty("jline.tmpdir") != null) {
            return;
        }
        try {
            Files.createDirectories(programs, OwnerOnly.folder(programs));
            if (OwnerOnly.isOwn(programs)) {
                System.setProperty("jline.tmpdir", programs.toString());
            }
        } catch (IOException e) {
            // The folder for temporary files is the usual place, and mostly good.
            return;
        }
    }

    /** Without a key a newcomer gets the sample instead of a refusal. */
    private String greeting(ApiConnection connection) {
        if (connection.isLocal()) {
            return "cometsh with the local server; the sample workspace is \"demo\". :help helps, Ctrl-D leaves.";
        }
        if (connection.settings().hasKey()) {
            return "cometsh. :help helps, Ctrl-D leaves.";
        }
        connection.useLocal();
        return "No API key found (COMET_API_KEY, .comet.config or --api-key-file): this is the local server with the"
                + " sample workspace \"demo\".";
    }

    private Path startup() {
        return options.noStartup ? null : ShellSetup.defaultStartup(process.environment(), process.home());
    }

    private String reconnected(ApiConnection connection) {
        connection.reload();
        if (!connection.isLocal() && connection.settings().hasKey()) {
            Settings settings = connection.settings();
            return "connected to " + settings.serverRoot() + " with the key of " + settings.origin(Setting.API_KEY);
        }
        connection.useLocal();
        return options.isLocal() ? "at the local server" : "no API key found: at the local server";
    }

    /** For plots that a script prints within the shell: text, which can be printed anywhere. */
    private PlotDisplay plots() {
        return Plain.isWanted(options, process)
                ? PlotDisplay.inWords()
                : PlotDisplay.piped(Colour.wanted(options.color, process, true));
    }

    private ShellOptions shellOptions(ApiConnection connection, String greeting) {
        Path history = ShellOptions.defaultHistoryFile(process.environment(), process.home());
        return ShellOptions.defaults()
                .withHistoryFile(history)
                .withPlain(Plain.isWanted(options, process))
                .withEnvironment(process.environment())
                .withColour(Colour.wanted(options.color, process, true))
                .withAsking(true)
                // PAGER=cat turns every pager off.
                .withPager(!"cat".equals(process.environment().get("PAGER")))
                .withGreeting(options.quiet ? new String[0] : new String[] {greeting})
                .withSecret(text -> connection.settings().isKeyIn(text));
    }
}
