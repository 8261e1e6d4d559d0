package io.cometsh.lang;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A sum of 128 bits over texts, to name a file by. No two texts have the same sum by accident; against an attacker who
 * looks
 * for two that have, SHA-256 would help, but to load Java's security providers takes a tenth of a short script's start.
 */
final class TextSum {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

    private long one;
    private long other;

    /** Adds a text; {@code "ab"} and {@code "c"} have another sum than {@code "a"} and {@code "bc"}. */
    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mix(bytes.length);
        ByteBuffer padded = ByteBuffer.allocate((bytes.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, bytes);
        while (padded.hasRemaining()) {
            mix(padded.getLong());
        }
    }

    private void mix(long value) {
        one = spread((one ^ value) * FIRST);
        other = spread((other + value) * SECOND + one);
    }

    private static long spread(long value) {
        return value ^ value >>> 29 ^ value >>> 47;
    }

    /** The sum as 32 hexadecimal digits. */
    @Override
    public String toString() {
        return digits(one) + digits(other);
    }

    private static String digits(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(2 * Long.BYTES - digits.length()) + digits;
    }
}
