package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.export.Table;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import io.cometsh.query.QueryVariable;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.Worlds;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Queries over several projects and the columns of what they find, on a server that is counted and 20 ms away. */
@Tag("slow")
class SeveralProjectsTest {
    private static final int RUNS = 100;
    private static final Object ALL = QueryText.parse("Metric(\"acc\") != None");
    private static final List<String> WORDS = List.of(
            "metrics.acc.min",
            "metrics.acc.max",
            "metrics.acc.argmin",
            "metrics.acc.argmax",
            "metrics.acc.first",
            "metrics.acc.last",
            "metrics.acc.mean",
            "metrics.acc.std",
            "metrics.acc.count",
            "metrics.acc.at(7)");

    private static CometServer server;
    private static DelayingProxy proxy;
    private static List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void fill_two_projects() {
        server = CometServer.start(ServerOptions.inMemory());
        for (String project : List.of("digits", "letters")) {
            int offset = project.equals("digits") ? 0 : 1000;
            Worlds.fill(server, "demo", project, RUNS, (run, i) -> {
                double[] curve = new double[30 + i % 7];
                for (int step = 0; step < curve.length; step++) {
                    curve[step] = (step * 37 + i * 11) % 19 == 0 ? Double.NaN : (step * 31 + i * 17 + offset) % 23;
                }
                run.key(Worlds.key(offset + i))
                        .name(project + "-" + i)
                        .curve("acc", curve)
                        .param("lr", i % 3);
                if (project.equals("letters")) {
                    run.metric("only_here", i);
                }
            });
        }
        proxy = DelayingProxy.before(server.address());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    private static Api api(boolean strict) {
        ApiOptions options = ApiOptions.defaults().withWarnings(warnings::add);
        return new Api(
                new OkHttpTransport(TransportOptions.of(proxy.uri(), "any-key")),
                () -> proxy.uri(),
                strict ? options.withStrict(true) : options);
    }

    private static List<String> names(ExperimentList runs) {
        return runs.stream().map(Experiment::getName).toList();
    }

    @Test
    void the_best_of_each_of_200_runs_in_two_projects_takes_ten_requests_at_most() {
        try (Api api = api(true)) {
            for (Object where : List.of("demo", List.of("demo/digits", "demo/letters"))) {
                proxy.delay(Duration.ofMillis(20));
                int before = proxy.requests().size();

                Table best = api.query(where, ALL)
                        .table("project", "experiment_name", "metrics.acc.max", "metrics.acc.mean");

                List<String> asked =
                        proxy.requests().subList(before, proxy.requests().size());
                assertThat(asked).hasSizeLessThanOrEqualTo(10);
                proxy.delay(Duration.ZERO);
                assertThat(best.rows()).hasSize(2 * RUNS);
                assertThat(best.rows().get(0).get(1)).isEqualTo("digits-0");
                assertThat(best.rows().get(RUNS).get(1)).isEqualTo("letters-0");
                assertThat(best.rows()).allMatch(row -> ((Number) row.get(2)).doubleValue() >= 20);
            }
        }
    }

    @Test
    void what_comes_in_bulk_is_what_each_run_has_alone() {
        try (Api api = api(true)) {
            ExperimentList runs = api.query("demo", ALL);
            String[] words = WORDS.toArray(String[]::new);
            Table together = runs.table(words);
            for (int i = 0; i < runs.size(); i += 13) {
                assertThat(String.valueOf(ExperimentList.of(List.of(runs.get(i)))
                                .table(words)
                                .rows()
                                .get(0)))
                        .isEqualTo(String.valueOf(together.rows().get(i)));
            }
            Map<String, List<Object>> summaries =
                    runs
                            .subList(0, 10)
                            .table("experiment_name", "metrics.acc.min", "metrics.acc.argmax")
                            .rows()
                            .stream()
                            .collect(Collectors.toMap(row -> (String) row.get(0), row -> row.subList(1, 3)));
            for (int i = 0; i < 10; i++) {
                List<Object> row = together.rows().get(i);
                List<Object> summary = summaries.get("digits-" + i);
                assertThat(((Number) row.get(0)).doubleValue()).isEqualTo(((Number) summary.get(0)).doubleValue());
                assertThat(((Number) row.get(3)).longValue()).isEqualTo(((Number) summary.get(1)).longValue());
            }
        }
    }

    @Test
    void rows_come_project_by_project_in_the_order_that_is_asked_for() {
        try (Api api = api(true)) {
            List<String> digits = names(api.query("demo", "digits", ALL));
            List<String> letters = names(api.query("demo", "letters", ALL));
            List<String> both = new ArrayList<>(digits);
            both.addAll(letters);
            assertThat(names(api.query("demo", ALL))).isEqualTo(both);
            assertThat(names(api.query("demo/*", ALL))).isEqualTo(both);
            assertThat(names(api.query("demo/dig*", ALL))).isEqualTo(digits);
            assertThat(names(api.query("demo/digits", ALL))).isEqualTo(digits);
            List<String> turned = new ArrayList<>(letters);
            turned.addAll(digits);
            assertThat(names(api.query(List.of("demo/letters", "demo"), ALL))).isEqualTo(turned);
            assertThat(names(api.query("demo", QueryText.parse("Metric(\"acc\").max > 21.5 | Parameter(\"lr\") == 0"))))
                    .hasSizeGreaterThan(60);
        }
    }

    @Test
    void a_column_of_one_of_the_projects_matches_in_that_one_and_a_column_of_none_is_an_error() {
        try (Api api = api(true)) {
            assertThat(names(api.query("demo", QueryText.parse("Metric(\"only_here\") > 97"))))
                    .containsExactly("letters-98", "letters-99");
            assertThatThrownBy(() -> api.query("demo", QueryText.parse("Metric(\"only_hree\") > 97")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("no experiment in demo/digits, demo/letters has Metric(\"only_hree\"); did you mean"
                            + " Metric(\"only_here\")?");
        }
    }

    @Test
    void one_line_tells_the_cost_of_all_projects() {
        try (Api api = api(true)) {
            assertThat(api.explain("demo", ALL))
                    .contains("in demo/digits, demo/letters, the first shown:\nPOST project/query\n")
                    .endsWith("\ncost: 2 requests");
            assertThat(api.explain("demo", QueryText.parse("Metric(\"acc\").max > 0.5")))
                    .endsWith("\ncost: 2 requests and at most 200 more, if the server finds all of the projects' 200"
                            + " experiments");
            assertThat(api.explain("demo", QueryText.parse("Metric(\"only_here\") > 97")))
                    .contains("in demo/digits:\nnothing to send", "in demo/letters:\nPOST project/query");
        }
    }

    @Test
    void the_reads_of_the_columns_are_counted_too() {
        try (Api api = api(true)) {
            QueryExpression all = (QueryExpression) ALL;
            assertThat(api.explain("demo", all, List.of("experiment_name", "metrics.acc.max")))
                    .contains(
                            "\nfor the columns:\nPOST experiments/multi-metric-chart, for many experiments at a time\n")
                    .endsWith("\ncost: 2 requests; for the columns at most 2, if these are all of the 200 experiments");
            assertThat(api.explain("demo/digits", all, List.of("metrics.acc", "metrics.acc.max", "tags")))
                    .endsWith("\nfor the columns:\nGET experiment/metrics/summary, for each experiment\n"
                            + "GET experiment/tags, for each experiment\n"
                            + "cost: 1 request; for the columns at most 200, if these are all of the 100 experiments");
            assertThat(api.explain("demo/digits", all, List.of("experiment_name")))
                    .contains("nothing but the facts of the experiments");
        }
    }

    @Test
    void what_names_no_project_is_refused() {
        try (Api api = api(true)) {
            assertThatThrownBy(() -> api.query("digits", ALL))
                    .hasMessage("no workspace \"digits\"; did you mean demo/digits?");
            assertThatThrownBy(() -> api.query("demo/digist", ALL)).hasMessageContaining("did you mean digits?");
            assertThatThrownBy(() -> api.query("demo/x*", ALL)).hasMessageContaining("matches \"x*\"");
            assertThatThrownBy(() -> api.query(List.of(), ALL)).hasMessageContaining("at least one project");
            assertThatThrownBy(() -> api.query(7, ALL))
                    .hasMessageContaining("expected the name of a workspace or project");
            assertThatThrownBy(() -> api.query("demo", "digits"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("not the String digits");
            assertThatThrownBy(() -> api.query("demo", QueryVariable.metric("acc")))
                    .hasMessageContaining("not been compared");
        }
    }
}
