package io.cometsh.cli;

import io.cometsh.client.BulkPlan;
import io.cometsh.client.BulkResult;
import io.cometsh.client.Tables;
import io.cometsh.export.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** A plan is shown, agreed to, and only then applied; nobody is asked where nobody can answer. */
final class Confirmation {
    private static final int SHOWN = 20;

    @Option(names = "--yes", description = "Apply the plan without asking.")
    private boolean yes;

    @Option(names = "--keep-going", description = "Continue after a failure; the exit code is still 6.")
    private boolean keepGoing;

    /** Applies the plan if it may; with {@code --dry-run} it is only printed. */
    int apply(BulkPlan plan, GlobalOptions options, ProcessContext context, ApiConnection connection, PrintStream out)
            throws IOException {
        if (plan.isEmpty()) {
            connection.notice("nothing to change");
            return ExitCode.DONE;
        }
        if (options.dryRun) {
            ResultPrinter.of(out, options, context).print(plan.table());
            connection.notice(plan + ": nothing of it is done, this is a dry run");
            return ExitCode.DONE;
        }
        boolean ask = !options.readOnly && !yes;
        if (ask && !isAgreed(plan, context)) {
            return ExitCode.FAILED;
        }
        BulkResult result = plan.apply(keepGoing);
        // The user who answered has just seen the full plan on the same screen.
        boolean seen =
                ask && options.format == null && plan.size() <= SHOWN && ResultPrinter.isTerminal(options, context);
        if (!seen) {
            ResultPrinter.of(out, options, context).print(plan.table());
        }
        boolean canBeUndone = !plan.isUndo() && plan.irreversible() < plan.size() && result.journal() != null;
        connection.notice("done: " + plan + (canBeUndone ? "; cometsh undo takes it back" : ""));
        return ExitCode.DONE;
    }

    private static boolean isAgreed(BulkPlan plan, ProcessContext context) throws IOException {
        if (!context.inIsTerminal() || !context.errIsTerminal()) {
            throw new ConfirmationNeededException(
                    plan + ": without a terminal to ask at it needs --yes; --dry-run shows" + " it");
        }
        PrintStream err = context.err();
        new ResultPrinter(err, Format.TABLE, List.of(), true, TerminalWidth.of(context))
                .print(Tables.summary(plan, SHOWN).orElseThrow());
        err.print("Apply " + plan + "? [y/N] ");
        err.flush();
        if (line(context.in()).strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            return true;
        }
        err.println("nothing is changed");
        return false;
    }

    /** Not by a reader, which would take more than the line from a stream that is not its own. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
