package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.query.QueryVariable;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.CometHttpException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An experiment is deleted between a listing and a table: the table has the others, and one sentence reports it. */
class DeletedRunsTest {
    private final FakeProject project = new FakeProject(5).queryFinds(IntStream.range(0, 5));
    private final Api api = project.api();

    private void delete(int run) {
        for (String endpoint :
                List.of("experiment/metadata", "experiment/metrics/summary", "experiment/metrics/get-metric")) {
            UnaryOperator<String> answer = key -> switch (endpoint) {
                case "experiment/metadata" -> FakeProject.row(Integer.parseInt(key));
                case "experiment/metrics/summary" -> "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\"0.5\"}]}";
                default -> "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"0.5\",\"step\":1}]}";
            };
            project.transport.on(endpoint, request -> {
                String key = request.parameters().get("experimentKey");
                if (key.equals(key(run))) {
                    throw FakeTransport.refusal(request, 400, "no such experiment", 90211);
                }
                return answer.apply(key);
            });
        }
    }

    @Test
    void a_table_has_the_others() {
        ExperimentList runs = api.getExperiments("demo", "digits");
        delete(3);

        assertThat(runs.table("experiment_name", "metrics.loss").column("experiment_name"))
                .isEqualTo(List.of("run 0", "run 1", "run 2", "run 4"));
        assertThat(project.warnings)
                .containsExactly("1 of 5 experiments is deleted on the server and left out: " + key(3));
    }

    @Test
    void so_have_the_facts_of_a_query_and_the_table_at_the_prompt() {
        ExperimentList runs =
                api.query("demo", "digits", QueryVariable.metric("loss").lt(100));
        delete(3);

        assertThat(runs.table("experiment_name").column("experiment_name"))
                .isEqualTo(List.of("run 0", "run 1", "run 2", "run 4"));
        assertThat(Tables.summary(runs, 50).orElseThrow().column("experiment_name"))
                .isEqualTo(List.of("run 0", "run 1", "run 2", "run 4"));
    }

    @Test
    void an_order_groups_and_points_have_the_others() {
        ExperimentList runs = api.getExperiments("demo", "digits");
        delete(0);

        assertThat(runs.sortedBy("metrics.loss", "start_time:desc"))
                .extracting(Experiment::getKey)
                .containsExactly(key(4), key(3), key(2), key(1));
        assertThat(runs.groupBy("state").summary("metrics.loss").column("runs")).isEqualTo(List.of(4));
        project.warnings.clear();
        assertThat(runs.metrics("loss").stream().map((Map<String, Object> row) -> row.get("experiment_key")))
                .containsExactly(key(1), key(2), key(3), key(4));
        assertThat(project.warnings)
                .containsExactly("1 of 5 experiments is deleted on the server and left out: " + key(0));
    }

    @Test
    void a_read_that_fails_for_another_reason_fails_the_table() {
        ExperimentList runs = api.getExperiments("demo", "digits");
        project.transport.on("experiment/metrics/summary", request -> {
            throw FakeTransport.refusal(request, 400, "bad request", 0);
        });

        assertThatThrownBy(() -> runs.table("metrics.loss")).isInstanceOf(CometHttpException.class);
        assertThat(project.warnings).isEmpty();
    }
}
