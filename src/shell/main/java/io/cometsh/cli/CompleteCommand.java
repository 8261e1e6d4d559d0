package io.cometsh.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the shells' completion asks: {@code cometsh complete -- WORD...} prints what the last word may become. */
@Command(name = "complete", hidden = true, description = "Prints what the last of these words may become.")
final class CompleteCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD")
    private List<String> words = List.of();

    CompleteCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLineCompleter completer = new CommandLineCompleter(root, new CommandLineNames(context));
        completer.complete(words).forEach(candidate -> context.out().print(candidate + "\n"));
        return ExitCode.DONE;
    }
}
