package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member of the wrong type is refused with its name, and nothing is stored. A number is stored as it came, or refused. */
class BadValuesTest {
    private static CometServer server;
    private static Wire wire;
    private String key;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create() {
        key = wire.create("w", "p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":\"abc\"",
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":{}",
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":true",
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":1.5",
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":9223372036854775808",
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":9223372036854775808.0",
                "metric | step | \"metricName\":\"m\",\"metricValue\":1,\"step\":NaN",
                "metric | epoch | \"metricName\":\"m\",\"metricValue\":1,\"epoch\":\"x\"",
                "metric | timestamp | \"metricName\":\"m\",\"metricValue\":1,\"timestamp\":[5]",
                "metric | context | \"metricName\":\"m\",\"metricValue\":1,\"context\":{}",
                "metric | metricValue | \"metricName\":\"m\",\"metricValue\":{\"a\":1}",
                "metric | metricValue | \"metricName\":\"m\",\"metricValue\":[1]",
                "metric | metricValue | \"metricName\":\"m\"",
                "parameter | step | \"parameterName\":\"n\",\"parameterValue\":1,\"step\":\"abc\"",
                "parameter | parameterName | \"parameterName\":{},\"parameterValue\":1",
                "tags | addedTags | \"addedTags\":\"x\"",
                "tags | addedTags | \"addedTags\":[{}]",
                "tags | addedTags | \"other\":1",
                "tags/delete | tags | \"tags\":{\"a\":1}",
                "output | outputLines | \"outputLines\":\"x\"",
                "output | offset | \"outputLines\":[{\"offset\":\"x\",\"output\":\"y\"}]",
                "cpu-metrics | cpuPercentUtilization | \"cpuPercentUtilization\":[\"x\"]",
                "gpu-metrics | gpus | \"gpus\":7",
                "move | experimentKeys | \"experimentKeys\":\"x\",\"targetWorkspaceName\":\"w\",\"targetProjectName\":\"q\"",
                "move | experimentKeys | \"targetWorkspaceName\":\"w\",\"targetProjectName\":\"q\"",
                "move | symlink | \"experimentKeys\":[],\"symlink\":\"x\",\"targetWorkspaceName\":\"w\",\"targetProjectName\":\"q\"",
                "update-status | hasCrashed | \"isAlive\":true,\"hasCrashed\":\"maybe\"",
                "set-start-end-time | startTimeMillis | \"startTimeMillis\":\"yesterday\""
            })
    void a_wrong_type_is_400_and_names_the_member(String path, String member, String members) {
        Wire.Answer answer = wire.post(
                "/api/rest/v2/write/experiment/" + path, "{\"experimentKey\":\"" + key + "\"," + members + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("msg").asText()).contains(member);
        assertThat(wire.rest("experiment/metrics/summary?experimentKey=" + key).get("values"))
                .isEmpty();
    }

    @Test
    void one_wrong_value_refuses_a_whole_batch() {
        assertThat(batch(
                                "{\"metricName\":\"m\",\"metricValue\":1},{\"metricName\":\"m\",\"metricValue\":1,\"step\":0.5}")
                        .status())
                .isEqualTo(400);
        assertThat(points()).isEmpty();
        assertThat(wire.post(
                                "/clientlib/batch/logger/experiment/metric",
                                "{\"experimentKey\":\"" + key + "\",\"values\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_whole_step_may_be_a_text_or_a_float_and_a_fraction_of_an_epoch_or_of_a_millisecond_is_cut() {
        assertThat(batch(
                                "{\"metricName\":\"m\",\"metricValue\":1,\"step\":\"3\",\"epoch\":0.53,\"timestamp\":1000.7},{\"metricName\":\"m\",\"metricValue\":1,\"step\":4.0},{\"metricName\":\"m\",\"metricValue\":1,\"step\":9223372036854775807}")
                        .status())
                .isEqualTo(200);
        assertThat(points().get(0).get("epoch").asLong()).isZero();
        assertThat(points().get(0).get("timestamp").asLong()).isEqualTo(1000);
        assertThat(Wire.texts(points(), "step")).containsExactly("3", "4", "9223372036854775807");
    }

    @Test
    void a_large_whole_number_keeps_its_digits() {
        batch(
                "{\"metricName\":\"m\",\"metricValue\":9223372036854775807,\"step\":1},{\"metricName\":\"m\",\"metricValue\":9223372036854775809,\"step\":2}");
        assertThat(Wire.texts(points(), "metricValue")).containsExactly("9223372036854775807", "9223372036854775809");
    }

    @Test
    void the_step_of_an_upload_is_a_whole_number() {
        String path = "/clientlib/asset/upload?experimentId=" + key + "&assetId=a&fileName=a&step=";
        assertThat(wire.upload(path + "1.5", "x").status()).isEqualTo(400);
        assertThat(wire.upload(path + "abc", "x").status()).isEqualTo(400);
        assertThat(wire.upload(path + "9223372036854775808", "x").status()).isEqualTo(400);
        assertThat(wire.upload(path + "7&epoch=0.5", "x").status()).isEqualTo(200);
    }

    @Test
    void a_point_that_two_batches_share_is_stored_once() {
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            String point = (i == 0 ? "" : ",") + "{\"metricName\":\"m\",\"metricValue\":0.5,\"step\":" + i
                    + ",\"timestamp\":" + (1000 + i) + "}";
            if (i < 2000) {
                first.append(point);
            }
            if (i > 0) {
                second.append(second.isEmpty() ? point.substring(1) : point);
            }
        }
        batch(first.toString());
        batch(second.toString());
        batch(first.toString());
        assertThat(points()).hasSize(3000);
        JsonNode summary = wire.rest("experiment/metrics/summary?experimentKey=" + key)
                .get("values")
                .get(0);
        assertThat(summary.get("stepCurrent").asInt()).isEqualTo(2999);
        batch("{\"metricName\":\"m\",\"metricValue\":0.5,\"step\":7,\"timestamp\":1}");
        batch("{\"metricName\":\"m\",\"metricValue\":0.6,\"step\":7,\"timestamp\":1007}");
        batch("{\"metricName\":\"m\",\"metricValue\":0.5,\"step\":7,\"epoch\":1,\"timestamp\":1007}");
        assertThat(points()).hasSize(3003);
    }

    private Wire.Answer batch(String values) {
        return wire.post(
                "/clientlib/batch/logger/experiment/metric",
                "{\"experimentKey\":\"" + key + "\",\"values\":[" + values + "]}");
    }

    private JsonNode points() {
        return wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=m")
                .get("metrics");
    }
}
