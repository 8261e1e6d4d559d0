package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static io.cometsh.client.FakeProject.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.query.QueryVariable;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.TransportOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the server is asked: never once a hit in sequence, and never for what nobody looks at. */
class FewRequestsTest {
    private static final Object ANY = QueryVariable.metric("loss").lt(100);
    private static final Object ANY_OR = QueryVariable.metric("loss").lt(100).or(QueryVariable.tag("best"));

    @Test
    void a_query_of_500_hits_and_all_their_metadata_takes_four_requests() {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));
        ExperimentList hits = project.api().query("demo", "digits", ANY);

        List<String> names = new ArrayList<>();
        for (Experiment hit : hits) {
            names.add(hit.getName() + " " + hit.getMetadata().state() + " " + hit.getStartTime() + " " + hit.getUrl());
        }

        assertThat(names)
                .hasSize(500)
                .startsWith("run 0 finished 2023-11-14T22:13:20Z https://comet.example/demo/digits/" + key(0));
        assertThat(project.transport.asked())
                .containsExactly("GET project/column-names", "POST project/query", "GET project", "GET experiments");
    }

    @Test
    void the_keys_of_the_hits_add_none_to_the_query() {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));

        assertThat(project.api()
                        .query("demo", "digits", ANY)
                        .table("experiment_key")
                        .column("experiment_key"))
                .hasSize(500)
                .startsWith(key(0), key(1));
        assertThat(project.transport.asked()).containsExactly("GET project/column-names", "POST project/query");
        assertThat(project.api()
                        .explain("demo/digits", QueryVariable.metric("loss").lt(100), List.of("experiment_key")))
                .contains("for the columns:\nnothing, since the query brings the keys\n");
    }

    @Test
    void a_table_of_500_hits_adds_one_request_a_hit_for_all_of_its_metrics() {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));
        project.transport.on(
                "experiment/metrics/summary",
                "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\"1\"},{\"name\":\"acc\",\"valueCurrent\":\"2\"}]}");

        project.api().query("demo", "digits", ANY).table("experiment_name", "metrics.loss", "metrics.acc");

        assertThat(project.transport.count("experiment/metrics/summary")).isEqualTo(500);
        assertThat(project.transport.requests()).hasSize(504);
    }

    @Test
    void so_does_reading_them_in_parallel() {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));
        ExperimentList hits = project.api().query("demo", "digits", ANY);

        assertThat(hits.parallelStream().map(Experiment::getName).toList())
                .isEqualTo(IntStream.range(0, 500).mapToObj(run -> "run " + run).toList());
        assertThat(project.transport.requests()).hasSize(4);
    }

    @Test
    void facts_are_read_once_though_sixteen_threads_touch_them_at_the_same_moment() throws Exception {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));
        ExperimentList hits = project.api().query("demo", "digits", ANY);
        CyclicBarrier together = new CyclicBarrier(16);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> names = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Experiment hit = hits.get(i * 31);
                names.add(threads.submit(() -> {
                    together.await(60, TimeUnit.SECONDS);
                    return hit.getName();
                }));
            }
            for (int i = 0; i < 16; i++) {
                assertThat(names.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("run " + i * 31);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(project.transport.count("experiments")).isOne();
        assertThat(project.transport.requests()).hasSize(4);
    }

    @Test
    void five_hits_in_a_project_of_100_000_runs_are_read_one_by_one_and_never_by_the_listing() {
        FakeProject project = new FakeProject(100_000).queryFinds(IntStream.of(99_999, 5, 77, 50_000, 3));
        project.transport.refuse("experiments", 500, "nobody may ask for the whole listing");

        ExperimentList hits = project.api().query("demo", "digits", ANY);

        assertThat(hits)
                .extracting(Experiment::getName)
                .containsExactly("run 99999", "run 5", "run 77", "run 50000", "run 3");
        assertThat(project.transport.requests()).hasSize(7);
        assertThat(project.transport.count("experiment/metadata")).isEqualTo(5);
    }

    @Test
    void five_hundred_hits_in_a_huge_project_come_with_a_search_and_not_by_its_listing() {
        FakeProject project = new FakeProject(100_000).queryFinds(IntStream.range(0, 500));
        project.transport.refuse("experiments", 500, "nobody may ask for the whole listing");
        project.transport.on(
                "experiments/search", "{\"experiments\":" + rows(IntStream.range(0, 500)) + ",\"totalCount\":500}");

        assertThat(project.api().query("demo", "digits", ANY))
                .extracting(Experiment::getName)
                .hasSize(500)
                .contains("run 499");
        assertThat(project.transport.requests()).hasSizeLessThanOrEqualTo(10);
        assertThat(project.transport.count("experiment/metadata")).isZero();
    }

    @Test
    void where_a_search_brings_keys_alone_fifty_hits_in_a_huge_project_are_read_one_by_one_at_once() {
        FakeProject project = new FakeProject(100_000).queryFinds(IntStream.range(0, 50));
        project.transport.refuse("experiments", 500, "nobody may ask for the whole listing");
        String keys = IntStream.range(0, 50)
                .mapToObj(run -> "{\"experimentKey\":\"" + key(run) + "\"}")
                .collect(Collectors.joining(","));
        project.transport.on("experiments/search", "{\"experiments\":[" + keys + "]}");

        assertThat(project.api().query("demo", "digits", ANY))
                .extracting(Experiment::getName)
                .hasSize(50)
                .contains("run 49");
        assertThat(project.transport.count("experiments/search")).isOne();
        assertThat(project.transport.count("experiment/metadata")).isEqualTo(50);
        assertThat(project.transport.mostAtOnce()).isLessThanOrEqualTo(TransportOptions.DEFAULT_PARALLEL);
    }

    @Test
    void a_server_without_search_still_tells_the_facts_of_many_hits() {
        FakeProject project = new FakeProject(100_000).queryFinds(IntStream.range(0, 20));
        project.transport.refuse("experiments/search", 404, "no such path");

        assertThat(project.api().query("demo", "digits", ANY))
                .extracting(Experiment::getName)
                .hasSize(20);
    }

    @Test
    void hits_that_search_sends_with_their_whole_row_need_no_further_read() {
        FakeProject project = new FakeProject(3);
        project.transport.on(
                "experiments/search", "{\"experiments\":" + rows(IntStream.range(0, 3)) + ",\"totalCount\":3}");

        ExperimentList hits = project.api().query("demo", "digits", ANY_OR);

        assertThat(hits).extracting(Experiment::getName).containsExactly("run 0", "run 1", "run 2");
        assertThat(project.transport.asked())
                .containsExactly("GET project/column-names", "GET project", "POST experiments/search");
    }

    @Test
    void hits_of_which_one_came_without_its_row_are_read_together() {
        FakeProject project = new FakeProject(3);
        project.transport.on(
                "experiments/search",
                "{\"experiments\":[" + FakeProject.row(0) + ",{\"experimentKey\":\"" + key(1) + "\"}]}");

        assertThat(project.api().query("demo", "digits", ANY_OR))
                .extracting(Experiment::getName)
                .containsExactly("run 0", "run 1");
        assertThat(project.transport.count("experiment/metadata")).isEqualTo(2);
    }

    @Test
    void keys_alone_read_no_facts_at_all() {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));
        ExperimentList hits = project.api().query("demo", "digits", ANY);

        assertThat(hits.get(499).getKey()).isEqualTo(key(499));
        assertThat(hits.contains(hits.get(3))).isTrue();
        assertThat(project.transport.requests()).hasSize(2);
    }

    @Test
    void a_run_prints_its_place_and_name_and_a_list_of_them_reads_their_facts_once() {
        FakeProject project = new FakeProject(500).queryFinds(IntStream.range(0, 500));
        ExperimentList hits = project.api().query("demo", "digits", ANY);

        assertThat(hits.toString()).startsWith("[demo/digits/run 0, demo/digits/run 1, ");
        assertThat(project.transport.requests()).hasSize(4);
    }

    @Test
    void a_run_that_cannot_be_read_prints_its_key() {
        FakeProject project = new FakeProject(3).queryFinds(IntStream.range(0, 3));
        ExperimentList hits = project.api().query("demo", "digits", ANY);
        project.transport.refuse("experiment/metadata", 403, "not yours");

        assertThat(hits.get(1)).hasToString("Experiment(" + key(1) + ")");
    }

    @Test
    void a_table_of_facts_adds_no_request_to_the_facts() {
        FakeProject project = new FakeProject(40).queryFinds(IntStream.range(0, 40));
        ExperimentList hits = project.api().query("demo", "digits", ANY);
        hits.get(0).getName();
        project.transport.forget();

        assertThat(hits.table(
                                "experiment_key",
                                "experiment_name",
                                "workspace",
                                "project",
                                "archived",
                                "state",
                                "start_time",
                                "end_time",
                                "duration_seconds")
                        .rows())
                .hasSize(40);
        assertThat(project.transport.requests()).isEmpty();
    }

    @Test
    void a_table_with_one_metric_adds_one_read_a_run() {
        FakeProject project = new FakeProject(40).queryFinds(IntStream.range(0, 40));
        ExperimentList hits = project.api().query("demo", "digits", ANY);

        assertThat(hits.table("experiment_name", "metrics.loss").rows())
                .hasSize(40)
                .contains(List.of("run 39", new java.math.BigDecimal("3.9")));
        assertThat(project.transport.count("experiment/metrics/summary")).isEqualTo(40);
        assertThat(project.transport.requests()).hasSize(4 + 40);
    }

    @Test
    void a_table_with_columns_of_every_kind_adds_one_read_a_run_and_kind() {
        FakeProject project = new FakeProject(20);
        ExperimentList all = project.api().getExperiments("demo", "digits");

        all.table("metrics.loss", "params.lr", "params.opt", "tags");

        FakeTransport transport = project.transport;
        assertThat(transport.count("experiment/metrics/summary")).isEqualTo(20);
        assertThat(transport.count("experiment/parameters")).isEqualTo(20);
        assertThat(transport.count("experiment/tags")).isEqualTo(20);
        assertThat(transport.count("experiment/log-other")).isZero();
        assertThat(transport.count("project/column-names"))
                .as("which parameters are numbers")
                .isEqualTo(1);
        assertThat(transport.requests()).hasSize(1 + 1 + 60);
    }

    @Test
    void a_listing_knows_the_facts_of_its_experiments() {
        FakeProject project = new FakeProject(10);
        assertThat(project.api().getExperiments("demo", "digits"))
                .extracting(Experiment::getName)
                .hasSize(10);
        assertThat(project.transport.asked()).containsExactly("GET experiments");
    }

    @Test
    void an_experiment_by_key_is_one_read_with_its_facts() {
        FakeProject project = new FakeProject(10);
        assertThat(project.api().getExperimentByKey(key(3)).getName()).isEqualTo("run 3");
        assertThat(project.transport.asked()).containsExactly("GET experiment/metadata");
    }

    @Test
    void an_unknown_name_costs_no_second_read_of_the_same_names() {
        FakeProject project = new FakeProject(10);
        Experiment experiment = project.api().getExperimentByKey(key(3));
        project.transport.forget();

        assertThat(experiment.getParametersSummary("leraning_rate")).isNull();
        assertThat(experiment.getOthersSummary("nope")).isEmpty();

        assertThat(project.transport.asked()).containsExactly("GET experiment/parameters", "GET experiment/log-other");
    }
}
