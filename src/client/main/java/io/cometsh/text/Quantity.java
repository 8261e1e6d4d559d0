package io.cometsh.text;

/** A number with what is counted: {@code 1 run}, {@code 1,234 runs}. */
public final class Quantity {
    private static final int GROUP = 3;

    private Quantity() {}

    /** The noun gets an s where there is not one of them: {@code Quantity.of(2, "more run")} is {@code 2 more runs}. */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    public static String of(long count, String one, String many) {
        return grouped(count) + " " + (count == 1 ? one : many);
    }

    /** The number as {@code %,d} gives it, whose locale data takes 10 ms to load. */
    public static String grouped(long count) {
        StringBuilder digits = new StringBuilder().append(count);
        int first = count < 0 ? 1 : 0;
        for (int place = digits.length() - GROUP; place > first; place -= GROUP) {
            digits.insert(place, ',');
        }
        return digits.toString();
    }
}
