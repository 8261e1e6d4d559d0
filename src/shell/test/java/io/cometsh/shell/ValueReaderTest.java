package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.completion.ProjectRef;
import io.cometsh.completion.ValueSample;
import io.cometsh.query.Source;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiRequest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the values of a column are read: boundedly, whatever the size of the project. */
class ValueReaderTest {
    private final FakeTransport server = new FakeTransport()
            .on("project", request -> "{\"projectId\":\"p\",\"numberOfExperiments\":100000}")
            .on("project/column-names", "{\"columns\":[]}")
            .on("experiments", ValueReaderTest::page)
            .on("experiments/multi-metric-chart", ValueReaderTest::charts)
            .on("experiment/log-other", "{\"values\":[{\"name\":\"stage\",\"valueCurrent\":\"done\"}]}")
            .on("experiment/tags", "{\"tags\":[\"best\",\"a;b\"]}");
    private final Api api = TestApi.of(server);
    private final ValueReader reader = new ValueReader(api, new ProjectRef("acme", "vision"));

    /** As many rows of the project as are asked for; it holds 100,000. */
    private static String page(ApiRequest request) {
        int size = Integer.parseInt(request.parameters().get("size"));
        return "{\"experiments\":["
                + IntStream.range(0, size)
                        .mapToObj(i ->
                                "{\"experimentKey\":\"k" + i + "\",\"experimentName\":\"n\",\"workspaceName\":\"acme\","
                                        + "\"projectName\":\"vision\",\"userName\":\"user" + i % 2
                                        + "\",\"startTimeMillis\":1700000000000,\"durationMillis\":1500}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String charts(ApiRequest request) {
        return "{\"empty\":false,\"experiments\":{"
                + IntStream.range(0, 500)
                        .filter(i -> request.json().contains("\"k" + i + "\""))
                        .mapToObj(i -> "\"k" + i + "\":{\"experimentKey\":\"k" + i + "\",\"empty\":false,\"params\":"
                                + (request.json().contains("\"lr\"") ? "{\"lr\":0.0001}" : "null")
                                + ",\"metrics\":[{\"metricName\":\"loss\",\"values\":[9.0," + i + ".5]}]}")
                        .collect(Collectors.joining(","))
                + "}}";
    }

    @Test
    void parameters_of_the_newest_500_take_a_handful_of_requests() {
        ValueSample sample = reader.read(Source.PARAMETERS, "lr");
        assertThat(sample.read()).isEqualTo(500);
        assertThat(sample.all()).isEqualTo(100_000);
        assertThat(sample.values()).hasSize(500).containsOnly("0.00010");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(7);
        assertThat(server.count("experiments")).isEqualTo(1);
        assertThat(server.requests().get(0).parameters())
                .containsEntry("sortBy", "startTime")
                .containsEntry("sortOrder", "desc");
    }

    @Test
    void metrics_are_their_current_values() {
        ValueSample sample = reader.read(Source.METRICS, "loss");
        assertThat(sample.values()).hasSize(500).startsWith("0.5", "1.5").doesNotContain("9.0");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void what_takes_a_request_a_run_is_read_of_fewer() {
        assertThat(reader.read(Source.OTHERS, "stage")).satisfies(sample -> {
            assertThat(sample.values()).hasSize(100).containsOnly("done");
            assertThat(sample.read()).isEqualTo(100);
        });
        assertThat(reader.read(Source.OTHERS, "nothing").values()).isEmpty();
        assertThat(reader.read(Source.TAGS, "").values()).hasSize(200).contains("best", "a;b");
    }

    @Test
    void facts_come_with_the_listing() {
        assertThat(reader.read(Source.METADATA, "user_name").values())
                .hasSize(500)
                .contains("user0", "user1");
        assertThat(reader.read(Source.METADATA, "duration").values()).containsOnly("1.5");
        assertThat(reader.read(Source.METADATA, "hasNotes").values()).isEmpty();
        assertThat(server.count("experiments/multi-metric-chart")).isZero();
    }
}
