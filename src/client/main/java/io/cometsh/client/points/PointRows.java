package io.cometsh.client.points;

import io.cometsh.export.NumberText;
import io.cometsh.export.TypeGuess;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Points in order, read one after another from bytes that {@link ExperimentPoints#copy} has written. The members belong to the
 * point that {@link #next} went to.
 *
 * <pre>{@code
 * try (PointRows points = new PointRows(stream, 1 << 16)) {
 *     while (points.next()) { … points.metric() … points.value() … }
 * }
 * }</pre>
 */
public final class PointRows implements AutoCloseable {
    /** The commas after step, epoch and timestamp. */
    private static final int COMMAS = 3;
    /** A number of so few digits is the same as a double. */
    private static final int EXACT_DIGITS = 15;

    private final InputStream in;
    // A buffer of its own: a stream's would take a lock for each byte.
    private byte[] buffer;
    private int at;
    private int end;
    private int begin;
    private int flags;
    private int from;
    private final int[] commas = new int[COMMAS];
    private boolean split;
    private String metric;
    private String text;

    /** @param buffer bytes that are read at once; it grows for a longer point */
    public PointRows(InputStream in, int buffer) {
        this.in = in;
        this.buffer = new byte[buffer];
    }

    /** Goes to the next point; false when there is none. */
    public boolean next() throws IOException {
        begin = at;
        if (at == end && !fill()) {
            return false;
        }
        flags = one();
        if (flags == PointBytes.NAME) {
            int length = length();
            require(length);
            metric = new String(buffer, at, length, StandardCharsets.UTF_8);
            at += length;
            begin = at;
            flags = one();
        }
        int length = length();
        require(length);
        from = at;
        at += length;
        split = false;
        text = null;
        return true;
    }

    /** The name of the metric; empty when the server sent none. */
    public String metric() {
        return metric;
    }

    /** The step; null when there is none. */
    public Long step() {
        return number(0);
    }

    /** The epoch; null when there is none. */
    public Long epoch() {
        return number(1);
    }

    /** Epoch milliseconds; null when there are none. */
    public Long timestamp() {
        return number(2);
    }

    /** The value as the server wrote it; null when there is none. */
    public String text() {
        split();
        if (text == null && (flags & PointBytes.VALUE) != 0) {
            int first = commas[COMMAS - 1] + 1;
            text = new String(buffer, first, at - first, StandardCharsets.UTF_8);
        }
        return text;
    }

    /** The value as text formats write it: a {@code NumberText}, a {@code String} that is not a number, or null. */
    public Object cell() {
        return cell(text());
    }

    /** The value as a double, NaN and the infinities too; null when there is none or it is not a number. */
    public Double value() {
        return cell() instanceof NumberText number ? (Double) number.toDouble() : null;
    }

    /** The value's own text where {@link #value} does not represent it: more digits than a double has, or no number. */
    public String valueText() {
        String text = text();
        Object cell = cell(text);
        boolean exact = cell == null
                || cell instanceof NumberText number && (isShort(number.text()) || TypeGuess.isDouble(number.text()));
        return exact ? null : text;
    }

    /** Few digits without an exponent need no comparison. */
    private static boolean isShort(String number) {
        if (number.length() > EXACT_DIGITS + 2) {
            return false;
        }
        int digits = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (isDigit(c)) {
                digits++;
            } else if (c != '-' && c != '.') {
                return false;
            }
        }
        return digits <= EXACT_DIGITS;
    }

    /** Whether {@link #writeCells} writes what belongs into a CSV. */
    public boolean isPlain() {
        return (flags & PointBytes.PLAIN) != 0;
    }

    /** Step, epoch, timestamp and value with commas between them. */
    public void writeCells(OutputStream out) throws IOException {
        out.write(buffer, from, at - from);
    }

    /** Writes the same point again. */
    void copyTo(PointBytes target) {
        target.append(buffer, begin, at - begin);
    }

    private Long number(int cell) {
        split();
        int first = cell == 0 ? from : commas[cell - 1] + 1;
        int last = commas[cell];
        if (first == last) {
            return null;
        }
        boolean negative = buffer[first] == '-';
        long value = 0;
        for (int i = negative ? first + 1 : first; i < last; i++) {
            // Negative all along: the smallest number has no counterpart.
            value = value * 10 - (buffer[i] - '0');
        }
        return negative ? value : -value;
    }

    private void split() {
        if (split) {
            return;
        }
        int p = from;
        for (int i = 0; i < COMMAS; i++) {
            while (buffer[p] != ',') {
                p++;
            }
            commas[i] = p++;
        }
        split = true;
    }

    private int length() throws IOException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = one();
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private byte one() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("the points are cut off");
        }
        return buffer[at++];
    }

    /** So many bytes must be at hand. */
    private void require(int count) throws IOException {
        while (end - at < count) {
            if (!fill()) {
                throw new EOFException("the points are cut off");
            }
        }
    }

    /** Reads more; what has been read of the point stays. */
    private boolean fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            at -= begin;
            end -= begin;
            begin = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Numbers as their digits, NaN and the infinities by these names, and what is not a number as it is. */
    private static Object cell(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        if (isPlainNumber(text)) {
            return new NumberText(text);
        }
        return switch (text) {
            case "NaN", "nan" -> new NumberText("NaN");
            case "Infinity", "inf", "Inf", "+Infinity", "infinity" -> new NumberText("Infinity");
            case "-Infinity", "-inf", "-Inf", "-infinity" -> new NumberText("-Infinity");
            default -> text;
        };
    }

    private static boolean isPlainNumber(String text) {
        int length = text.length();
        int i = text.charAt(0) == '-' ? 1 : 0;
        int digits = 0;
        while (i < length && isDigit(text.charAt(i))) {
            i++;
            digits++;
        }
        if (i < length && text.charAt(i) == '.') {
            i++;
            while (i < length && isDigit(text.charAt(i))) {
                i++;
                digits++;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < length && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int exponent = i;
            while (i < length && isDigit(text.charAt(i))) {
                i++;
            }
            return i == length && i > exponent;
        }
        return i == length;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
