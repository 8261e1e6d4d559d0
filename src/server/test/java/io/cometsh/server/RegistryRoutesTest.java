package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model registry over real HTTP: its edges. {@code SdkRegistryIT} has what the official SDK does with it. */
class RegistryRoutesTest extends ServerOfOneRun {
    private static final String MODEL = "workspaceName=w&modelName=detector";

    @BeforeEach
    void uploads_a_model() {
        upload("a1", "model.json", "{}");
        upload("a2", "sub/weights.csv", "1,2");
    }

    private void upload(String id, String name, String content) {
        assertThat(wire.upload(
                                "/clientlib/asset/upload?experimentId=" + key + "&assetId=" + id + "&fileName=" + name
                                        + "&type=model-element&groupingName=cnn",
                                content)
                        .status())
                .isEqualTo(200);
    }

    /** Registers the model and gives the id of the version. */
    private String register(String version) {
        return register(version, "").get("registryModelItemId").asText();
    }

    private JsonNode register(String version, String more) {
        return wire.write("registry-model/item/create", body(version, more));
    }

    private String body(String version, String more) {
        return "{'experimentKey':'" + key + "','experimentModelName':'cnn','registryModelName':'detector','version':"
                + (version == null ? "null" : "'" + version + "'") + more + "}";
    }

    private Wire.Answer refuse(String path, String body) {
        return wire.post("/api/rest/v2/write/" + path, body.replace('\'', '"'));
    }

