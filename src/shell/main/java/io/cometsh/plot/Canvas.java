package io.cometsh.plot;

/**
 * What a picture is drawn on.
 *
 * @param width pixels
 * @param height pixels
 * @param scale how much larger letters and lines are than usual, for screens with small pixels
 * @param ground the background color, as 0xRRGGBB; letters are light on a dark one
 * @param alone whether the picture is used alone, so that it must contain its explanation
 */
public record Canvas(int width, int height, double scale, int ground, boolean alone) {
    public static final int WHITE = 0xFFFFFF;
    private static final int LARGEST = 10_000;
    private static final int SMALLEST = 64;
    private static final int HALF_BRIGHT = 128_000;

    public Canvas {
        if (width < SMALLEST || height < SMALLEST || width > LARGEST || height > LARGEST) {
            throw new PlotException("a picture has from " + SMALLEST + " to " + LARGEST + " pixels a side, not " + width
                    + " by " + height);
        }
    }

    /** A sheet of paper. */
    public static Canvas of(int width, int height) {
        return new Canvas(width, height, 1, WHITE, true);
    }

    boolean isDark() {
        return isDark(ground);
    }

    /** Whether light letters are read more easily on a colour. */
    public static boolean isDark(int colour) {
        // The eye's weights of red, green and blue, in thousandths.
        return 299 * (colour >> 16 & 0xFF) + 587 * (colour >> 8 & 0xFF) + 114 * (colour & 0xFF) < HALF_BRIGHT;
    }
}
