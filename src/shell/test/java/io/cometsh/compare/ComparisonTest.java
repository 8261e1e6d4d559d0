package io.cometsh.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.client.service.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The statistics beside the results of pandas and scipy, which {@code scripts/compatibility/statistics --write} writes. */
class ComparisonTest {
    private static final JsonNode EXPECTED = expected();

    private static JsonNode expected() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("src/shell/test/resources/compare/expected.json")
                            .toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double[] values(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(value -> Double.parseDouble(value.asText()))
                .toArray();
    }

    private static void close(String what, double ours, JsonNode theirs) {
        double expected = Double.parseDouble(theirs.asText());
        if (Double.isNaN(expected)) {
            assertThat(ours).as(what).isNaN();
        } else {
            assertThat(ours).as(what).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }

    private static void close(String what, Interval ours, JsonNode theirs) {
        if (theirs == null || theirs.isNull() || theirs.get(0).asText().equals("NaN")) {
            assertThat(ours).as(what).isNull();
        } else {
            close(what, ours.low(), theirs.get(0));
            close(what, ours.high(), theirs.get(1));
        }
    }

    @Test
    void samples_have_the_statistics_of_pandas_and_scipy() {
        assertThat(EXPECTED.get("samples")).hasSizeGreaterThan(10);
        for (JsonNode one : EXPECTED.get("samples")) {
            Sample sample = Sample.of("x", values(one.get("values")));
            Statistics ours = sample.statistics();
            String what = one.get("values").toString();
            assertThat(ours.n()).isEqualTo(one.get("n").asInt());
            close(what, ours.mean(), one.get("mean"));
            close(what, ours.std(), one.get("std"));
            close(what, ours.median(), one.get("median"));
            close(what, ours.min(), one.get("min"));
            close(what, ours.max(), one.get("max"));
            close(what, ours.low95(), one.get("low95"));
            close(what, ours.high95(), one.get("high95"));
            close(what, sample.interval(Method.MANN_WHITNEY), one.get("median_interval"));
        }
    }

    @Test
    void pairs_have_the_p_and_the_intervals_of_scipy_with_equal_values_too() {
        assertThat(EXPECTED.get("pairs")).hasSizeGreaterThan(15);
        for (JsonNode one : EXPECTED.get("pairs")) {
            Sample base = Sample.of("base", values(one.get("base")));
            Sample other = Sample.of("new", values(one.get("other")));
            String what = base + " " + other;
            Comparison ranks = Comparison.of(base, other);
            close(what, ranks.p(), one.get("p"));
            if (one.has("shift")) {
                close(what, MannWhitney.shift(base.array(), other.array()), one.get("shift"));
            }
            Comparison welch = Comparison.of(base, other, Method.WELCH);
            if (one.has("welch")) {
                close(what, welch.p(), one.get("welch"));
                close(what, welch.interval(), one.get("welch_interval"));
            } else {
                assertThat(welch.isPossible()).as(what).isFalse();
            }
        }
    }

    @Test
    @Tag("slow")
    void equal_groups_raise_a_false_alarm_in_at_most_5_percent_and_real_differences_are_found_as_by_scipy() {
        for (JsonNode one : EXPECTED.get("simulations")) {
            int pairs = one.get("pairs").asInt();
            SplittableRandom random = new SplittableRandom(one.get("seed").asLong());
            int ranks = 0;
            int welch = 0;
            for (int i = 0; i < pairs; i++) {
                Sample base =
                        draw(random, one.get("n").asInt(), 0, one.get("ties").asBoolean());
                Sample other = draw(
                        random,
                        one.get("m").asInt(),
                        one.get("shift").asDouble(),
                        one.get("ties").asBoolean());
                ranks += Comparison.of(base, other).isShown() ? 1 : 0;
                welch += Comparison.of(base, other, Method.WELCH).isShown() ? 1 : 0;
            }
            if (one.get("shift").asDouble() == 0) {
                assertThat(ranks).as("false alarms: " + one).isLessThanOrEqualTo(pairs / 20);
            } else {
                // With equal values scipy's p is an approximation, sometimes below the exact one.
                int theirs = one.get("scipy_ranks").asInt();
                assertThat(ranks)
                        .as("differences found: " + one)
                        .isGreaterThanOrEqualTo(one.get("ties").asBoolean() ? theirs * 99 / 100 : theirs);
            }
            if (!one.get("ties").asBoolean()) {
                assertThat(welch)
                        .as("Welch: " + one)
                        .isEqualTo(one.get("scipy_welch").asInt());
            }
        }
    }

    private static Sample draw(SplittableRandom random, int n, double shift, boolean ties) {
        return Sample.of(
                "drawn",
                IntStream.range(0, n)
                        .mapToDouble(i -> {
                            double sum = 0;
                            for (int k = 0; k < 12; k++) {
                                sum += random.nextDouble();
                            }
                            return sum - 6 + shift;
                        })
                        .map(value -> ties ? Math.floor(value * 2 + 0.5) / 2 : value)
                        .toArray());
    }

    @Test
    void the_smallest_groups_cannot_show_a_difference_and_the_result_has_a_warning() {
        Comparison three = Comparison.of(Sample.of("base", 1, 2, 3), Sample.of("new", 7, 8, 9));
        assertThat(three.isPossible()).isFalse();
        assertThat(three.isShown()).isFalse();
        assertThat(three.warnings())
                .containsExactly("needs at least 4 runs a side: with 3 and 3 the smallest possible p is 0.1");
        Comparison four = Comparison.of(Sample.of("base", 1, 2, 3, 4), Sample.of("new", 7, 8, 9, 10));
        assertThat(four.isShown()).isTrue();
        assertThat(four.warnings()).isEmpty();
        assertThat(four.direction()).isEqualTo(1);
        assertThat(Comparison.of(Sample.of("base"), Sample.of("new", 1)).warnings())
                .containsExactly("no values of base");
        assertThat(Comparison.of(Sample.of("base", 1), Sample.of("new", 2, 3), Method.WELCH)
                        .warnings())
                .containsExactly("needs at least 2 runs a side: with 1 and 2 there is no deviation");
        assertThat(Comparison.of(Sample.of("base", 1, 1), Sample.of("new", 2, 2), Method.WELCH)
                        .warnings())
                .containsExactly("needs values that deviate: the values of each side are all equal");
    }

    @Test
    void a_difference_is_in_percent_of_the_base_and_there_is_none_of_zero() {
        Comparison worse = Comparison.of(Sample.of("base", -2, -2, -2, -2), Sample.of("new", -3, -3, -3, -3));
        assertThat(worse.percent()).isEqualTo(-50);
        assertThat(worse.percentInterval()).isEqualTo(new Interval(-50, -50));
        Comparison zero = Comparison.of(Sample.of("base", 0, 0, 0, 0), Sample.of("new", 1, 1, 1, 1));
        assertThat(zero.percent()).isNaN();
        assertThat(zero.difference()).isEqualTo(1);
        assertThat(zero.warnings()).containsExactly("the median of base is 0: there is no percentage");
    }

    @Test
    void infinite_values_count_by_their_rank_and_have_no_interval() {
        double inf = Double.POSITIVE_INFINITY;
        Comparison diverged = Comparison.of(Sample.of("base", 1, 2, 3, 4), Sample.of("new", inf, inf, inf, inf));
        assertThat(diverged.isShown()).isTrue();
        assertThat(diverged.interval()).isNull();
    }

    @Test
    void several_comparisons_are_corrected_as_holm_wrote() {
        Sample base = Sample.of("base", 1, 2, 3, 4, 5);
        List<Comparison> all = Holm.correct(List.of(
                Comparison.of(base, Sample.of("a", 6, 7, 8, 9, 10)),
                Comparison.of(base, Sample.of("b", 1.5, 2.5, 3.5, 4.5, 5.5)),
                Comparison.of(base, Sample.of("c", 4.5, 6, 7, 8, 9)),
                Comparison.of(base, Sample.of("none"))));
        // 2/252, 4/252 and 1 of three that have a p; by hand: 3 * 2/252, 2 * 4/252, and 1 * 174/252.
        assertThat(all.get(0).p()).isCloseTo(6 / 252.0, within(1e-12));
        assertThat(all.get(2).p()).isCloseTo(8 / 252.0, within(1e-12));
        assertThat(all.get(1).p()).isGreaterThan(0.5);
        assertThat(all.get(3).p()).isNaN();
        List<Comparison> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(Comparison.of(
                    base, Sample.of("x", DoubleStream.of(6, 7, 8, 9).toArray())));
        }
        assertThat(Holm.correct(many).get(0).warnings())
                .containsExactly("needs at least 6 runs a side: with 5 and 4 the smallest possible p of 10"
                        + " comparisons is 0.16");
    }

    @Test
    void a_test_has_a_name() {
        assertThat(Method.named("Welch")).isEqualTo(Method.WELCH);
        assertThat(Method.named("mann_whitney")).hasToString("mann-whitney");
        assertThatThrownBy(() -> Method.named("t")).hasMessage("there is no test \"t\"; use mann-whitney or welch");
    }
}
