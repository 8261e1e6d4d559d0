package io.cometsh.shell;

import io.cometsh.plot.Canvas;
import io.cometsh.plot.ImageProtocol;
import io.cometsh.plot.Palette;
import io.cometsh.plot.Plot;
import io.cometsh.plot.PlotException;
import io.cometsh.plot.PlotImage;
import io.cometsh.plot.TextStyle;
import java.util.Map;

/**
 * How plots are shown here.
 *
 * @param words as sentences, for a screen reader
 * @param palette the colours of curves in text
 * @param blocks block characters in place of Braille
 * @param images how the terminal shows a picture; null where it can't, and text is drawn
 * @param traits what the terminal reports about its characters and its background
 * @param rows lines of the terminal; 0 when nobody knows
 */
public record PlotDisplay(
        boolean words, Palette palette, boolean blocks, ImageProtocol images, TerminalTraits traits, int rows) {
    private static final int LOWEST = 8;
    private static final int HIGHEST = 20;
    private static final int COLUMNS_A_LINE = 5;
    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_ROWS = 24;
    /** The width of a character of a terminal that does not report it. */
    private static final int CELL_WIDTH = 8;

    private static final int CELL_HEIGHT = 17;
    /** The lines above and below a picture: the line that asked for it and the next prompt. */
    private static final int OTHER_ROWS = 3;
    /** Below this a picture is all letters. */
    private static final int NARROWEST_PICTURE = 320;

    private static final int LOWEST_PICTURE = 160;
    private static final int WIDEST_PICTURE = 1_200;
    /** The axes and the heading of a plot in text. */
    private static final int OTHER_LINES = 8;

    /** Without colours and pictures, as into a pipe. */
    public static PlotDisplay plain() {
        return new PlotDisplay(false, Palette.NONE, false, null, TerminalTraits.UNKNOWN, 0);
    }

    /** Into a pipe or a file, in colours when they are asked for. */
    public static PlotDisplay piped(boolean colour) {
        return new PlotDisplay(false, colour ? Palette.ANSI : Palette.NONE, false, null, TerminalTraits.UNKNOWN, 0);
    }

    /** In sentences. */
    public static PlotDisplay inWords() {
        return new PlotDisplay(true, Palette.NONE, false, null, TerminalTraits.UNKNOWN, 0);
    }

    /**
     * What a terminal can show.
     *
     * @param images {@code auto}, {@code none} or the name of a protocol
     * @param light whether its ground is light
     */
    public static PlotDisplay of(
            Map<String, String> environment,
            String images,
            TerminalTraits traits,
            boolean colour,
            boolean light,
            int rows) {
        Palette palette = colour ? palette(environment, light) : Palette.NONE;
        return new PlotDisplay(
                false, palette, isWithoutBraille(environment), protocol(environment, images, traits), traits, rows);
    }

    private static ImageProtocol protocol(Map<String, String> environment, String images, TerminalTraits traits) {
        if (!images.equals(ImageProtocol.AUTO)) {
            return ImageProtocol.named(images).orElse(null);
        }
        ImageProtocol guessed = ImageProtocol.of(environment).orElse(null);
        // iTerm2 and WezTerm have sixels too, which keep fewer colours.
        return guessed == ImageProtocol.ITERM2 || traits.images() == null ? guessed : traits.images();
    }

    private static Palette palette(Map<String, String> environment, boolean light) {
        if (has256(environment)) {
            return light ? Palette.LIGHT : Palette.DARK;
        }
        return light ? Palette.ANSI_LIGHT : Palette.ANSI;
    }

    /** What calls itself xterm, without more, has had them for twenty years. */
    private static boolean has256(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.startsWith("xterm")
                || term.contains("256")
                || term.contains("direct")
                || term.startsWith("foot")
                || term.startsWith("alacritty")
                || environment.containsKey("COLORTERM")
                || environment.containsKey("WT_SESSION");
    }

    /** The consoles of Linux and of Windows before its Terminal have fonts without it. */
    private static boolean isWithoutBraille(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.startsWith("dumb")
                || term.equals("linux")
                || term.equals("vt100")
                || term.isEmpty() && environment.containsKey("SystemRoot") && !environment.containsKey("WT_SESSION");
    }

    /** The same in text, which can be redrawn in place. */
    PlotDisplay withoutImages() {
        return new PlotDisplay(words, palette, blocks, null, traits, rows);
    }

    /** The plot for a terminal of this width; 0 for none. */
    String text(Plot plot, int width) {
        if (words) {
            return plot.words();
        }
        int columns = width <= 0 ? USUAL_WIDTH : width;
        String picture = picture(plot, columns);
        if (picture != null) {
            return picture;
        }
        int highest = rows > 0 ? Math.min(HIGHEST, rows - OTHER_LINES) : HIGHEST;
        int height = Math.max(LOWEST, Math.min(highest, columns / COLUMNS_A_LINE));
        return plot.text(new TextStyle(columns, height, palette, blocks));
    }

    /** Null where there is no room for one, or Java cannot draw. */
    private String picture(Plot plot, int columns) {
        if (images == null) {
            return null;
        }
        int cellWidth = traits.cellWidth() > 0 ? traits.cellWidth() : CELL_WIDTH;
        int cellHeight = traits.cellHeight() > 0 ? traits.cellHeight() : CELL_HEIGHT;
        double scale = Math.max(1, Math.round(2.0 * cellHeight / CELL_HEIGHT) / 2.0);
        // The last column stays free: a cursor after it would begin a line of its own.
        int wide = Math.min((int) (WIDEST_PICTURE * scale), (columns - 1) * cellWidth);
        StringBuilder remarks = new StringBuilder();
        plot.remarks()
                .forEach(remark -> WordWrap.lines(remark, columns)
                        .forEach(line -> remarks.append(line).append('\n')));
        int others = OTHER_ROWS + (int) remarks.chars().filter(c -> c == '\n').count();
        int most = ((rows > 0 ? rows : USUAL_ROWS) - others) * cellHeight;
        int high = Math.min(wide * PlotImage.HEIGHT / PlotImage.WIDTH, most);
        if (wide < NARROWEST_PICTURE * scale || high < LOWEST_PICTURE * scale) {
            return null;
        }
        // Whole lines, so that the next output is directly below.
        high = high / cellHeight * cellHeight;
        int ground = traits.ground() >= 0 ? traits.ground() : Canvas.WHITE;
        try {
            return PlotImage.of(plot, new Canvas(wide, high, scale, ground, false))
                            .inline(images)
                    + remarks;
        } catch (PlotException e) {
            return null;
        }
    }
}
