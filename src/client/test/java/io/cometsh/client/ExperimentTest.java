package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.wire.Account;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.client.wire.Project;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.transport.CometHttpException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reads of one experiment, and odd values in their replies. */
class ExperimentTest {
    private final FakeProject project = new FakeProject(3);
    private final Experiment experiment = project.api().getExperimentByKey(key(1));

    @Test
    void gives_its_metadata_in_the_documented_units() {
        assertThat(experiment.getName()).isEqualTo("run 1");
        assertThat(experiment.getWorkspace()).isEqualTo("demo");
        assertThat(experiment.getProjectName()).isEqualTo("digits");
        assertThat(experiment.isArchived()).isFalse();
        assertThat(experiment.getStartServerTimestamp()).isEqualTo(1_700_000_000_001L);
        assertThat(experiment.getEndServerTimestamp()).isEqualTo(1_700_000_001_501L);
        assertThat(experiment.getDurationMillis()).isEqualTo(1500);
        assertThat(experiment.getStartTime()).isEqualTo(Instant.parse("2023-11-14T22:13:20.001Z"));
        assertThat(experiment.getEndTime()).isEqualTo(Instant.parse("2023-11-14T22:13:21.501Z"));
        assertThat(experiment.getUrl()).hasToString("https://comet.example/demo/digits/" + key(1));
    }

    @Test
    void has_a_page_below_the_address_of_any_server() {
        for (String root : List.of("https://comet.acme.org", "https://comet.acme.org/", "http://h:8080/comet")) {
            String slash = root.endsWith("/") ? root : root + "/";
            try (Api api = new Api(project.transport, () -> URI.create(root), ApiOptions.defaults())) {
                Experiment one = api.getExperimentByKey(key(1));
                assertThat(api.serverUrl()).isEqualTo(slash);
                assertThat(api.getServerUrl()).isEqualTo(slash);
                assertThat(one.getUrl()).hasToString(slash + "demo/digits/" + key(1));
            }
        }
    }

    @Test
    void has_no_end_while_it_runs_and_no_time_where_none_is_known() {
        metadata("\"running\":true,\"startTimeMillis\":0,\"endTimeMillis\":1700000000000");
        assertThat(experiment.getState()).isEqualTo("running");
        assertThat(experiment.getEndTime()).isNull();
        assertThat(experiment.getStartTime()).isNull();
        metadata("\"running\":false,\"hasCrashed\":true,\"startTimeMillis\":null");
        assertThat(experiment.getState()).isEqualTo("crashed");
        assertThat(experiment.getStartTime()).isNull();
        assertThat(experiment.getDurationMillis()).isNull();
        metadata("\"running\":false");
        assertThat(experiment.getState()).isEqualTo("finished");
    }

    @Test
    void reads_its_state_each_time_and_its_metadata_only_when_refreshed() {
        project.transport.forget();
        metadata("\"experimentName\":\"renamed\"");
        assertThat(experiment.getMetadata().experimentName()).isEqualTo("run 1");
        assertThat(project.transport.requests()).isEmpty();
        assertThat(experiment.refresh().getName()).isEqualTo("renamed");
        experiment.getState();
        experiment.getState();
        assertThat(project.transport.count("experiment/metadata")).isEqualTo(3);
    }

    @Test
    void has_a_page_even_where_names_hold_what_addresses_may_not() {
        metadata("\"workspaceName\":\"my ws\",\"projectName\":\"é/ü?#a:b\",\"archived\":true");
        assertThat(experiment.refresh().getUrl())
                .hasToString("https://comet.example/my%20ws/%C3%A9%2F%C3%BC%3F%23a%3Ab/archive/" + key(1));
    }

