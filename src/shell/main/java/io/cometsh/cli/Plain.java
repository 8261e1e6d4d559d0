package io.cometsh.cli;

/** Whether this run is for a reader that speaks: {@code --plain}, or {@code COMETSH_PLAIN} for all of them. */
final class Plain {
    private Plain() {}

    static boolean isWanted(GlobalOptions options, Surroundings surroundings) {
        return options.plain
                || !surroundings.environment().getOrDefault("COMETSH_PLAIN", "").isEmpty();
    }
}
