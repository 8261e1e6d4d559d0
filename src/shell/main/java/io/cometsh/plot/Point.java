package io.cometsh.plot;

/**
 * One value of a series; a {@code y} that is NaN or infinite is a gap.
 *
 * @param low the lower end of a band around the value; NaN without one
 * @param high its upper end
 */
public record Point(double x, double y, double low, double high) {
    /** A value without a band. */
    public Point(double x, double y) {
        this(x, y, Double.NaN, Double.NaN);
    }

    boolean isDrawn() {
        return Double.isFinite(x) && Double.isFinite(y);
    }

    boolean hasBand() {
        return isDrawn() && Double.isFinite(low) && Double.isFinite(high);
    }
}
