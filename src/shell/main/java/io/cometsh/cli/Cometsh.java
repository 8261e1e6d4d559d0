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

    static int run(Surroundings surroundings, String... args) {
        try {
            Callable<Integer> usual = UsualLine.read(surroundings, args);
            int exit = usual == null ? commandLine(surroundings).execute(args) : call(usual, surroundings);
            surroundings.out().flush();
            return exit;
        } catch (StandardOutput.WriteError e) {
            return new ErrorHandler(surroundings.err(), false).handle(e, null);
        }
    }

    private static int call(Callable<Integer> command, Surroundings surroundings) {
        try {
            return command.call();
        } catch (Exception e) {
            return new ErrorHandler(surroundings.err(), false).handle(e, null);
        }
    }

    static CommandLine commandLine(Surroundings surroundings) {
        // One object, so that they mean the same before a command's name and behind it.
        GlobalOptions options = new GlobalOptions();
        CommandLine line = new CommandLine(new CometshCommand(surroundings, options));
        line.addSubcommand(new QueryCommand(surroundings, options));
        line.addSubcommand(new ExportCommand(surroundings, options));
        line.addSubcommand(new ApplyCommand(surroundings, options));
        line.addSubcommand(new UndoSubcommand(surroundings, options));
        line.addSubcommand(
                new CommandLine(new ServerCommand(surroundings)).addSubcommand(new ServerCheckCommand(surroundings)));
        line.addSubcommand(new LoginCommand(surroundings));
        line.addSubcommand(new ConfigCommand(surroundings));
        line.addSubcommand(new CompletionCommand(surroundings));
        line.addSubcommand(new CompleteCommand(surroundings));
        HelpSections.apply(line);
        // Everything after FILE belongs to the script.
        line.getCommandSpec().parser().stopAtPositional(true);
        line.setExpandAtFiles(false);
        line.setOut(writer(surroundings.out()));
        line.setErr(writer(surroundings.err()));
        line.setParameterExceptionHandler((failure, arguments) -> usage(surroundings.err(), failure));
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> new ErrorHandler(surroundings.err(), false).handle(failure, null));
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int usage(PrintStream err, ParameterException failure) {
        err.println("cometsh: " + failure.getMessage());
        err.println("Try cometsh --help.");
        return ExitCode.USAGE;
    }
}
