package io.cometsh.files;

import java.nio.ByteBuffer;

/** SHA-256 (FIPS 180-4), written so that Java's first compiler makes fast code: eight rounds in a row, no calls. */
final class Sha256Blocks {
    private static final int BLOCK = 64;
    private static final int FEW = 64;
    private static final int[] CONSTANTS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private final int[] words = new int[BLOCK];
    private final byte[] begun = new byte[BLOCK];
    private int begunLength;
    private long length;

    void update(byte[] bytes, int offset, int count) {
        int at = offset;
        int left = count;
        length += count;
        if (begunLength > 0) {
            int first = Math.min(left, BLOCK - begunLength);
            System.arraycopy(bytes, at, begun, begunLength, first);
            begunLength += first;
            at += first;
            left -= first;
            if (begunLength < BLOCK) {
                return;
            }
            block(begun, 0);
        }
        while (left >= BLOCK) {
            int some = Math.min(left / BLOCK, FEW);
            blocks(bytes, at, some);
            left -= some * BLOCK;
            at += some * BLOCK;
        }
        System.arraycopy(bytes, at, begun, 0, left);
        begunLength = left;
    }

    /** The digest; nothing can be added after that. */
    byte[] digest() {
        long bits = length * 8;
        int padding = (begunLength < BLOCK - 8 ? BLOCK : 2 * BLOCK) - begunLength;
        byte[] end = new byte[padding];
        end[0] = (byte) 0x80;
        ByteBuffer.wrap(end).putLong(padding - 8, bits);
        update(end, 0, padding);
        ByteBuffer digest = ByteBuffer.allocate(4 * state.length);
        digest.asIntBuffer().put(state);
        return digest.array();
    }

    /** A few blocks at a time: Java compiles a method that is called often sooner than a long loop. */
    private void blocks(byte[] bytes, int from, int count) {
        for (int i = 0; i < count; i++) {
            block(bytes, from + i * BLOCK);
        }
    }

    private void block(byte[] bytes, int from) {
        int[] w = words;
        int[] k = CONSTANTS;
        for (int i = 0, at = from; i < 16; i++, at += 4) {
            w[i] = bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
        }
        for (int i = 16; i < BLOCK; i++) {
            int x = w[i - 15];
            int y = w[i - 2];
            w[i] = w[i - 16]
                    + ((x << 25 | x >>> 7) ^ (x << 14 | x >>> 18) ^ x >>> 3)
                    + w[i - 7]
                    + ((y << 15 | y >>> 17) ^ (y << 13 | y >>> 19) ^ y >>> 10);
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int t = 0; t < BLOCK; t += 8) {
            h += ((e << 26 | e >>> 6) ^ (e << 21 | e >>> 11) ^ (e << 7 | e >>> 25)) + (g ^ e & (f ^ g)) + k[t] + w[t];
            d += h;
            h += ((a << 30 | a >>> 2) ^ (a << 19 | a >>> 13) ^ (a << 10 | a >>> 22)) + (a & b | c & (a | b));
            g += ((d << 26 | d >>> 6) ^ (d << 21 | d >>> 11) ^ (d << 7 | d >>> 25))
                    + (f ^ d & (e ^ f))
                    + k[t + 1]
                    + w[t + 1];
            c += g;
            g += ((h << 30 | h >>> 2) ^ (h << 19 | h >>> 13) ^ (h << 10 | h >>> 22)) + (h & a | b & (h | a));
            f += ((c << 26 | c >>> 6) ^ (c << 21 | c >>> 11) ^ (c << 7 | c >>> 25))
                    + (e ^ c & (d ^ e))
                    + k[t + 2]
                    + w[t + 2];
            b += f;
            f += ((g << 30 | g >>> 2) ^ (g << 19 | g >>> 13) ^ (g << 10 | g >>> 22)) + (g & h | a & (g | h));
            e += ((b << 26 | b >>> 6) ^ (b << 21 | b >>> 11) ^ (b << 7 | b >>> 25))
                    + (d ^ b & (c ^ d))
                    + k[t + 3]
                    + w[t + 3];
            a += e;
            e += ((f << 30 | f >>> 2) ^ (f << 19 | f >>> 13) ^ (f << 10 | f >>> 22)) + (f & g | h & (f | g));
            d += ((a << 26 | a >>> 6) ^ (a << 21 | a >>> 11) ^ (a << 7 | a >>> 25))
                    + (c ^ a & (b ^ c))
                    + k[t + 4]
                    + w[t + 4];
            h += d;
            d += ((e << 30 | e >>> 2) ^ (e << 19 | e >>> 13) ^ (e << 10 | e >>> 22)) + (e & f | g & (e | f));
            c += ((h << 26 | h >>> 6) ^ (h << 21 | h >>> 11) ^ (h << 7 | h >>> 25))
                    + (b ^ h & (a ^ b))
                    + k[t + 5]
                    + w[t + 5];
            g += c;
            c += ((d << 30 | d >>> 2) ^ (d << 19 | d >>> 13) ^ (d << 10 | d >>> 22)) + (d & e | f & (d | e));
            b += ((g << 26 | g >>> 6) ^ (g << 21 | g >>> 11) ^ (g << 7 | g >>> 25))
                    + (a ^ g & (h ^ a))
                    + k[t + 6]
                    + w[t + 6];
            f += b;
            b += ((c << 30 | c >>> 2) ^ (c << 19 | c >>> 13) ^ (c << 10 | c >>> 22)) + (c & d | e & (c | d));
            a += ((f << 26 | f >>> 6) ^ (f << 21 | f >>> 11) ^ (f << 7 | f >>> 25))
                    + (h ^ f & (g ^ h))
                    + k[t + 7]
                    + w[t + 7];
            e += a;
            a += ((b << 30 | b >>> 2) ^ (b << 19 | b >>> 13) ^ (b << 10 | b >>> 22)) + (b & c | d & (b | c));
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
