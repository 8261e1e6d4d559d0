package io.cometsh.cli;

import io.cometsh.server.store.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cometsh server backup}: a whole copy of a data folder, also while a server uses it. */
@Command(
        name = "backup",
        description = {
            "Copies the data folder of a server, also while the server runs.",
            "",
            "The copy is the state of one moment, and is checked. A second backup to the same folder copies only the files"
                    + " of assets that are new."
        },
        footer = {
            "",
            "Exit 6 when the copy lacks something; each line of the output is one problem.",
            "",
            "Example:",
            "  cometsh server backup /backup/comet --data /srv/comet"
        },
        sortOptions = false)
final class ServerBackupCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Parameters(index = "0", paramLabel = "TO", description = "The folder of the backup.")
    private Path to;

    @Mixin
    private DataFolder data;

    @Mixin
    private HelpOption help;

    ServerBackupCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path folder = data.of(context);
        try {
            Backup.Result done = Backup.make(folder, to, ProgramFolders.programs(context));
            done.content().problems().forEach(context.out()::println);
            context.out().flush();
            context.err().println("cometsh server backup: " + done);
            return done.content().problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(context.err(), false).handle(e, null);
        }
    }
}
