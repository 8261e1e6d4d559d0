package io.cometsh.cli;

import io.cometsh.server.store.FolderCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder. Default: cometsh/server in the user's data folder.")
    private Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    ServerCheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = data != null ? data : ServerCommand.usualFolder(surroundings);
        try {
            FolderCheck.Result found = FolderCheck.of(folder);
            found.problems().forEach(surroundings.out()::println);
            found.leftovers().forEach(file -> surroundings.err().println("left over, named by nothing: " + file));
            surroundings.err().println("cometsh server check: " + found);
            surroundings.out().flush();
            return found.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(surroundings.err(), false).handle(e, null);
        }
    }
}
