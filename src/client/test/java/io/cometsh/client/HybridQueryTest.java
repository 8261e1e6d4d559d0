package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries that the client decides in part: the requests, their number, and the messages. */
class HybridQueryTest {
    private final FakeProject project = new FakeProject(48);

    HybridQueryTest() {
        project.transport.on("experiment/metrics/summary", request -> {
            int run = run(request.parameters().get("experimentKey"));
            return "{\"values\":[{\"name\":\"loss\",\"valueMin\":\"" + run / 10.0 + "\",\"valueMax\":\"" + run
                    + "\",\"valueCurrent\":\"" + run / 2.0 + "\"},{\"name\":\"val_loss\",\"valueCurrent\":\"5\"}]}";
        });
        project.transport.on("experiments/multi-metric-chart", request -> {
            StringBuilder charts = new StringBuilder();
            for (String key : keys(request.json())) {
                charts.append(charts.isEmpty() ? "" : ",")
                        .append(
                                "\"%s\":{\"experimentKey\":\"%s\",\"empty\":false,\"metrics\":[{\"metricName\":\"loss\","
                                        .formatted(key, key))
                        .append("\"values\":[9,%d,%d],\"steps\":[null,100,200]}]}".formatted(run(key), run(key) + 1));
            }
            return "{\"experiments\":{" + charts + "}}";
        });
    }

    private static int run(String key) {
        return Integer.parseInt(key);
    }

    private static List<String> keys(String body) {
        try {
            return new ObjectMapper()
                    .readTree(body)
                    .get("targetedExperiments")
                    .valueStream()
                    .map(node -> node.asText())
                    .toList();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> query(String text) {
        return project.api().query("demo", "digits", QueryText.parse(text)).stream()
                .map(Experiment::getKey)
                .toList();
    }

    @Test
    void a_smallest_value_costs_one_read_for_each_experiment_that_the_server_finds() {
        project.queryFinds(IntStream.of(7, 3, 1, 9));

        assertThat(query("Metric('loss').min < 0.5")).containsExactly(key(3), key(1));
        assertThat(project.transport.count("experiment/metrics/summary")).isEqualTo(4);
        assertThat(project.transport.requests()).hasSize(6);
        assertThat(project.transport.requests().get(1).json()).contains("\"operator\":\"is_not_null\"");
    }

    @Test
    void two_metrics_of_one_experiment_are_one_read() {
        project.queryFinds(IntStream.range(8, 13));

        assertThat(query("Metric('loss') < Metric('val_loss')")).containsExactly(key(8), key(9));
        assertThat(project.transport.count("experiment/metrics/summary")).isEqualTo(5);
    }

    @Test
    void what_the_server_has_decided_is_not_read() {
        project.queryFinds(IntStream.range(0, 10));
        project.transport.on(
                "experiments/search",
                request -> "{\"totalCount\":10,\"experiments\":" + FakeProject.rows(IntStream.range(0, 10)) + "}");

        assertThat(query("Metric('loss') < 1 | Metric('loss').min < 0.5")).hasSize(10);
        assertThat(project.transport.count("experiment/metrics/summary")).isZero();
    }

    @Test
    void values_at_a_step_come_by_curves_of_several_experiments_together() {
        project.queryFinds(IntStream.range(0, 20));

        assertThat(query("Metric('loss').atStep(100) >= 17")).containsExactly(key(17), key(18), key(19));
        assertThat(project.transport.count("experiments/multi-metric-chart")).isEqualTo(3);
        assertThat(query("Metric('loss').atStep(150) >= 0")).isEmpty();
    }

    @Test
    void curves_are_read_only_where_the_summaries_leave_it_open() {
        project.queryFinds(IntStream.range(0, 20));

        assertThat(query("Metric('loss').min < 0.35 & Metric('loss').atStep(200) >= 2"))
                .containsExactly(key(1), key(2), key(3));
        assertThat(project.transport.count("experiments/multi-metric-chart")).isOne();
    }

    @Test
    void without_anything_to_narrow_the_listing_is_read() {
        assertThat(query("Parameter('opt').ignoreCase() != 'ADAM'")).isEmpty();
        assertThat(project.transport.count("experiments")).isOne();
        assertThat(project.transport.count("project/query")).isZero();
        assertThat(project.transport.count("experiment/parameters")).isEqualTo(48);
    }

    @Test
    void nothing_found_is_nothing_read() {
        project.queryFinds(IntStream.empty());

        assertThat(query("Metric('loss').min < 0.5")).isEmpty();
        assertThat(project.transport.count("experiment/metrics/summary")).isZero();
    }

    @Test
    void what_cannot_be_read_is_refused_before_anything_is_asked_of_an_experiment() {
        project.transport.on(
                "project/column-names",
                "{\"columns\":[{\"name\":\"codeSHA\",\"type\":\"string\",\"source\":\"metadata\"}]}");
        project.queryFinds(IntStream.of(1));
        assertThatThrownBy(() -> query("Metadata('codeSHA').matches('a.*')"))
                .isInstanceOf(QueryException.class)
                .hasMessage("Metadata(\"codeSHA\") cannot be read on the client: use == or .contains(text),"
                        + " .startswith(text), .endswith(text)");
    }

    @Test
    void explain_shows_which_part_runs_where_and_its_cost() {
        String explained = project.api()
                .explain(
                        "demo",
                        "digits",
                        QueryText.parse("(Tag('best') | Metric('loss').min < 0.5)"
                                + " & Metric('loss').atStep(100) < Metric('val_loss')"));

        assertThat(explained.replaceAll("\\n\\{.*\\}", "\n{…}")).isEqualTo("""
                        ((Tag("best") | (Metric("loss").min < 0.5)) & (Metric("loss").atStep(100) < Metric("val_loss")))
                        on the server: ((Tag("best") | (Metric("loss") != null)) & ((Metric("loss") != null) & (Metric("val_loss") != null)))
                        POST experiments/search, page by page
                        {…}
                        and, to know whether it holds beside what is the client's: Tag("best")
                        POST project/query
                        {…}
                        on the client, of each experiment found: ((Tag("best") | (Metric("loss").min < 0.5)) & (Metric("loss").atStep(100) < Metric("val_loss")))
                        GET experiment/metrics/summary, for each that is still undecided
                        POST experiments/multi-metric-chart, for 8 experiments at a time, the whole curves
                        cost: 2 requests and at most 54 more, if the server finds all of the project's 48 experiments""");
        assertThat(project.transport.asked()).containsOnly("GET project/column-names", "GET project");
    }
}