    @Test
    void reads_summaries_and_single_ones_by_name() {
        assertThat(experiment.getMetricsSummary("loss").valueCurrent()).isEqualTo(new BigDecimal("0.1"));
        assertThat(experiment.getMetricsSummary("loss").getValue()).isEqualTo(0.1);
        assertThat(experiment.getParametersSummary())
                .extracting(ValueSummary::name)
                .containsExactly("lr", "opt");
        assertThat(experiment.getParametersSummary("opt").getValue()).isNaN();
        assertThat(experiment.getOthersSummary("note")).containsExactly("");
        assertThat(experiment.getTags()).containsExactly("best", "v1");
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void an_unknown_name_is_nothing_and_a_warning_with_the_nearest() {
        assertThat(experiment.getMetricsSummary("los")).isNull();
        assertThat(experiment.getParametersSummary("optimizer")).isNull();
        assertThat(experiment.getOthersSummary("nope")).isEmpty();
        project.transport.on("experiment/metrics/get-metric", "{\"metrics\":[]}");
        assertThat(experiment.getMetrics("loos")).isEmpty();
        assertThat(project.warnings)
                .containsExactly(
                        "experiment " + key(1) + " has no metric \"los\"; did you mean loss?",
                        "experiment " + key(1) + " has no parameter \"optimizer\"; there are lr, opt",
                        "experiment " + key(1) + " has no other \"nope\"; did you mean note?",
                        "experiment " + key(1) + " has no metric \"loos\"; did you mean loss?");
    }

    @Test
    void a_known_metric_without_points_is_no_reason_to_warn() {
        project.transport.on("experiment/metrics/get-metric", "{\"metrics\":[]}");
        assertThat(experiment.getMetrics("loss")).isEmpty();
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void a_hint_that_cannot_be_had_is_not_a_failure() {
        project.transport.on("experiment/metrics/get-metric", "{\"metrics\":[]}");
        project.transport.refuse("experiment/metrics/summary", 500, "no");
        assertThat(experiment.getMetrics("loss")).isEmpty();
        assertThat(project.warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "\"0.5\", 0.5, 0.5",
        "\"8.6E-4\", 8.6E-4, 8.6E-4",
        "\"NaN\", NaN, NaN",
        "\"nan\", nan, NaN",
        "\"Infinity\", Infinity, Infinity",
        "\"-Infinity\", -Infinity, -Infinity",
        "\"inf\", inf, Infinity",
        "\"-inf\", -inf, -Infinity",
        "NaN, NaN, NaN",
        "-Infinity, -Infinity, -Infinity",
        "0.25, 0.25, 0.25",
        "\"adam\", adam, NaN",
        "\"\", '', NaN",
        "null, , NaN",
        "\"0.1234567890123456789\", 0.1234567890123456789, 0.12345678901234568",
        "0.1234567890123456789, 0.1234567890123456789, 0.12345678901234568",
        "12345678901234567890, 12345678901234567890, 1.2345678901234567E19"
    })
    void reads_every_way_to_write_a_value_and_keeps_its_text(String json, String text, double value) {
        project.transport.on(
                "experiment/metrics/get-metric",
                "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":" + json
                        + ",\"timestamp\":1700000000000,\"step\":1,\"epoch\":null,\"runContext\":null,\"offset\":-9}]}");
        assertThat(experiment.getMetrics("loss"))
                .containsExactly(new MetricPoint("loss", text, 1_700_000_000_000L, 1L, null, null, -9L));
        assertThat(experiment.getMetrics("loss").get(0).getValue()).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "3.0, 3",
        "\"3\", 3",
        "null, ",
        "\"x\", ",
        "NaN, ",
        "\"NaN\", ",
        "9223372036854775807, 9223372036854775807"
    })
    void reads_a_step_that_is_a_number_and_none_from_what_is_not(String json, Long step) {
        project.transport.on(
                "experiment/metrics/get-metric", "{\"metrics\":[{\"metricName\":\"loss\",\"step\":" + json + "}]}");
        assertThat(experiment.getMetrics("loss").get(0).step()).isEqualTo(step);
    }

    @Test
    void reads_all_metrics_at_once_and_metric_by_metric_where_a_server_cannot() {
        project.transport.on(
                "experiment/metrics/get-all", "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"1\"}]}");
        assertThat(experiment.getMetrics()).extracting(MetricPoint::metricValue).containsExactly(BigDecimal.ONE);

        project.transport.refuse("experiment/metrics/get-all", 404, "no such path");
        project.transport.on("experiment/metrics/summary", "{\"values\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
        project.transport.on(
                "experiment/metrics/get-metric",
                request -> "{\"metrics\":[{\"metricName\":\""
                        + request.parameters().get("metricName") + "\"}]}");
        assertThat(experiment.getMetrics()).extracting(MetricPoint::metricName).containsExactly("a", "b");
    }

    @Test
    void a_refusal_of_all_metrics_is_not_an_old_server() {
        project.transport.refuse("experiment/metrics/get-all", 403, "not yours");
        assertThatThrownBy(experiment::getMetrics).isInstanceOf(CometHttpException.class);
    }

    @Test
    void records_answer_to_the_names_of_the_wire() {
        ValueSummary summary = experiment.getMetricsSummary("loss");
        assertThat(summary.getAt("valueCurrent")).isEqualTo(new BigDecimal("0.1"));
        assertThat(summary.getAt("stepMin")).isNull();
        assertThat(experiment.getMetadata().getAt("startTimeMillis")).isEqualTo(1_700_000_000_001L);
        Project digits = project.api().getProject("demo", "digits");
        assertThat(digits.getAt("public")).isEqualTo(false);
        assertThat(digits.getAt("isPublic")).isEqualTo(false);
        assertThat(digits.getAt("numberOfExperiments")).isEqualTo(3L);
    }

    @Test
    void the_error_for_an_unknown_member_lists_the_members() {
        assertThatThrownBy(() -> new Account("ann", "demo").getAt("name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a Account has no \"name\"; it has userName, defaultWorkspaceName");
    }

    @Test
    void experiments_are_equal_by_their_key() {
        assertThat(experiment)
                .isEqualTo(project.api().getExperimentByKey(key(1)))
                .hasSameHashCodeAs(project.api().getExperimentByKey(key(1)));
        assertThat(experiment)
                .isNotEqualTo(project.api().getExperimentByKey(key(2)))
                .isNotEqualTo(key(1));
        assertThat(experiment.getKey()).isEqualTo(experiment.getId());
    }

    @Test
    void lazy_streams_ask_for_nothing_before_something_is_taken() {
        project.transport.forget();
        var all = project.api().genExperiments("demo", "digits");
        assertThat(project.transport.requests()).isEmpty();
        assertThat(all.limit(1)).extracting(Experiment::getName).containsExactly("run 0");
    }

    @Test
    void a_workspace_of_several_projects_is_read_in_their_order() {
        project.transport.on(
                "experiments",
                request -> "faces".equals(request.parameters().get("projectName"))
                        ? "{\"experiments\":[" + FakeProject.row(7) + "]}"
                        : "{\"experiments\":[" + FakeProject.row(2) + "," + FakeProject.row(1) + "]}");
        assertThat(project.api().getExperiments("demo"))
                .extracting(Experiment::getName)
                .containsExactly("run 2", "run 1", "run 7");
        assertThat(project.api().genExperiments("demo"))
                .extracting(Experiment::getName)
                .containsExactly("run 2", "run 1", "run 7");
    }

    private void metadata(String members) {
        project.transport.on("experiment/metadata", "{\"experimentKey\":\"" + key(1) + "\"," + members + "}");
    }
}
