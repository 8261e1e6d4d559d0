package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.plot.ImageProtocol;
import io.cometsh.plot.LinePlot;
import io.cometsh.plot.Palette;
import io.cometsh.plot.Plot;
import io.cometsh.plot.PlotException;
import io.cometsh.plot.Point;
import io.cometsh.plot.Series;
import io.cometsh.plot.Series.Coverage;
import io.cometsh.plot.XAxis;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which form a plot takes in which terminal, and how large. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlotDisplayTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");
    private static final Pattern RASTER = Pattern.compile("\"1;1;(\\d+);(\\d+)");
    private static final Plot PLOT = new LinePlot(
            "loss",
            XAxis.STEP,
            false,
            0,
            List.of(new Series(
                    "run",
                    IntStream.range(0, 20).mapToObj(i -> new Point(i, 20 - i)).toList(),
                    Coverage.SAMPLED)),
            List.of());

    private static PlotDisplay display(Map<String, String> environment, String images, TerminalTraits traits) {
        return PlotDisplay.of(environment, images, traits, true, false, 30);
    }

    private static TerminalTraits sixel(int cellWidth, int cellHeight) {
        return new TerminalTraits(ImageProtocol.SIXEL, cellWidth, cellHeight, 0xFFFFFF);
    }

    @Test
    void the_terminals_answer_overrides_the_environment() {
        assertThat(display(XTERM, "auto", TerminalTraits.UNKNOWN).images()).isNull();
        assertThat(display(XTERM, "auto", sixel(8, 17)).images()).isEqualTo(ImageProtocol.SIXEL);
        Map<String, String> passedOn = Map.of("TERM", "screen", "KITTY_WINDOW_ID", "1", "TMUX", "x");
        assertThat(display(passedOn, "auto", TerminalTraits.UNKNOWN).images()).isNull();
        assertThat(display(passedOn, "auto", sixel(8, 17)).images()).isEqualTo(ImageProtocol.SIXEL);
    }

    @Test
    void iterm2_and_wezterm_have_sixels_and_get_what_keeps_all_colours() {
        for (String program : List.of("iTerm.app", "WezTerm")) {
            Map<String, String> environment = Map.of("TERM", "xterm-256color", "TERM_PROGRAM", program);
            assertThat(display(environment, "auto", sixel(8, 17)).images()).isEqualTo(ImageProtocol.ITERM2);
        }
    }

    @Test
    void an_explicit_setting_overrides_both() {
        assertThat(display(XTERM, "none", sixel(8, 17)).images()).isNull();
        assertThat(display(XTERM, "kitty", sixel(8, 17)).images()).isEqualTo(ImageProtocol.KITTY);
        assertThatThrownBy(() -> display(XTERM, "gif", sixel(8, 17)))
                .isInstanceOf(PlotException.class)
                .hasMessage("pictures in a terminal are auto, kitty, iterm2, sixel or none, not \"gif\"");
    }

    @ParameterizedTest
    @CsvSource({"8, 17, 100", "8, 17, 60", "10, 20, 80", "20, 40, 120", "6, 13, 200", "0, 0, 80"})
    void a_picture_fits_the_window_with_room_for_the_next_prompt(int cellWidth, int cellHeight, int columns) {
        String text = display(XTERM, "auto", sixel(cellWidth, cellHeight)).text(PLOT, columns);
        Matcher raster = RASTER.matcher(text);
        assertThat(raster.find()).isTrue();
        int width = Integer.parseInt(raster.group(1));
        int height = Integer.parseInt(raster.group(2));
        int high = cellHeight == 0 ? 17 : cellHeight;
        assertThat(width).isLessThan(columns * (cellWidth == 0 ? 8 : cellWidth)).isGreaterThan(width / 2);
        assertThat(height % high).as("whole lines").isZero();
        int remarks = (int) text.substring(text.indexOf("\u001b\\") + 3).lines().count();
        assertThat(height / high + remarks).isLessThanOrEqualTo(30 - 2);
    }

    @Test
    void small_pixels_get_larger_letters_and_not_only_a_larger_picture() {
        String usual = display(XTERM, "auto", sixel(8, 17)).text(PLOT, 80);
        String fine = display(XTERM, "auto", sixel(16, 34)).text(PLOT, 80);
        Matcher small = RASTER.matcher(usual);
        Matcher large = RASTER.matcher(fine);
        assertThat(small.find() && large.find()).isTrue();
        assertThat(Integer.parseInt(large.group(1))).isEqualTo(2 * Integer.parseInt(small.group(1)));
        assertThat(Integer.parseInt(large.group(2))).isEqualTo(2 * Integer.parseInt(small.group(2)));
    }

    @Test
    void a_window_without_room_for_a_picture_gets_text() {
        assertThat(display(XTERM, "auto", sixel(8, 17)).text(PLOT, 30)).startsWith("loss by step\n");
        assertThat(PlotDisplay.of(XTERM, "auto", sixel(8, 17), true, false, 10).text(PLOT, 100))
                .startsWith("loss by step\n");
    }

    @Test
    void notes_about_a_picture_are_text_below_it() {
        assertThat(display(XTERM, "auto", sixel(8, 17)).text(PLOT, 80))
                .endsWith("\u001b\\\nas the server samples them for charts; full: true asks for every point\n");
    }

    @Test
    void colours_are_for_the_ground_and_as_many_as_the_terminal_has() {
        assertThat(display(XTERM, "none", TerminalTraits.UNKNOWN).palette()).isEqualTo(Palette.DARK);
        assertThat(PlotDisplay.of(XTERM, "none", TerminalTraits.UNKNOWN, true, true, 0)
                        .palette())
                .isEqualTo(Palette.LIGHT);
        Map<String, String> few = Map.of("TERM", "linux");
        assertThat(display(few, "none", TerminalTraits.UNKNOWN).palette()).isEqualTo(Palette.ANSI);
        assertThat(PlotDisplay.of(few, "none", TerminalTraits.UNKNOWN, true, true, 0)
                        .palette())
                .isEqualTo(Palette.ANSI_LIGHT);
        assertThat(display(Map.of("WT_SESSION", "x", "SystemRoot", "C:\\Windows"), "none", TerminalTraits.UNKNOWN))
                .extracting(PlotDisplay::palette, PlotDisplay::blocks)
                .containsExactly(Palette.DARK, false);
        assertThat(PlotDisplay.of(XTERM, "none", TerminalTraits.UNKNOWN, false, true, 0)
                        .palette())
                .isEqualTo(Palette.NONE);
    }

    @Test
    void in_words_nothing_is_drawn() {
        assertThat(PlotDisplay.inWords().text(PLOT, 80)).isEqualTo("""
                loss by step: 1 curve
                run: falls from 20 at 0, to 1 at 19; min 1 at 19; max 20 at 0; 20 points, among them 16 at 4, 11 at 9, 6 at 14
                as the server samples them for charts; full: true asks for every point
                """);
    }
}
