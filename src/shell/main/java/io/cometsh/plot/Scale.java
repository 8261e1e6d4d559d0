package io.cometsh.plot;

/** From a value to its place between the ends of an axis: 0 at the low one, 1 at the high one. */
record Scale(double low, double high, boolean logarithmic) {

    /** The scale over some values; ends that are the same are moved apart. */
    static Scale over(double least, double most, boolean logarithmic) {
        if (least < most) {
            return new Scale(least, most, logarithmic);
        }
        if (logarithmic) {
            return new Scale(least / 2, least * 2, true);
        }
        double half = least == 0 ? 1 : Math.abs(least) / 10;
        return new Scale(least - half, least + half, false);
    }

    double at(double value) {
        // Halves, because the difference of two huge numbers overflows.
        return logarithmic
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value / 2 - low / 2) / (high / 2 - low / 2);
    }
}
