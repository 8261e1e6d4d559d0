package io.cometsh.client;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.export.Table;
import io.cometsh.support.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of experiments, beside pandas where pandas has them. */
class ExperimentGroupsTest {
    private static final int RUNS = 60;
    private static final String[] VALUES = {"0.5", "0.5", "0.75", "1e-3", "NaN", "-2", "123456789.123", null};
    private static final String[] RATES = {"0.1", "0.10", "1e-2", null};

    private final FakeProject project = new FakeProject(RUNS);
    private final Api api = project.api();
    private final Random random = new Random(7);
    private final List<Map<String, String>> parameters = new ArrayList<>();
    private final List<String> accuracies = new ArrayList<>();
    private final List<List<String>> tags = new ArrayList<>();

    @TempDir
    Path folder;

    ExperimentGroupsTest() {
        for (int i = 0; i < RUNS; i++) {
            Map<String, String> of = new java.util.LinkedHashMap<>();
            of.put("opt", i % 3 == 0 ? "sgd" : "adam");
            of.put("seed", String.valueOf(i % 5));
            of.put("same", "1");
            String rate = RATES[random.nextInt(RATES.length)];
            if (rate != null) {
                of.put("lr", rate);
            }
            parameters.add(of);
            accuracies.add(VALUES[random.nextInt(VALUES.length)]);
            tags.add(List.of(List.of("a", "b"), List.of("b"), List.<String>of()).get(i % 3));
        }
        project.transport.on("experiment/parameters", request -> {
            List<String> json = new ArrayList<>();
            parameters
                    .get(run(request.parameters().get("experimentKey")))
                    .forEach((name, value) ->
                            json.add("{\"name\":\"" + name + "\",\"valueCurrent\":\"" + value + "\"}"));
            return "{\"values\":[" + String.join(",", json) + "]}";
        });
        project.transport.on("experiment/metrics/summary", request -> {
            String value = accuracies.get(run(request.parameters().get("experimentKey")));
            return value == null
                    ? "{\"values\":[]}"
                    : "{\"values\":[{\"name\":\"acc\",\"valueCurrent\":\"" + value + "\"}]}";
        });
        project.transport.on("experiment/tags", request -> {
            List<String> names = tags.get(run(request.parameters().get("experimentKey")));
            return "{\"tags\":["
                    + String.join(
                            ",", names.stream().map(name -> '"' + name + '"').toList()) + "]}";
        });
    }

    private static int run(String key) {
        return Integer.parseInt(key);
    }

    private ExperimentList runs() {
        return api.getExperiments("demo", "digits");
    }

