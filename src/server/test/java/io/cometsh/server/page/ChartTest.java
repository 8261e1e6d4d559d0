package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.page.ChartLine.Spot;
import io.cometsh.server.store.MetricPoint;
import j2html.TagCreator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Curves as pictures: what is drawn, and the notes about the rest. */
class ChartTest {
    private static final Pattern PLACE = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");

    private static ChartLine curve(Object... values) {
        List<MetricPoint> points = new ArrayList<>();
        for (Object value : values) {
            points.add(new MetricPoint(value, (long) points.size(), null, 1000L * points.size(), null));
        }
        return new ChartLine("loss", points);
    }

    private static String drawn(boolean log, ChartLine... curves) {
        List<ChartLine> all = List.of(curves);
        return Chart.small("c", all, Axis.of(null, all), log)
                .figure(TagCreator.h3("loss"), "loss")
                .render();
    }

    @Test
    void a_greater_value_is_higher_and_a_later_one_further_right() {
        var places = PLACE.matcher(drawn(false, curve(1.0, 3.0, 2.0)))
                .results()
                .map(found -> List.of(Double.valueOf(found.group(1)), Double.valueOf(found.group(2))))
                .toList();
        assertThat(places).hasSize(3);
        assertThat(places.stream().map(place -> place.get(0)).toList()).isSorted();
        assertThat(places.get(1).get(1)).isLessThan(places.get(2).get(1));
        assertThat(places.get(2).get(1)).isLessThan(places.get(0).get(1));
    }

    @Test
    void values_that_are_not_finite_interrupt_the_line_and_are_named() {
        String chart = drawn(false, curve(1.0, 2.0, Double.NaN, 3.0, 4.0, Double.POSITIVE_INFINITY));
        assertThat(chart).contains("2 values not finite: NaN at step 2, Infinity at step 5.");
        assertThat(chart.split("class=\"odd\"", -1)).hasSize(3);
        assertThat(PLACE.matcher(chart).results().filter(found -> found.group().startsWith("M")))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_logarithmic_scale_reports_what_it_cannot_show() {
        assertThat(drawn(true, curve(0.0, 0.1, 10.0))).contains("1 value of 0 or less");
        assertThat(drawn(true, curve(0.0, -1.0)))
                .contains("nothing on a logarithmic scale")
                .doesNotContain("<path");
        assertThat(drawn(true, curve(0.001, 1.0, 1000.0))).contains(">0.001<", ">1000<");
    }

    @Test
    void a_text_and_a_value_without_step_are_counted() {
        ChartLine mixed = new ChartLine(
                "loss",
                List.of(
                        new MetricPoint("high", 1L, null, 0, null),
                        new MetricPoint(1.0, null, null, 0, null),
                        new MetricPoint(2.0, 2L, null, 0, null)));
        String chart = Chart.small("c", List.of(mixed), Axis.STEP, false)
                .figure(TagCreator.h3("loss"), "loss")
                .render();
        assertThat(chart).contains("1 value logged without step", "1 value not a number", "<circle");
    }

    @Test
    void a_long_metric_is_thinned_and_keeps_each_peak() {
        Random random = new Random(7);
        Object[] values = random.doubles(200_000).boxed().toArray();
        values[123_456] = 99.0;
        values[77_777] = -99.0;
        ChartLine curve = curve(values);
        List<Spot> thinned = ChartLine.thinned(curve.spots(Axis.STEP), 400);
        assertThat(thinned).hasSizeLessThanOrEqualTo(802);
        assertThat(thinned)
                .contains(new Spot(123_456, 99), new Spot(77_777, -99))
                .startsWith(curve.spots(Axis.STEP).get(0))
                .endsWith(curve.spots(Axis.STEP).get(199_999));
        assertThat(thinned.stream().map(Spot::x).toList()).isSorted();
        assertThat(drawn(false, curve)).contains("200,000 values, drawn with");
    }

    @Test
    void numbers_at_the_ends_of_what_a_double_holds_are_drawn() {
        for (Object[] values : List.of(
                new Object[] {Double.MAX_VALUE, -Double.MAX_VALUE},
                new Object[] {Double.MIN_VALUE, Double.MIN_VALUE},
                new Object[] {0.0, 0.0},
                new Object[] {1e300, 1e-300},
                new Object[] {Long.MAX_VALUE, Long.MIN_VALUE})) {
            for (boolean log : new boolean[] {false, true}) {
                assertThat(drawn(log, curve(values)))
                        .as(Arrays.toString(values) + log)
                        .doesNotContainPattern("[xyd1-2]=\"[^\"]*(NaN|Infinity)");
            }
        }
    }

    @Test
    void without_steps_the_axis_is_time() {
        List<MetricPoint> points = LongStream.range(0, 3)
                .mapToObj(i -> new MetricPoint(1.0 * i, null, null, 5000 + 1000 * i, null))
                .toList();
        assertThat(Axis.of(null, List.of(new ChartLine("loss", points)))).isEqualTo(Axis.TIME);
        assertThat(new ChartLine("loss", points).spots(Axis.TIME).get(2)).isEqualTo(new Spot(2, 2));
    }

    @Test
    void each_curve_has_its_kind_of_line_and_its_place_in_the_legend() {
        String chart = drawn(
                false, curve(1.0, 2.0), new ChartLine("<b>", curve(2.0, 1.0).points()));
        assertThat(chart).contains("kind-1", "kind-2", "&lt;b&gt;").doesNotContain("<b>");
    }
}
