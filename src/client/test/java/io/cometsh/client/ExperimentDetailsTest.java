package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.wire.Curve;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ExperimentDetailsTest {
    private static final String KEY = "a1".repeat(16);

    private final FakeTransport server = new FakeTransport()
            .on(
                    "experiment/metadata",
                    "{\"experimentKey\":\"" + KEY
                            + "\",\"experimentName\":\"red\",\"workspaceName\":\"demo\",\"projectName\":\"digits\"}");
    private final List<String> warnings = new ArrayList<>();
    private final Api api = new Api(
            server, () -> URI.create("http://stub/"), ApiOptions.defaults().withWarnings(warnings::add));
    private final Experiment experiment = api.getExperimentByKey(KEY);

    private static byte[] zip(String name, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void answerEverything() {
        server.onReply(
                        "experiment/git/patch",
                        request -> new ApiReply(
                                200, "application/octet-stream", zip("git_diff.patch", "diff --git a b\n")))
                .on("experiment/asset/list", "{\"assets\":[{\"assetId\":\"as-1\",\"fileName\":\"notes.txt\"}]}")
                .on("experiment/metrics/get-all", "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"0.5\"}]}");
        for (String texts : List.of("code", "html", "output", "graph")) {
            server.on("experiment/" + texts, "{\"" + texts + "\":\"the " + texts + "\"}");
        }
        for (String values : List.of("metrics/summary", "log-other", "parameters")) {
            server.on("experiment/" + values, "{\"values\":[]}");
        }
        server.on("experiment/system-details", "{\"hostname\":\"node-7\"}")
                .on("experiment/tags", "{\"tags\":[\"best\"]}")
                .on("experiment/git/metadata", "{\"branch\":\"main\"}");
    }

    @Test
    void everything_as_json_has_the_patch_as_a_text_and_records_as_maps() {
        answerEverything();

        assertThat(experiment.toJson(true))
                .containsEntry("name", "red")
                .containsEntry("git_patch", "diff --git a b\n")
                .containsEntry("model_graph", "the graph")
                .extractingByKey("system_details")
                .hasFieldOrPropertyWithValue("hostname", "node-7");
    }

    @Test
    void facts_as_json_ask_for_nothing_else() {
        server.forget();

        assertThat(experiment.toJson()).containsEntry("project_name", "digits").doesNotContainKey("code");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_missing_asset_is_null_and_reported() {
        server.on("experiment/asset/get-by-name", "{\"assets\":[]}");

        assertThat(experiment.getAssetByName("nope.txt")).isNull();
        assertThat(warnings).containsExactly("experiment " + KEY + " has no asset \"nope.txt\"");
    }

    @Test
    void an_asset_that_is_there_is_not_warned_about() {
        server.on("experiment/asset/get-by-name", "{\"assets\":[{\"assetId\":\"as-1\"}]}")
                .onReply(
                        "experiment/asset/get-asset",
                        request -> new ApiReply(200, "text/plain", "hello".getBytes(StandardCharsets.UTF_8)));

        assertThat(experiment.getAssetByName("notes.txt", "all", "text")).isEqualTo("hello");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_server_that_cannot_look_for_names_is_asked_for_the_list() {
        server.refuse("experiment/asset/get-by-name", 404, "unknown path")
                .on(
                        "experiment/asset/list",
                        "{\"assets\":[{\"assetId\":\"as-1\",\"fileName\":\"other\"},"
                                + "{\"assetId\":\"as-2\",\"fileName\":\"notes.txt\"}]}")
                .onReply(
                        "experiment/asset/get-asset",
                        request -> new ApiReply(
                                200,
                                "text/plain",
                                request.parameters().get("assetId").getBytes(StandardCharsets.UTF_8)));

        assertThat(experiment.getAssetByName("notes.txt", "all", "text")).isEqualTo("as-2");
    }

    @Test
    void an_unknown_form_of_an_asset_is_refused_with_the_known_ones() {
        server.forget();

        assertThatThrownBy(() -> experiment.getAsset("as-1", "xml"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("binary, text or json");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_curve_keeps_values_that_are_no_numbers() {
        server.on("experiment/asset/list", "{\"assets\":[{\"assetId\":\"as-2\",\"step\":7}]}")
                .on("experiment/asset/get-asset", "{\"name\":\"roc\",\"x\":[0,1],\"y\":[NaN,-Infinity]}");

        Curve curve = experiment.getCurves().get(0);

        assertThat(curve.y()).containsExactly(Double.NaN, Double.NEGATIVE_INFINITY);
        assertThat(curve.step()).isEqualTo(7);
    }
}
