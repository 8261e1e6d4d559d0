package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.BulkProgress;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometHttpException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A script goes through a list and reads one member after the other; the requests are made together, and none is made twice. */
class ReadAheadTest {
    private static final int RUNS = 100;

    private final FakeProject project = new FakeProject(RUNS);
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();
    private int before;

    private List<ApiRequest> requests() {
        List<ApiRequest> all = project.transport.requests();
        return all.subList(before, all.size());
    }

    private List<String> asked() {
        return requests().stream()
                .map(request -> request.method() + " " + request.endpoint())
                .toList();
    }

    @BeforeEach
    void more_answers() {
        String run = "\"running\":false";
        project.transport.on("experiments", request -> {
            String rows = FakeProject.rows(IntStream.range(0, RUNS));
            for (String key : running) {
                rows = rows.replaceFirst("(\"experimentKey\":\"" + key + "\"[^}]*)" + run, "$1\"running\":true");
            }
            return "{\"experiments\":" + rows + "}";
        });
        project.transport.on("experiment/metadata", request -> {
            String key = request.parameters().get("experimentKey");
            String row = FakeProject.row(Integer.parseInt(key));
            return running.contains(key) ? row.replace(run, "\"running\":true") : row;
        });
        for (String endpoint : List.of(
                "experiment/system-details",
                "experiment/git/metadata",
                "experiment/html",
                "experiment/code",
                "experiment/output",
                "experiment/graph",
                "experiment/model",
                "experiment/asset/list")) {
            project.transport.on(endpoint, "{\"models\":[],\"assets\":[]}");
        }
        project.transport.on(
                "experiment/metrics/get-metric", "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"1\"}]}");
        project.transport.on("experiment/metrics/get-all", "{\"metrics\":[]}");
        project.transport.on("write/experiment/tags", "{}");
        project.transport.on("write/experiment/archive", "{}");
        begun.set(0);
    }

    private ExperimentList runs() {
        ExperimentList runs = project.api(options -> options.withProgress(total -> {
                    begun.incrementAndGet();
                    return BulkProgress.NONE.begin(total);
                }))
                .getExperiments("demo", "digits");
        before = project.transport.requests().size();
        return runs;
    }

    static Map<String, Function<Experiment, Object>> touches() {
        return Map.ofEntries(
                Map.entry("experiment/tags", Experiment::getTags),
                Map.entry("experiment/parameters", Experiment::getParametersSummary),
                Map.entry("experiment/metrics/summary", run -> run.getMetricsSummary("loss")),
                Map.entry("experiment/log-other", run -> run.getOthersSummary("note")),
                Map.entry("experiment/system-details", Experiment::getHostname),
                Map.entry("experiment/git/metadata", Experiment::getGitMetadata),
                Map.entry("experiment/html", Experiment::getHtml),
                Map.entry("experiment/code", Experiment::getCode),
                Map.entry("experiment/output", Experiment::getOutput),
                Map.entry("experiment/graph", Experiment::getModelGraph),
                Map.entry("experiment/model", Experiment::getModelNames),
                Map.entry("experiment/asset/list", Experiment::getAssetList),
                Map.entry("experiment/metrics/get-metric", run -> run.getMetrics("loss")),
                Map.entry("experiment/metrics/get-all", Experiment::getMetrics));
    }

