package io.cometsh.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.plot.Series.Coverage;
import io.cometsh.support.Python;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures, decoded by others: Java's own reader for PNG, and {@code pictures.py} for what a terminal is sent. */
@Tag("python")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlotImageTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 180;
    private static final Plot CURVES = new LinePlot(
            "loss",
            XAxis.STEP,
            false,
            0,
            List.of(
                    new Series("a", points(50, 1), Coverage.FULL),
                    new Series("a", points(50, 2), Coverage.SAMPLED),
                    new Series("single", points(1, 3), Coverage.FULL)),
            List.of());

    @TempDir
    private Path folder;

    private static List<Point> points(int count, double factor) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Point(i, i == 20 ? Double.NaN : factor / (i + 1)))
                .toList();
    }

    private static BufferedImage png(Plot plot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlotImage.of(plot, WIDTH, HEIGHT).png(bytes);
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_terminal_is_sent_shows_the_same_pixels_as_the_png(ImageProtocol protocol) throws IOException {
        String script = Files.readString(Path.of("src/shell/test/python/pictures.py"), StandardCharsets.UTF_8);
        List<String> lines = Python.run(
                        script, PlotImage.of(CURVES, WIDTH, HEIGHT).inline(protocol))
                .lines()
                .toList();
        BufferedImage image = png(CURVES);
        assertThat(lines.get(0)).isEqualTo(WIDTH + " " + HEIGHT);
        int far = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int shown = Integer.parseInt(lines.get(y + 1).substring(6 * x, 6 * x + 6), 16);
                far += distance(shown, image.getRGB(x, y)) > (protocol == ImageProtocol.SIXEL ? 12 : 0) ? 1 : 0;
            }
        }
        // Of the soft edges' many colours sixels keep the most frequent; the others become their nearest.
        assertThat(far)
                .as("pixels whose colour is another")
                .isLessThanOrEqualTo(protocol == ImageProtocol.SIXEL ? WIDTH * HEIGHT / 100 : 0);
    }

    private static int distance(int a, int b) {
        int most = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            most = Math.max(most, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
        }
        return most;
    }

    @Test
    void sixels_have_run_lengths_and_stay_small() {
        String sixels = PlotImage.of(CURVES, PlotImage.WIDTH, PlotImage.HEIGHT).inline(ImageProtocol.SIXEL);
        assertThat(sixels.length()).isLessThan(100_000);
    }

    @Test
    void more_colours_than_a_terminal_has_become_the_nearest_that_occur_often() {
        int[] pixels = IntStream.range(0, 600)
                .map(i -> i < 300 ? 0xFF0000 : (i % 256) << 8 | i % 200)
                .toArray();
        String sixels = Sixel.encode(pixels, 30);
        assertThat(sixels)
                .startsWith("\u001bP0;1q\"1;1;30;20#0;2;100;0;0")
                .contains("#63;2")
                .doesNotContain("#64");
    }

    @Test
    void a_band_is_an_area_in_the_colour_of_its_curve_that_the_curve_is_seen_through() throws IOException {
        List<Point> flat =
                IntStream.range(0, 11).mapToObj(i -> new Point(i, 1, 0, 2)).toList();
        BufferedImage banded = png(
                new LinePlot("loss", XAxis.STEP, false, 0, List.of(new Series("x", flat, Coverage.FULL)), List.of()));
        int colour = PlotImage.colours(false)[0];
        int curve = 0;
        int area = 0;
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                int pixel = banded.getRGB(x, y) & 0xFFFFFF;
                int blue = pixel & 0xFF;
                int red = pixel >> 16;
                curve += distance(pixel, colour) < 40 ? 1 : 0;
                area += blue - red > 20 && blue > 200 ? 1 : 0;
            }
        }
        assertThat(curve).isBetween(WIDTH / 3, WIDTH * 5);
        assertThat(area).isGreaterThan(WIDTH * HEIGHT / 4);
    }

    @Test
    void every_kind_of_plot_has_a_picture() throws IOException {
        List<Plot> plots = List.of(
                new LinePlot("empty", XAxis.STEP, true, 0, List.of(), List.of("no experiments were given")),
                new LinePlot(
                        "log",
                        XAxis.DURATION,
                        true,
                        0.5,
                        List.of(new Series("x", points(30, 1), Coverage.FULL)),
                        List.of()),
                new LinePlot(
                        "time",
                        XAxis.TIME,
                        false,
                        0,
                        List.of(new Series("x", points(30, 1e6), Coverage.FULL)),
                        List.of()),
                new LinePlot(
                        "infinite",
                        XAxis.INDEX,
                        false,
                        0,
                        List.of(new Series(
                                "x",
                                List.of(
                                        new Point(0, Double.POSITIVE_INFINITY),
                                        new Point(1, -1e300),
                                        new Point(2, 1e300)),
                                Coverage.FULL)),
                        List.of()),
                new BarPlot("bars", List.of(BarPlot.Bar.of("adam", List.of(1.0, 2.0))), List.of("2 runs have none")),
                new BarPlot("no bars", List.of(), List.of()));
        for (Plot plot : plots) {
            BufferedImage image = png(plot);
            assertThat(image.getWidth()).isEqualTo(WIDTH);
            assertThat(image.getHeight()).isEqualTo(HEIGHT);
        }
    }

    @Test
    void values_farther_apart_than_the_largest_number_are_drawn_to_their_end() throws IOException {
        Plot plot = new LinePlot(
                "huge",
                XAxis.INDEX,
                false,
                0,
                List.of(new Series(
                        "x",
                        List.of(new Point(0, 0), new Point(1, 5e307), new Point(2, -1e308), new Point(3, 1e308)),
                        Coverage.FULL)),
                List.of());
        BufferedImage image = png(plot);
        int curve = PlotImage.colours(false)[0];
        int low = HEIGHT;
        int high = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = WIDTH / 3; x < WIDTH * 7 / 10; x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == curve) {
                    low = Math.min(low, y);
                    high = Math.max(high, y);
                }
            }
        }
        assertThat(high - low).isGreaterThan(HEIGHT / 2);
    }

    @Test
    void a_legend_names_as_many_curves_as_have_room() throws IOException {
        List<Series> many = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> new Series("run-" + i, points(5, i), Coverage.FULL))
                .toList();
        Plot plot = new LinePlot("loss", XAxis.STEP, false, 0, many, List.of());
        Plot few =
                new LinePlot("loss", XAxis.STEP, false, 0, List.of(many.get(0), many.get(28), many.get(29)), List.of());
        // What a higher picture has more of besides names are numbers at its axis, and those are the same for both.
        long numbers = texts(few, 800) - texts(few, 380);
        assertThat(texts(plot, 800) - texts(plot, 380) - numbers).isBetween(13L, 15L);
    }

    @Test
    void bars_with_long_names_have_each_its_name() throws IOException {
        List<BarPlot.Bar> bars = IntStream.range(0, 24)
                .mapToObj(i -> BarPlot.Bar.of("a long name " + i, List.of(1.0 + i)))
                .toList();
        assertThat(texts(new BarPlot("bars", bars, List.of()), 400)).isGreaterThanOrEqualTo(24 + 3);
    }

    /** Each text is a shape of its own in an SVG. */
    private long texts(Plot plot, int height) throws IOException {
        Path svg = folder.resolve("texts.svg");
        PlotFile.write(plot, svg, 700, height);
        return Files.readString(svg, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("<path ") && line.contains("stroke:none"))
                .count();
    }

    @Test
    void a_picture_may_be_read_by_whom_other_files_may() throws IOException {
        Path other = Files.createFile(folder.resolve("other"));
        Path png = folder.resolve("loss.png");
        PlotFile.write(CURVES, png, WIDTH, HEIGHT);
        assertThat(Files.getPosixFilePermissions(png)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void the_ending_of_a_file_decides_its_kind() throws IOException {
        Path svg = folder.resolve("loss.svg");
        PlotFile.write(CURVES, svg, WIDTH, HEIGHT);
        assertThat(Files.readString(svg, StandardCharsets.UTF_8))
                .startsWith("<?xml")
                .contains("<svg", "<line");
        Path png = folder.resolve("loss.PNG");
        PlotFile.write(CURVES, png, WIDTH, HEIGHT);
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(WIDTH);
        Path pdf = folder.resolve("loss.pdf");
        PlotFile.write(CURVES, pdf, 960, 540);
        assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.4")
                .contains("/MediaBox [0 0 720")
                .endsWith("%%EOF\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(svg, png, pdf);
        }
        assertThatThrownBy(() -> PlotFile.write(CURVES, folder.resolve("loss.gif"), WIDTH, HEIGHT))
                .isInstanceOf(PlotException.class)
                .hasMessageStartingWith("a plot is written as .png, .svg or .pdf, not as \"")
                .hasMessageEndingWith("loss.gif\"");
        assertThatThrownBy(() -> PlotFile.write(CURVES, folder.resolve("no/loss.png"), WIDTH, HEIGHT))
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> PlotImage.of(CURVES, 10, 10)).hasMessageContaining("not 10 by 10");
    }

    @Test
    void a_terminal_is_known_by_its_environment() {
        assertThat(ImageProtocol.of(Map.of("TERM", "xterm-kitty"))).contains(ImageProtocol.KITTY);
        assertThat(ImageProtocol.of(Map.of("TERM", "xterm-256color", "TERM_PROGRAM", "iTerm.app")))
                .contains(ImageProtocol.ITERM2);
        assertThat(ImageProtocol.of(Map.of("TERM", "foot"))).contains(ImageProtocol.SIXEL);
        assertThat(ImageProtocol.of(Map.of("TERM", "xterm-256color"))).isEmpty();
        assertThat(ImageProtocol.of(Map.of("TERM", "screen", "KITTY_WINDOW_ID", "1")))
                .isEmpty();
        assertThat(ImageProtocol.of(Map.of("TERM", "xterm", "TMUX", "x", "TERM_PROGRAM", "iTerm.app")))
                .isEmpty();
        assertThat(ImageProtocol.wanted(Map.of("COMETSH_IMAGES", "Sixel"))).isEqualTo("Sixel");
        assertThat(ImageProtocol.wanted(Map.of("COMETSH_IMAGES", ""))).isEqualTo("auto");
        assertThat(ImageProtocol.named("Sixel")).contains(ImageProtocol.SIXEL);
        assertThat(ImageProtocol.named("none")).isEmpty();
    }
}
