package io.cometsh.cli;

import io.cometsh.plot.Canvas;
import io.cometsh.plot.ImageProtocol;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.TerminalAnswers;
import io.cometsh.shell.TerminalTraits;
import java.util.Map;
import java.util.function.Supplier;

/** How a script's plots are drawn; the terminal is asked with the first one that it might show as a picture. */
final class ScriptPlots implements Supplier<PlotDisplay> {
    private final ProcessContext context;
    private final boolean colour;
    private final boolean terminal;
    private TerminalTraits traits;

    ScriptPlots(ProcessContext context, boolean colour, boolean terminal) {
        this.context = context;
        this.colour = colour;
        this.terminal = terminal;
    }

    @Override
    public synchronized PlotDisplay get() {
        if (!terminal) {
            return PlotDisplay.piped(colour);
        }
        Map<String, String> environment = context.environment();
        String images = ImageProtocol.wanted(environment);
        if (traits == null) {
            boolean ask = context.inIsTerminal() && !images.equals(ImageProtocol.NONE);
            traits = ask ? TerminalAnswers.ask(environment) : TerminalTraits.UNKNOWN;
        }
        boolean light = traits.ground() >= 0 && !Canvas.isDark(traits.ground());
        return PlotDisplay.of(environment, images, traits, colour, light, 0);
    }
}
