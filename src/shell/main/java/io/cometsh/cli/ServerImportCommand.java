package io.cometsh.cli;

import io.cometsh.server.ArchiveImport;
import io.cometsh.server.route.ImportPlan;
import io.cometsh.server.route.ImportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh server import}: offline archives of the official SDK and folders of cometx, without Python. */
@Command(
        name = "import",
        description = {
            "Imports offline archives of comet_ml and folders of \"cometx download\" into the data folder of a server that does not run.",
            "",
            "Lists what will be lost before the import, and compares the result with the archive after it. A second import changes nothing."
                    + " An experiment keeps its key. An experiment whose key is already in another project is not imported."
                    + " While the server runs, use \"comet upload\"."
        },
        footer = {
            "",
            "Exit 6 when something is missing; each line of the output is one problem.",
            "",
            "Examples:",
            "  cometsh server import ~/.cometml-runs --data /srv/comet",
            "  cometx download my-team --output copy && cometsh server import copy --workspace team"
        },
        sortOptions = false)
final class ServerImportCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "DIR|ZIP",
            description =
                    "An offline archive, a folder of cometx (download, workspace, project or experiment), or a folder of archives.")
    private List<Path> sources;

    @Mixin
    private DataFolder data;

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            description = "Import into this workspace instead of the one that the archive names.")
    private String workspace;

    @Option(names = "--dry-run", description = "Only show what would be imported and what would be lost.")
    private boolean dryRun;

    @Mixin
    private HelpOption help;

    ServerImportCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path folder = data.of(context);
        try (ArchiveImport target =
                dryRun ? ArchiveImport.nowhere() : ArchiveImport.into(folder, ProgramFolders.programs(context))) {
            boolean whole = true;
            for (Path source : sources) {
                ArchiveImport.Found found = ArchiveImport.find(source);
                found.left()
                        .forEach(file -> context.err()
                                .println("cometsh server import: " + file + " is of no experiment and will be lost"));
                for (Path archive : found.archives()) {
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
        ImportPlan plan = target.plan(archive);
        String name = "cometsh server import: " + archive + ": experiment " + plan.experimentKey() + " of "
                + (workspace != null ? workspace : plan.workspace()) + "/" + plan.project();
        plan.lost().forEach((kind, count) -> context.err().println(name + ": " + count + " " + kind + " will be lost"));
        if (dryRun) {
            context.err().println(name);
            return true;
        }
        ImportResult result = target.run(archive, workspace);
        result.problems().forEach(context.out()::println);
        context.err().println(name + ": " + result);
        return result.problems().isEmpty();
    }
}
