package io.cometsh.export;

/** A number as its digits, which every text format writes as they are; NaN and the infinities too. */
public record NumberText(String text) {
    /** The nearest double. */
    public double toDouble() {
        return Double.parseDouble(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
