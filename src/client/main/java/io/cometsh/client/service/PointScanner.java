package io.cometsh.client.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes points from the bytes of a reply without a JSON parser, as long as they are of the usual shape: known members, plain
 * ASCII without escapes, whole numbers. From the first point that is not, and where something comes after the points, the
 * rest is a reply of its own for the parser: {@link #rest}. It accepts nothing that is not JSON.
 */
public final class PointScanner {
    private static final byte[] HEAD = ascii("{\"metrics\":[");
    private static final byte[] NAME = ascii("metricName\":");
    private static final byte[] VALUE = ascii("metricValue\":");
    private static final byte[] TIMESTAMP = ascii("timestamp\":");
    private static final byte[] STEP = ascii("step\":");
    private static final byte[] EPOCH = ascii("epoch\":");
    private static final byte[] CONTEXT = ascii("runContext\":");
    private static final byte[] OFFSET = ascii("offset\":");
    private static final byte[] NULL = ascii("null");

    private static final int BUFFER = 1 << 14;
    /** A longer point is not a usual one. */
    private static final int LONGEST = 1 << 12;

    private static final int MOST_DIGITS = 18;
    private static final int FEW = 16;
    private static final int ZEROS = 32;

    /** The members that differ from point to point, by their first letters. */
    private static final byte[] FIELDS = ascii("mtseo");

    /** Java compares a longer text faster than a loop does. */
    private static final int SHORT = 16;

    /** What a character is within a text: 0 ends it or is not usual. */
    private static final byte[] KINDS = new byte[256];

    private static final int ANY = 1;
    private static final int PLAIN = 3;

    static {
        Arrays.fill(KINDS, ' ', 0x7f, (byte) ANY);
        KINDS['"'] = 0;
        KINDS['\\'] = 0;
        for (char c : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-+/:".toCharArray()) {
            KINDS[c] = PLAIN;
        }
    }

    private final InputStream in;
    /** What follows the reply's last byte is 0, so that a member or a number needs no look at the end. */
    private final byte[] buffer = new byte[BUFFER + ZEROS];

    private final ScannedPoint point = new ScannedPoint();
    private byte[] lastName = {};
    private String lastText = "";
    private int at;
    private int end;
    private boolean ended;
    private boolean begun;
    /** What the last point has beside numbers and value, in order; null when the next one may have another name. */
    private byte[][] texts;

    /** What is between these texts: some of {@link #FIELDS}. */
    private final byte[] fields = new byte[FIELDS.length + 1];

    private boolean sameName;
    private int offsetFrom;
    private int offsetTo;

    PointScanner(InputStream in) {
        this.in = in;
        point.bytes = buffer;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Gives the points to the sink, up to the first unusual one. Returns whether that was the whole reply; when not,
     * {@link #rest} has what comes after them.
     */
    boolean scan(PointSink sink) throws IOException {
        fill();
        if (end < HEAD.length || !matches(0, HEAD)) {
            return false;
        }
        at = HEAD.length;
        begun = true;
        while (some(sink)) {
            // Java compiles a method that is called often, and a long loop of one call much later.
        }
        return isEnd();
    }

    /** Whether only the end of the list, of the object and of the reply is left. */
    private boolean isEnd() throws IOException {
        while (!ended && end - at < LONGEST) {
            fill();
        }
        int list = space(at);
        int object = list < end && buffer[list] == ']' ? space(list + 1) : end;
        return object < end && buffer[object] == '}' && ended && space(object + 1) == end;
    }

    /** Takes a few points; false at the end of the usual ones. */
    private boolean some(PointSink sink) throws IOException {
        for (int i = 0; i < FEW; i++) {
            if (!likeLast(at) && !point(at)) {
                return false;
            }
            sink.scanned(point);
            if (end - at < LONGEST && !ended) {
                fill();
            }
            int next = space(at);
            if (next < end && buffer[next] == ']') {
                return false;
            }
            at = next < end && buffer[next] == ',' ? space(next + 1) : end;
            if (at == end || buffer[at] != '{') {
                throw new IOException(
                        "a point in the reply is followed by neither another one nor the end of the list");
            }
        }
        return true;
    }

    /** A reply with the points that were not taken. */
    InputStream rest() {
        InputStream left = new SequenceInputStream(new ByteArrayInputStream(buffer, at, end - at), in);
        return begun ? new SequenceInputStream(new ByteArrayInputStream(HEAD), left) : left;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < 2 * LONGEST && !ended) {
            int count = in.read(buffer, end, BUFFER - end);
            ended = count < 0;
            end += Math.max(count, 0);
        }
        if (ended) {
            Arrays.fill(buffer, end, end + ZEROS, (byte) 0);
        }
    }

    /**
     * Reads a point and moves past it when it differs from the last one in numbers and value alone, as nearly all do; else
     * nothing is taken.
     */
    private boolean likeLast(int from) {
        byte[][] expected = texts;
        if (expected == null) {
            return false;
        }
        int p = from;
        for (int i = 0; ; i++) {
            byte[] text = expected[i];
            int next = p + text.length;
            if (next > end
                    || !(text.length > SHORT
                            ? Arrays.equals(buffer, p, next, text, 0, text.length)
                            : matches(p, text))) {
                return false;
            }
            if (i == expected.length - 1) {
                at = next;
                return true;
            }
            p = field(fields[i], next);
            if (p < 0) {
                return false;
            }
        }
    }

    /** The end of a number, or of a value, which ends before its quote; -1 when it is none. */
    private int field(byte member, int from) {
        ScannedPoint found = point;
        if (member == 'm') {
            return value(from - 1) - 1;
        }
        int to = number(from);
        if (to != numberTo) {
            return -1;
        }
        switch (member) {
            case 's' -> {
                found.stepFrom = from;
                found.stepTo = to;
                found.step = number;
            }
            case 't' -> {
                found.timestampFrom = from;
                found.timestampTo = to;
                found.timestamp = number;
            }
            case 'e' -> {
                found.epochFrom = from;
                found.epochTo = to;
                found.epoch = number;
            }
            default -> found.offset = number;
        }
        return to;
    }

    /** Keeps what {@link #likeLast} compares with: the point from here to there without its numbers and its value. */
    private void learn(int from, int to) {
        texts = null;
        ScannedPoint found = point;
        if (!sameName || found.hasContext) {
            return;
        }
        int[] froms = {found.valueFrom, found.timestampFrom, found.stepFrom, found.epochFrom, offsetFrom};
        int[] tos = {found.valueTo, found.timestampTo, found.stepTo, found.epochTo, offsetTo};
        byte[][] between = new byte[FIELDS.length + 1][];
        int count = 0;
        for (int begin = from, after; begin < to; begin = after) {
            int next = to;
            after = to;
            for (int i = 0; i < FIELDS.length; i++) {
                if (froms[i] < tos[i] && froms[i] > begin && froms[i] < next) {
                    next = froms[i];
                    after = tos[i];
                    fields[count] = FIELDS[i];
                }
            }
            between[count++] = Arrays.copyOfRange(buffer, begin, next);
        }
        texts = Arrays.copyOf(between, count);
    }

    /** Reads a point and moves past it; false, and nothing is taken, when it is not a usual one. */
    private boolean point(int from) {
        byte[] b = buffer;
        int stop = end;
        ScannedPoint found = point;
        found.clear();
        sameName = false;
        offsetFrom = 0;
        offsetTo = 0;
        int p = from;
        if (p >= stop || b[p] != '{') {
            return false;
        }
        do {
            p = b[p + 1] > ' ' ? p + 1 : space(p + 1);
            if (p >= stop || b[p] != '"') {
                return false;
            }
            p++;
            switch (b[p]) {
                case 'm' -> p = b[p + 6] == 'N' ? name(valueOf(p, NAME)) : value(valueOf(p, VALUE));
                case 't' -> {
                    int begin = valueOf(p, TIMESTAMP);
                    p = number(begin);
                    found.timestampFrom = begin;
                    found.timestampTo = numberTo;
                    found.timestamp = number;
                }
                case 's' -> {
                    int begin = valueOf(p, STEP);
                    p = number(begin);
                    found.stepFrom = begin;
                    found.stepTo = numberTo;
                    found.step = number;
                }
                case 'e' -> {
                    int begin = valueOf(p, EPOCH);
                    p = number(begin);
                    found.epochFrom = begin;
                    found.epochTo = numberTo;
                    found.epoch = number;
                }
                case 'r' -> p = context(valueOf(p, CONTEXT));
                case 'o' -> {
                    offsetFrom = valueOf(p, OFFSET);
                    p = number(offsetFrom);
                    offsetTo = numberTo;
                    found.offset = number;
                }
                default -> p = -1;
            }
            if (p < 0) {
                return false;
            }
            p = b[p] > ' ' ? p : space(p);
        } while (p < stop && b[p] == ',');
        if (p >= stop || b[p] != '}') {
            return false;
        }
        at = p + 1;
        learn(from, at);
        return true;
    }

    private boolean matches(int from, byte[] expected) {
        byte[] b = buffer;
        for (int i = 0; i < expected.length; i++) {
            if (b[from + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the value of a member begins; -1 when it is another member. */
    private int valueOf(int from, byte[] member) {
        if (!matches(from, member)) {
            return -1;
        }
        int p = from + member.length;
        return buffer[p] > ' ' ? p : space(p);
    }

    private int space(int from) {
        int p = from;
        while (p < end && (buffer[p] == ' ' || buffer[p] == '\n' || buffer[p] == '\r' || buffer[p] == '\t')) {
            p++;
        }
        return p;
    }

    private long number;
    private int numberTo;

    /** A whole number, or null: {@link #number} and {@link #numberTo}, which then is where it begins. */
    private int number(int from) {
        number = ScannedPoint.NONE;
        numberTo = from;
        if (from < 0 || from >= end) {
            return -1;
        }
        byte[] b = buffer;
        if (b[from] == 'n') {
            return matches(from, NULL) ? from + NULL.length : -1;
        }
        boolean negative = b[from] == '-';
        int first = negative ? from + 1 : from;
        int most = first + MOST_DIGITS;
        int p = first;
        long value = 0;
        while (p < most && b[p] >= '0' && b[p] <= '9') {
            value = value * 10 + (b[p++] - '0');
        }
        // JSON has no leading zeros; "-0", fractions, exponents and more digits are for the parser.
        if (p == first || b[first] == '0' && (negative || p > first + 1) || !endsValue(b[p])) {
            return -1;
        }
        number = negative ? -value : value;
        numberTo = p;
        return p;
    }

    private static boolean endsValue(byte c) {
        return c == ',' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private int name(int from) {
        int text = text(from);
        if (text < 0 || text == from) {
            // A name that is null is the same as none.
            point.name = null;
            return text < 0 ? -1 : from + NULL.length;
        }
        int length = text - 1 - (from + 1);
        sameName = length == lastName.length && matches(from + 1, lastName);
        if (!sameName) {
            lastName = Arrays.copyOfRange(buffer, from + 1, text - 1);
            lastText = new String(lastName, StandardCharsets.US_ASCII);
        }
        point.name = lastText;
        return text;
    }

    private int value(int from) {
        int text = text(from);
        if (text < 0) {
            return -1;
        }
        point.hasValue = text != from;
        if (!point.hasValue) {
            point.valueFrom = 0;
            point.valueTo = 0;
            point.plain = true;
            return from + NULL.length;
        }
        int first = from + 1;
        point.valueFrom = first;
        point.valueTo = text - 1;
        int digit = buffer[first] == '-' ? first + 1 : first;
        point.plain = textKind == PLAIN && buffer[digit] >= '0' && buffer[digit] <= '9';
        return text;
    }

    private int context(int from) {
        int text = text(from);
        if (text < 0) {
            return -1;
        }
        point.hasContext = text != from;
        point.contextFrom = from + 1;
        point.contextTo = text - 1;
        return point.hasContext ? text : from + NULL.length;
    }

    private int textKind;

    /** The position after a text in quotes; where it begins when it is null; -1 when it is neither. */
    private int text(int from) {
        byte[] b = buffer;
        int stop = end;
        if (from < 0 || from >= stop) {
            return -1;
        }
        if (b[from] != '"') {
            return b[from] == 'n' && matches(from, NULL) ? from : -1;
        }
        byte[] kinds = KINDS;
        int all = PLAIN;
        for (int p = from + 1; p < stop; p++) {
            int kind = kinds[b[p] & 0xff];
            if (kind == 0) {
                textKind = all;
                return b[p] == '"' ? p + 1 : -1;
            }
            all &= kind;
        }
        return -1;
    }
}
