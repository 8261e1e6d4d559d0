package io.cometsh.cli;

import io.cometsh.client.BulkPlan;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cometsh undo}: takes back what {@code apply}, or a plan in a script, has done. */
@Command(
        name = "undo",
        customSynopsis = "cometsh undo [OPTIONS] [JOURNAL]",
        description = {
            "Reverses the last plan that was applied to this server and is not undone yet, or the plan of JOURNAL.",
            "Shows what it would do and asks at a terminal; elsewhere it needs --yes. What is deleted stays deleted."
        },
        footer = {
            "",
            "Journals: ${XDG_STATE_HOME:-~/.local/state}/cometsh/journal, one file of JSON",
            "lines a plan.",
            "Examples:",
            "  cometsh undo --dry-run",
            "  cometsh undo 20260131T120000.000Z --yes",
        })
final class UndoSubcommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOURNAL",
            description = "A journal's file, or its name; the journal of an undo applies the plan again.")
    private String journal;

    @Mixin
    private HelpOption help;

    UndoSubcommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        return new Invocation(options, context, "undo").writing(this::run);
    }

    private int run(ApiConnection connection, Output output) throws IOException {
        BulkPlan plan =
                journal == null ? connection.api().undo() : connection.api().undo(journal);
        return confirmation.apply(plan, options, context, connection, output.stream());
    }
}
