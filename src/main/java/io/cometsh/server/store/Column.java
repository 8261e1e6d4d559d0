package io.cometsh.server.store;

import java.util.Arrays;

/** The current values of one name over the experiments of a project, by their place in {@link ProjectColumns}. A number costs nine bytes; a text is kept only where the number does not give it back. */
public final class Column {
    private static final byte MISSING = (byte) Kind.NULL.ordinal();

    private byte[] kinds;
    private double[] numbers;
    private String[] texts;
    private long textBytes;

    Column(int capacity) {
        kinds = new byte[capacity];
        numbers = new double[capacity];
    }

    /** NULL also for an experiment that has no such value. */
    public Kind kind(int place) {
        return place < kinds.length ? Kind.at(kinds[place]) : Kind.NULL;
    }

    /** The value of a number; 1 or 0 of a boolean; NaN of all else. */
    public double number(int place) {
        return place < kinds.length && kinds[place] != MISSING ? numbers[place] : Double.NaN;
    }

    /** The value as it was logged; null when there is none. */
    public String text(int place) {
        if (place >= kinds.length || kinds[place] == MISSING) {
            return null;
        }
        String text = texts == null ? null : texts[place];
        return text != null ? text : plain(kinds[place], numbers[place]);
    }

    void set(int place, String text) {
        reserve(place + 1);
        Kind kind = Kind.of(text);
        kinds[place] = (byte) kind.ordinal();
        numbers[place] = switch (kind) {
            case NUMBER -> Double.parseDouble(text);
            case BOOLEAN -> text.equalsIgnoreCase("true") ? 1 : 0;
            case TEXT, NULL -> Double.NaN;
        };
        setText(place, text == null || text.equals(plain(kinds[place], numbers[place])) ? null : text);
    }

    private void setText(int place, String text) {
        if (text == null && texts == null) {
            return;
        }
        if (texts == null) {
            texts = new String[kinds.length];
        }
        textBytes += size(text) - size(texts[place]);
        texts[place] = text;
    }

    private void reserve(int places) {
        if (places > kinds.length) {
            int capacity = Math.max(places, kinds.length + kinds.length / 2 + 16);
            kinds = Arrays.copyOf(kinds, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
            texts = texts == null ? null : Arrays.copyOf(texts, capacity);
        }
    }

    private static String plain(byte kind, double number) {
        return switch (Kind.at(kind)) {
            case NUMBER ->
                number == Math.rint(number) && Math.abs(number) < 1e15 && !(number == 0 && 1 / number < 0)
                        ? Long.toString((long) number)
                        : Double.toString(number);
            case BOOLEAN -> number == 1 ? "true" : "false";
            case TEXT, NULL -> null;
        };
    }

    long bytes() {
        return kinds.length * (texts == null ? 9L : 17L) + textBytes;
    }

    private static long size(String text) {
        return text == null ? 0 : 56L + 2L * text.length();
    }
}
