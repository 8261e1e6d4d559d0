package io.cometsh.cli;

import io.cometsh.server.ArchiveImport;
import io.cometsh.server.route.OfflineImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh server import}: offline archives of the official SDK, without Python. */
@Command(
        name = "import",
        description = {
            "Brings offline archives of comet_ml into the data folder of a server that does not run.",
            "",
            "Lists before the import what an archive has that is lost here, and compares afterwards. A second import changes nothing."
                    + " While the server runs, use \"comet upload\"."
        },
        footer = {
            "",
            "Exit 6 when something is missing; each line of the output is one problem.",
            "",
            "Example:",
            "  cometsh server import ~/.cometml-runs --data /srv/comet"
        },
        sortOptions = false)
final class ServerImportCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "DIR|ZIP",
            description = "An offline archive, or a folder of them.")
    private List<Path> sources;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder. Default: cometsh/server in the user's data folder.")
    private Path data;

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            description = "Import into this workspace instead of the one that the archive names.")
    private String workspace;

    @Option(names = "--dry-run", description = "Only show what would be imported and what would be lost.")
    private boolean dryRun;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    ServerImportCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path folder = data != null ? data : ServerCommand.usualFolder(context);
        try (ArchiveImport target =
                dryRun ? ArchiveImport.nowhere() : ArchiveImport.into(folder, ProgramFolders.programs(context))) {
            boolean whole = true;
            for (Path source : sources) {
                for (Path archive : ArchiveImport.archives(source)) {
                    whole &= one(target, archive);
                }
            }
            context.out().flush();
            return whole ? ExitCode.DONE : ExitCode.PARTIAL;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(context.err(), false).handle(e, null);
        }
    }

    /** Whether all is there that can be. */
    private boolean one(ArchiveImport target, Path archive) throws IOException {
        OfflineImport.Plan plan = target.plan(archive);
        String name = "cometsh server import: " + archive + ": experiment " + plan.experimentKey() + " of "
                + (workspace != null ? workspace : plan.workspace()) + "/" + plan.project();
        plan.lost().forEach((kind, count) -> context.err().println(name + ": " + count + " " + kind + " will be lost"));
        if (dryRun) {
            context.err().println(name);
            return true;
        }
        OfflineImport.Result result = target.run(archive, workspace);
        result.problems().forEach(context.out()::println);
        context.err().println(name + ": " + result);
        return result.problems().isEmpty();
    }
}
