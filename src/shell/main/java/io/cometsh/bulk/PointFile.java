package io.cometsh.bulk;

import io.cometsh.client.service.ScannedPoint;
import io.cometsh.client.wire.MetricPoint;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Points in order, as bytes: metric by metric, a name and then its points. A point is a byte of flags, a length, and its
 * step, epoch, timestamp and value with commas between them, so that a CSV of all columns copies it.
 */
final class PointFile {
    private static final int NAME = 16;
    private static final int VALUE = 1;
    /** The value needs neither quotes nor another spelling. */
    private static final int PLAIN = 2;

    /** The commas after step, epoch and timestamp. */
    private static final int COMMAS = 3;

    private PointFile() {}

    /** The header before the points of a metric. */
    static byte[] name(String metric) {
        byte[] utf8 = metric.getBytes(StandardCharsets.UTF_8);
        Bytes bytes = new Bytes(16 + utf8.length);
        bytes.bytes[bytes.length++] = NAME;
        bytes.length(utf8.length);
        bytes.append(utf8, 0, utf8.length);
        return Arrays.copyOf(bytes.bytes, bytes.length);
    }

    /** Bytes that grow; a point is written once and from then on only copied. */
    static final class Bytes {
        byte[] bytes;
        int length;

        Bytes(int capacity) {
            bytes = new byte[capacity];
        }

        void append(byte[] more, int from, int count) {
            require(count);
            System.arraycopy(more, from, bytes, length, count);
            length += count;
        }

        void point(ScannedPoint point) {
            int cells = point.cellsLength();
            require(8 + cells);
            bytes[length++] = (byte) ((point.hasValue() ? VALUE : 0) | (point.isPlain() ? PLAIN : 0));
            length(cells);
            length = point.copyCells(bytes, length);
        }

        void point(MetricPoint point) {
            String value = point.text();
            byte[] cells = (cell(point.step())
                            + ','
                            + cell(point.epoch())
                            + ','
                            + cell(point.timestamp())
                            + ','
                            + (value == null ? "" : value))
                    .getBytes(StandardCharsets.UTF_8);
            require(8 + cells.length);
            bytes[length++] = (byte) (value == null ? PLAIN : VALUE);
            length(cells.length);
            append(cells, 0, cells.length);
        }

        private static String cell(Long number) {
            return number == null ? "" : number.toString();
        }

        /** In few bytes, seven bits a byte. */
        private void length(int value) {
            int left = value;
            while (left > 0x7F) {
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

    /** Reads points one after another. */
    static final class Reader implements AutoCloseable {
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
        /** The name of the point's metric. */
        String metric;

        Reader(InputStream in, int buffer) {
            this.in = in;
            this.buffer = new byte[buffer];
        }

        /** Goes to the next point; false when there is none. */
        boolean next() throws IOException {
            begin = at;
            if (at == end && !fill()) {
                return false;
            }
            flags = one();
            if (flags == NAME) {
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
            return true;
        }

        Long step() {
            return number(0);
        }

        Long epoch() {
            return number(1);
        }

        Long timestamp() {
            return number(2);
        }

        /** The value as the server wrote it; null when there is none. */
        String value() {
            split();
            int first = commas[COMMAS - 1] + 1;
            return (flags & VALUE) == 0 ? null : new String(buffer, first, at - first, StandardCharsets.UTF_8);
        }

        /** Whether {@link #writeCells} writes what belongs into a CSV. */
        boolean isPlain() {
            return (flags & PLAIN) != 0;
        }

        /** Step, epoch, timestamp and value with commas between them. */
        void writeCells(OutputStream out) throws IOException {
            out.write(buffer, from, at - from);
        }

        /** Writes the same point again. */
        void copyTo(Bytes target) {
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
                throw new EOFException("a part of the export is cut off");
            }
            return buffer[at++];
        }

        /** So many bytes must be at hand. */
        private void require(int count) throws IOException {
            while (end - at < count) {
                if (!fill()) {
                    throw new EOFException("a part of the export is cut off");
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
    }
}
