package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometReplyException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentLifeTest {
    private static final String KEY = "a1".repeat(16);
    private static final String OTHER = "b2".repeat(16);
    private static final String SAVED = "{\"msg\":\"saved\",\"code\":200,\"data\":null,\"sdk_error_code\":0}";

    private boolean archived;
    private final FakeTransport server = new FakeTransport()
            .on(
                    "experiment/metadata",
                    request -> "{\"experimentKey\":\"" + request.parameters().get("experimentKey")
                            + "\",\"workspaceName\":\"demo\",\"projectName\":\"digits\",\"archived\":" + archived
                            + "}");
    private final Api api = TestApi.of(server);

    @Test
    void an_archived_experiment_knows_it_and_where_its_page_is() {
        Experiment experiment = api.getExperimentByKey(KEY);
        server.on("write/experiment/archive", request -> {
            archived = true;
            return SAVED;
        });

        assertThat(experiment.archive()).containsEntry("msg", "saved");

        assertThat(experiment.isArchived()).isTrue();
        assertThat(experiment.getUrl()).hasToString("http://stub/demo/digits/archive/" + KEY);
    }

    @Test
    void facts_that_no_write_has_touched_are_not_read_again() {
        Experiment experiment = api.getExperimentByKey(KEY);
        server.on("write/project/symlink", "{\"link\":\"http://stub/demo/best/" + KEY + "\"}");
        server.forget();

        assertThat(experiment.createSymlink("best")).isEqualTo("http://stub/demo/best/" + KEY);
        assertThat(experiment.isArchived()).isFalse();

        assertThat(server.asked()).containsExactly("GET write/project/symlink");
    }

    @Test
    void a_symlink_without_an_address_in_the_reply_is_an_error() {
        server.on("write/project/symlink", SAVED);

        assertThatThrownBy(() -> api.getExperimentByKey(KEY).createSymlink("best"))
                .isInstanceOf(CometReplyException.class)
                .hasMessageContaining("no \"link\"");
    }

    @Test
    void handles_can_be_given_where_keys_are_wanted() {
        server.on("write/experiment/delete", SAVED);

        assertThat(api.deleteExperiments(List.of(api.getExperimentByKey(KEY), OTHER)))
                .hasSize(2);

        assertThat(server.requests())
                .filteredOn(request -> request.endpoint().equals("write/experiment/delete"))
                .extracting(request -> request.parameters().get("experimentKey"))
                .containsExactly(KEY, OTHER);
    }

    @Test
    void moves_a_hundred_experiments_a_request() {
        server.on("write/experiment/move", SAVED);

        api.moveExperiments(IntStream.range(0, 201).mapToObj(i -> "k" + i).toList(), "demo", "best");

        assertThat(server.count("write/experiment/move")).isEqualTo(3);
    }

    @Test
    void nothing_to_move_asks_nothing() {
        assertThat(api.moveExperiments(List.of(), "demo", "best")).isNull();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_new_experiment_is_ready_to_be_used() {
        server.on("write/experiment/create", "{\"experimentKey\":\"" + KEY + "\"}");

        assertThat(api.createExperiment("demo").getProjectName()).isEqualTo("digits");

        assertThat(server.requests().get(0).json())
                .isEqualTo("{\"workspaceName\":\"demo\",\"projectName\":\"general\"}");
    }

    @Test
    void a_reply_with_an_error_code_is_a_failure_whatever_its_status() {
        server.on(
                "write/experiment/stop",
                "{\"msg\":\"no write access\",\"code\":400,\"data\":null,\"sdk_error_code\":90210}");

        assertThatThrownBy(() -> api.stopExperiment(KEY))
                .isInstanceOf(CometHttpException.class)
                .hasMessageContaining("no write access (error code 90210)");
    }

    @Test
    void an_empty_reply_to_a_write_is_not_a_failure() {
        server.onReply("write/experiment/stop", request -> new ApiReply(204, null, new byte[0]));

        assertThat(api.stopExperiment(KEY)).isEmpty();
    }

    @Test
    void an_experiment_is_stopped_each_time_it_is_asked_to() {
        server.on("write/experiment/stop", SAVED);

        api.stopExperiment(KEY);
        api.stopExperiment(KEY);

        assertThat(server.count("write/experiment/stop")).isEqualTo(2);
    }

    @Test
    void an_unknown_state_is_refused_with_the_known_ones() {
        Experiment experiment = api.getExperimentByKey(KEY);
        server.forget();

        assertThatThrownBy(() -> experiment.setState("asleep"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("running, finished or crashed");
        assertThat(server.asked()).isEmpty();
    }
}
