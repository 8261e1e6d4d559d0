package io.cometsh.cli;

/** Whether this run is for a reader that speaks: {@code --plain}, or {@code COMETSH_PLAIN} for all of them. */
final class Plain {
    private Plain() {}

    static boolean isWanted(GlobalOptions options, ProcessContext context) {
        return options.plain
                || !context.environment().getOrDefault("COMETSH_PLAIN", "").isEmpty();
    }
}
