package io.cometsh.sdk;

import static io.cometsh.sdk.Answers.files;
import static io.cometsh.sdk.Answers.json;
import static io.cometsh.sdk.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.oracle.PlainHttp;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Python SDK works with our server's model registry: registers, promotes, downloads, removes. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkRegistryIT {

    private static final Map<String, String> FIRST =
            Map.of("first/model.json", "{\"layers\": 3}", "first/sub/wëights.csv", "1,2\n3,4\n");
    private static final Map<String, String> SECOND = Map.of("second/model.json", "{\"layers\": 4}");

    @TempDir
    private static Path folder;

    @AutoClose
    private static CometServer server;

    private static JsonNode report;

    @BeforeAll
    static void work_with_the_registry() throws Exception {
        server = CometServer.start(ServerOptions.inMemory());
        report = new PythonScript(server.address(), folder).run("registry.py");
    }

    @Test
    void the_sdk_does_not_complain() {
        assertThat(report.get("complaints")).isEmpty();
    }

    @Test
    void a_registered_version_has_the_given_properties() {
        JsonNode version = report.at("/read/version");

        assertThat(texts(report.at("/read/names"))).containsExactly("bird-detector");
        assertThat(report.at("/read/count").asInt()).isEqualTo(1);
        assertThat(report.at("/read/details/description").asText()).isEqualTo("finds birds");
        assertThat(report.at("/read/details/isPublic").asBoolean()).isTrue();
        assertThat(version.get("comment").asText()).isEqualTo("the first one");
        assertThat(version.at("/experimentModel/experimentKey")).isEqualTo(report.get("first"));
        assertThat(version.at("/experimentModel/experimentModelName").asText()).isEqualTo("detector");
        assertThat(report.at("/read/item")).isEqualTo(version);
        assertThat(report.at("/read/assets")).isEqualTo(version.get("assets"));
        assertThat(report.at("/read/metadata"))
                .isEqualTo(json("[{'key':'framework','value':'none'},{'key':'size','value':{'w':3}}]"));
        assertThat(report.at("/read/configuration"))
                .isEqualTo(json(
                        "{'status':'Staging','isReviewRequired':false,'statusConfiguration':[{'key':'region','value':'eu'}],'comment':'go','item':"
                                + version.get("registryModelItemId") + "}"));
        assertThat(report.at("/read/no configuration").isNull()).isTrue();
    }

    @Test
    void a_run_that_registers_without_a_version_gets_the_next_one() {
        assertThat(texts(report.at("/read/versions"))).containsExactly("2.0.0", "1.0.0");
        assertThat(report.at("/read/latest/versions/0/experimentModel/experimentKey"))
                .isEqualTo(report.get("second"));
        assertThat(report.at("/read/latest of major 1").asText()).isEqualTo("1.0.0");
        assertThat(report.at("/read/by stage").asText()).isEqualTo("1.0.0");
    }

    @Test
    void versions_are_found_by_prefix_status_and_tag() {
        assertThat(report.at("/read/found")).isEqualTo(json("[['2.0.0','1.0.0'],['1.0.0'],['1.0.0'],['1.0.0'],[]]"));
        assertThat(report.at("/read/status")).isEqualTo(json("['Staging','None']"));
        assertThat(report.at("/read/tags")).isEqualTo(json("[['first','best'],[]]"));
        assertThat(report.at("/read/allowed")).isEqualTo(json("['None','Development','Staging','QA','Production']"));
    }

    @Test
    void changes_are_read_back() {
        JsonNode changed = report.get("changed");

        assertThat(changed.get("status"))
                .as("a status that needs a review waits")
                .isEqualTo(json("['Staging','Production']"));
        assertThat(changed.get("tags")).isEqualTo(json("[['old'],['shipped','eu']]"));
        assertThat(changed.get("metadata"))
                .isEqualTo(
                        json(
                                "[{'key':'framework','value':'none'},{'key':'size','value':{'w':4}},{'key':'added','value':[1,'two',null]}]"));
        assertThat(changed.at("/configuration/comment").asText()).isEqualTo("please look");
        assertThat(changed.at("/details/versions/1/comment").asText()).isEqualTo("changed");
        assertThat(changed.at("/details/description").asText()).isEqualTo("finds all birds");
        assertThat(changed.at("/details/isPublic").asBoolean()).isFalse();
        assertThat(changed.get("notes").asText()).isEqualTo("careful with snow");
    }

    @Test
    void the_history_has_every_change_the_latest_first() {
        JsonNode days = report.at("/changed/history");
        List<String> actions = new ArrayList<>();
        days.elements()
                .forEachRemaining(day -> day.forEach(
                        change -> actions.add(change.get("actionType").asText())));

        assertThat(actions)
                .containsExactly(
                        "MODEL_VERSION_TAG_ADDED",
                        "MODEL_VERSION_TAG_REMOVED",
                        "MODEL_VERSION_TAG_ADDED",
                        "MODEL_VERSION_TAG_ADDED",
                        "MODEL_VERSION_STATUS_CHANGED",
                        "MODEL_VERSION_CREATED");
    }

    @Test
    void every_way_to_download_brings_the_same_files() {
        JsonNode downloaded = report.get("downloaded");

        for (String way : List.of("by-model", "by-api", "by-experiment", "by-uri", "by-experiment-uri")) {
            assertThat(files(downloaded.get(way))).as(way).isEqualTo(FIRST);
        }
        assertThat(files(downloaded.get("by-stage"))).isEqualTo(SECOND);
        assertThat(downloaded.get("zip").asText()).isEqualTo("bird-detector_latest.zip");
        assertThat(texts(downloaded.get("in the zip"))).containsExactly("second/model.json");
    }

    @Test
    void an_experiments_models_are_its_files_by_name() {
        JsonNode experiment = report.get("experiment");

        assertThat(texts(experiment.get("names"))).containsExactly("detector", "on the side");
        assertThat(experiment.get("assets")).isEqualTo(report.at("/read/assets"));
        assertThat(experiment.at("/remote/0/remote").asBoolean()).isTrue();
        assertThat(experiment.at("/remote/0/link").asText()).isEqualTo("https://example.com/model.bin");
        assertThat(experiment.get("unknown")).isEmpty();
    }

    @Test
    void refusals_are_errors_that_name_the_thing() {
        JsonNode refused = report.get("refused");

        assertThat(refused.get("version string").asText())
                .startsWith("ValueError")
                .contains("semantic version");
        assertThat(refused.get("version again").asText()).contains("lab/bird-detector 1.0.0");
        assertThat(refused.get("no such logged model").asText()).contains("nothing");
        assertThat(refused.get("no such model").asText()).contains("lab/nope");
        assertThat(refused.get("no such version").asText()).contains("9.9.9");
        assertThat(refused.get("no such status").asText()).contains("Perfect", "None, Development");
        assertThat(refused.get("no such workspace").asText())
                .startsWith("NotFound")
                .contains("nowhere");
    }

    @Test
    void a_version_outlives_its_experiment_and_goes_when_it_is_deleted() {
        JsonNode removed = report.get("removed");

        assertThat(files(removed.get("files"))).isEqualTo(FIRST);
        assertThat(texts(removed.get("left"))).containsExactly("2.0.0");
        assertThat(texts(removed.get("renamed"))).containsExactly("finder-of-birds");
        assertThat(removed.get("names")).isEmpty();
        assertThat(new PlainHttp(server.address(), "another key")
                        .get("api/rest/v2/registry-model/count?workspaceName=lab")
                        .get("registryModelCount")
                        .asInt())
                .isZero();
    }
}
