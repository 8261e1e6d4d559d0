package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that continues from a step of another run, under a key of its own. */
class CopyStepsTest {
    private static final String COPY = "0c60e3b732474f2689c9a07fa4835fc3";

    private CometServer server;
    private Wire wire;
    private String key;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
        key = wire.create("w", "p");
        for (int step = 1; step <= 4; step++) {
            wire.write(
                    "experiment/metric",
                    "{'experimentKey':'" + key + "','metricName':'loss','metricValue':0." + step + ",'step':" + step
                            + "}");
        }
        wire.write("experiment/metric", "{'experimentKey':'" + key + "','metricName':'late','metricValue':1,'step':9}");
        wire.write("experiment/parameter", "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':0.1}");
        wire.write("experiment/tags", "{'experimentKey':'" + key + "','addedTags':['t']}");
        wire.write("experiment/log-other", "{'experimentKey':'" + key + "','key':'Name','value':'the first'}");
        wire.write("experiment/log-other", "{'experimentKey':'" + key + "','key':'note','value':'n'}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Wire.Answer copy(String from, String step) {
        return wire.post(
                "/clientlib/logger/copy-steps-from-experiment",
                "{\"apiKey\":\"k\",\"copiedExperimentKey\":\"" + from + "\",\"newExperimentKey\":\"" + COPY
                        + "\",\"stepToCopyTo\":" + step + "}");
    }

    @Test
    void has_what_was_logged_up_to_the_step_and_is_alive() {
        Wire.Answer answer = copy(key, "3");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("experimentKey").asText()).isEqualTo(COPY);
        assertThat(answer.json().get("runId").asText()).isNotEmpty();

        assertThat(Wire.texts(
                        wire.rest("experiment/metrics/get-metric?metricName=loss&experimentKey=" + COPY)
                                .get("metrics"),
                        "metricValue"))
                .containsExactly("0.1", "0.2", "0.3");
        assertThat(Wire.texts(
                        wire.rest("experiment/metrics/summary?experimentKey=" + COPY)
                                .get("values"),
                        "name"))
                .containsExactly("loss");
        assertThat(Wire.texts(
                        wire.rest("experiment/parameters?experimentKey=" + COPY).get("values"), "valueCurrent"))
                .containsExactly("0.1");
        assertThat(Wire.texts(wire.rest("experiment/tags?experimentKey=" + COPY).get("tags")))
                .containsExactly("t");
        assertThat(Wire.texts(
                        wire.rest("experiment/log-other?experimentKey=" + COPY).get("values"), "valueCurrent"))
                .contains("n")
                .doesNotContain("the first");
        assertThat(wire.rest("experiment/metadata?experimentKey=" + COPY)
                        .get("running")
                        .asBoolean())
                .isTrue();
        assertThat(wire.rest("experiment/metrics/get-metric?metricName=loss&experimentKey=" + key)
                        .get("metrics"))
                .as("the other one stays as it is")
                .hasSize(4);
    }

    @Test
    void refuses_an_unknown_run_a_key_that_is_taken_and_a_step_that_is_none() {
        assertThat(copy("nobody", "3").status()).isEqualTo(400);
        assertThat(copy(key, "null").status()).isEqualTo(400);
        assertThat(copy(key, "3").status()).isEqualTo(200);
        assertThat(copy(key, "3").json().get("sdk_error_code").asInt()).isEqualTo(90999);
    }
}
