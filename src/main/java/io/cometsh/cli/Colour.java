package io.cometsh.cli;

/** Whether output is coloured: {@code --color} first, then {@code NO_COLOR}, then whether a terminal is there. */
final class Colour {
    private Colour() {}

    static boolean wanted(String option, Surroundings surroundings, boolean terminal) {
        return switch (option) {
            case "always" -> true;
            case "never" -> false;
            case "auto" ->
                terminal
                        && surroundings
                                .environment()
                                .getOrDefault("NO_COLOR", "")
                                .isEmpty();
            default -> throw new UsageException("--color is auto, always or never, not \"" + option + "\"");
        };
    }
}
