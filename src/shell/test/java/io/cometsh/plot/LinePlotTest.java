package io.cometsh.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.export.TextWidth;
import io.cometsh.plot.Series.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves as text, whole. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinePlotTest {
    private static final TextStyle SMALL = new TextStyle(40, 8, Palette.NONE, false);

    private static final TextStyle WIDE = new TextStyle(80, 8, Palette.NONE, false);

    private static Series series(String name, int count, DoubleUnaryOperator y) {
        return new Series(
                name,
                IntStream.range(0, count)
                        .mapToObj(i -> new Point(i, y.applyAsDouble(i)))
                        .toList(),
                Coverage.FULL);
    }

    private static LinePlot plot(Series... series) {
        return new LinePlot("loss", XAxis.STEP, false, 0, List.of(series), List.of());
    }

    private static LinePlot log(Series... series) {
        return new LinePlot("loss", XAxis.STEP, true, 0, List.of(series), List.of());
    }

    private static Series band(String name, int count, DoubleUnaryOperator y, double width) {
        return new Series(
                name,
                IntStream.range(0, count)
                        .mapToObj(i -> new Point(
                                i, y.applyAsDouble(i), y.applyAsDouble(i) - width, y.applyAsDouble(i) + width))
                        .toList(),
                Coverage.FULL);
    }

    @Test
    void a_band_has_dotted_ends_its_width_in_the_legend_and_a_place_in_words() {
        LinePlot banded = plot(band("loss", 101, i -> 100 - i, 20));
        assertThat(banded.text(SMALL)).isEqualTo("""
                loss by step
                    │⠁⠒⠠⠠⡀⡀
                100 ┤⠑⠲⠤⢄⣀⠈⠈⠂⠢⠠⠄⡀
                    │⠂⠤⠠⢀ ⠉⠑⠒⠤⢤⣀⠈⠈⠁⠂⠤⢀⢀
                    │    ⠁⠉⠐⠄⠤⢀⢀⠉⠉⠒⠦⠤⣀⣀⠁⠑⠐⠄⠄⣀
                    │           ⠉⠐⠐⠄⢄⢀⠈⠉⠒⠲⠤⣀⣀⠈⠁⠂⠢⠠⡀⡀
                    │                 ⠈⠁⠒⠠⢀⡀⡀⠉⠓⠒⠤⢄⣀⠈⠈⠂⠂⠄
                  0 ┤                       ⠈⠐⠂⠢⠠⡀⡀⠉⠑⠒⠦⢄
                    │                             ⠈⠈⠂⠂⠤⢀
                    └┬────────────────┬────────────────┬
                     0               50              100
                  loss  last 0 ± 20, min 0 at 100
                """);
        assertThat(banded.words())
                .contains("loss: falls from 100 at 0, to 0 at 100;")
                .contains("; the band reaches from -20 to 20 at the end");
        assertThat(plot(series("loss", 101, i -> 100 - i)).words()).doesNotContain("band");
    }

    @Test
    void a_band_follows_the_smoothed_curve_and_ends_where_a_log_axis_has_no_place() {
        Series smooth = band("loss", 20, i -> i % 2, 0.25).smoothed(0.9);
        assertThat(smooth.points()).allSatisfy(point -> {
            assertThat(point.high() - point.y()).isCloseTo(0.25, org.assertj.core.api.Assertions.within(1e-12));
            assertThat(point.y() - point.low()).isCloseTo(0.25, org.assertj.core.api.Assertions.within(1e-12));
        });
        assertThat(log(band("loss", 5, i -> i + 1, 2)).curves().get(0).points().stream()
                        .filter(Point::hasBand)
                        .map(Point::x))
                .containsExactly(2.0, 3.0, 4.0);
    }

    @Test
    void one_curve_has_axes_round_ticks_and_its_facts() {
        assertThat(plot(series("loss", 101, i -> 100 - i)).text(SMALL)).isEqualTo("""
                loss by step
                100 ┤⠙⠲⠤⣄⡀
                    │    ⠉⠓⠦⣄⣀
                    │        ⠈⠙⠲⢤⣀⡀
                 50 ┤             ⠉⠓⠦⣄⣀
                    │                 ⠈⠙⠲⢤⣀
                    │                     ⠈⠉⠓⠦⣄⡀
                    │                          ⠉⠙⠲⢤⣀
                  0 ┤                              ⠈⠙⠒⠦⣄
                    └┬────────────────┬────────────────┬
                     0               50              100
                  loss  last 0, min 0 at 100
                """);
    }

    @Test
    void several_curves_differ_without_colours_by_their_dashes_and_a_letter_at_their_end() {
        assertThat(plot(series("up", 50, i -> i), series("down", 50, i -> 49 - i), series("flat", 50, i -> 25))
                        .text(SMALL))
                .isEqualTo("""
                loss by step
                   │⠑⠢⢄⡀                       ⢀⡠⠒⠊ A
                40 ┤   ⠈⠉⠢⠄⡀               ⢀⠤⠔⠉⠁
                   │       ⠈⠑⠒⢄⡀       ⣀⡠⠒⠊⠁
                   │⣀⡀⣀⣀⣀⣀⡀⣀⣀⣀⣀⡈⣑⣢⣀⣀⡠⣔⣊⣀⣀⡀⣀⣀⣀⣀⡀⣀⣀⣀⡀ C
                20 ┤           ⢀⡠⠔⠉⠉⠁⠢⢄
                   │       ⢀⡠⠤⠊⠁       ⠉⠑⠤⢄⡀
                   │   ⢀⣀⠔⠊⠁               ⠈⠒⠢⡀⡀
                 0 ┤⡠⠔⠊⠁                       ⠈⠑⠤⢄ B
                   └┬───────────┬────────────┬─────
                    0          20           40
                  A up    last 49, min 0 at 0
                  B down  last 0, min 0 at 49
                  C flat  last 25, min 25 at 0
                """);
    }

    @Test
    void block_characters_are_coarser_and_need_no_braille() {
        String text = plot(series("loss", 101, i -> 100 - i)).text(new TextStyle(40, 8, Palette.NONE, true));
        assertThat(text).isEqualTo("""
                loss by step
                100 ┤▀▚▄▄
                    │    ▀▀▄▄▖
                    │        ▝▀▜▄▄
                 50 ┤             ▀▀▙▄▄
                    │                 ▝▀▜▄▄
                    │                      ▀▀▚▄▖
                    │                          ▝▀▀▄▄▖
                  0 ┤                               ▝▀▚▄
                    └┬────────────────┬────────────────┬
                     0               50              100
                  loss  last 0, min 0 at 100
                """);
    }

    @Test
    void colours_replace_dashes_and_neighbours_share_an_escape_code() {
        String text =
                plot(series("a", 50, i -> 1), series("b", 50, i -> 2)).text(new TextStyle(40, 4, Palette.ANSI, false));
        assertThat(text).contains("\u001b[36m").contains("\u001b[33m").doesNotContain("⠉\u001b[0m\u001b[33m⠉");
        assertThat(text.replaceAll("\u001b\\[\\d+m", "").lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(40));
        assertThat(plot(series("a", 50, i -> 1)).text(SMALL)).doesNotContain("\u001b");
    }

    @Test
    void a_gap_stays_a_gap_and_is_counted() {
        Series gappy = series("loss", 40, i -> i >= 10 && i < 30 ? Double.NaN : i);
        String text = plot(gappy).text(SMALL);
        assertThat(text).endsWith("  20 values are NaN or infinite: gaps\n");
        Series infinite = series("loss", 3, i -> i == 1 ? Double.NEGATIVE_INFINITY : i);
        assertThat(plot(infinite).text(SMALL)).endsWith("  1 value is NaN or infinite: gaps\n");
    }

    @Test
    void a_single_point_is_a_dot_between_ends_that_are_apart() {
        assertThat(plot(series("loss", 1, i -> 0.5)).text(SMALL)).isEqualTo("""
                loss by step
                0.55 ┤
                     │
                     │
                     │                 ⡀
                 0.5 ┤                ⠈⠋
                     │
                     │
                0.45 ┤
                     └┬────────────────┬───────────────┬
                      -1               0               1
                  loss  last 0.5, min 0.5 at 0
                """);
    }

    @Test
    void a_constant_is_a_line_in_the_middle() {
        assertThat(plot(series("loss", 10, i -> 0)).text(SMALL)).isEqualTo("""
                loss by step
                 1 ┤
                   │
                   │
                 0 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
                   │
                   │
                   │
                -1 ┤
                   └┬──────────────────┬────────────────
                    0                  5
                  loss  last 0, min 0 at 0, max 0 at 0
                """);
    }

    @Test
    void an_empty_plot_has_a_note() {
        assertThat(plot().text(SMALL)).isEqualTo("loss by step\n  no points to draw\n");
        assertThat(plot(series("loss", 3, i -> Double.NaN)).text(SMALL))
                .isEqualTo("loss by step\n  no points to draw\n  3 values are NaN or infinite: gaps\n");
    }

    @Test
    void a_log_axis_has_powers_and_counts_what_has_no_place_on_it() {
        assertThat(log(series("loss", 41, i -> i == 40 ? 0 : Math.pow(10, -i / 10.0)))
                        .text(SMALL))
                .isEqualTo("""
                loss by step, log axis
                      │⠑⠢⠤⣀
                      │    ⠑⠢⠤⣀
                  0.1 ┤        ⠉⠢⠤⢄
                      │            ⠉⠒⠤⢄⡀
                      │                ⠈⠒⠒⢄⡀
                      │                    ⠈⠑⠒⠤⡀
                0.001 ┤                        ⠈⠑⠒⠤⣀
                      │                             ⠑⠒⠢⣀
                      └┬───────────────┬────────────────
                       0              20
                  loss  last 0, min 0 at 40, max 1 at 0
                  1 value of 0 or below: no place on a
                    log axis
                """);
        assertThat(log(series("loss", 3, i -> -i)).text(WIDE))
                .isEqualTo("loss by step, log axis\n  no points to draw\n"
                        + "  3 values of 0 or below: no place on a log axis\n");
    }

    @Test
    void huge_tiny_and_negative_ranges_have_labels() {
        assertThat(plot(series("x", 3, i -> (i - 1) * 1.7e308)).text(SMALL))
                .contains("1.7e308")
                .contains("-1.7e308");
        assertThat(plot(series("x", 3, i -> i * 1e-300)).text(SMALL)).contains("2e-300");
        assertThat(plot(series("x", 3, i -> -100 - i)).text(SMALL))
                .contains("-100")
                .contains("-102");
        assertThat(plot(series("x", 3, i -> 1e9 + i)).text(SMALL)).contains("1.000000001e9");
        assertThat(log(series("x", 3, i -> Math.pow(10, 300 * (i - 1)))).text(SMALL))
                .contains("1e300")
                .contains("1e-300");
    }

    @Test
    void a_sampled_curve_is_marked_and_a_full_one_is_not() {
        Series full = series("a", 3, i -> i);
        Series sampled = new Series("b", full.points(), Coverage.SAMPLED);
        assertThat(plot(full, sampled).text(WIDE)).contains("sample");
        assertThat(plot(full).text(WIDE)).doesNotContain("sample").doesNotContain("kept");
        assertThat(plot(new Series("c", full.points(), Coverage.KEPT)).text(WIDE))
                .contains("the service kept");
    }

    @Test
    void smoothing_follows_without_the_pull_of_the_beginning() {
        Series smooth = series("loss", 4, i -> i % 2 == 0 ? 1 : 3).smoothed(0.5);
        assertThat(smooth.points()).extracting(Point::y).first().isEqualTo(1.0);
        // TensorBoard's formula: the average so far over the weight so far.
        assertThat(smooth.points().get(1).y()).isEqualTo((1 * 0.25 + 3 * 0.5) / 0.75);
        assertThat(series("loss", 3, i -> i == 1 ? Double.NaN : 2).smoothed(0.9).points())
                .extracting(Point::y)
                .containsExactly(2.0, Double.NaN, 2.0);
        assertThatThrownBy(() -> new LinePlot("loss", XAxis.STEP, false, 1, List.of(), List.of()))
                .hasMessage("a plot's smooth is from 0 to below 1, not 1.0");
    }

    @Test
    void points_are_put_in_the_order_of_their_x() {
        Series shuffled = new Series("a", List.of(new Point(3, 1), new Point(1, 2), new Point(2, 3)), Coverage.FULL);
        assertThat(shuffled.points()).extracting(Point::x).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void times_are_utc_and_durations_have_units() {
        List<Point> hours = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            hours.add(new Point(1_700_000_000_000L + i * 3_600_000L, i));
        }
        LinePlot byTime =
                new LinePlot("loss", XAxis.TIME, false, 0, List.of(new Series("a", hours, Coverage.FULL)), List.of());
        assertThat(byTime.text(WIDE)).contains("loss by time").contains("23:00").contains("02:00");
        List<Point> durations = hours.stream()
                .map(point -> new Point(point.x() - 1_700_000_000_000L, point.y()))
                .toList();
        LinePlot byDuration = new LinePlot(
                "loss", XAxis.DURATION, false, 0, List.of(new Series("a", durations, Coverage.FULL)), List.of());
        assertThat(byDuration.text(WIDE)).contains("1h").contains("3h");
        assertThatThrownBy(() -> XAxis.named("stepp")).hasMessageContaining("step, epoch, time or duration");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 30, 40, 41, 79, 80, 120, 200})
    void no_line_is_wider_than_asked_for(int width) {
        Series[] many = IntStream.range(0, 12)
                .mapToObj(n -> series("a_run_with_a_long_name_日本語_" + n, 300, i -> Math.sin(i / 20.0 + n) * 1e5))
                .toArray(Series[]::new);
        for (boolean blocks : new boolean[] {false, true}) {
            assertThat(plot(many)
                            .text(new TextStyle(width, 8, Palette.NONE, blocks))
                            .lines())
                    .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(width));
        }
    }
}
