package io.cometsh.cli;

import picocli.CommandLine.Option;

/** {@code --help}, which every command has. picocli makes it, so that a command line read without picocli does not load it. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
