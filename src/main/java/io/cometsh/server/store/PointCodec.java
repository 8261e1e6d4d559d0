package io.cometsh.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Points as bytes. A chunk is points one after another, so chunks may simply be joined. A point: a byte of flags, the timestamp, the value (8 bytes, or a length and UTF-8), and what of
 * step, epoch and context there is.
 */
final class PointCodec {
    private static final int LONG = 1;
    private static final int TEXT = 2;
    private static final int STEP = 4;
    private static final int EPOCH = 8;
    private static final int CONTEXT = 16;
    private static final int MOST_POINTS = 1024;
    private static final int MOST_BYTES = 256 * 1024;

    private PointCodec() {}

    /** Bytes, and how many points they hold. */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] data, int points) {}

    static List<Chunk> encode(List<Point> points) {
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(64 * Math.min(points.size(), MOST_POINTS) + 64);
        int count = 0;
        for (Point point : points) {
            byte[] text = point.value() instanceof String value ? value.getBytes(StandardCharsets.UTF_8) : null;
            byte[] context = point.context() == null ? null : point.context().getBytes(StandardCharsets.UTF_8);
            int need = 48 + (text == null ? 0 : text.length) + (context == null ? 0 : context.length);
            if (count == MOST_POINTS || (count > 0 && buffer.position() + need > MOST_BYTES)) {
                chunks.add(new Chunk(Arrays.copyOf(buffer.array(), buffer.position()), count));
                buffer.clear();
                count = 0;
            }
            if (buffer.remaining() < need) {
                ByteBuffer larger = ByteBuffer.allocate(2 * buffer.capacity() + need);
                larger.put(buffer.flip());
                buffer = larger;
            }
            put(buffer, point, text, context);
            count++;
        }
        if (count > 0) {
            chunks.add(new Chunk(Arrays.copyOf(buffer.array(), buffer.position()), count));
        }
        return chunks;
    }

    private static void put(ByteBuffer buffer, Point point, byte[] text, byte[] context) {
        int flags = (text != null ? TEXT : point.value() instanceof Long ? LONG : 0)
                | (point.step() == null ? 0 : STEP)
                | (point.epoch() == null ? 0 : EPOCH)
                | (context == null ? 0 : CONTEXT);
        buffer.put((byte) flags).putLong(point.timestamp());
        if (text != null) {
            buffer.putInt(text.length).put(text);
        } else if (point.value() instanceof Long value) {
            buffer.putLong(value);
        } else {
            buffer.putDouble((Double) point.value());
        }
        if (point.step() != null) {
            buffer.putLong(point.step());
        }
        if (point.epoch() != null) {
            buffer.putLong(point.epoch());
        }
        if (context != null) {
            buffer.putInt(context.length).put(context);
        }
    }

    static void decode(byte[] data, List<Point> into) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        String lastContext = null;
        while (buffer.hasRemaining()) {
            int flags = buffer.get();
            long timestamp = buffer.getLong();
            Object value;
            if ((flags & TEXT) != 0) {
                value = text(buffer);
            } else if ((flags & LONG) != 0) {
                value = buffer.getLong();
            } else {
                value = buffer.getDouble();
            }
            Long step = (flags & STEP) == 0 ? null : Long.valueOf(buffer.getLong());
            Long epoch = (flags & EPOCH) == 0 ? null : Long.valueOf(buffer.getLong());
            String context = (flags & CONTEXT) == 0 ? null : text(buffer);
            // The points of a metric nearly always have one context: one string for all of them.
            lastContext = context != null && context.equals(lastContext) ? lastContext : context;
            into.add(new Point(value, step, epoch, timestamp, lastContext));
        }
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
