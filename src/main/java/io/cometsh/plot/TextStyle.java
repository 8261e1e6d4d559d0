package io.cometsh.plot;

/**
 * How a plot is written as text.
 *
 * @param width columns in all
 * @param height lines of the field between the axes
 * @param colour whether curves have colours; without, they have dashes
 * @param blocks block characters in place of Braille, for terminals and fonts without it
 */
public record TextStyle(int width, int height, boolean colour, boolean blocks) {
    private static final int NARROWEST = 24;
    private static final int LOWEST = 4;
    private static final int[] COLOURS = {36, 33, 35, 32, 34, 31, 96, 93, 95, 92, 94, 91};

    public TextStyle {
        width = Math.max(NARROWEST, width);
        height = Math.max(LOWEST, height);
    }

    /** For a pipe or a file: 80 columns, no colours. */
    public static TextStyle plain() {
        return new TextStyle(80, 16, false, false);
    }

    /** A text in the colour of a series. */
    String painted(String text, int series) {
        return colour && series >= 0 && !text.isBlank()
                ? "\u001b[" + COLOURS[series % COLOURS.length] + "m" + text + "\u001b[0m"
                : text;
    }
}
