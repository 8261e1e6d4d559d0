package io.cometsh.shell;

import io.cometsh.plot.ImageProtocol;
import io.cometsh.plot.Plot;
import io.cometsh.plot.PlotImage;
import io.cometsh.plot.TextStyle;
import java.util.Map;

/**
 * How plots are shown here.
 *
 * @param colour whether curves have colours
 * @param blocks block characters in place of Braille
 * @param images how the terminal is told to show a picture; null where it can't, and text is drawn
 */
public record PlotDisplay(boolean colour, boolean blocks, ImageProtocol images) {
    private static final int LOWEST = 8;
    private static final int HIGHEST = 20;
    private static final int COLUMNS_A_LINE = 5;
    private static final int USUAL_WIDTH = 80;
    /** What most terminals take for a character; a picture is made for so many columns. */
    private static final int PIXELS_A_COLUMN = 9;

    private static final int MOST_PIXELS = 1_200;

    /** Without colours and pictures, as into a pipe. */
    public static PlotDisplay plain() {
        return new PlotDisplay(false, false, null);
    }

    /** What the terminal of this environment can show. */
    public static PlotDisplay of(Map<String, String> environment, boolean colour) {
        String term = environment.getOrDefault("TERM", "");
        boolean blocks = term.startsWith("dumb") || term.equals("linux") || term.equals("vt100");
        return new PlotDisplay(colour, blocks, ImageProtocol.of(environment).orElse(null));
    }

    /** The same in text, which can be redrawn in place. */
    PlotDisplay withoutImages() {
        return new PlotDisplay(colour, blocks, null);
    }

    /** The plot for a terminal of this width; 0 for none. */
    String text(Plot plot, int width) {
        int columns = width <= 0 ? USUAL_WIDTH : width;
        if (images != null) {
            int pixels = Math.min(MOST_PIXELS, columns * PIXELS_A_COLUMN);
            return PlotImage.of(plot, pixels, pixels * PlotImage.HEIGHT / PlotImage.WIDTH)
                    .inline(images);
        }
        int height = Math.max(LOWEST, Math.min(HIGHEST, columns / COLUMNS_A_LINE));
        return plot.text(new TextStyle(columns, height, colour, blocks));
    }
}
