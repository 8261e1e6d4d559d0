package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometReplyException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A reply with status 200 that cannot be decoded is not kept: the same read works as soon as the network does. */
class DecodedOnlyTest {
    private static final String KEY = "a1".repeat(16);
    private static final String METADATA = "{\"experimentKey\":\"" + KEY
            + "\",\"experimentName\":\"red\",\"workspaceName\":\"demo\",\"projectName\":\"digits\"}";

    private final FakeTransport server = new FakeTransport().on("experiment/metadata", METADATA);
    private final Api api = TestApi.of(server);

    private record Read(String endpoint, String good, Function<Api, Object> call) {}

    private static Read of(String endpoint, String good, Function<Experiment, Object> call) {
        return new Read("experiment/" + endpoint, good, api -> call.apply(api.getExperimentByKey(KEY)));
    }

    private static List<Read> reads() {
        return List.of(
                new Read("workspaces", "{\"workspaceNames\":[\"demo\"]}", Api::getWorkspaces),
                new Read("projects", "{\"projects\":[{\"projectName\":\"digits\"}]}", api -> api.getProjects("demo")),
                new Read(
                        "artifacts/get-all",
                        "{\"artifacts\":[{\"artifactName\":\"set\"}]}",
                        api -> api.getArtifactList("demo")),
                new Read(
                        "registry-model",
                        "{\"registryModels\":[{\"modelName\":\"m\"}]}",
                        api -> api.getRegistryModelNames("demo")),
                new Read(
                        "registry-model/count", "{\"registryModelCount\":3}", api -> api.getRegistryModelCount("demo")),
                new Read(
                        "registry-model/allowed_status_values",
                        "{\"allowedStatus\":[\"Production\"]}",
                        api -> api.modelRegistryAllowedStatusValues("demo")),
                of(
                        "parameters",
                        "{\"values\":[{\"name\":\"lr\",\"valueCurrent\":\"0.1\"}]}",
                        Experiment::getParametersSummary),
                of("metrics/summary", "{\"values\":[{\"name\":\"loss\"}]}", Experiment::getMetricsSummary),
                of("log-other", "{\"values\":[{\"name\":\"Name\"}]}", Experiment::getOthersSummary),
                of("tags", "{\"tags\":[\"best\"]}", Experiment::getTags),
                of(
                        "metrics/get-metric",
                        "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"0.5\"}]}",
                        experiment -> experiment.getMetrics("loss")),
                of(
                        "metrics/get-all",
                        "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"0.5\"}]}",
                        Experiment::getMetrics),
                of("code", "{\"code\":\"print(1)\"}", Experiment::getCode),
                of("html", "{\"html\":\"<p>\"}", Experiment::getHtml),
                of("output", "{\"output\":\"done\"}", Experiment::getOutput),
                of("graph", "{\"graph\":\"g\"}", Experiment::getModelGraph));
    }

    private static Map<String, ApiReply> broken(String good) {
        Map<String, ApiReply> broken = new LinkedHashMap<>();
        broken.put("a page labelled as JSON", FakeTransport.json("<html><body>Sign in</body></html>"));
        broken.put("a page", new ApiReply(200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));
        broken.put("JSON without its field", FakeTransport.json("{\"proxy\":\"try again later\"}"));
        broken.put("JSON that is cut", FakeTransport.json(good.substring(0, good.length() - 3)));
        return broken;
    }

    @TestFactory
    Stream<DynamicTest> a_read_works_again_after_a_reply_that_cannot_be_decoded() {
        return reads().stream()
                .flatMap(read -> broken(read.good()).entrySet().stream()
                        .map(kind -> DynamicTest.dynamicTest(read.endpoint() + ": " + kind.getKey(), () -> {
                            api.clearCache();
                            api.doCache("projects", "registry-model", "registry-model/count");
                            server.onReply(read.endpoint(), request -> kind.getValue());
                            failsOrIsNothing(read);
                            server.on(read.endpoint(), read.good());

                            Object value = read.call().apply(api);

                            assertThat(value).isNotNull();
                            long asked = server.count(read.endpoint());
                            assertThat(read.call().apply(api)).isEqualTo(value);
                            assertThat(server.count(read.endpoint()))
                                    .as("the decoded one is kept")
                                    .isEqualTo(asked);
                        })));
    }

    /** A text is null where the reply does not have it, as in Comet's own client; all else is an error. */
    private void failsOrIsNothing(Read read) {
        Object value;
        try {
            value = read.call().apply(api);
        } catch (CometReplyException refused) {
            return;
        }
        assertThat(value).isNull();
    }

    @Test
    void a_page_is_not_a_patch() {
        server.onReply(
                "experiment/git/patch",
                request -> new ApiReply(200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));
        Experiment experiment = api.getExperimentByKey(KEY);
        assertThatThrownBy(experiment::getGitPatch)
                .hasMessageContaining("git/patch")
                .hasMessageContaining("web page");
        server.onReply(
                "experiment/git/patch",
                request -> new ApiReply(200, "application/octet-stream", new byte[] {'P', 'K'}));

        assertThat(experiment.getGitPatch()).containsExactly('P', 'K');
    }
}
