package io.cometsh.plot;

/** The colours of curves in text. The palettes of 256 colours stay distinct for people who do not see red, green or blue too. */
public enum Palette {
    /** No colours: curves have dashes. */
    NONE(false),
    /** The sixteen that a terminal's own settings choose. */
    ANSI(false, 36, 33, 35, 32, 34, 31, 96, 93, 95, 92, 94, 91),
    /** The colours of {@link #ANSI} that are visible on a light background. */
    ANSI_LIGHT(false, 34, 31, 32, 35, 30, 36),
    /** Of the 256, for a dark ground. */
    DARK(true, 117, 205, 46, 230, 69, 137, 34, 156),
    /** Of the 256, for a light ground. */
    LIGHT(true, 21, 164, 65, 88, 16, 96, 18, 53);

    private static final String END = "\u001b[0m";

    private final boolean indexed;
    private final int[] colours;

    Palette(boolean indexed, int... colours) {
        this.indexed = indexed;
        this.colours = colours;
    }

    boolean isColoured() {
        return colours.length > 0;
    }

    /** The numbers of its colours, in the order of the curves. */
    int[] colours() {
        return colours.clone();
    }

    /** A text in the colour of a curve. */
    String painted(String text, int curve) {
        if (colours.length == 0 || curve < 0 || text.isBlank()) {
            return text;
        }
        return "\u001b[" + (indexed ? "38;5;" : "") + colours[curve % colours.length] + "m" + text + END;
    }
}
