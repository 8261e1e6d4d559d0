package io.cometsh.cli;

import java.util.Map;

/**
 * Whether output is coloured: {@code --color} first, then {@code NO_COLOR}, then {@code CLICOLOR_FORCE}, then whether a
 * terminal is there that has colours and {@code CLICOLOR} is not 0.
 */
final class Colour {
    private Colour() {}

    static boolean wanted(String option, ProcessContext context, boolean terminal) {
        return switch (option) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> byEnvironment(context.environment(), terminal);
            default -> throw new UsageException("--color is auto, always or never, not \"" + option + "\"");
        };
    }

    private static boolean byEnvironment(Map<String, String> environment, boolean terminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
        if (!forced.isEmpty() && !forced.equals("0")) {
            return true;
        }
        return terminal
                && !environment.getOrDefault("CLICOLOR", "").equals("0")
                && !environment.getOrDefault("TERM", "").startsWith("dumb");
    }
}