    @Test
    void all_but_the_seeds_groups_by_the_other_parameters_that_differ() {
        assertThat(runs().groupBy(Map.of("allBut", "params.seed")).columns())
                .containsExactly("params.lr", "params.opt");
        assertThat(runs().groupBy(Map.of("allBut", List.of("seed", "params.lr")), "tags")
                        .columns())
                .containsExactly("tags", "params.opt");
        assertThatThrownBy(() -> runs().groupBy(Map.of("allBut", "params.sed")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean params.seed");
        assertThatThrownBy(() -> runs().groupBy(Map.of("allbut", "seed")))
                .hasMessage("groupBy has no option \"allbut\"; did you mean allBut?; there is allBut and each");
    }

    @Test
    void a_group_for_each_tag_has_a_run_in_each_of_its_groups() {
        Table table = runs().groupBy(Map.of("each", "tags")).table();
        assertThat(table.rows()).containsExactly(asList("a", 20), asList("b", 40), asList(null, 20));
        List<ExperimentGroup> groups = runs().groupBy(Map.of("each", "tags")).groups();
        assertThat(groups.get(0).values()).isEqualTo(Map.of("tags", "a"));
        assertThat(groups.get(0).runs()).hasSize(20).allMatch(run -> run(run.getKey()) % 3 == 0);
    }

    @Test
    void equal_numbers_are_one_group_however_they_are_written() {
        project.transport.on("experiment/tags", "{\"tags\":[]}");
        assertThat(runs().groupBy("params.lr").table().column("params.lr"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    @Tag("python")
    void the_summary_is_the_one_of_pandas_with_ties_NaN_and_missing_values() throws IOException {
        Path file = folder.resolve("runs.csv");
        runs().table("params.opt", "params.seed", "metrics.acc").toCsv(file);
        Table ours = runs().groupBy("params.opt", "params.seed").summary("metrics.acc");
        JsonNode theirs = new ObjectMapper().readTree(Python.run("""
                        import pandas, sys
                        frame = pandas.read_csv(sys.stdin.read())
                        groups = frame.groupby(["params.opt", "params.seed"], sort=False, dropna=False)["metrics.acc"]
                        table = groups.agg(["size", "count", "mean", "std", "median", "min", "max"]).reset_index()
                        print(table.to_json(orient="values", double_precision=15))
                        """, file.toString()));
        same(ours.table(ours.columns().subList(0, 9).toArray(String[]::new)), theirs);
    }

    @Test
    @Tag("python")
    void curves_equal_the_curves_of_pandas_and_the_last_of_several_points_at_one_step_counts() throws IOException {
        project.transport.on("experiment/metrics/get-metric", request -> {
            Random drawn = new Random(run(request.parameters().get("experimentKey")));
            List<String> points = new ArrayList<>();
            for (int step = 0; step < 8; step++) {
                for (int repeat = 0; repeat <= drawn.nextInt(2); repeat++) {
                    points.add("{\"metricName\":\"loss\",\"metricValue\":\""
                            + (drawn.nextInt(6) == 0 ? "NaN" : drawn.nextDouble()) + "\",\"step\":" + step
                            + ",\"epoch\":" + step / 2 + ",\"timestamp\":" + (1000 * step + repeat) + "}");
                }
            }
            return "{\"metrics\":[" + String.join(",", points) + "]}";
        });
        Path file = folder.resolve("points.csv");
        runs().metrics("loss").toCsv(file);
        Path groups = folder.resolve("groups.csv");
        runs().table("experiment_key", "params.opt").toCsv(groups);
        for (String axis : List.of("step", "epoch")) {
            Table ours = runs().groupBy("params.opt").curve("loss", axis);
            assertThat(ours.columns()).containsExactly("params.opt", axis, "n", "mean", "std", "min", "max");
            JsonNode theirs = new ObjectMapper().readTree(Python.run("""
                            import pandas, sys
                            keys = {"experiment_key": str}
                            points, groups, axis = sys.stdin.read().splitlines()
                            points = pandas.read_csv(points, dtype=keys)
                            groups = pandas.read_csv(groups, dtype=keys)
                            last = points.groupby(["experiment_key", axis], as_index=False).nth(-1)
                            frame = last.merge(groups, on="experiment_key")
                            frame["order"] = frame["params.opt"].map({o: i for i, o in enumerate(groups["params.opt"].unique())})
                            by = ["order", "params.opt", axis]
                            table = frame.groupby(by)["value"].agg(["count", "mean", "std", "min", "max"]).reset_index()
                            print(table.drop(columns="order").to_json(orient="values", double_precision=15))
                            """, file + "\n" + groups + "\n" + axis));
            same(ours, theirs);
        }
        assertThat(project.warnings).anyMatch(warning -> warning.contains("a later one at the same step counts"));
        assertThatThrownBy(() -> runs().groupBy("params.opt").curve("loss", "time"))
                .hasMessage("a curve over several runs is by step or by epoch, not by \"time\"");
    }

    /** The same rows; numbers within the digits that pandas writes. */
    private static void same(Table ours, JsonNode theirs) {
        assertThat(ours).hasSize(theirs.size()).isNotEmpty();
        for (int row = 0; row < theirs.size(); row++) {
            Iterator<JsonNode> cells = theirs.get(row).elements();
            for (Object cell : ours.rows().get(row)) {
                JsonNode expected = cells.next();
                String what = "row " + row + " of " + ours;
                if (expected.isNumber() && cell instanceof Number number) {
                    double value = expected.asDouble();
                    assertThat(number.doubleValue())
                            .as(what)
                            .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
                } else {
                    assertThat(cell == null ? "null" : cell.toString()).as(what).isEqualTo(expected.asText());
                }
            }
        }
    }

    @Test
    void the_summary_over_two_lists_is_the_pooled_one() {
        for (int round = 0; round < 50; round++) {
            int cut = random.nextInt(RUNS + 1);
            ExperimentList all = runs();
            ExperimentList first = all.subList(0, cut);
            ExperimentList second = all.subList(cut, RUNS);
            ExperimentList both = first.like(first);
            both.addAll(second);
            List<Double> a = moments(first);
            List<Double> b = moments(second);
            List<Double> pooled = moments(both);
            double n = a.get(0) + b.get(0);
            double mean = (a.get(0) * a.get(1) + b.get(0) * b.get(1)) / n;
            assertThat(pooled.get(0)).isEqualTo(n);
            assertThat(pooled.get(1)).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
            double squares =
                    a.get(2) + b.get(2) + a.get(0) * square(a.get(1) - mean) + b.get(0) * square(b.get(1) - mean);
            assertThat(pooled.get(2)).isCloseTo(squares, within(1e-9 * squares));
            assertThat(pooled.get(3)).isEqualTo(Math.min(a.get(3), b.get(3)));
            assertThat(pooled.get(4)).isEqualTo(Math.max(a.get(4), b.get(4)));
        }
    }

    private static double square(double value) {
        return value * value;
    }

    /** n, mean, sum of squares around it, min and max of the group of adam; neutral values where there are none. */
    private static List<Double> moments(ExperimentList some) {
        return some.groupBy("params.opt").summary("metrics.acc").stream()
                .filter(row -> row.get("params.opt").equals("adam"))
                .map(row -> {
                    double n = ((Number) row.get("metrics.acc.n")).doubleValue();
                    double std = number(row.get("metrics.acc.std"), 0);
                    return List.of(
                            n,
                            number(row.get("metrics.acc.mean"), 0),
                            n < 2 ? 0 : std * std * (n - 1),
                            number(row.get("metrics.acc.min"), Double.POSITIVE_INFINITY),
                            number(row.get("metrics.acc.max"), Double.NEGATIVE_INFINITY));
                })
                .findFirst()
                .orElse(List.of(0.0, 0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    private static double number(Object cell, double otherwise) {
        return cell == null ? otherwise : ((Number) cell).doubleValue();
    }

    @Test
    void an_empty_list_has_no_groups() {
        ExperimentList none = runs().like(List.of());
        assertThat(none.groupBy("params.opt").summary("metrics.acc")).isEmpty();
        assertThat(none.groupBy("params.opt").size()).isZero();
    }
}
