package io.cometsh.plot;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A picture as sixels: bands of six lines, in each of them one pass a colour, with run lengths. The most frequent
 * colours are used; the others become the nearest of them, which in a plot are the soft edges of its lines.
 */
final class Sixel {
    private static final int BAND = 6;
    private static final int COLOURS = 64;
    private static final int SHORT_RUN = 3;
    private static final int FIRST_SIXEL = '?';

    private final StringBuilder out = new StringBuilder();

    private Sixel() {}

    /** @param pixels as 0xRRGGBB, line by line */
    static String encode(int[] pixels, int width) {
        Sixel sixel = new Sixel();
        sixel.write(pixels, width, pixels.length / width);
        return sixel.out.toString();
    }

    private void write(int[] pixels, int width, int height) {
        int[] palette = palette(pixels);
        int[] indexed = indexed(pixels, palette);
        // P2=1: what no sixel covers stays as it is; the raster gives the size beforehand.
        out.append("\u001bP0;1q\"1;1;").append(width).append(';').append(height);
        for (int i = 0; i < palette.length; i++) {
            out.append('#').append(i).append(";2");
            for (int shift = 16; shift >= 0; shift -= 8) {
                out.append(';').append(Math.round((palette[i] >> shift & 0xFF) * 100 / 255f));
            }
        }
        for (int top = 0; top < height; top += BAND) {
            band(indexed, width, top, Math.min(BAND, height - top));
        }
        out.append("\u001b\\\n");
    }

    private void band(int[] indexed, int width, int top, int lines) {
        Map<Integer, int[]> passes = new LinkedHashMap<>();
        for (int line = 0; line < lines; line++) {
            for (int x = 0; x < width; x++) {
                passes.computeIfAbsent(indexed[(top + line) * width + x], any -> new int[width])[x] |= 1 << line;
            }
        }
        String separator = "";
        for (Map.Entry<Integer, int[]> pass : passes.entrySet()) {
            out.append(separator).append('#').append(pass.getKey());
            runs(pass.getValue());
            separator = "$";
        }
        out.append('-');
    }

    private void runs(int[] bits) {
        int end = bits.length;
        while (end > 0 && bits[end - 1] == 0) {
            end--;
        }
        for (int from = 0; from < end; ) {
            int to = from + 1;
            while (to < end && bits[to] == bits[from]) {
                to++;
            }
            String sign = String.valueOf((char) (FIRST_SIXEL + bits[from]));
            out.append(to - from > SHORT_RUN ? "!" + (to - from) + sign : sign.repeat(to - from));
            from = to;
        }
    }

    private static int[] palette(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private static int[] indexed(int[] pixels, int[] palette) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < palette.length; i++) {
            places.put(palette[i], i);
        }
        return Arrays.stream(pixels)
                .map(pixel -> places.computeIfAbsent(pixel & 0xFFFFFF, colour -> nearest(colour, palette)))
                .toArray();
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int distance = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                int difference = (colour >> shift & 0xFF) - (palette[i] >> shift & 0xFF);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
