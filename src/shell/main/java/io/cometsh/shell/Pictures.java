package io.cometsh.shell;

import io.cometsh.plot.ImageProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the shell shows plots: by {@code :set}, the terminal's answers and the environment. */
final class Pictures {
    private final Map<String, String> environment;
    private final Theme theme;
    private final TerminalAnswers answers;
    private volatile String wanted;

    Pictures(Map<String, String> environment, Theme theme, TerminalAnswers answers) {
        this.environment = environment;
        this.theme = theme;
        this.answers = answers;
        wanted = ImageProtocol.wanted(environment);
    }

    /** For the next plot, in a terminal of so many lines. */
    PlotDisplay display(int rows) {
        if (theme.plain()) {
            return PlotDisplay.inWords();
        }
        // A terminal to which no escape codes are written gets no pictures, which are nothing else.
        return PlotDisplay.of(
                environment,
                theme.able() ? wanted : ImageProtocol.NONE,
                answers.traits(),
                theme.colour(),
                theme.theme() == Theme.Brightness.LIGHT,
                rows);
    }

    ShellSetting setting() {
        List<String> choices = new ArrayList<>(List.of(ImageProtocol.AUTO));
        Arrays.stream(ImageProtocol.values()).map(ImageProtocol::toString).forEach(choices::add);
        choices.add(ImageProtocol.NONE);
        return new ShellSetting(
                "images", "how plots become pictures in the terminal", choices, this::shown, value -> wanted = value);
    }

    /** {@code auto: kitty}, {@code none}. */
    private String shown() {
        if (!wanted.equals(ImageProtocol.AUTO)) {
            return wanted;
        }
        ImageProtocol found = display(0).images();
        return ImageProtocol.AUTO + ": " + (found == null ? ImageProtocol.NONE : found);
    }
}
