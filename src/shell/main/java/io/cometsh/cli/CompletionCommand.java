package io.cometsh.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cometsh completion bash|zsh|fish}: a few lines for the user's shell, which ask {@link CompleteCommand}. */
@Command(
        name = "completion",
        description = "Prints a script for your shell that completes commands, options and names from the server.",
        footer = {
            "",
            "  bash  in ~/.bashrc:                  source <(cometsh completion bash)",
            "  zsh   in ~/.zshrc, after compinit:   source <(cometsh completion zsh)",
            "  fish  once:   cometsh completion fish > ~/.config/fish/completions/cometsh.fish",
        })
final class CompletionCommand implements Callable<Integer> {
    static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final ProcessContext context;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private String shell;

    @Mixin
    private HelpOption help;

    CompletionCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (!SHELLS.contains(shell)) {
            throw new UsageException("no completion for \"" + shell + "\"; use one of " + String.join(", ", SHELLS));
        }
        try (InputStream script = CompletionCommand.class.getResourceAsStream("completion." + shell)) {
            context.out().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }
}
