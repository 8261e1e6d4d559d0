package io.cometsh.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether curves can be distinguished, also by people with a colour vision deficiency. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaletteTest {
    /** How much of each kind of light arrives: Machado, Oliveira and Fernandes 2009, of full severity. */
    private enum Eye {
        USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Eye(double... matrix) {
            this.matrix = matrix;
        }

        double[] see(double[] light) {
            double[] seen = new double[3];
            for (int i = 0; i < 3; i++) {
                seen[i] = Math.min(
                        1,
                        Math.max(
                                0,
                                matrix[3 * i] * light[0]
                                        + matrix[3 * i + 1] * light[1]
                                        + matrix[3 * i + 2] * light[2]));
            }
            return seen;
        }
    }

    private static double[] light(int colour) {
        double[] light = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = (colour >> 16 - 8 * i & 0xFF) / 255.0;
            light[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        return light;
    }

    private static double brightness(double[] light) {
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
    }

    /** CIELAB, in which equal distances look about equal. */
    private static double[] lab(double[] light) {
        double x = bent((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.9505);
        double y = bent(brightness(light));
        double z = bent((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double bent(double part) {
        return part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116.0;
    }

    private static double distance(int a, int b, Eye eye) {
        double[] first = lab(eye.see(light(a)));
        double[] second = lab(eye.see(light(b)));
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> (first[i] - second[i]) * (first[i] - second[i]))
                .sum());
    }

    private static double contrast(int a, int b) {
        double first = brightness(light(a)) + 0.05;
        double second = brightness(light(b)) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    /** The cube and the greys of xterm's 256 colours. */
    private static int indexed(int index) {
        if (index >= 232) {
            return (8 + 10 * (index - 232)) * 0x10101;
        }
        int[] levels = {0, 95, 135, 175, 215, 255};
        int place = index - 16;
        return levels[place / 36] << 16 | levels[place / 6 % 6] << 8 | levels[place % 6];
    }

    private static void areApart(List<Integer> colours, Eye eye, double least) {
        for (int i = 0; i < colours.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(colours.get(i), colours.get(j), eye))
                        .as("%06x and %06x for %s", colours.get(i), colours.get(j), eye)
                        .isGreaterThan(least);
            }
        }
    }

    private static List<Integer> of(Palette palette) {
        return IntStream.of(palette.colours()).map(PaletteTest::indexed).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void curves_in_text_stay_apart_for_every_eye(Eye eye) {
        areApart(of(Palette.DARK), eye, 20);
        areApart(of(Palette.LIGHT), eye, 20);
    }

    @Test
    void curves_in_text_can_be_read_on_their_ground() {
        assertThat(of(Palette.DARK))
                .allSatisfy(colour -> assertThat(contrast(colour, 0x000000)).isGreaterThan(4.5));
        assertThat(of(Palette.LIGHT))
                .allSatisfy(colour -> assertThat(contrast(colour, 0xFFFFFF)).isGreaterThan(4));
    }

    /** Looked at in the picture itself: eight level lines, one above the other. */
    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0xFFFFFF, 0x232627})
    void curves_in_a_picture_stay_apart_and_show_on_their_ground(int ground) throws IOException {
        List<Series> series = IntStream.range(0, 8)
                .mapToObj(i -> new Series("run " + i, List.of(new Point(0, i), new Point(10, i)), Series.Coverage.FULL))
                .toList();
        Plot plot = new LinePlot("loss", XAxis.STEP, false, 0, series, List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlotImage.of(plot, new Canvas(800, 400, 1, ground, true)).png(bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        List<Integer> colours =
                IntStream.of(PlotImage.colours(Canvas.isDark(ground))).boxed().toList();
        Set<Integer> seen = IntStream.of(image.getRGB(0, 0, 800, 400, null, 0, 800))
                .mapToObj(pixel -> pixel & 0xFFFFFF)
                .collect(Collectors.toSet());
        assertThat(colours).hasSize(8).allSatisfy(colour -> assertThat(seen).contains(colour));
        assertThat(colours)
                .allSatisfy(colour -> assertThat(contrast(colour, ground)).isGreaterThan(1.9));
        for (Eye eye : Eye.values()) {
            areApart(colours, eye, 12);
        }
    }
}
