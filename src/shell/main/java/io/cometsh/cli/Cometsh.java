package io.cometsh.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From a command line to an exit code. */
final class Cometsh {
    private Cometsh() {}

    static int run(ProcessContext context, String... args) {
        try {
            if (args.length > 0 && args[0].equals(Training.OPTION)) {
                return Training.run(context, args.length == 1 ? Training.FULL : args[1]);
            }
            Callable<Integer> usual = UsualLine.read(context, args);
            int exit = usual == null ? commandLine(context).execute(args) : call(usual, context);
            context.out().flush();
            return exit;
        } catch (StandardOutput.WriteError e) {
            return new ErrorHandler(context.err(), false).handle(e, null);
        }
    }

    private static int call(Callable<Integer> command, ProcessContext context) {
        try {
            return command.call();
        } catch (Exception e) {
            return new ErrorHandler(context.err(), false).handle(e, null);
        }
    }

    static CommandLine commandLine(ProcessContext context) {
        // One object, so that they mean the same before and after a command's name.
        GlobalOptions options = new GlobalOptions();
        CommandLine line = new CommandLine(new CometshCommand(context, options));
        line.addSubcommand(new QueryCommand(context, options));
        line.addSubcommand(new ExportCommand(context, options));
        line.addSubcommand(new DiffCommand(context, options));
        line.addSubcommand(new CompareCommand(context, options));
        line.addSubcommand(new SyncCommand(context, options));
        line.addSubcommand(new CheckCommand(context, options));
        line.addSubcommand(new SqlSubcommand(context, options));
        line.addSubcommand(new AddonCommand(context));
        line.addSubcommand(new ApplyCommand(context, options));
        line.addSubcommand(new UndoSubcommand(context, options));
        line.addSubcommand(new CommandLine(new ServerCommand(context))
                .addSubcommand(new ServerCheckCommand(context))
                .addSubcommand(new ServerBackupCommand(context))
                .addSubcommand(new ServerRestoreCommand(context))
                .addSubcommand(new ServerImportCommand(context)));
        line.addSubcommand(new McpCommand(context, options));
        line.addSubcommand(new SchemaCommand(context));
        line.addSubcommand(new LoginCommand(context));
        line.addSubcommand(new ConfigCommand(context));
        line.addSubcommand(new CompletionCommand(context));
        line.addSubcommand(new CompleteCommand(context));
        HelpSections.apply(line);
        // Everything after FILE belongs to the script.
        line.getCommandSpec().parser().stopAtPositional(true);
        line.setExpandAtFiles(false);
        line.setOut(writer(context.out()));
        line.setErr(writer(context.err()));
        line.setParameterExceptionHandler((failure, arguments) -> usage(context.err(), failure));
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> new ErrorHandler(context.err(), false).handle(failure, null));
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int usage(PrintStream err, ParameterException failure) {
        err.println("cometsh: " + failure.getMessage() + Misspelled.hint(failure));
        err.println("Try cometsh --help.");
        return ExitCode.USAGE;
    }
}
