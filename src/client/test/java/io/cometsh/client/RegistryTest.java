package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.BackendVersion;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.CometException;
import org.junit.jupiter.api.Test;

/** What the registry does beyond the recorded calls: sentences about what is missing, the cache, the server's version. */
class RegistryTest {
    private final FakeTransport server = new FakeTransport()
            .on("registry-model", "{\"registryModels\":[{\"modelName\":\"detector\"},{\"modelName\":\"finder\"}]}")
            .on(
                    "registry-model/details",
                    "{\"registryModelId\":\"m-1\",\"modelName\":\"detector\",\"versions\":["
                            + "{\"registryModelItemId\":\"i-2\",\"version\":\"1.1.0\",\"stages\":[\"best\"]},"
                            + "{\"registryModelItemId\":\"i-1\",\"version\":\"1.0.0\",\"stages\":[]}]}")
            .on("registry-model/compact-details", "{\"registryModelId\":\"m-1\"}")
            .on("registry-model/items", "{\"items\":[{\"version\":\"1.1.0\"}]}")
            .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}");
    private final Api api = TestApi.of(server);

    @Test
    void names_the_nearest_model_when_there_is_no_such() {
        server.on("registry-model/details", request -> {
            throw FakeTransport.refusal(request, 400, "registry model not found", 42008);
        });
        assertThatThrownBy(() -> api.getRegistryModelDetails("demo", "detctor"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no model \"detctor\" in the registry of workspace \"demo\"; did you mean detector?");
    }

    @Test
    void names_the_versions_when_there_is_no_such() {
        assertThatThrownBy(() -> api.deleteRegistryModelVersion("demo", "detector", "9.9.9"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no version \"9.9.9\"")
                .hasMessageContaining("1.0.0");
        assertThat(server.asked()).containsExactly("GET registry-model/details");
    }

    @Test
    void takes_any_reply_to_a_write() {
        server.onReply("write/registry-model/notes", request -> new ApiReply(204, null, null));
        api.updateRegistryModelNotes("demo", "detector", "careful");
        assertThat(server.count("write/registry-model/notes")).isEqualTo(1);
    }

    @Test
    void a_model_never_reads_from_the_cache() {
        Model model = api.getModel("demo", "detector");
        model.findVersions();
        model.findVersions();
        assertThat(server.count("registry-model/items")).isEqualTo(2);
    }

    @Test
    void a_write_of_a_model_makes_the_api_ask_again_and_a_read_does_not() {
        server.on("registry-model/latest_version", "{\"modelName\":\"detector\",\"versions\":[]}")
                .on("write/registry-model/item/stage", "{\"code\":200}");
        api.getLatestRegistryModelVersionDetails("demo", "detector");
        Model model = api.getModel("demo", "detector");
        model.findVersions();
        api.getLatestRegistryModelVersionDetails("demo", "detector");
        assertThat(server.count("registry-model/latest_version")).isEqualTo(1);

        model.addTag("1.0.0", "best");
        api.getLatestRegistryModelVersionDetails("demo", "detector");
        assertThat(server.count("registry-model/latest_version")).isEqualTo(2);
    }

    @Test
    void asks_for_the_version_of_the_server_once() {
        api.getModel("demo", "detector");
        api.getModel("demo", "finder");
        assertThat(server.count("/clientlib/isAlive/ver")).isEqualTo(1);
    }

    @Test
    void refuses_a_server_that_is_too_old_and_accepts_one_without_a_version() {
        server.on("/clientlib/isAlive/ver", "{\"version\":\"3.5.41\"}");
        assertThatThrownBy(() -> api.getModel("demo", "detector"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("3.5.42")
                .hasMessageContaining("3.5.41");

        FakeTransport silent = new FakeTransport()
                .on("/clientlib/isAlive/ver", "{\"msg\":\"Healthy Server\"}")
                .on("registry-model/compact-details", "{\"registryModelId\":\"m-1\"}");
        assertThat(TestApi.of(silent).getModel("demo", "detector").getName()).isEqualTo("detector");
    }

    @Test
    void compares_versions_by_their_numbers() {
        assertThat(BackendVersion.isOlder("3.5.9", "3.5.42")).isTrue();
        assertThat(BackendVersion.isOlder("3.5.42", "3.5.42")).isFalse();
        assertThat(BackendVersion.isOlder("4", "3.5.42")).isFalse();
        assertThat(BackendVersion.isOlder("4.18.133-rc1", "4.18.133")).isFalse();
    }

    @Test
    void refuses_both_a_version_and_a_stage_and_sends_nothing() {
        assertThatThrownBy(() -> api.getModelRegistryVersionAssets("demo", "detector", "1.0.0", "best"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("not both");
        assertThat(server.requests()).isEmpty();
    }
}
