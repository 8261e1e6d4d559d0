package io.cometsh.cli;

import io.cometsh.server.store.FolderCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cometsh server check}: whether everything in a data folder is there. */
@Command(
        name = "check",
        description = "Checks the data folder of a server: the database, each point and each file. Changes nothing.",
        footer = {
            "",
            "Exit 1 when something is missing or damaged.",
            "",
            "Example:",
            "  cometsh server check --data /srv/comet"
        },
        sortOptions = false)
final class ServerCheckCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private DataFolder data;

    @Mixin
    private HelpOption help;

    ServerCheckCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path folder = data.of(context);
        try {
            FolderCheck.Result found = FolderCheck.of(folder);
            found.problems().forEach(context.out()::println);
            found.leftovers().forEach(file -> context.err().println("left over, named by nothing: " + file));
            context.err().println("cometsh server check: " + found);
            context.out().flush();
            return found.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(context.err(), false).handle(e, null);
        }
    }
}