    private static void assertRefused(Wire.Answer answer, int code, String words) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("sdk_error_code").asInt()).isEqualTo(code);
        assertThat(answer.json().get("msg").asText()).contains(words);
    }

    private List<String> versions(String more) {
        return Wire.texts(
                wire.rest("registry-model/items?" + MODEL + "&versionPrefix=" + more)
                        .get("items"),
                "version");
    }

    // ---- registering

    @Test
    void chooses_the_first_version_and_then_the_next_major_one() {
        register(null);
        register(null);
        register("2.5.14");
        register(null);
        assertThat(versions("")).containsExactly("3.0.0", "2.5.14", "2.0.0", "1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1.0", "v1.0.0"})
    void refuses_what_is_not_a_semantic_version(String version) {
        assertRefused(refuse("registry-model/item/create", body(version, "")), 42001, version);
        assertThat(wire.rest("registry-model/count?workspaceName=w")
                        .get("registryModelCount")
                        .asInt())
                .isZero();
    }

    @Test
    void refuses_a_version_twice_and_keeps_the_first() {
        String id = register("1.0.0");
        assertRefused(refuse("registry-model/item/create", body("1.0.0", ",'versionComment':'again'")), 0, "1.0.0");
        assertThat(wire.rest("registry-model/item/details?" + MODEL + "&version=1.0.0")
                        .get("registryModelItemId")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void refuses_a_model_that_was_never_logged_and_a_status_that_does_not_exist() {
        assertRefused(refuse("registry-model/item/create", body("1.0.0", "").replace("'cnn'", "'rnn'")), 42006, "rnn");
        assertRefused(
                refuse("registry-model/item/create", body("1.0.0", ",'status':'Perfect'")), 0, "None, Development");
        assertRefused(
                refuse("registry-model/item/create", body("1.0.0", "").replace("'detector'", "'!?'")), 0, "letter");
    }

    @Test
    void a_name_is_the_same_however_it_is_written() {
        wire.write("registry-model/item/create", body("1.0.0", "").replace("'detector'", "'  Bird -- Detector (É2)!'"));
        assertThat(Wire.texts(wire.rest("registry-model?workspaceName=w").get("registryModels"), "modelName"))
                .containsExactly("bird-detector-é2");
        assertThat(wire.rest("registry-model/details?workspaceName=w&modelName=BIRD%20detector%20%C3%A92")
                        .get("numberOfVersions")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void serves_the_two_older_ways_to_register() {
        String experimentModel = wire.rest("experiment/model?experimentKey=" + key)
                .get("models")
                .get(0)
                .get("experimentModelId")
                .asText();
        String body = "{'experimentModelId':'" + experimentModel + "','registryModelName':'detector','version':'1.0.0',"
                + "'isPublic':true,'description':'d','comment':'c','stages':['qa']}";
        assertRefused(refuse("registry-model/item", body), 42008, "detector");
        wire.write("registry-model", body);
        assertRefused(refuse("registry-model", body), 0, "exists");
        wire.write("registry-model/item", body.replace("1.0.0", "1.1.0"));

        JsonNode details = wire.rest("registry-model/details?" + MODEL);
        assertThat(details.get("isPublic").asBoolean()).isTrue();
        assertThat(details.get("description").asText()).isEqualTo("d");
        assertThat(Wire.texts(details.get("versions"), "version")).containsExactly("1.1.0", "1.0.0");
        assertThat(Wire.texts(details.get("versions").get(0).get("stages"))).containsExactly("qa");
        assertThat(Wire.texts(
                        wire.rest("experiment/model?experimentKey=" + key)
                                .get("models")
                                .get(0)
                                .get("registryRecords"),
                        "version"))
                .containsExactly("1.0.0", "1.1.0");
    }

    @Test
    void description_and_visibility_apply_to_the_new_model() {
        register("1.0.0", ",'registryModelDescription':'first','publicModel':true");
        register("1.1.0", ",'registryModelDescription':'second','publicModel':false");
        JsonNode details = wire.rest("registry-model/details?" + MODEL);
        assertThat(details.get("description").asText()).isEqualTo("first");
        assertThat(details.get("isPublic").asBoolean()).isTrue();
    }

    // ---- finding

    @ParameterizedTest
    @CsvSource({
        "'',10.0.0 2.10.0 2.1.0 1.0.0 1.0.0-rc1",
        "1,1.0.0 1.0.0-rc1",
        "2.1,2.1.0",
        "2.,2.10.0 2.1.0",
        "1.0.0-rc,1.0.0-rc1",
        "3,''"
    })
    void a_prefix_counts_numbers_as_wholes_and_the_newest_is_first(String prefix, String expected) {
        List.of("1.0.0", "10.0.0", "1.0.0-rc1", "2.1.0", "2.10.0").forEach(this::register);
        assertThat(String.join(" ", versions(prefix))).isEqualTo(expected);
    }

    @Test
    void finds_the_newest_by_stage_and_by_parts_of_the_version() {
        register("1.0.0", ",'tags':['prod']");
        register("1.1.0", ",'tags':['prod','eu']");
        register("2.0.0");
        String latest = "registry-model/latest_version?" + MODEL;
        assertThat(only(latest)).isEqualTo("2.0.0");
        assertThat(only(latest + "&stage=prod")).isEqualTo("1.1.0");
        assertThat(only(latest + "&versionMajor=1&versionMinor=0")).isEqualTo("1.0.0");
        assertRefused(
                wire.get("/api/rest/v2/" + latest + "&stage=prod&versionMajor=2"),
                42010,
                "the tag prod and the major number 2");
        String instructions = "registry-model/item/download-instructions?" + MODEL;
        assertThat(only(instructions)).isEqualTo("2.0.0");
        assertThat(only(instructions + "&stage=eu")).isEqualTo("1.1.0");
        assertThat(only(instructions + "&version=1.0.0")).isEqualTo("1.0.0");
        assertRefused(wire.get("/api/rest/v2/" + instructions + "&version=9.9.9"), 42010, "9.9.9");
    }

    private String only(String path) {
        JsonNode versions = wire.rest(path).get("versions");
        assertThat(versions).hasSize(1);
        return versions.get(0).get("version").asText();
    }

    @Test
    void an_unknown_model_is_an_error_of_its_own_and_an_unknown_workspace_too() {
        for (String path : List.of(
                "details",
                "compact-details",
                "notes",
                "latest_version",
                "items",
                "item/download",
                "item/download-instructions")) {
            assertRefused(wire.get("/api/rest/v2/registry-model/" + path + "?" + MODEL), 42008, "w/detector");
        }
        for (String path : List.of("registry-model", "registry-model/count")) {
            assertThat(wire.get("/api/rest/v2/" + path + "?workspaceName=nowhere")
                            .status())
                    .as("Comet has a status of its own for the count")
                    .isEqualTo(path.endsWith("count") ? 400 : 404);
            assertThat(wire.get("/api/rest/v2/" + path + "?workspaceName=local").status())
                    .as("one's own is there before it has anything")
                    .isEqualTo(200);
        }
    }

    // ---- changing

    @Test
    void the_same_tag_twice_is_an_error_and_one_that_is_not_there_can_be_removed() {
        String id = register("1.0.0");
        wire.rest("write/registry-model/item/stage?modelItemId=" + id + "&stage=a b");
        assertRefused(
                wire.get("/api/rest/v2/write/registry-model/item/stage?modelItemId=" + id + "&stage=a b"), 0, "a b");
        wire.rest("write/registry-model/item/stage/delete?modelItemId=" + id + "&stage=c");
        JsonNode item = wire.rest("registry-model/item/details?" + MODEL + "&version=1.0.0");
        assertThat(Wire.texts(item.get("tags"))).containsExactly("a b");
        assertThat(item.get("stages")).isEqualTo(item.get("tags"));
        assertThat(actions(id)).containsExactly("MODEL_VERSION_TAG_ADDED", "MODEL_VERSION_CREATED");
    }

    private List<String> actions(String id) {
        JsonNode days = wire.post(
                        "/api/rest/v2/registry-model/history/item",
                        "{\"registryModelItemId\":\"" + id + "\",\"groupedBy\":\"DAY\"}")
                .json();
        assertThat(days).hasSize(1);
        assertThat(days.fieldNames().next()).matches("[A-Z][a-z]+ \\d{1,2}, \\d{4}");
        return Wire.texts(days.elements().next(), "actionType");
    }

    @Test
    void a_status_that_needs_a_review_waits_for_a_reviewer_to_set_it() {
        String id = register("1.0.0");
        String path = "registry-model/item/" + id + "/status-configuration";
        assertThat(wire.rest(path)).isEmpty();
        wire.write(path, "{'status':'QA','isReviewRequired':true,'statusConfiguration':[],'comment':'look'}");
        assertThat(status()).isEqualTo("None");
        wire.write("registry-model/item/status", "{'status':'QA','modelItemId':'" + id + "'}");
        assertThat(status()).isEqualTo("QA");
        wire.write(
                path,
                "{'status':'Production','isReviewRequired':false,'statusConfiguration':[{'key':'k','value':'v'}]}");
        assertThat(status()).isEqualTo("Production");
        assertThat(wire.rest(path)
                        .get("statusConfiguration")
                        .get(0)
                        .get("value")
                        .asText())
                .isEqualTo("v");
        assertThat(actions(id))
                .containsExactly(
                        "MODEL_VERSION_STATUS_CHANGED",
                        "MODEL_VERSION_STATUS_CHANGED",
                        "MODEL_VERSION_STATUS_REQUEST_CHANGE",
                        "MODEL_VERSION_CREATED");
        assertRefused(refuse(path, "{'status':'Perfect'}"), 0, "Perfect");
        assertRefused(
                refuse("registry-model/item/status", "{'status':'perfect','modelItemId':'" + id + "'}"),
                0,
                "Production");
    }

    private String status() {
        return wire.rest("registry-model/item/details?" + MODEL + "&version=1.0.0")
                .get("status")
                .asText();
    }

    @Test
    void metadata_of_other_keys_stays() {
        String path = "registry-model/item/" + register("1.0.0") + "/metadata";
        assertThat(wire.rest(path).get("metadata")).isEmpty();
        wire.write(path, "{'metadata':[{'key':'a','value':1},{'key':'b','value':{'c':[2]}}]}");
        wire.write(path, "{'metadata':[{'key':'a','value':null}]}");
        assertThat(wire.rest(path).get("metadata").toString())
                .isEqualTo("[{\"key\":\"a\",\"value\":null},{\"key\":\"b\",\"value\":{\"c\":[2]}}]");
        for (String odd : List.of("{}", "{'metadata':{}}", "{'metadata':[1]}", "{'metadata':[{'value':1}]}")) {
            assertThat(refuse(path, odd).status()).as(odd).isEqualTo(400);
        }
    }

    @Test
    void a_renamed_model_takes_no_other_models_name() {
        String model = register("1.0.0", "").get("registryModelId").asText();
        wire.write("registry-model/item/create", body("1.0.0", "").replace("'detector'", "'other'"));
        assertRefused(
                refuse("registry-model/update", "{'registryModelId':'" + model + "','registryModelName':'Other'}"),
                0,
                "w/other");
        wire.write("registry-model/update", "{'registryModelId':'" + model + "','registryModelName':'Finder'}");
        assertThat(Wire.texts(wire.rest("registry-model?workspaceName=w").get("registryModels"), "modelName"))
                .containsExactly("finder", "other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"registryModelItemId\":\"x\"}", "{\"registryModelId\":{}}"})
    void never_fails_over_an_odd_body(String body) {
        for (String path : List.of(
                "write/registry-model/item/create",
                "write/registry-model",
                "write/registry-model/item",
                "write/registry-model/update",
                "write/registry-model/notes",
                "write/registry-model/item/update",
                "write/registry-model/item/status",
                "write/registry-model/item/x/metadata",
                "write/registry-model/item/x/status-configuration",
                "registry-model/history/item")) {
            assertThat(wire.post("/api/rest/v2/" + path, body).status())
                    .as(path + " " + body)
                    .isEqualTo(400);
        }
    }

    // ---- files

    @Test
    void a_version_is_what_it_was_when_it_was_registered_whatever_becomes_of_the_experiment() throws IOException {
        register("1.0.0");
        upload("a1", "model.json", "{\"changed\":true}");
        upload("a3", "later.txt", "later");
        assertThat(unzip(wire.get("/api/rest/v2/registry-model/item/download?" + MODEL)))
                .isEqualTo(Map.of("model.json", "{}", "sub/weights.csv", "1,2"));
        assertThat(unzip(wire.get("/api/rest/v2/experiment/model/download?modelName=cnn&experimentKey=" + key)))
                .isEqualTo(Map.of("model.json", "{\"changed\":true}", "sub/weights.csv", "1,2", "later.txt", "later"));
        wire.rest("write/experiment/delete?experimentKey=" + key);
        assertThat(unzip(wire.get("/api/rest/v2/registry-model/item/download?" + MODEL)))
                .isEqualTo(Map.of("model.json", "{}", "sub/weights.csv", "1,2"));
        JsonNode asset = wire.rest("registry-model/item/download-instructions?" + MODEL)
                .get("versions")
                .get(0)
                .get("assets")
                .get(0);
        assertThat(asset.get("dir").asText()).isEqualTo("models/cnn");
        assertThat(asset.get("link").asText()).contains("experimentKey=" + key);
        assertThat(wire.get(asset.get("link").asText()).text()).isEqualTo("{}");
    }

    @Test
    void files_go_with_the_version_and_with_the_model() {
        String first = register("1.0.0");
        register("2.0.0");
        wire.rest("write/experiment/delete?experimentKey=" + key);
        String asset = "/api/rest/v2/experiment/asset/get-asset?assetId=a1&experimentKey=" + key;
        wire.rest("write/registry-model/item/delete?modelItemId=" + first);
        assertThat(wire.get(asset).status()).as("the other version has it too").isEqualTo(200);
        assertRefused(wire.get("/api/rest/v2/write/registry-model/item/delete?modelItemId=" + first), 42010, first);
        wire.rest("write/registry-model/delete?" + MODEL);
        assertThat(wire.get(asset).status()).isEqualTo(400);
        assertRefused(wire.get("/api/rest/v2/write/registry-model/delete?" + MODEL), 42008, "w/detector");
    }

    @Test
    void no_name_in_a_zip_leads_out_of_the_folder_it_is_unpacked_to() throws IOException {
        upload("a4", "../../etc/passwd", "x");
        upload("a5", "/abs//./file", "y");
        register("1.0.0");
        assertThat(unzip(wire.get("/api/rest/v2/registry-model/item/download?" + MODEL)))
                .containsOnlyKeys("model.json", "sub/weights.csv", "etc/passwd", "abs/file");
    }

    @Test
    void a_download_is_noted_and_looking_at_a_version_is_not() {
        String id = register("1.0.0");
        wire.rest("registry-model/details?" + MODEL);
        wire.rest("registry-model/item/details?" + MODEL + "&version=1.0.0");
        assertThat(actions(id)).containsExactly("MODEL_VERSION_CREATED");
        wire.get("/api/rest/v2/registry-model/item/download?" + MODEL);
        assertThat(actions(id)).containsExactly("MODEL_VERSION_DOWNLOADED", "MODEL_VERSION_CREATED");
    }

    @Test
    void a_model_of_an_experiment_is_its_files_of_that_name() throws IOException {
        assertThat(Wire.texts(
                        wire.rest("experiment/model/asset/list?modelName=cnn&experimentKey=" + key)
                                .get("assets"),
                        "fileName"))
                .containsExactlyInAnyOrder("model.json", "sub/weights.csv");
        assertThat(wire.rest("experiment/model/asset/list?modelName=rnn&experimentKey=" + key)
                        .get("assets"))
                .isEmpty();
        assertRefused(
                wire.get("/api/rest/v2/experiment/model/download?modelName=rnn&experimentKey=" + key), 42006, "rnn");
    }

    private static Map<String, String> unzip(Wire.Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/zip");
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
