package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.Account;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Table;
import io.cometsh.query.QueryVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which table is in a value. */
class TablesTest {
    private final FakeProject project = new FakeProject(3);
    private final Api api = project.api();

    @Test
    void the_smallest_and_the_largest_value_of_a_metric_are_columns_too() {
        project.transport.on("experiment/metrics/summary", """
                {"values":[{"name":"loss","valueMin":"0.10","valueMax":"0.9","valueCurrent":"0.5"},
                {"name":"top.max","valueMin":"1","valueMax":"3","valueCurrent":"2"}]}""");
        ExperimentList runs = api.getExperiments("demo", "digits", "run 0");

        assertThat(runs.table("metrics.loss.min", "metrics.loss", "metrics.loss.max", "metrics.top.max")
                        .rows())
                .extracting(row -> row.stream().map(String::valueOf).toList())
                .as("a metric that is called so comes first")
                .containsExactly(List.of("0.10", "0.5", "0.9", "2"));
        assertThat(runs.sortedBy("metrics.loss.max:desc")).hasSize(1);
        assertThat(runs.groupBy("params.opt").summary("metrics.loss.max").columns())
                .containsExactly(
                        "params.opt",
                        "runs",
                        "metrics.loss.max.n",
                        "metrics.loss.max.mean",
                        "metrics.loss.max.std",
                        "metrics.loss.max.median",
                        "metrics.loss.max.min",
                        "metrics.loss.max.max",
                        "metrics.loss.max.low95",
                        "metrics.loss.max.high95");
        assertThat(runs.table().columns()).noneMatch(column -> column.endsWith(".min"));
        assertThatThrownBy(() -> runs.table("metrics.los.max"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean metrics.loss.max");
        assertThatThrownBy(() -> runs.table("params.tags"))
                .hasMessage("no experiment here has the column \"params.tags\"; there are params.lr, params.opt");
    }

    @Test
    void experiments_have_all_their_columns_names_sorted_within_their_kind() {
        project.transport.on(
                "experiment/metrics/summary",
                request -> request.parameters().get("experimentKey").equals(key(1))
                        ? "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\"NaN\"},{\"name\":\"acc\",\"valueCurrent\":\"0.90\"}]}"
                        : "{\"values\":[{\"name\":\"zeta\",\"valueCurrent\":\"-Infinity\"}]}");

        Table table =
                Tables.all(api.getExperiments("demo", "digits", "run [01]")).orElseThrow();

        assertThat(table.columns())
                .containsExactly(
                        "experiment_key",
                        "experiment_name",
                        "workspace",
                        "project",
                        "archived",
                        "start_time",
                        "end_time",
                        "duration_seconds",
                        "params.lr",
                        "params.opt",
                        "metrics.acc",
                        "metrics.loss",
                        "metrics.zeta",
                        "others.note",
                        "tags");
        assertThat(table.rows())
                .containsExactly(
                        asList(
                                key(0),
                                "run 0",
                                "demo",
                                "digits",
                                false,
                                Instant.ofEpochMilli(1_700_000_000_000L),
                                Instant.ofEpochMilli(1_700_000_001_500L),
                                new BigDecimal("1.500"),
                                new BigDecimal("0.1"),
                                "adam",
                                null,
                                null,
                                Double.NEGATIVE_INFINITY,
                                "",
                                List.of("best", "v1")),
                        asList(
                                key(1),
                                "run 1",
                                "demo",
                                "digits",
                                false,
                                Instant.ofEpochMilli(1_700_000_000_001L),
                                Instant.ofEpochMilli(1_700_000_001_501L),
                                new BigDecimal("1.500"),
                                new BigDecimal("0.1"),
                                "adam",
                                new BigDecimal("0.90"),
                                Double.NaN,
                                null,
                                "",
                                List.of("best", "v1")));
    }

    @Test
    void no_experiments_have_the_columns_of_facts_and_no_rows() {
        Table table = Tables.all(api.getExperiments("demo", "digits", "nobody")).orElseThrow();
        assertThat(table.columns()).startsWith("experiment_key").endsWith("duration_seconds", "tags");
        assertThat(table.rows()).isEmpty();
        assertThat(project.transport.asked()).containsExactly("GET experiments");
    }

    @Test
    void named_columns_come_in_the_order_in_which_they_are_named() {
        Table table = api.getExperiments("demo", "digits").table("metrics.loss", "tags", "experiment_name", "state");
        assertThat(table.columns()).containsExactly("metrics.loss", "tags", "experiment_name", "state");
        assertThat(table.rows().get(2))
                .isEqualTo(List.of(new BigDecimal("0.2"), List.of("best", "v1"), "run 2", "finished"));
    }

    @Test
    void the_summary_of_a_query_shows_what_it_asked_about_of_the_first_rows() {
        project.queryFinds(IntStream.range(0, 3));
        ExperimentList hits =
                api.query("demo", "digits", QueryVariable.metric("loss").lt(1).and(QueryVariable.tag("best")));
        Table table = Tables.summary(hits, 2).orElseThrow();
        assertThat(table.columns())
                .containsExactly("experiment_name", "metrics.loss", "tags", "state", "start_time", "duration_seconds");
        assertThat(table.rows()).hasSize(2);
        assertThat(table.total()).isEqualTo(3);
        assertThat(project.transport.count("experiment/metrics/summary")).isEqualTo(2);
        assertThat(project.transport.count("experiment/parameters")).isZero();
    }

    @Test
    void the_summary_shows_keys_where_names_do_not_tell() {
        project.transport.on(
                "experiments",
                "{\"experiments\":[{\"experimentKey\":\"k1\",\"experimentName\":\"same\"},"
                        + "{\"experimentKey\":\"k2\",\"experimentName\":\"same\"}]}");
        assertThat(Tables.summary(api.getExperiments("demo", "digits"), 10)
                        .orElseThrow()
                        .columns())
                .containsExactly("experiment_name", "state", "start_time", "duration_seconds", "experiment_key");
    }

    @Test
    void any_collection_of_experiments_is_such_a_table() {
        ExperimentList all = api.getExperiments("demo", "digits");
        assertThat(Tables.summary(List.of(all.get(2), all.get(0)), 10)
                        .orElseThrow()
                        .rows())
                .extracting(row -> row.get(0))
                .containsExactly("run 2", "run 0");
        assertThat(Tables.all(Set.of(all.get(1))).orElseThrow().rows()).hasSize(1);
    }

    @Test
    void one_experiment_is_its_facts_by_name() {
        Table table = Tables.all(api.getExperimentByKey(key(1))).orElseThrow();
        assertThat(table.columns()).containsExactly("name", "value");
        assertThat(table.rows())
                .contains(
                        asList("experimentName", "run 1"),
                        asList("startTimeMillis", Instant.ofEpochMilli(1_700_000_000_001L)),
                        asList("durationMillis", 1500L),
                        asList("optimizationId", null));
    }

    @Test
    void records_of_one_kind_are_rows_with_moments_for_milliseconds() {
        List<MetricPoint> points = List.of(
                new MetricPoint("loss", "0.5", 1_700_000_000_000L, 1L, null, null, 7L),
                new MetricPoint("loss", "NaN", null, 2L, null, "train", 8L));
        Table table = Tables.all(points).orElseThrow();
        assertThat(table.columns())
                .containsExactly("metricName", "metricValue", "timestamp", "step", "epoch", "runContext", "offset");
        assertThat(table.rows())
                .containsExactly(
                        asList(
                                "loss",
                                new BigDecimal("0.5"),
                                Instant.ofEpochMilli(1_700_000_000_000L),
                                1L,
                                null,
                                null,
                                7L),
                        asList("loss", Double.NaN, null, 2L, null, "train", 8L));
        assertThat(Tables.summary(points, 10).orElseThrow().rows())
                .as("for display, a metric's text is its number")
                .extracting(row -> row.get(1))
                .containsExactly(new BigDecimal("0.5"), Double.NaN);
    }

    @Test
    void a_page_reads_only_what_it_shows() {
        Table page = Tables.page(api.getExperiments("demo", "digits"), 1, 1).orElseThrow();
        assertThat(page.rows()).extracting(row -> row.get(0)).containsExactly("run 1");
        assertThat(page.total()).isEqualTo(3);
        assertThat(Tables.page(List.of(Map.of("a", 1)), 5, 2).orElseThrow().rows())
                .isEmpty();
    }

    @Test
    void a_map_that_holds_maps_is_not_a_table_for_eyes_but_one_for_csv() {
        Map<String, Object> nested = Map.of("params", Map.of("lr", 0.1));
        assertThat(Tables.summary(nested, 10)).isEmpty();
        assertThat(Tables.all(nested).orElseThrow().rows()).containsExactly(List.of("params", Map.of("lr", 0.1)));
        assertThat(Tables.summary(Map.of("tags", List.of("a")), 10)).isPresent();
    }

    @Test
    void one_record_is_its_members_by_name() {
        assertThat(Tables.all(new Account("ann", null)).orElseThrow().rows())
                .containsExactly(asList("userName", "ann"), asList("defaultWorkspaceName", null));
    }

    @Test
    void maps_are_rows_with_all_the_names_that_any_of_them_has() {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("b", 1);
        first.put("a", null);
        Table table =
                Tables.summary(List.of(first, Map.of("c", List.of(1, 2))), 10).orElseThrow();
        assertThat(table.columns()).containsExactly("b", "a", "c");
        assertThat(table.rows()).containsExactly(asList(1, null, null), asList(null, null, List.of(1, 2)));
        assertThat(Tables.all(Map.of("x", 0.5)).orElseThrow().rows()).containsExactly(List.of("x", 0.5));
    }

    @Test
    void what_a_script_calls_a_timestamp_stays_what_it_is() {
        assertThat(Tables.all(List.of(Map.of("timestamp", 5L), Map.of("timestamp", 6)))
                        .orElseThrow()
                        .rows())
                .containsExactly(List.of(5L), List.of(6));
        assertThat(Tables.all(Map.of("createdAt", 1_700_000_000_000L))
                        .orElseThrow()
                        .rows())
                .containsExactly(List.of("createdAt", 1_700_000_000_000L));
    }

    @Test
    void only_the_first_rows_are_shown_and_all_are_counted() {
        List<Map<String, Integer>> many =
                IntStream.range(0, 2_431).mapToObj(i -> Map.of("i", i)).toList();
        Table table = Tables.summary(many, 50).orElseThrow();
        assertThat(table.rows()).hasSize(50);
        assertThat(table.total()).isEqualTo(2_431);
        assertThat(Tables.all(many).orElseThrow().rows()).hasSize(2_431);
        Table again = Tables.summary(table, 10).orElseThrow();
        assertThat(again.rows()).hasSize(10);
        assertThat(again.total()).isEqualTo(2_431);
    }

    @Test
    void what_has_no_rows_is_not_a_table() {
        assertThat(Tables.all(null)).isEmpty();
        assertThat(Tables.all(5)).isEmpty();
        assertThat(Tables.all("text")).isEmpty();
        assertThat(Tables.all(List.of())).isEmpty();
        assertThat(Tables.all(Map.of())).isEmpty();
        assertThat(Tables.all(List.of("a", "b"))).isEmpty();
        assertThat(Tables.all(QueryVariable.metric("loss").lt(1))).isEmpty();
    }

    @Test
    void lists_of_several_kinds_or_with_nothing_in_them_are_no_table() {
        assertThat(Tables.all(List.of(Map.of("a", 1), "text"))).isEmpty();
        assertThat(Tables.all(List.of(new Account("a", "b"), Map.of("a", 1)))).isEmpty();
        assertThat(Tables.all(Arrays.asList(Map.of("a", 1), null))).isEmpty();
        assertThat(Tables.all(List.of(api.getExperimentByKey(key(1)), "text"))).isEmpty();
    }

    @Test
    void columns_of_a_table_can_be_chosen_by_name() {
        List<Map<String, Integer>> rows = List.of(Map.of("a", 1, "b", 2));
        Table chosen = Tables.columns(rows, List.of("b")).orElseThrow();
        assertThat(chosen.columns()).containsExactly("b");
        assertThat(chosen.rows()).containsExactly(List.of(2));
        assertThatThrownBy(() -> Tables.columns(rows, List.of("c")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no column \"c\"; there are a, b");
        assertThat(Tables.columns("text", List.of("a"))).isEmpty();
    }

    @Test
    void columns_of_experiments_read_only_what_they_need() {
        ExperimentList all = api.getExperiments("demo", "digits");
        assertThat(Tables.columns(all, List.of("experiment_name", "params.lr"))
                        .orElseThrow()
                        .rows())
                .contains(List.of("run 2", new BigDecimal("0.1")));
        assertThat(project.transport.asked())
                .containsOnly("GET experiments", "GET experiment/parameters", "GET project/column-names");
        assertThat(project.transport.count("project/column-names")).isEqualTo(1);
    }

    @Test
    void one_run_alone_shows_its_metrics_parameters_and_tags() {
        Table card =
                Tables.summary(api.getExperiment("demo", "digits", "run 1"), 50).orElseThrow();

        assertThat(card.columns()).containsExactly("name", "value");
        assertThat(card.column("name"))
                .contains("state", "experiment_name", "params.lr", "params.opt", "metrics.loss", "tags");
        assertThat(card.rows())
                .contains(List.of("metrics.loss", new BigDecimal("0.1")), List.of("tags", List.of("best", "v1")));
    }

    @Test
    void runs_in_the_cells_of_a_map_are_their_places_and_names() {
        ExperimentList runs = api.getExperiments("demo", "digits");
        assertThat(Tables.all(Map.of("all", runs)).orElseThrow().toString())
                .contains("all  | ['demo/digits/run 0', 'demo/digits/run 1', … 1 more]");
        assertThat(Tables.all(Map.of("one", runs.get(0))).orElseThrow().toString())
                .contains("one  | demo/digits/run 0");
    }
}
