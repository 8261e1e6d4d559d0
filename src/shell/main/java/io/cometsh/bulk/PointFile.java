package io.cometsh.bulk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Points in order, as bytes: metric by metric, a name and then its points. A point is a byte that says which of step,
 * epoch, timestamp and value there are, and those; numbers take as many bytes as they need.
 */
final class PointFile {
    private static final int NAME = 16;
    private static final int STEP = 1;
    private static final int EPOCH = 2;
    private static final int TIME = 4;
    private static final int VALUE = 8;
    /** The value is ASCII, as every number is. */
    private static final int ASCII = 32;

    private PointFile() {}

    /** The header before the points of a metric. */
    static byte[] name(String metric) {
        Bytes bytes = new Bytes(16 + 3 * metric.length());
        bytes.bytes[bytes.length++] = NAME;
        bytes.text(metric);
        return Arrays.copyOf(bytes.bytes, bytes.length);
    }

    /** Bytes that grow; a point is written once and from then on only copied. */
    static final class Bytes {
        byte[] bytes;
        int length;

        Bytes(int capacity) {
            bytes = new byte[capacity];
        }

        void append(byte[] more) {
            require(more.length);
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }

        void point(Long step, Long epoch, Long timestamp, String value) {
            require(40 + (value == null ? 0 : 3 * value.length()));
            int flags = length++;
            if (step != null) {
                number(step);
            }
            if (epoch != null) {
                number(epoch);
            }
            if (timestamp != null) {
                number(timestamp);
            }
            boolean ascii = value != null && ascii(value);
            if (value != null && !ascii) {
                text(value);
            }
            bytes[flags] = (byte) ((step == null ? 0 : STEP)
                    | (epoch == null ? 0 : EPOCH)
                    | (timestamp == null ? 0 : TIME)
                    | (value == null ? 0 : VALUE)
                    | (ascii ? ASCII : 0));
        }

        /** Writes the text when it is ASCII, and nothing otherwise. */
        private boolean ascii(String value) {
            int start = length;
            int count = value.length();
            number(count);
            int at = length;
            int all = 0;
            for (int i = 0; i < count; i++) {
                char c = value.charAt(i);
                all |= c;
                bytes[at++] = (byte) c;
            }
            length = all < 0x80 ? at : start;
            return all < 0x80;
        }

        private void text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            System.arraycopy(utf8, 0, bytes, length, utf8.length);
            length += utf8.length;
        }

        /** Small ones of either sign in few bytes, seven bits a byte. */
        private void number(long value) {
            long left = value << 1 ^ value >> 63;
            while ((left & ~0x7FL) != 0) {
                bytes[length++] = (byte) (left & 0x7F | 0x80);
                left >>>= 7;
            }
            bytes[length++] = (byte) left;
        }

        private void require(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }

    /** Reads points one after another; its members are the values of the current point. */
    static final class Reader implements AutoCloseable {
        private final InputStream in;
        // A buffer of its own: a stream's would take a lock for each byte.
        private final byte[] buffer;
        private int at;
        private int end;
        String metric;
        Long step;
        Long epoch;
        Long timestamp;
        String value;

        Reader(InputStream in, int buffer) {
            this.in = in;
            this.buffer = new byte[buffer];
        }

        /** Goes to the next point; false when there is none. */
        boolean next() throws IOException {
            if (at == end && !fill()) {
                return false;
            }
            int flags = buffer[at++];
            if (flags == NAME) {
                metric = text(StandardCharsets.UTF_8);
                flags = one();
            }
            step = (flags & STEP) == 0 ? null : (Long) number();
            epoch = (flags & EPOCH) == 0 ? null : (Long) number();
            timestamp = (flags & TIME) == 0 ? null : (Long) number();
            value = (flags & VALUE) == 0
                    ? null
                    : text((flags & ASCII) == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
            return true;
        }

        private String text(Charset encoding) throws IOException {
            int length = (int) number();
            if (length <= end - at) {
                String text = new String(buffer, at, length, encoding);
                at += length;
                return text;
            }
            byte[] text = new byte[length];
            for (int i = 0; i < length; ) {
                if (at == end && !fill()) {
                    throw cutOff();
                }
                int count = Math.min(length - i, end - at);
                System.arraycopy(buffer, at, text, i, count);
                at += count;
                i += count;
            }
            return new String(text, encoding);
        }

        private long number() throws IOException {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                int b = one();
                value |= (long) (b & 0x7F) << shift;
                if (b >= 0) {
                    return value >>> 1 ^ -(value & 1);
                }
            }
        }

        private byte one() throws IOException {
            if (at == end && !fill()) {
                throw cutOff();
            }
            return buffer[at++];
        }

        private boolean fill() throws IOException {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            return end > 0;
        }

        private static EOFException cutOff() {
            return new EOFException("a part of the export is cut off");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
