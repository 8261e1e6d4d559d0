package io.cometsh.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Points as bytes. A chunk is points one after another, so chunks may simply be joined. A point: a byte of flags, the timestamp, the value, and what of step, epoch and context there is.
 * Whole numbers are as short as they are small, and timestamp, step and epoch are the difference from the point before; the first point of a chunk has its own flag and differs from zero. A
 * real number has eight bytes, or four when that is all it holds, as it is with what GPUs compute.
 *
 * <p>Points of version 0.1 have no {@link #SHORT} flag: eight bytes for each number, four for the length of a text.
 */
final class PointCodec {
    private static final int LONG = 1;
    private static final int TEXT = 2;
    private static final int STEP = 4;
    private static final int EPOCH = 8;
    private static final int CONTEXT = 16;
    private static final int SHORT = 32;
    private static final int SAME_CONTEXT = 64;
    private static final int FIRST = 128;
    /** Of a short point: a real number in four bytes. */
    private static final int FLOAT = LONG | TEXT;

    private static final int MOST_POINTS = 1024;
    private static final int MOST_BYTES = 256 * 1024;

    private PointCodec() {}

    /** Bytes, and how many points they hold. */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] data, int points) {}

    static List<Chunk> encode(List<MetricPoint> points) {
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(64 * Math.min(points.size(), MOST_POINTS) + 64);
        int count = 0;
        MetricPoint before = null;
        for (MetricPoint point : points) {
            byte[] text = point.value() instanceof String value ? value.getBytes(StandardCharsets.UTF_8) : null;
            byte[] context = point.context() == null ? null : point.context().getBytes(StandardCharsets.UTF_8);
            int need = 64 + (text == null ? 0 : text.length) + (context == null ? 0 : context.length);
            if (count == MOST_POINTS || (count > 0 && buffer.position() + need > MOST_BYTES)) {
                chunks.add(new Chunk(Arrays.copyOf(buffer.array(), buffer.position()), count));
                buffer.clear();
                count = 0;
                before = null;
            }
            if (buffer.remaining() < need) {
                ByteBuffer larger = ByteBuffer.allocate(2 * buffer.capacity() + need);
                larger.put(buffer.flip());
                buffer = larger;
            }
            put(buffer, point, text, context, before);
            before = point;
            count++;
        }
        if (count > 0) {
            chunks.add(new Chunk(Arrays.copyOf(buffer.array(), buffer.position()), count));
        }
        return chunks;
    }

    private static void put(ByteBuffer buffer, MetricPoint point, byte[] text, byte[] context, MetricPoint before) {
        boolean same = context != null && before != null && point.context().equals(before.context());
        int kind = text != null
                ? TEXT
                : point.value() instanceof Long ? LONG : isFloat((Double) point.value()) ? FLOAT : 0;
        int flags = SHORT
                | kind
                | (before == null ? FIRST : 0)
                | (point.step() == null ? 0 : STEP)
                | (point.epoch() == null ? 0 : EPOCH)
                | (context == null ? 0 : CONTEXT)
                | (same ? SAME_CONTEXT : 0);
        buffer.put((byte) flags);
        putLong(buffer, point.timestamp() - (before == null ? 0 : before.timestamp()));
        switch (kind) {
            case TEXT -> putText(buffer, text);
            case LONG -> putLong(buffer, (Long) point.value());
            case FLOAT -> buffer.putFloat(((Double) point.value()).floatValue());
            default -> buffer.putDouble((Double) point.value());
        }
        if (point.step() != null) {
            putLong(buffer, point.step() - (before == null ? 0 : orZero(before.step())));
        }
        if (point.epoch() != null) {
            putLong(buffer, point.epoch() - (before == null ? 0 : orZero(before.epoch())));
        }
        if (context != null && !same) {
            putText(buffer, context);
        }
    }

    /** Compared by bits, so that -0.0 and each NaN come back as they were. */
    private static boolean isFloat(double value) {
        return Double.doubleToRawLongBits((float) value) == Double.doubleToRawLongBits(value);
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }

    /** Seven bits a byte, the lowest first; the sign is the lowest bit, so that small negative numbers are short too. */
    private static void putLong(ByteBuffer buffer, long number) {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~0x7fL) != 0) {
            buffer.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    private static long getLong(ByteBuffer buffer) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer.get();
            number |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return (number >>> 1) ^ -(number & 1);
    }

    private static void putText(ByteBuffer buffer, byte[] text) {
        putLong(buffer, text.length);
        buffer.put(text);
    }

    static void decode(byte[] data, List<MetricPoint> into) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        MetricPoint before = null;
        while (buffer.hasRemaining()) {
            int flags = buffer.get() & 0xff;
            before = (flags & SHORT) == 0
                    ? decodeOld(flags, buffer, before)
                    : decode(flags, buffer, (flags & FIRST) == 0 ? before : null);
            into.add(before);
        }
    }

    private static MetricPoint decode(int flags, ByteBuffer buffer, MetricPoint before) {
        long timestamp = getLong(buffer) + (before == null ? 0 : before.timestamp());
        Object value = switch (flags & FLOAT) {
            case TEXT -> text(buffer, (int) getLong(buffer));
            case LONG -> getLong(buffer);
            case FLOAT -> (double) buffer.getFloat();
            default -> buffer.getDouble();
        };
        Long step = (flags & STEP) == 0
                ? null
                : Long.valueOf(getLong(buffer) + (before == null ? 0 : orZero(before.step())));
        Long epoch = (flags & EPOCH) == 0
                ? null
                : Long.valueOf(getLong(buffer) + (before == null ? 0 : orZero(before.epoch())));
        String context = null;
        if ((flags & CONTEXT) != 0) {
            context = (flags & SAME_CONTEXT) != 0 && before != null
                    ? before.context()
                    : text(buffer, (int) getLong(buffer));
        }
        return new MetricPoint(value, step, epoch, timestamp, context);
    }

    private static MetricPoint decodeOld(int flags, ByteBuffer buffer, MetricPoint before) {
        long timestamp = buffer.getLong();
        Object value;
        if ((flags & TEXT) != 0) {
            value = text(buffer, buffer.getInt());
        } else if ((flags & LONG) != 0) {
            value = buffer.getLong();
        } else {
            value = buffer.getDouble();
        }
        Long step = (flags & STEP) == 0 ? null : Long.valueOf(buffer.getLong());
        Long epoch = (flags & EPOCH) == 0 ? null : Long.valueOf(buffer.getLong());
        String context = (flags & CONTEXT) == 0 ? null : text(buffer, buffer.getInt());
        // The points of a metric nearly always have one context: one string for all of them.
        boolean same = before != null && context != null && context.equals(before.context());
        return new MetricPoint(value, step, epoch, timestamp, same ? before.context() : context);
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
