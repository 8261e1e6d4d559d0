package io.cometsh.plot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a terminal shows a picture. */
public enum ImageProtocol {
    KITTY,
    ITERM2,
    SIXEL;

    /** What {@code COMETSH_IMAGES} and {@code :set images} take besides the protocols: no pictures, or find out. */
    public static final String NONE = "none";

    public static final String AUTO = "auto";

    /** The protocol of this name; empty for {@code none}. */
    public static Optional<ImageProtocol> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(protocol -> protocol.toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new PlotException(
                        "pictures in a terminal are auto, kitty, iterm2, sixel or none, not \"" + name + "\"")));
    }

    /** What {@code COMETSH_IMAGES} asks for; {@code auto} when it is not set. */
    public static String wanted(Map<String, String> environment) {
        String wanted = environment.getOrDefault("COMETSH_IMAGES", "");
        return wanted.isEmpty() ? AUTO : wanted;
    }

    /**
     * What the environment alone tells of the terminal; empty for nothing, which only the terminal itself can know
     * better. Inside {@code tmux} and {@code screen}, which pass on what they inherited and swallow pictures, there is
     * none.
     */
    public static Optional<ImageProtocol> of(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        String program = environment.getOrDefault("TERM_PROGRAM", environment.getOrDefault("LC_TERMINAL", ""));
        if (isMultiplexed(environment) || term.equals("dumb")) {
            return Optional.empty();
        }
        if (environment.containsKey("KITTY_WINDOW_ID") || term.contains("kitty") || term.contains("ghostty")) {
            return Optional.of(KITTY);
        }
        if (program.equals("iTerm.app") || program.equals("iTerm2") || program.equals("WezTerm")) {
            return Optional.of(ITERM2);
        }
        boolean sixel = term.contains("sixel") || term.startsWith("foot") || term.startsWith("mlterm");
        return sixel ? Optional.of(SIXEL) : Optional.empty();
    }

    /** Whether another terminal is between this program and the one on the screen. */
    public static boolean isMultiplexed(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return environment.containsKey("TMUX")
                || environment.containsKey("STY")
                || term.startsWith("screen")
                || term.startsWith("tmux");
    }

    /** What a user types. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
