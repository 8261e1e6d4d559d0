package io.cometsh.files;

import java.nio.ByteBuffer;

/** SHA-256 (FIPS 180-4), written so that Java's first compiler makes fast code: sixteen rounds in a row, no calls. */
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

    /** The schedule of words is in variables: an element of an array costs the first compiler a check and a load each time. */
    private void block(byte[] bytes, int from) {
        int[] k = CONSTANTS;
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        int w0 = bytes[from] << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | bytes[from + 3] & 0xff;
        int w1 = bytes[from + 4] << 24
                | (bytes[from + 5] & 0xff) << 16
                | (bytes[from + 6] & 0xff) << 8
                | bytes[from + 7] & 0xff;
        int w2 = bytes[from + 8] << 24
                | (bytes[from + 9] & 0xff) << 16
                | (bytes[from + 10] & 0xff) << 8
                | bytes[from + 11] & 0xff;
        int w3 = bytes[from + 12] << 24
                | (bytes[from + 13] & 0xff) << 16
                | (bytes[from + 14] & 0xff) << 8
                | bytes[from + 15] & 0xff;
        int w4 = bytes[from + 16] << 24
                | (bytes[from + 17] & 0xff) << 16
                | (bytes[from + 18] & 0xff) << 8
                | bytes[from + 19] & 0xff;
        int w5 = bytes[from + 20] << 24
                | (bytes[from + 21] & 0xff) << 16
                | (bytes[from + 22] & 0xff) << 8
                | bytes[from + 23] & 0xff;
        int w6 = bytes[from + 24] << 24
                | (bytes[from + 25] & 0xff) << 16
                | (bytes[from + 26] & 0xff) << 8
                | bytes[from + 27] & 0xff;
        int w7 = bytes[from + 28] << 24
                | (bytes[from + 29] & 0xff) << 16
                | (bytes[from + 30] & 0xff) << 8
                | bytes[from + 31] & 0xff;
        int w8 = bytes[from + 32] << 24
                | (bytes[from + 33] & 0xff) << 16
                | (bytes[from + 34] & 0xff) << 8
                | bytes[from + 35] & 0xff;
        int w9 = bytes[from + 36] << 24
                | (bytes[from + 37] & 0xff) << 16
                | (bytes[from + 38] & 0xff) << 8
                | bytes[from + 39] & 0xff;
        int w10 = bytes[from + 40] << 24
                | (bytes[from + 41] & 0xff) << 16
                | (bytes[from + 42] & 0xff) << 8
                | bytes[from + 43] & 0xff;
        int w11 = bytes[from + 44] << 24
                | (bytes[from + 45] & 0xff) << 16
                | (bytes[from + 46] & 0xff) << 8
                | bytes[from + 47] & 0xff;
        int w12 = bytes[from + 48] << 24
                | (bytes[from + 49] & 0xff) << 16
                | (bytes[from + 50] & 0xff) << 8
                | bytes[from + 51] & 0xff;
        int w13 = bytes[from + 52] << 24
                | (bytes[from + 53] & 0xff) << 16
                | (bytes[from + 54] & 0xff) << 8
                | bytes[from + 55] & 0xff;
        int w14 = bytes[from + 56] << 24
                | (bytes[from + 57] & 0xff) << 16
                | (bytes[from + 58] & 0xff) << 8
                | bytes[from + 59] & 0xff;
        int w15 = bytes[from + 60] << 24
                | (bytes[from + 61] & 0xff) << 16
                | (bytes[from + 62] & 0xff) << 8
                | bytes[from + 63] & 0xff;
        for (int t = 0; ; t += 16) {
            h += ((e << 26 | e >>> 6) ^ (e << 21 | e >>> 11) ^ (e << 7 | e >>> 25)) + (g ^ e & (f ^ g)) + k[t] + w0;
            d += h;
            h += ((a << 30 | a >>> 2) ^ (a << 19 | a >>> 13) ^ (a << 10 | a >>> 22)) + (a & b | c & (a | b));
            g += ((d << 26 | d >>> 6) ^ (d << 21 | d >>> 11) ^ (d << 7 | d >>> 25)) + (f ^ d & (e ^ f)) + k[t + 1] + w1;
            c += g;
            g += ((h << 30 | h >>> 2) ^ (h << 19 | h >>> 13) ^ (h << 10 | h >>> 22)) + (h & a | b & (h | a));
            f += ((c << 26 | c >>> 6) ^ (c << 21 | c >>> 11) ^ (c << 7 | c >>> 25)) + (e ^ c & (d ^ e)) + k[t + 2] + w2;
            b += f;
            f += ((g << 30 | g >>> 2) ^ (g << 19 | g >>> 13) ^ (g << 10 | g >>> 22)) + (g & h | a & (g | h));
            e += ((b << 26 | b >>> 6) ^ (b << 21 | b >>> 11) ^ (b << 7 | b >>> 25)) + (d ^ b & (c ^ d)) + k[t + 3] + w3;
            a += e;
            e += ((f << 30 | f >>> 2) ^ (f << 19 | f >>> 13) ^ (f << 10 | f >>> 22)) + (f & g | h & (f | g));
            d += ((a << 26 | a >>> 6) ^ (a << 21 | a >>> 11) ^ (a << 7 | a >>> 25)) + (c ^ a & (b ^ c)) + k[t + 4] + w4;
            h += d;
            d += ((e << 30 | e >>> 2) ^ (e << 19 | e >>> 13) ^ (e << 10 | e >>> 22)) + (e & f | g & (e | f));
            c += ((h << 26 | h >>> 6) ^ (h << 21 | h >>> 11) ^ (h << 7 | h >>> 25)) + (b ^ h & (a ^ b)) + k[t + 5] + w5;
            g += c;
            c += ((d << 30 | d >>> 2) ^ (d << 19 | d >>> 13) ^ (d << 10 | d >>> 22)) + (d & e | f & (d | e));
            b += ((g << 26 | g >>> 6) ^ (g << 21 | g >>> 11) ^ (g << 7 | g >>> 25)) + (a ^ g & (h ^ a)) + k[t + 6] + w6;
            f += b;
            b += ((c << 30 | c >>> 2) ^ (c << 19 | c >>> 13) ^ (c << 10 | c >>> 22)) + (c & d | e & (c | d));
            a += ((f << 26 | f >>> 6) ^ (f << 21 | f >>> 11) ^ (f << 7 | f >>> 25)) + (h ^ f & (g ^ h)) + k[t + 7] + w7;
            e += a;
            a += ((b << 30 | b >>> 2) ^ (b << 19 | b >>> 13) ^ (b << 10 | b >>> 22)) + (b & c | d & (b | c));
            h += ((e << 26 | e >>> 6) ^ (e << 21 | e >>> 11) ^ (e << 7 | e >>> 25)) + (g ^ e & (f ^ g)) + k[t + 8] + w8;
            d += h;
            h += ((a << 30 | a >>> 2) ^ (a << 19 | a >>> 13) ^ (a << 10 | a >>> 22)) + (a & b | c & (a | b));
            g += ((d << 26 | d >>> 6) ^ (d << 21 | d >>> 11) ^ (d << 7 | d >>> 25)) + (f ^ d & (e ^ f)) + k[t + 9] + w9;
            c += g;
            g += ((h << 30 | h >>> 2) ^ (h << 19 | h >>> 13) ^ (h << 10 | h >>> 22)) + (h & a | b & (h | a));
            f += ((c << 26 | c >>> 6) ^ (c << 21 | c >>> 11) ^ (c << 7 | c >>> 25))
                    + (e ^ c & (d ^ e))
                    + k[t + 10]
                    + w10;
            b += f;
            f += ((g << 30 | g >>> 2) ^ (g << 19 | g >>> 13) ^ (g << 10 | g >>> 22)) + (g & h | a & (g | h));
            e += ((b << 26 | b >>> 6) ^ (b << 21 | b >>> 11) ^ (b << 7 | b >>> 25))
                    + (d ^ b & (c ^ d))
                    + k[t + 11]
                    + w11;
            a += e;
            e += ((f << 30 | f >>> 2) ^ (f << 19 | f >>> 13) ^ (f << 10 | f >>> 22)) + (f & g | h & (f | g));
            d += ((a << 26 | a >>> 6) ^ (a << 21 | a >>> 11) ^ (a << 7 | a >>> 25))
                    + (c ^ a & (b ^ c))
                    + k[t + 12]
                    + w12;
            h += d;
            d += ((e << 30 | e >>> 2) ^ (e << 19 | e >>> 13) ^ (e << 10 | e >>> 22)) + (e & f | g & (e | f));
            c += ((h << 26 | h >>> 6) ^ (h << 21 | h >>> 11) ^ (h << 7 | h >>> 25))
                    + (b ^ h & (a ^ b))
                    + k[t + 13]
                    + w13;
            g += c;
            c += ((d << 30 | d >>> 2) ^ (d << 19 | d >>> 13) ^ (d << 10 | d >>> 22)) + (d & e | f & (d | e));
            b += ((g << 26 | g >>> 6) ^ (g << 21 | g >>> 11) ^ (g << 7 | g >>> 25))
                    + (a ^ g & (h ^ a))
                    + k[t + 14]
                    + w14;
            f += b;
            b += ((c << 30 | c >>> 2) ^ (c << 19 | c >>> 13) ^ (c << 10 | c >>> 22)) + (c & d | e & (c | d));
            a += ((f << 26 | f >>> 6) ^ (f << 21 | f >>> 11) ^ (f << 7 | f >>> 25))
                    + (h ^ f & (g ^ h))
                    + k[t + 15]
                    + w15;
            e += a;
            a += ((b << 30 | b >>> 2) ^ (b << 19 | b >>> 13) ^ (b << 10 | b >>> 22)) + (b & c | d & (b | c));
            if (t == BLOCK - 16) {
                break;
            }
            w0 += ((w1 << 25 | w1 >>> 7) ^ (w1 << 14 | w1 >>> 18) ^ w1 >>> 3)
                    + w9
                    + ((w14 << 15 | w14 >>> 17) ^ (w14 << 13 | w14 >>> 19) ^ w14 >>> 10);
            w1 += ((w2 << 25 | w2 >>> 7) ^ (w2 << 14 | w2 >>> 18) ^ w2 >>> 3)
                    + w10
                    + ((w15 << 15 | w15 >>> 17) ^ (w15 << 13 | w15 >>> 19) ^ w15 >>> 10);
            w2 += ((w3 << 25 | w3 >>> 7) ^ (w3 << 14 | w3 >>> 18) ^ w3 >>> 3)
                    + w11
                    + ((w0 << 15 | w0 >>> 17) ^ (w0 << 13 | w0 >>> 19) ^ w0 >>> 10);
            w3 += ((w4 << 25 | w4 >>> 7) ^ (w4 << 14 | w4 >>> 18) ^ w4 >>> 3)
                    + w12
                    + ((w1 << 15 | w1 >>> 17) ^ (w1 << 13 | w1 >>> 19) ^ w1 >>> 10);
            w4 += ((w5 << 25 | w5 >>> 7) ^ (w5 << 14 | w5 >>> 18) ^ w5 >>> 3)
                    + w13
                    + ((w2 << 15 | w2 >>> 17) ^ (w2 << 13 | w2 >>> 19) ^ w2 >>> 10);
            w5 += ((w6 << 25 | w6 >>> 7) ^ (w6 << 14 | w6 >>> 18) ^ w6 >>> 3)
                    + w14
                    + ((w3 << 15 | w3 >>> 17) ^ (w3 << 13 | w3 >>> 19) ^ w3 >>> 10);
            w6 += ((w7 << 25 | w7 >>> 7) ^ (w7 << 14 | w7 >>> 18) ^ w7 >>> 3)
                    + w15
                    + ((w4 << 15 | w4 >>> 17) ^ (w4 << 13 | w4 >>> 19) ^ w4 >>> 10);
            w7 += ((w8 << 25 | w8 >>> 7) ^ (w8 << 14 | w8 >>> 18) ^ w8 >>> 3)
                    + w0
                    + ((w5 << 15 | w5 >>> 17) ^ (w5 << 13 | w5 >>> 19) ^ w5 >>> 10);
            w8 += ((w9 << 25 | w9 >>> 7) ^ (w9 << 14 | w9 >>> 18) ^ w9 >>> 3)
                    + w1
                    + ((w6 << 15 | w6 >>> 17) ^ (w6 << 13 | w6 >>> 19) ^ w6 >>> 10);
            w9 += ((w10 << 25 | w10 >>> 7) ^ (w10 << 14 | w10 >>> 18) ^ w10 >>> 3)
                    + w2
                    + ((w7 << 15 | w7 >>> 17) ^ (w7 << 13 | w7 >>> 19) ^ w7 >>> 10);
            w10 += ((w11 << 25 | w11 >>> 7) ^ (w11 << 14 | w11 >>> 18) ^ w11 >>> 3)
                    + w3
                    + ((w8 << 15 | w8 >>> 17) ^ (w8 << 13 | w8 >>> 19) ^ w8 >>> 10);
            w11 += ((w12 << 25 | w12 >>> 7) ^ (w12 << 14 | w12 >>> 18) ^ w12 >>> 3)
                    + w4
                    + ((w9 << 15 | w9 >>> 17) ^ (w9 << 13 | w9 >>> 19) ^ w9 >>> 10);
            w12 += ((w13 << 25 | w13 >>> 7) ^ (w13 << 14 | w13 >>> 18) ^ w13 >>> 3)
                    + w5
                    + ((w10 << 15 | w10 >>> 17) ^ (w10 << 13 | w10 >>> 19) ^ w10 >>> 10);
            w13 += ((w14 << 25 | w14 >>> 7) ^ (w14 << 14 | w14 >>> 18) ^ w14 >>> 3)
                    + w6
                    + ((w11 << 15 | w11 >>> 17) ^ (w11 << 13 | w11 >>> 19) ^ w11 >>> 10);
            w14 += ((w15 << 25 | w15 >>> 7) ^ (w15 << 14 | w15 >>> 18) ^ w15 >>> 3)
                    + w7
                    + ((w12 << 15 | w12 >>> 17) ^ (w12 << 13 | w12 >>> 19) ^ w12 >>> 10);
            w15 += ((w0 << 25 | w0 >>> 7) ^ (w0 << 14 | w0 >>> 18) ^ w0 >>> 3)
                    + w8
                    + ((w13 << 15 | w13 >>> 17) ^ (w13 << 13 | w13 >>> 19) ^ w13 >>> 10);
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
