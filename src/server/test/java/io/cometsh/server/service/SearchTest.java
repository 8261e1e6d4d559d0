package io.cometsh.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.Search.TriedSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the optimizer proposes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SearchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Branin's function: two parameters, three minima of 0.398. */
    private static final String BRANIN =
            "{'x':{'type':'float','min':-5,'max':10},'y':{'type':'float','min':0,'max':15}}";

    /** A learning rate over five decades, a size, a choice and a discrete value. The minimum is 0. */
    private static final String TRAINING = "{'lr':{'type':'float','scalingType':'loguniform','min':0.00001,'max':1},"
            + "'units':{'type':'integer','min':1,'max':200},'activation':{'type':'categorical','values':['relu','tanh','gelu','elu']},"
            + "'batch':{'type':'discrete','values':[8,16,32,64,128]}}";

    @Test
    void a_grid_has_each_combination_once_with_the_last_parameter_changing_first() {
        Search grid = search(
                "grid",
                "{'a':{'type':'integer','min':1,'max':3},'b':{'type':'categorical','values':['x','y']}}",
                "{'seed':1}");
        assertThat(all(grid))
                .containsExactly(
                        "{\"a\":1,\"b\":\"x\"}",
                        "{\"a\":1,\"b\":\"y\"}",
                        "{\"a\":2,\"b\":\"x\"}",
                        "{\"a\":2,\"b\":\"y\"}",
                        "{\"a\":3,\"b\":\"x\"}",
                        "{\"a\":3,\"b\":\"y\"}");
    }

    @Test
    void a_random_grid_has_the_same_combinations_in_an_order_that_the_seed_decides() {
        String space =
                "{'a':{'type':'integer','min':1,'max':10},'b':{'type':'integer','min':1,'max':7},'c':{'type':'float','min':0,'max':1}}";
        List<String> ordered = all(search("grid", space, "{'seed':1}"));
        List<String> first = all(search("grid", space, "{'seed':1,'randomize':true}"));
        List<String> second = all(search("grid", space, "{'seed':2,'randomize':true}"));
        assertThat(ordered).hasSize(700);
        assertThat(first).containsExactlyInAnyOrderElementsOf(ordered).isNotEqualTo(ordered);
        assertThat(second).containsExactlyInAnyOrderElementsOf(ordered).isNotEqualTo(first);
        assertThat(all(search("grid", space, "{'seed':1,'randomize':true}"))).isEqualTo(first);
    }

    @Test
    void a_grid_larger_than_a_long_can_count_still_begins() {
        StringBuilder space = new StringBuilder("{");
        for (int i = 0; i < 30; i++) {
            space.append(i == 0 ? "" : ",").append("'p").append(i).append("':{'type':'float','min':0,'max':1}");
        }
        Search grid = search("grid", space + "}", "{'seed':4,'randomize':true}");
        assertThat(grid.size()).hasValue(Long.MAX_VALUE);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> grid.propose(i, false, List.of()).orElseThrow())
                        .distinct())
                .hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'integer','min':0,'max':20}|3|[0,10,20]",
                "{'type':'integer','min':0,'max':1}|10|[0,1]",
                "{'type':'float','min':0,'max':1}|5|[0.0,0.25,0.5,0.75,1.0]",
                "{'type':'double','min':1,'max':100,'scalingType':'loguniform'}|3|[1.0,10.0,100.0]",
                "{'type':'discrete','values':[3,1,2]}|2|[3,1,2]",
                "{'type':'float','min':2,'max':4}|1|[3.0]",
                "{'type':'float','min':2,'max':2}|4|[2.0]",
            })
    void a_grid_divides_a_range_evenly(String definition, int bins, String values) throws IOException {
        Search grid = search("grid", "{'p':" + definition + "}", "{'seed':1,'gridSize':" + bins + "}");
        List<Double> found =
                all(grid).stream().map(set -> read(set).get("p").doubleValue()).toList();
        List<Double> expected = new ArrayList<>();
        JSON.readTree(values).forEach(value -> expected.add(value.doubleValue()));
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'float','min':-2,'max':6}|2|2.309",
                "{'type':'float','min':-2,'max':6,'scalingType':'linear'}|2|2.309",
                "{'type':'float','min':0.001,'max':1000,'scalingType':'loguniform'}|log 0|3.988",
                "{'type':'float','mu':3,'sigma':0.5,'scalingType':'normal'}|3|0.5",
                "{'type':'float','mu':3,'sigma':0.5,'scalingType':'lognormal'}|log 3|0.5",
                "{'type':'integer','min':1,'max':9}|5|2.582",
                "{'type':'integer','mu':500,'sigma':50,'scalingType':'normal'}|500|50",
                "{'type':'discrete','values':[2,4,6]}|4|1.633",
            })
    void random_values_have_the_mean_and_deviation_of_their_distribution(
            String definition, String mean, double deviation) {
        Search search = search("random", "{'p':" + definition + "}", "{'seed':11}");
        boolean log = mean.startsWith("log ");
        double[] drawn = IntStream.range(0, 4000)
                .mapToObj(i -> search.propose(i, false, List.of()).orElseThrow().get("p"))
                .mapToDouble(JsonNode::doubleValue)
                .map(value -> log ? Math.log(value) : value)
                .toArray();
        double average = Arrays.stream(drawn).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(drawn)
                .map(x -> (x - average) * (x - average))
                .average()
                .orElseThrow());
        assertThat(average).isCloseTo(Double.parseDouble(mean.replace("log ", "")), within(deviation * 0.06));
        assertThat(spread).isCloseTo(deviation, within(deviation * 0.06));
    }

    @ParameterizedTest
    @CsvSource({"random", "bayes"})
    void values_stay_within_their_bounds_and_are_of_their_type(String algorithm) {
        Search search = search(
                algorithm,
                "{'f':{'type':'float','min':0.1,'max':0.5},'i':{'type':'integer','min':1,'max':3,'scalingType':'loguniform'},"
                        + "'n':{'type':'float','mu':0,'sigma':1,'min':-0.5,'max':2,'scalingType':'normal'},'c':{'type':'categorical','values':['a','b']}}",
                "{'seed':5}");
        List<TriedSet> results = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ObjectNode set = search.propose(i, false, results).orElseThrow();
            assertThat(set.get("f").doubleValue()).isBetween(0.1, 0.5);
            assertThat(set.get("i").isIntegralNumber()).isTrue();
            assertThat(set.get("i").intValue()).isBetween(1, 3);
            assertThat(set.get("n").doubleValue()).isBetween(-0.5, 2.0);
            assertThat(set.get("c").asText()).isIn("a", "b");
            results.add(
                    new TriedSet(set, set.get("f").doubleValue() - set.get("n").doubleValue()));
        }
    }

    @ParameterizedTest
    @CsvSource({"BRANIN, minimize", "BRANIN, maximize", "TRAINING, minimize"})
    void bayes_finds_better_results_than_random_over_seeds(String problem, String objective) {
        boolean isBranin = problem.equals("BRANIN");
        String space = isBranin ? BRANIN : TRAINING;
        double sign = objective.equals("maximize") ? -1 : 1;
        ToDoubleFunction<ObjectNode> loss = isBranin ? SearchTest::branin : SearchTest::training;
        int seeds = 20;
        int wins = 0;
        List<Double> bayes = new ArrayList<>();
        List<Double> random = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            String spec = "{'seed':" + seed + ",'maxCombo':60,'objective':'" + objective + "'}";
            bayes.add(best(search("bayes", space, spec), loss, sign));
            random.add(best(search("random", space, spec), loss, sign));
            wins += bayes.get(seed) < random.get(seed) ? 1 : 0;
        }
        // A coin would win 15 or more of 20 times in 2 of 100 tests.
        assertThat(wins).as("bayes %s random %s", bayes, random).isGreaterThanOrEqualTo(15);
        assertThat(median(bayes)).isLessThan(median(random));
    }

    @Test
    void failed_and_pending_sets_are_evidence_against_their_neighbourhood() {
        String space = "{'x':{'type':'float','min':0,'max':1}}";
        List<TriedSet> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            results.add(new TriedSet(read("{'x':" + i / 20.0 + "}"), Math.abs(i - 10.0)));
        }
        List<TriedSet> crowded = new ArrayList<>(results);
        for (int i = 0; i < 40; i++) {
            crowded.add(new TriedSet(read("{'x':" + (0.42 + i * 0.004) + "}"), null));
        }
        Search search = search("bayes", space, "{'seed':3,'maxCombo':1000}");
        assertThat(near(search, crowded)).isLessThan(near(search, results) / 2);
    }

    private static long near(Search search, List<TriedSet> results) {
        return IntStream.range(0, 200)
                .mapToDouble(i ->
                        search.propose(i, false, results).orElseThrow().get("x").doubleValue())
                .filter(x -> x > 0.4 && x < 0.6)
                .count();
    }

    @Test
    void the_first_sets_of_bayes_are_random_and_at_most_a_third_of_all() {
        String space = "{'x':{'type':'float','min':0,'max':1}}";
        Search bayes = search("bayes", space, "{'seed':3,'maxCombo':9}");
        Search random = search("random", space, "{'seed':3,'maxCombo':9}");
        List<TriedSet> results = new ArrayList<>();
        List<Boolean> same = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            ObjectNode set = bayes.propose(i, false, results).orElseThrow();
            same.add(set.equals(random.propose(i, false, List.of()).orElseThrow()));
            results.add(new TriedSet(set, set.get("x").doubleValue()));
        }
        assertThat(same.subList(0, 3)).containsOnly(true);
        assertThat(same.subList(3, 9)).containsOnly(false);
    }

    @Test
    void without_a_limit_a_grid_is_tried_whole_and_other_searches_ten_sets_for_each_parameter() {
        String space = "{'x':{'type':'float','min':0,'max':1},'y':{'type':'float','min':0,'max':1}}";
        assertThat(search("grid", space, "{}").limit()).isEqualTo(100);
        assertThat(search("random", space, "{}").limit()).isEqualTo(20);
        assertThat(search("bayes", space, "{}").limit()).isEqualTo(20);
        assertThat(search("bayes", space, "{}").size()).isEmpty();
        assertThat(search("bayes", "{'b':{'type':'discrete','values':[1,2,2,3]}}", "{}")
                        .limit())
                .isEqualTo(3);
    }

    @Test
    void the_same_parameters_have_the_same_id_in_whatever_order_they_come() {
        assertThat(Search.pid(JSON, read("{'a':1,'b':'x'}")))
                .isEqualTo(Search.pid(JSON, read("{'b':'x','a':1.0}")))
                // What cometx computes in Python for these parameters.
                .isEqualTo("6773f537e12881321ac5aca774c9ac2dd80f3a12")
                .isNotEqualTo(Search.pid(JSON, read("{'a':1.5,'b':'x'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "grd|{'x':{'type':'integer','min':1,'max':2}}|{}|there is no algorithm 'grd'; use bayes, grid, random",
                "grid|{}|{}|it needs at least one parameter",
                "grid|{'x':{'type':'int','min':1,'max':2}}|{}|parameter 'x' has type 'int'; use integer, float",
                "grid|{'x':{'type':'integer','min':1}}|{}|parameter 'x' needs a number for max",
                "grid|{'x':{'type':'float','min':'1','max':2}}|{}|parameter 'x' needs a number for min, not \"1\"",
                "grid|{'x':{'type':'float','min':3,'max':2}}|{}|parameter 'x' has min 3 and max 2",
                "grid|{'x':{'type':'integer','min':1.2,'max':1.8}}|{}|no integer between 1.2 and 1.8",
                "grid|{'x':{'type':'float','min':0,'max':2,'scalingType':'loguniform'}}|{}|loguniform needs a min above 0",
                "grid|{'x':{'type':'float','min':0,'max':2,'scalingType':'log'}}|{}|has scalingType 'log'; use linear",
                "bayes|{'x':{'type':'float','mu':0,'scalingType':'normal'}}|{}|parameter 'x' needs a number for sigma",
                "bayes|{'x':{'type':'float','mu':0,'sigma':0,'scalingType':'normal'}}|{}|needs a sigma above 0",
                "bayes|{'x':{'type':'categorical','values':[]}}|{}|needs a list of values",
                "bayes|{'x':{'type':'discrete','values':['a']}}|{}|its values are numbers, not \"a\"; use type categorical",
                "bayes|{'x':{'type':'integer','min':1,'max':2}}|{'maxCombos':3}|spec has 'maxCombos', which bayes does not know; use gridSize",
                "bayes|{'x':{'type':'integer','min':1,'max':2}}|{'maxCombo':-3}|spec has maxCombo -3; it takes an integer from 0 on",
                "bayes|{'x':{'type':'integer','min':1,'max':2}}|{'objective':'min'}|objective \"min\"; it takes minimize or maximize",
                "bayes|{'x':{'type':'integer','min':1,'max':2}}|{'metric':3}|spec has metric 3; it takes a text",
                "grid|{'x':{'type':'integer','min':1,'max':2}}|{'randomize':'yes'}|it takes true or false",
                "grid|{'x':{'type':'integer','min':1,'max':2}}|{'seed':1.5}|spec has seed 1.5; it takes an integer",
            })
    void a_wrong_configuration_is_refused_by_name(String algorithm, String parameters, String spec, String message) {
        assertThatThrownBy(() -> search(algorithm, parameters, spec)).hasMessageContaining(message);
    }

    private static double branin(ObjectNode set) {
        double x = set.get("x").doubleValue();
        double y = set.get("y").doubleValue();
        double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }

    private static double training(ObjectNode set) {
        return Math.pow(Math.log10(set.get("lr").doubleValue()) + 3, 2)
                + Math.pow((set.get("units").doubleValue() - 120) / 50, 2)
                + (set.get("activation").asText().equals("gelu") ? 0 : 1)
                + Math.abs(Math.log(set.get("batch").doubleValue() / 64) / Math.log(2)) / 2;
    }

    /**
     * The least loss of all sets, tried one after the other. A search that maximizes gets the loss with the other sign.
     */
    private static double best(Search search, ToDoubleFunction<ObjectNode> loss, double sign) {
        List<TriedSet> results = new ArrayList<>();
        for (int i = 0; i < search.limit(); i++) {
            ObjectNode set = search.propose(i, false, results).orElseThrow();
            results.add(new TriedSet(set, sign * loss.applyAsDouble(set)));
        }
        return results.stream()
                .mapToDouble(result -> sign * result.score())
                .min()
                .orElseThrow();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static List<String> all(Search search) {
        Set<String> sets = new LinkedHashSet<>();
        int position = 0;
        for (Optional<ObjectNode> set = search.propose(0, false, List.of());
                set.isPresent();
                set = search.propose(position, false, List.of())) {
            assertThat(sets.add(set.get().toString())).isTrue();
            position++;
        }
        return List.copyOf(sets);
    }

    private static Search search(String algorithm, String parameters, String spec) {
        return new Search(JSON, algorithm, read(parameters), Search.complete(JSON, algorithm, read(spec)));
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
