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
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD")
    private List<String> words = List.of();

    CompleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLineCompleter completer = new CommandLineCompleter(root, new CommandLineNames(surroundings));
        completer.complete(words).forEach(candidate -> surroundings.out().print(candidate + "\n"));
        return ExitCode.DONE;
    }
}
