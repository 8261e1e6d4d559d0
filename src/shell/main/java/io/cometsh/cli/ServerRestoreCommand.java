package io.cometsh.cli;

import io.cometsh.server.store.Backup;
import io.cometsh.server.store.FolderCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh server restore}: a backup becomes a data folder again. */
@Command(
        name = "restore",
        description = {
            "Copies a backup into the data folder of a server that does not run.",
            "",
            "The backup is checked before, and the data folder after."
        },
        footer = {
            "",
            "Exit 6 when something is missing; each line of the output is one problem.",
            "",
            "Example:",
            "  cometsh server restore /backup/comet --data /srv/comet"
        },
        sortOptions = false)
final class ServerRestoreCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Parameters(index = "0", paramLabel = "FROM", description = "The folder of the backup.")
    private Path from;

    @Mixin
    private DataFolder data;

    @Option(names = "--force", description = "Replace what is in the data folder, and take a backup that has problems.")
    private boolean force;

    @Mixin
    private HelpOption help;

    ServerRestoreCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path folder = data.of(context);
        try {
            FolderCheck.Result content = Backup.restore(from, folder, force, ProgramFolders.programs(context));
            content.problems().forEach(context.out()::println);
            context.out().flush();
            context.err().println("cometsh server restore: " + content);
            return content.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(context.err(), false).handle(e, null);
        }
    }
}
