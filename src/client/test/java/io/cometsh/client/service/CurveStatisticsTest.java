package io.cometsh.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.support.Python;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The statistics of curves beside pandas: NaN, missing and equal values, infinities, values that are logged out of order. */
class CurveStatisticsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PANDAS = """
            import json, sys
            import numpy as np, pandas as pd
            out = []
            for curve in json.load(sys.stdin):
                frame = pd.DataFrame({"text": curve["values"], "step": curve["steps"], "at": curve["timestamps"]})
                logged = frame.sort_values("at", kind="stable").reset_index(drop=True)
                logged = logged[logged.text.notna()]
                value = frame.text.map(lambda text: float(text) if text is not None else np.nan)
                step = logged[logged.step == 3]
                with np.errstate(all="ignore"):
                    out.append({
                        "first": logged.text.iloc[0] if len(logged) else None,
                        "last": logged.text.iloc[-1] if len(logged) else None,
                        "count": int(value.count()),
                        "mean": repr(float(value.mean())) if value.count() else None,
                        "std": repr(float(value.std())) if value.count() > 1 else None,
                        "min": repr(float(value.min())) if value.count() else None,
                        "max": repr(float(value.max())) if value.count() else None,
                        "argmin": int(frame.step[value.idxmin()]) if value.count() else None,
                        "argmax": int(frame.step[value.idxmax()]) if value.count() else None,
                        "at": step.text.iloc[-1] if len(step) else None,
                    })
            json.dump(out, sys.stdout)
            """;

    private record Curve(List<String> values, List<Long> steps, List<Long> timestamps) {}

    private static List<Curve> generated() {
        Random random = new Random(3);
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int size = 1 + random.nextInt(i < 250 ? 12 : 400);
            List<String> values = new ArrayList<>();
            for (int point = 0; point < size; point++) {
                int kind = random.nextInt(20);
                values.add(
                        kind == 0
                                ? "NaN"
                                : kind == 1 && i % 5 == 0
                                        ? List.of("Infinity", "-Infinity").get(random.nextInt(2))
                                        : kind == 2
                                                ? null
                                                : kind < 8
                                                        ? String.valueOf(random.nextInt(4))
                                                        : String.valueOf(1e6 + random.nextGaussian()));
            }
            List<Long> moments =
                    new ArrayList<>(LongStream.range(0, size).boxed().toList());
            if (i % 3 == 0) {
                Collections.shuffle(moments, random);
            }
            List<Long> steps = new ArrayList<>(LongStream.range(0, size)
                    .map(step -> random.nextInt(4) == 0 ? step / 2 : step)
                    .sorted()
                    .boxed()
                    .toList());
            curves.add(new Curve(values, steps, moments));
        }
        return curves;
    }

    @Test
    @Tag("slow")
    void they_equal_what_pandas_finds() throws Exception {
        List<Curve> curves = generated();
        JsonNode expected = JSON.readTree(Python.run(PANDAS, JSON.writeValueAsString(curves)));
        assertThat(expected).hasSameSizeAs(curves);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            CurveStatistics found = CurveStatistics.of(curve.values(), curve.steps(), curve.timestamps(), Set.of(3L));
            JsonNode pandas = expected.get(i);
            String what = curve.toString();
            assertThat(found.first()).as(what).isEqualTo(text(pandas, "first"));
            assertThat(found.last()).as(what).isEqualTo(text(pandas, "last"));
            assertThat(found.at().get(3L)).as(what).isEqualTo(text(pandas, "at"));
            assertThat(found.count()).as(what).isEqualTo(pandas.get("count").longValue());
            if (found.count() > 0) {
                assertThat(found.argmin())
                        .as(what)
                        .isEqualTo(pandas.get("argmin").longValue());
                assertThat(found.argmax())
                        .as(what)
                        .isEqualTo(pandas.get("argmax").longValue());
            }
            Map<String, Double> numbers = new LinkedHashMap<>();
            numbers.put("mean", found.mean());
            numbers.put("std", found.std());
            if (found.count() > 0) {
                numbers.put("min", Double.valueOf(found.min()));
                numbers.put("max", Double.valueOf(found.max()));
            }
            numbers.forEach((word, number) -> {
                String other = text(pandas, word);
                if (other == null || number == null) {
                    assertThat(number).as(word + " " + what).isEqualTo(other);
                } else {
                    double wanted =
                            Double.parseDouble(other.replace("inf", "Infinity").replace("nan", "NaN"));
                    if (Double.isFinite(wanted)) {
                        assertThat(number).as(word + " " + what).isCloseTo(wanted, near(wanted));
                    } else {
                        assertThat(number).as(word + " " + what).isEqualTo((Double) wanted);
                    }
                }
            });
        }
    }

    private static org.assertj.core.data.Offset<Double> near(double wanted) {
        return org.assertj.core.data.Offset.offset(Math.max(1e-9, Math.abs(wanted) * 1e-12));
    }

    private static String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.get(member).asText() : null;
    }

    @Test
    void a_curve_without_a_number_has_the_value_that_the_server_keeps_as_its_extreme() {
        CurveStatistics nothing =
                CurveStatistics.of(List.of("NaN", "text"), List.of(5L, 6L), List.of(1L, 2L), Set.of());
        assertThat(nothing.cell(Statistic.MIN, 0)).isEqualTo(Double.NaN);
        assertThat(nothing.cell(Statistic.ARGMIN, 0)).isEqualTo(5L);
        assertThat(nothing.cell(Statistic.MEAN, 0)).isNull();
        assertThat(nothing.cell(Statistic.COUNT, 0)).isEqualTo(0L);
        assertThat(nothing.cell(Statistic.AT, 5)).isNull();
    }
}
