package io.cometsh.plot;

/** One value of a series; a {@code y} that is NaN or infinite is a gap. */
public record Point(double x, double y) {
    boolean isDrawn() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