    static List<String> endpoints() {
        return touches().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void one_read_a_member_many_at_a_time(String endpoint) {
        ExperimentList runs = runs();
        Function<Experiment, Object> touch = touches().get(endpoint);

        for (Experiment run : runs) {
            touch.apply(run);
        }

        assertThat(asked()).hasSize(RUNS).containsOnly("GET " + endpoint);
        assertThat(requests().stream().map(request -> request.parameters().get("experimentKey")))
                .doesNotHaveDuplicates();
        assertThat(begun)
                .as("batches that a progress bar counts")
                .hasPositiveValue()
                .hasValueLessThan(10);
    }

    @Test
    void one_look_at_one_member_reads_one() {
        ExperimentList runs = runs();

        runs.get(40).getTags();

        assertThat(asked()).containsExactly("GET experiment/tags");
    }

    @Test
    void what_was_filtered_sorted_or_sliced_is_read_together_and_nothing_else() {
        ExperimentList some = runs().subList(10, 40);
        some.removeIf(run -> run.getKey().compareTo(key(20)) < 0);
        some.sort(Comparator.comparing(Experiment::getKey).reversed());

        some.forEach(Experiment::getTags);

        assertThat(requests().stream().map(request -> request.parameters().get("experimentKey")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(20, 40).mapToObj(FakeProject::key).toList());
        assertThat(begun).hasPositiveValue();
    }

    @Test
    void states_that_the_listing_brought_are_not_asked_for_however_often() {
        ExperimentList runs = runs();

        for (int i = 0; i < 3; i++) {
            assertThat(runs.stream().collect(Collectors.groupingBy(Experiment::getState, Collectors.counting())))
                    .isEqualTo(Map.of("finished", (long) RUNS));
        }

        assertThat(requests()).isEmpty();
    }

    @Test
    void a_running_member_is_asked_again_and_the_running_ones_together() {
        IntStream.range(0, 30).forEach(run -> running.add(key(run)));
        ExperimentList runs = runs();
        assertThat(runs.stream().filter(run -> run.getState().equals("running")))
                .hasSize(30);
        assertThat(requests()).isEmpty();

        running.remove(key(7));

        assertThat(runs.stream().filter(run -> run.getState().equals("running")))
                .hasSize(29);
        assertThat(asked()).hasSize(30).containsOnly("GET experiment/metadata");
        assertThat(begun)
                .as("the rest of them in one batch or two")
                .hasPositiveValue()
                .hasValueLessThan(4);
        assertThat(runs.get(7).getState()).isEqualTo("finished");
    }

    @Test
    void a_script_that_waits_for_one_member_sees_its_end() {
        running.add(key(3));
        running.add(key(4));
        ExperimentList runs = runs();
        Experiment one = runs.get(3);
        assertThat(one.getState()).isEqualTo("running");

        running.clear();

        assertThat(one.getState()).isEqualTo("finished");
        assertThat(asked()).containsExactly("GET experiment/metadata");
    }

    @Test
    void a_write_makes_untrue_what_was_read_ahead() {
        ExperimentList runs = runs();
        runs.subList(0, 5).forEach(Experiment::getTags);
        project.transport.on("experiment/tags", "{\"tags\":[\"new\"]}");

        runs.get(90).addTag("new");

        assertThat(runs).extracting(Experiment::getTags).containsOnly(List.of("new"));
    }

    @Test
    void the_facts_that_writes_made_untrue_are_read_together() {
        ExperimentList runs = runs();
        runs.forEach(Experiment::archive);
        before = project.transport.requests().size();

        runs.forEach(Experiment::getName);

        assertThat(asked()).hasSize(RUNS).containsOnly("GET experiment/metadata");
        assertThat(begun).hasPositiveValue().hasValueLessThan(10);
    }

    @Test
    void a_member_that_cannot_be_read_fails_only_who_touches_it() {
        project.transport.on("experiment/tags", request -> {
            if (request.parameters().get("experimentKey").equals(key(50))) {
                throw FakeTransport.refusal(request, 403, "not yours", 0);
            }
            return "{\"tags\":[]}";
        });
        ExperimentList runs = runs();

        runs.stream().filter(run -> !run.getKey().equals(key(50))).forEach(Experiment::getTags);
        assertThatThrownBy(() -> runs.get(50).getTags()).isInstanceOf(CometHttpException.class);
    }

    @Test
    void many_threads_read_none_twice() {
        ExperimentList runs = runs();

        assertThat(runs.parallelStream().map(Experiment::getTags)).hasSize(RUNS);

        assertThat(requests()).hasSize(RUNS);
    }
}
