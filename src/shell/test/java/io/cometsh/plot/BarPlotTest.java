package io.cometsh.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.export.TextWidth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Bars as text, whole; and sparklines. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BarPlotTest {
    private static final TextStyle SMALL = new TextStyle(60, 8, Palette.NONE, false);

    @Test
    void a_bar_has_its_mean_its_deviation_and_its_number() {
        BarPlot plot = new BarPlot(
                "accuracy by optimizer",
                List.of(
                        BarPlot.Bar.of("adam", List.of(0.9, 0.8, 1.0)),
                        BarPlot.Bar.of("sgd", List.of(0.45)),
                        BarPlot.Bar.of("日本", List.of(0.0, 0.0))),
                List.of("2 runs have no accuracy"));
        assertThat(plot.text(SMALL)).isEqualTo("""
                accuracy by optimizer
                adam │█████████████████████████████├███▎  ┤ 0.9 ± 0.1 (n 3)
                sgd  │████████████████▋                     0.45 (n 1)
                日本 │                                      0 ± 0 (n 2)
                  2 runs have no accuracy
                """);
    }

    @Test
    void bars_below_zero_grow_to_the_left() {
        BarPlot plot = new BarPlot(
                "reward by seed",
                List.of(BarPlot.Bar.of("1", List.of(-2.0)), BarPlot.Bar.of("2", List.of(2.0))),
                List.of());
        assertThat(plot.text(SMALL)).isEqualTo("""
                reward by seed
                1 │████████████████████████                        -2 (n 1)
                2 │                        ███████████████████████ 2 (n 1)
                """);
    }

    @Test
    void an_empty_plot_has_a_note_and_no_line_is_too_wide() {
        assertThat(new BarPlot("a by b", List.of(), List.of()).text(SMALL)).isEqualTo("a by b\n  no values to draw\n");
        BarPlot wide = new BarPlot(
                "t", List.of(BarPlot.Bar.of("a very long value of a parameter", List.of(1e150, 2e150))), List.of());
        assertThat(wide.text(new TextStyle(40, 8, Palette.NONE, false)).lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(40));
    }
}
