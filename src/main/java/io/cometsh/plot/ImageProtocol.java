package io.cometsh.plot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a terminal is told to show a picture. */
public enum ImageProtocol {
    KITTY,
    ITERM2,
    SIXEL;

    /**
     * What the terminal around this process understands; empty for none. {@code COMETSH_IMAGES} decides when it is set:
     * {@code kitty}, {@code iterm2}, {@code sixel} or {@code none}. Inside {@code tmux} and {@code screen}, which pass
     * on what they inherited and swallow pictures, there is none.
     */
    public static Optional<ImageProtocol> of(Map<String, String> environment) {
        String wanted = environment.getOrDefault("COMETSH_IMAGES", "").toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty()) {
            return Arrays.stream(values())
                    .filter(protocol -> protocol.toString().equals(wanted))
                    .findFirst();
        }
        String term = environment.getOrDefault("TERM", "");
        String program = environment.getOrDefault("TERM_PROGRAM", environment.getOrDefault("LC_TERMINAL", ""));
        if (environment.containsKey("TMUX")
                || environment.containsKey("STY")
                || term.startsWith("screen")
                || term.startsWith("tmux")
                || term.equals("dumb")) {
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

    /** What a user types. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
