package io.cometsh.server.store;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The current values of one name over the experiments of a project, by their place in {@link ProjectColumns}. A number of up to 15 digits costs nine bytes, one of up to 18 digits 17 bytes;
 * all other texts are kept beside it.
 */
public final class Column {
    /** Ten to the power of more than this is not exactly a double. */
    private static final int MOST_DECIMALS = 22;
    /** Whole numbers up to this are exactly doubles. */
    private static final long EXACT = 1L << 53;
    /** The product of a double and a power of ten is off by less than a half up to this. */
    private static final long FEW_DIGITS = 1_000_000_000_000_000L;

    private static final long MOST_DIGITS = 1_000_000_000_000_000_000L;

    private static final double[] TENS = new double[MOST_DECIMALS + 1];

    static {
        for (int power = 0; power < TENS.length; power++) {
            TENS[power] = Double.parseDouble("1e" + power);
        }
    }

    /** The kind in the lower two bits; of a number whose digits give the text back, one more than the count of its decimals in the bits above. */
    private byte[] kinds;

    private double[] numbers;
    /** The digits of numbers with more than 15, without sign and point; null when there is none. */
    private long[] digits;

    private String[] texts;
    private long textBytes;

    Column(int capacity) {
        kinds = new byte[capacity];
        numbers = new double[capacity];
    }

    /** NULL also for an experiment that has no such value. */
    public ValueKind kind(int place) {
        return place < kinds.length ? ValueKind.at(kinds[place] & 3) : ValueKind.NULL;
    }

    /** The value of a number; 1 or 0 of a boolean; NaN of all else. */
    public double number(int place) {
        return kind(place) == ValueKind.NULL ? Double.NaN : numbers[place];
    }

    /** The value as it was logged; null when there is none. */
    public String text(int place) {
        return switch (kind(place)) {
            case NULL -> null;
            case NUMBER -> kinds[place] >> 2 == 0 ? texts[place] : decimal(place, (kinds[place] >> 2) - 1);
            case BOOLEAN, TEXT -> texts[place];
        };
    }

    private String decimal(int place, int decimals) {
        double number = numbers[place];
        long all = digits == null || digits[place] == 0 ? Math.round(Math.abs(number) * TENS[decimals]) : digits[place];
        boolean negative = Double.doubleToRawLongBits(number) < 0;
        return (negative ? "-" : "") + BigDecimal.valueOf(all, decimals).toPlainString();
    }

    /** Sets a value; {@code null} takes it away. */
    void set(int place, String text) {
        if (text == null) {
            reserve(place + 1);
            setOther(place, null);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            set(place, bytes, 0, bytes.length);
        }
    }

    /** Sets a value to a text in UTF-8. */
    void set(int place, byte[] bytes, int from, int to) {
        reserve(place + 1);
        if (!setDecimal(place, bytes, from, to)) {
            setOther(place, new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    /** Sets a number that {@link #decimal} writes exactly as it is here; false for any other text. */
    private boolean setDecimal(int place, byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        long all = 0;
        int point = to;
        for (int at = first; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9 && all < MOST_DIGITS / 10) {
                all = all * 10 + digit;
            } else if (bytes[at] == '.' && point == to && at + 1 < to) {
                point = at;
            } else {
                return false;
            }
        }
        int decimals = Math.max(0, to - point - 1);
        boolean leadingZero = first < to && bytes[first] == '0' && point > first + 1;
        if (point == first || leadingZero || decimals > MOST_DECIMALS) {
            return false;
        }
        // A division of two doubles that are exact is rounded as the text would be.
        double number = all <= EXACT
                ? all / TENS[decimals]
                : NumberInput.parseDouble(new String(bytes, first, to - first, StandardCharsets.ISO_8859_1), true);
        kinds[place] = (byte) ((decimals + 1) << 2 | ValueKind.NUMBER.ordinal());
        numbers[place] = negative ? -number : number;
        if (all >= FEW_DIGITS && digits == null) {
            digits = new long[kinds.length];
        }
        if (digits != null) {
            digits[place] = all >= FEW_DIGITS ? all : 0;
        }
        setText(place, null);
        return true;
    }

    private void setOther(int place, String text) {
        ValueKind kind = ValueKind.of(text);
        kinds[place] = (byte) kind.ordinal();
        numbers[place] = switch (kind) {
            case NUMBER -> Numbers.parse(text);
            case BOOLEAN -> text.equalsIgnoreCase("true") ? 1 : 0;
            case TEXT, NULL -> Double.NaN;
        };
        setText(place, kind == ValueKind.BOOLEAN ? text.intern() : text);
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
            digits = digits == null ? null : Arrays.copyOf(digits, capacity);
            texts = texts == null ? null : Arrays.copyOf(texts, capacity);
        }
    }

    long bytes() {
        return kinds.length * (9L + (texts == null ? 0 : 8) + (digits == null ? 0 : 8)) + textBytes;
    }

    private static long size(String text) {
        return text == null ? 0 : 56L + 2L * text.length();
    }
}
