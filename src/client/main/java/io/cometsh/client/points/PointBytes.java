package io.cometsh.client.points;

import io.cometsh.client.service.ScannedPoint;
import io.cometsh.client.wire.MetricPoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Points in order, as bytes that grow: metric by metric, a name and then its points. A point is a byte of flags, a length, and
 * its step, epoch, timestamp and value with commas between them, so that a CSV of all columns copies it. A point is written
 * once and from then on only copied.
 */
final class PointBytes {
    static final int NAME = 16;
    static final int VALUE = 1;
    /** The value needs neither quotes nor another spelling. */
    static final int PLAIN = 2;
    /** The bytes after the cells in a line. */
    static final int LINE_END = 2;

    byte[] bytes;
    int length;
    private final int next;

    PointBytes(int capacity) {
        this(capacity, 0);
    }

    /** @param next the capacity after the first growth */
    PointBytes(int capacity, int next) {
        bytes = new byte[capacity];
        this.next = next;
    }

    /** The header before the points of a metric. */
    static byte[] name(String metric) {
        byte[] utf8 = metric.getBytes(StandardCharsets.UTF_8);
        PointBytes name = new PointBytes(16 + utf8.length);
        name.bytes[name.length++] = NAME;
        name.length(utf8.length);
        name.append(utf8, 0, utf8.length);
        return Arrays.copyOf(name.bytes, name.length);
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

    /** A point as a line of CSV: what is before its cells, the cells, and the end of the line. */
    void line(byte[] front, ScannedPoint point) {
        require(front.length + point.cellsLength() + LINE_END);
        System.arraycopy(front, 0, bytes, length, front.length);
        length = point.copyCells(bytes, length + front.length);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    /** A point whose cells were in a line. */
    void plainPoint(byte[] cells, int from, int count) {
        require(8 + count);
        bytes[length++] = (byte) (cells[from + count - 1] == ',' ? PLAIN : VALUE | PLAIN);
        length(count);
        append(cells, from, count);
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
            bytes = Arrays.copyOf(bytes, Math.max(next, Math.max(2 * bytes.length, length + more)));
        }
    }
}
