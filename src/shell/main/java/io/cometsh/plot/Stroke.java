package io.cometsh.plot;

/** The dashes of a line, so that curves differ without colours; it continues from one piece of a curve to the next. */
final class Stroke {
    private static final String[] DASHES = {"1", "1110", "10", "11111011", "1100", "1111110", "100"};

    private final String dashes;
    private int at;

    private Stroke(String dashes) {
        this.dashes = dashes;
    }

    static Stroke solid() {
        return new Stroke(DASHES[0]);
    }

    /** For the ends of a band: lighter than every curve. */
    static Stroke dotted() {
        return new Stroke("1000");
    }

    static Stroke of(int series) {
        return new Stroke(DASHES[series % DASHES.length]);
    }

    boolean next() {
        boolean set = dashes.charAt(at) == '1';
        at = (at + 1) % dashes.length();
        return set;
    }
}
