package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of an experiment: brought to disk, and made versions of the registry's models. */
class ExperimentModelsTest {
    private static final String SAVED = "{\"msg\":\"saved\",\"code\":200,\"data\":null,\"sdk_error_code\":0}";

    @TempDir
    Path outside;

    private Path folder;
    private final List<String> warnings = new ArrayList<>();
    private final FakeTransport server = new FakeTransport()
            .on("experiment/metadata", request -> FakeProject.row(7))
            .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}")
            .on("experiment/model", "{\"models\":[{\"experimentModelId\":\"m-7\",\"modelName\":\"net\"}]}")
            .on("registry-model", "{\"registryModels\":[{\"modelName\":\"net\"}]}")
            .on("write/registry-model/item/create", "{\"registryModelId\":\"r-1\",\"registryModelItemId\":\"i-1\"}")
            .on("write/registry-model", "{\"registryModelId\":\"r-1\",\"registryModelItemId\":\"i-1\"}")
            .on("write/registry-model/item", "{\"registryModelId\":\"r-1\",\"registryModelItemId\":\"i-2\"}")
            .on("write/registry-model/item/i-1/metadata", SAVED)
            .on("write/registry-model/item/i-1/status-configuration", SAVED);
    private final Experiment experiment = new Api(
                    server,
                    () -> URI.create("http://stub/"),
                    ApiOptions.defaults().withWarnings(warnings::add))
            .getExperimentByKey(FakeProject.key(7));

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("target"));
        server.onReply(
                "experiment/model/download",
                request -> new ApiReply(200, "application/zip", Zips.of("w.bin", "w", "sub/b.bin", "b")));
        server.on(
                "experiment/asset/list",
                "{\"assets\":[{\"assetId\":\"as-1\",\"fileName\":\"logs/events.1\"},{\"assetId\":\"as-2\",\"fileName\":\"events.2\"}]}");
        server.onReply(
                "experiment/asset/get-asset",
                request -> new ApiReply(
                        200,
                        "application/octet-stream",
                        request.parameters().get("assetId").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        server.forget();
    }

    private ApiRequest last() {
        return server.last();
    }

    private Map<?, ?> body(ApiRequest request) throws IOException {
        return new ObjectMapper().readValue(request.json(), Map.class);
    }

    @Test
    void a_model_is_unpacked_into_a_folder() {
        assertThat(experiment.downloadModel("net", folder.toString())).isEqualTo(folder);
        assertThat(folder.resolve("w.bin")).hasContent("w");
        assertThat(folder.resolve("sub/b.bin")).hasContent("b");
        assertThat(last().parameters()).containsEntry("modelName", "net");
    }

    @Test
    void a_model_is_kept_as_it_is_when_it_is_not_to_be_unpacked() throws IOException {
        Path zip = experiment.downloadModel("net", folder.toString(), false);
        assertThat(zip).isEqualTo(folder.resolve("net.zip"));
        assertThat(Files.readAllBytes(zip)).startsWith('P', 'K');
    }

    @Test
    void nothing_of_a_model_with_a_name_that_leads_outside_is_written() {
        server.onReply(
                "experiment/model/download",
                request -> new ApiReply(200, "application/zip", Zips.of("w.bin", "w", "../evil", "e")));
        assertThatThrownBy(() -> experiment.downloadModel("net", folder.toString()))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("was not written");
        assertThat(folder).isEmptyDirectory();
        assertThat(outside.resolve("evil")).doesNotExist();
    }

    @Test
    void tensorflow_files_keep_their_folders() {
        experiment.downloadTensorflowFolder(folder.toString());
        assertThat(folder.resolve("logs/events.1")).hasContent("as-1");
        assertThat(folder.resolve("events.2")).hasContent("as-2");
        assertThat(warnings).isEmpty();
        assertThat(server.requests().get(0).parameters()).containsEntry("type", "tensorflow-file");
    }

    @Test
    void existing_tensorflow_files_are_kept_and_reported_unless_they_are_to_be_replaced() throws IOException {
        Files.writeString(folder.resolve("events.2"), "mine");
        experiment.downloadTensorflowFolder(folder.toString());
        assertThat(folder.resolve("events.2")).hasContent("mine");
        assertThat(folder.resolve("logs/events.1")).hasContent("as-1");
        assertThat(warnings).singleElement().asString().startsWith("1 of 2 files");

        experiment.downloadTensorflowFolder(folder.toString(), true);
        assertThat(folder.resolve("events.2")).hasContent("as-2");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void an_experiment_without_tensorflow_files_is_an_error() {
        server.on("experiment/asset/list", "{\"assets\":[]}");
        assertThatThrownBy(() -> experiment.downloadTensorflowFolder(folder.toString()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_model_is_registered_under_its_own_name() throws IOException {
        assertThat(experiment.registerModel("net")).containsEntry("registryModelItemId", "i-1");
        assertThat(server.asked())
                .containsExactly("GET /clientlib/isAlive/ver", "POST write/registry-model/item/create");
        assertThat(body(last()).get("registryModelName")).isEqualTo("net");
        assertThat(body(last()).keySet().stream().map(String::valueOf))
                .contains("version", "tags", "status", "publicModel", "versionComment");
    }

    @Test
    void stages_are_an_older_word_for_tags() throws IOException {
        experiment.registerModel(
                "net", "1.0.0", null, "finder", null, null, null, null, List.of("a"), List.of("b", "a"), null, null);
        assertThat(body(last()).get("tags")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void metadata_and_status_configuration_follow_and_only_when_they_are_given() throws IOException {
        experiment.registerModel(
                "net",
                "1.0.0",
                null,
                null,
                null,
                null,
                null,
                "QA",
                null,
                null,
                Map.of("accuracy", 0.5),
                Map.of(
                        "status",
                        "QA",
                        "is_review_required",
                        true,
                        "status_configuration_items",
                        List.of(Map.of("key", "a", "value", "b"))));
        assertThat(server.asked())
                .endsWith(
                        "POST write/registry-model/item/create",
                        "POST write/registry-model/item/i-1/metadata",
                        "POST write/registry-model/item/i-1/status-configuration");
        assertThat(body(last()))
                .isEqualTo(Map.of(
                        "status",
                        "QA",
                        "isReviewRequired",
                        true,
                        "statusConfiguration",
                        List.of(Map.of("key", "a", "value", "b"))));
    }

    @Test
    void an_invalid_status_is_refused_before_any_request() {
        assertThatThrownBy(() -> experiment.registerModel(
                        "net", null, null, null, null, null, null, null, null, null, null, "QA"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("a ModelStatusConfiguration or a map");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void the_error_for_a_version_that_is_not_semantic_shows_one_that_is() {
        server.on("write/registry-model/item/create", request -> {
            throw FakeTransport.refusal(request, 400, "version string is not valid", 42001);
        });
        assertThatThrownBy(() -> experiment.registerModel("net", "one"))
                .isInstanceOf(CometException.class)
                .hasMessage("\"one\" is not a version of a model: it needs a semantic version such as 1.0.0");
    }

    @Test
    void another_workspace_than_the_experiments_is_ignored_with_a_warning() {
        experiment.registerModel("net", null, "team", null, null, null, null, null, null, null, null, null);
        assertThat(warnings).singleElement().asString().contains("\"demo\", not in \"team\"");
    }

    @Test
    void an_old_server_gets_a_version_or_a_new_model_and_a_warning_names_the_rest() throws IOException {
        server.on("/clientlib/isAlive/ver", "{\"version\":\"3.5.41\"}");
        experiment.registerModel(
                "net", "1.2.0", null, null, true, "d", "c", "QA", List.of("t"), List.of("qa"), null, null);
        assertThat(last().endpoint()).isEqualTo("write/registry-model/item");
        assertThat(body(last()))
                .isEqualTo(Map.of(
                        "experimentModelId",
                        "m-7",
                        "registryModelName",
                        "net",
                        "version",
                        "1.2.0",
                        "comment",
                        "c",
                        "stages",
                        List.of("qa")));
        assertThat(warnings).singleElement().asString().endsWith("not written were public, description, tags, status");

        experiment.registerModel("net", "1.2.0", null, "Brand new!", true, "d", null, null, null, null, null, null);
        assertThat(last().endpoint()).isEqualTo("write/registry-model");
        assertThat(body(last()).get("registryModelName")).isEqualTo("brand-new");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void an_old_server_is_not_asked_for_a_model_that_the_experiment_has_not() {
        server.on("/clientlib/isAlive/ver", "{\"version\":\"3.5.41\"}");
        assertThatThrownBy(() -> experiment.registerModel("nett", "1.0.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("has no model \"nett\"; did you mean net?");
    }
}
