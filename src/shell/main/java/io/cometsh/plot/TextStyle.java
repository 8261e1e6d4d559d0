package io.cometsh.plot;

/**
 * How a plot is written as text.
 *
 * @param width columns in all
 * @param height lines of the field between the axes
 * @param palette the colours of curves; without, they have dashes
 * @param blocks block characters in place of Braille, for terminals and fonts without it
 */
public record TextStyle(int width, int height, Palette palette, boolean blocks) {
    private static final int NARROWEST = 24;
    private static final int LOWEST = 4;

    public TextStyle {
        width = Math.max(NARROWEST, width);
        height = Math.max(LOWEST, height);
    }

    /** For a pipe or a file: 80 columns, no colours. */
    public static TextStyle plain() {
        return new TextStyle(80, 16, Palette.NONE, false);
    }

    boolean colour() {
        return palette.isColoured();
    }

    /** A text in the colour of a series. */
    String painted(String text, int series) {
        return palette.painted(text, series);
    }
}
