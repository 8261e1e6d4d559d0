package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Artifacts over real HTTP: their edges. {@code SdkArtifactsIT} has what the official SDK does with them. */
class ArtifactRoutesTest extends ServerOfOneRun {
    private static final String BIRDS = "workspace=w&artifactName=birds";

    private String upsertBody(String version, String more) {
        return "{'artifactName':'birds','artifactType':'dataset','experimentKey':'" + key
                + "','versionMetadata':null,'version':" + (version == null ? "null" : "'" + version + "'") + more + "}";
    }

    private JsonNode upsert(String version, String more) {
        return wire.write("artifacts/upsert", upsertBody(version, more));
    }

    /** Makes a version, puts one file into it and closes it; gives its id. */
    private String log(String version, String more) {
        String id = upsert(version, more).get("artifactVersionId").asText();
        assertThat(upload(id, "f-" + id, "data.txt", version).status()).isEqualTo(200);
        state(id, "CLOSED");
        return id;
    }

    private Wire.Answer upload(String versionId, String assetId, String name, String content) {
        return wire.upload(
                "/clientlib/asset/upload?experimentId=" + key + "&assetId=" + assetId + "&fileName=" + name
                        + "&artifactVersionId=" + versionId,
                content);
    }

    private void state(String versionId, String state) {
        wire.write("artifacts/state", stateBody(versionId, state));
    }

    private String stateBody(String versionId, String state) {
        return "{'artifactVersionId':'" + versionId + "','experimentKey':'" + key + "','state':'" + state + "'}";
    }

    private Wire.Answer refuse(String path, String body) {
        return wire.post("/api/rest/v2/write/" + path, body.replace('\'', '"'));
    }

    private static void assertRefused(Wire.Answer answer, int code, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("sdk_error_code").asInt()).isEqualTo(code);
        assertThat(answer.json().get("msg").asText()).contains(words);
    }

    private String version(String more) {
        return wire.rest("artifacts/version?" + BIRDS + more)
                .get("artifactVersion")
                .asText();
    }

    private Wire.Answer version404(String more) {
        return wire.get("/api/rest/v2/artifacts/version?" + BIRDS + more);
    }

    private List<String> aliases(String version) {
        return Wire.texts(
                wire.rest("artifacts/version?" + BIRDS + "&version=" + version).get("alias"));
    }

    // ---- versions

    @Test
    void chooses_the_first_version_and_then_the_next_major_one() {
        JsonNode first = upsert(null, "");
        assertThat(first.get("currentVersion").asText()).isEqualTo("1.0.0");
        assertThat(first.get("previousVersion").isNull()).isTrue();
        upsert("2.5.14", "");
        JsonNode third = upsert(null, "");
        assertThat(third.get("currentVersion").asText()).isEqualTo("3.0.0");
        assertThat(third.get("previousVersion").asText()).isEqualTo("2.5.14");
        assertThat(third.get("artifactId")).isEqualTo(first.get("artifactId"));
    }

    @Test
    void refuses_a_version_that_exists_one_that_is_none_and_another_type() {
        upsert("1.0.0", "");
        assertRefused(refuse("artifacts/upsert", upsertBody("1.0.0", "")), 90399, "w/birds:1.0.0");
        assertRefused(refuse("artifacts/upsert", upsertBody("1.0", "")), 42001, "1.0");
        assertRefused(
                refuse("artifacts/upsert", upsertBody("2.0.0", "").replace("'dataset'", "'model'")),
                90401,
                "is a dataset");
        assertRefused(
                refuse("artifacts/upsert", upsertBody("2.0.0", "").replace("'birds'", "'" + "b".repeat(101) + "'")),
                0,
                "100");
        assertRefused(
                refuse(
                        "artifacts/upsert",
                        upsertBody("2.0.0", "").replace("'versionMetadata':null", "'versionMetadata':'{no'")),
                0,
                "JSON");
    }

    @Test
    void a_deleted_version_is_gone_and_is_not_given_again() {
        String id = log("1.0.0", ",'alias':['prod']");
        log("0.9.0", "");
        wire.write("artifacts/version/delete", "{'artifactVersionId':'" + id + "'}");
        assertThat(version("&alias=latest")).isEqualTo("0.9.0");
        assertRefused(version404("&version=1.0.0"), 624523, "birds:1.0.0");
        assertRefused(version404("&alias=prod"), 624523, "birds:prod");
        assertRefused(refuse("artifacts/upsert", upsertBody("1.0.0", "")), 7000019, "birds:1.0.0");
        assertRefused(refuse("artifacts/version/delete", "{'artifactVersionId':'" + id + "'}"), 624523, id);
        assertThat(wire.get("/api/rest/v2/experiment/asset/get-asset?assetId=f-" + id
                                + "&experimentKey=&artifactVersionId=" + id)
                        .status())
                .isEqualTo(404);
        JsonNode next = upsert(null, "");
        assertThat(next.get("currentVersion").asText()).isEqualTo("2.0.0");
        assertThat(next.get("previousVersion").asText()).isEqualTo("0.9.0");
    }

    // ---- states

    @Test
    void an_open_version_is_not_served_and_takes_its_aliases_when_it_is_closed() {
        log("1.0.0", ",'alias':['prod']");
        String second = upsert("2.0.0", ",'alias':['prod','new']")
                .get("artifactVersionId")
                .asText();
        assertThat(version("")).isEqualTo("1.0.0");
        assertThat(version("&alias=prod")).isEqualTo("1.0.0");
        assertRefused(version404("&version=2.0.0"), 90402, "birds:2.0.0");
        assertRefused(version404("&alias=new"), 90402, "birds:2.0.0");
        assertRefused(
                wire.get("/api/rest/v2/artifacts/version/files?" + BIRDS + "&version=2.0.0"), 90402, "birds:2.0.0");
        assertThat(wire.rest("artifacts/version?versionId=" + second)
                        .get("state")
                        .asText())
                .as("its own run asks by the id")
                .isEqualTo("OPEN");
        state(second, "CLOSED");
        state(second, "CLOSED");
        assertThat(version("")).isEqualTo("2.0.0");
        assertThat(version("&alias=prod")).isEqualTo("2.0.0");
        assertThat(aliases("1.0.0")).isEmpty();
        assertThat(aliases("2.0.0")).containsExactly("Latest", "prod", "new");
    }

    @Test
    void of_versions_written_at_the_same_time_the_one_made_last_keeps_the_alias() {
        String first = upsert("1.0.0", ",'alias':['prod','a']")
                .get("artifactVersionId")
                .asText();
        String second = upsert("2.0.0", ",'alias':['prod','b']")
                .get("artifactVersionId")
                .asText();
        state(second, "CLOSED");
        state(first, "CLOSED");
        assertThat(aliases("1.0.0")).containsExactly("a");
        assertThat(aliases("2.0.0")).containsExactly("Latest", "prod", "b");
    }

    @Test
    void a_failed_version_is_not_served_and_moves_no_alias() {
        log("1.0.0", ",'alias':['prod']");
        String second =
                upsert("2.0.0", ",'alias':['prod']").get("artifactVersionId").asText();
        state(second, "ERROR");
        assertThat(version("")).isEqualTo("1.0.0");
        assertThat(version("&alias=prod")).isEqualTo("1.0.0");
        assertRefused(version404("&version=2.0.0"), 90403, "birds:2.0.0");
        JsonNode details = wire.rest("artifacts/get?" + BIRDS);
        assertThat(details.get("latestVersion").asText()).isEqualTo("1.0.0");
        assertThat(Wire.texts(details.get("versions"), "state")).containsExactly("CLOSED", "ERROR");
    }

    @Test
    void while_none_is_complete_the_newest_gives_the_reason() {
        String id = upsert(null, "").get("artifactVersionId").asText();
        assertRefused(version404("&alias=latest"), 90402, "birds:1.0.0");
        state(id, "ERROR");
        assertRefused(version404(""), 90403, "birds:1.0.0");
        assertRefused(wire.get("/api/rest/v2/artifacts/version?workspace=w&artifactName=bees"), 624523, "w/bees");
        assertRefused(wire.get("/api/rest/v2/artifacts/get?workspace=w&artifactName=bees"), 624522, "w/bees");
    }

    @Test
    void a_closed_version_stays_as_it_is() {
        String id = log("1.0.0", "");
        assertRefused(upload(id, "late", "late.txt", "x"), 7000005, "birds:1.0.0");
        assertRefused(
                wire.post("/clientlib/rest/v2/write/artifact/assets/remote/batch?experimentKey=" + key, remote(id)),
                7000005,
                "birds:1.0.0");
        assertRefused(refuse("artifacts/state", stateBody(id, "OPEN")), 90401, "CLOSED");
        assertRefused(refuse("artifacts/state", stateBody(id, "ERROR")), 90401, "CLOSED");
        assertRefused(refuse("artifacts/state", stateBody(id, "DELETED")), 90410, "DELETED");
        assertThat(wire.rest("artifacts/version/files?" + BIRDS).get("files")).hasSize(1);
    }

    // ---- aliases and labels

    @Test
    void aliases_are_found_in_any_case_and_a_version_comes_before_an_alias_of_its_name() {
        log("1.0.0", ",'alias':['Prod','2.0.0']");
        log("2.0.0", "");
        assertThat(version("&alias=pROD")).isEqualTo("1.0.0");
        assertThat(version("&alias=LATEST")).isEqualTo("2.0.0");
        assertThat(version("&versionOrAlias=2.0.0")).isEqualTo("2.0.0");
        assertThat(version("&versionOrAlias=prod")).isEqualTo("1.0.0");
        assertThat(version("&versionOrAlias=latest")).isEqualTo("2.0.0");
        assertThat(version("&alias=2.0.0")).isEqualTo("1.0.0");
        assertRefused(version404("&versionOrAlias=nope"), 624523, "birds:nope");
        assertRefused(version404("&version=latest"), 624523, "birds:latest");
    }

    @Test
    void latest_is_the_newest_version_whichever_was_logged_last() {
        log("2.0.0", "");
        log("1.5.1", "");
        assertThat(version("")).isEqualTo("2.0.0");
        log("10.0.0", "");
        assertThat(version("")).isEqualTo("10.0.0");
        assertThat(aliases("2.0.0")).isEmpty();
    }

    @Test
    void labels_replace_and_null_leaves() {
        String first = log("1.0.0", ",'alias':['a','b'],'versionTags':['t']");
        log("2.0.0", ",'alias':['c']");
        wire.write(
                "artifacts/version/labels",
                "{'artifactVersionId':'" + first
                        + "','alias':null,'versionMetadata':'{\\\"k\\\":1}','versionTags':null}");
        assertThat(aliases("1.0.0")).containsExactly("a", "b");
        wire.write(
                "artifacts/version/labels",
                "{'artifactVersionId':'" + first + "','alias':['C','latest'],'versionTags':[]}");
        assertThat(aliases("1.0.0")).containsExactly("C");
        assertThat(aliases("2.0.0")).containsExactly("Latest");
        JsonNode version = wire.rest("artifacts/version?" + BIRDS + "&version=1.0.0");
        assertThat(version.get("tags")).isEmpty();
        assertThat(version.get("metadata").asText()).isEqualTo("{\"k\":1}");
        String artifact = version.at("/artifact/artifactId").asText();
        wire.write(
                "artifacts/details",
                "{'artifactId':'" + artifact
                        + "','artifactType':null,'tags':['x','x',''],'version':null,'versionMetadata':null}");
        wire.write(
                "artifacts/details",
                "{'artifactId':'" + artifact
                        + "','artifactType':'raw','tags':null,'version':'2.0.0','versionMetadata':'[]'}");
        JsonNode details = wire.rest("artifacts/get?artifact_id=" + artifact);
        assertThat(Wire.texts(details.get("tags"))).containsExactly("x");
        assertThat(details.get("type").asText()).isEqualTo("raw");
        assertThat(Wire.texts(details.get("versions"), "metadata")).containsExactly("{\"k\":1}", "[]");
        assertThat(wire.rest("artifacts/get-all?workspace=w&type=dataset").get("artifacts"))
                .isEmpty();
        assertThat(wire.rest("artifacts/get-all?workspace=w&type=raw").get("artifacts"))
                .hasSize(1);
        assertThat(wire.get("/api/rest/v2/artifacts/get-all?workspace=nowhere").status())
                .isEqualTo(404);
    }

    // ---- names

    @ParameterizedTest
    @ValueSource(strings = {"birds & bees/2", "50% größer", "a%20b", "plus+minus", "日本語"})
    void a_name_may_come_encoded_twice_or_once(String name) {
        wire.write("artifacts/upsert", upsertBody(null, "").replace("'birds'", "'" + name + "'"));
        String once = java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
        String twice = java.net.URLEncoder.encode(once, java.nio.charset.StandardCharsets.UTF_8);
        for (String encoded : List.of(once, twice)) {
            assertThat(wire.rest("artifacts/get?workspace=w&artifactName=" + encoded)
                            .get("name")
                            .asText())
                    .isEqualTo(name);
        }
    }

    @Test
    void of_two_names_that_the_encodings_confuse_the_twice_encoded_one_is_used() {
        wire.write("artifacts/upsert", upsertBody(null, "").replace("'birds'", "'a b'"));
        wire.write("artifacts/upsert", upsertBody(null, "").replace("'birds'", "'a%20b'"));
        assertThat(wire.rest("artifacts/get?workspace=w&artifactName=a%2520b")
                        .get("name")
                        .asText())
                .isEqualTo("a b");
        assertThat(wire.rest("artifacts/get?workspace=w&artifactName=a%252520b")
                        .get("name")
                        .asText())
                .isEqualTo("a%20b");
    }

    @Test
    void without_a_workspace_a_run_means_its_own() {
        log("1.0.0", "");
        assertThat(wire.rest("artifacts/version?artifactName=birds&experimentKey=" + key)
                        .at("/artifact/workspaceName")
                        .asText())
                .isEqualTo("w");
        assertRefused(wire.get("/api/rest/v2/artifacts/version?artifactName=birds"), 624523, "local/birds");
        assertRefused(wire.get("/api/rest/v2/artifacts/version?version=1.0.0"), 0, "artifactName");
    }

    // ---- files

    private static String remote(String versionId) {
        return "{\"remoteArtifactAssetRequests\":[{\"link\":\"s3://bucket/raw\",\"type\":null,\"metadata\":\"{}\",\"assetId\":\"r1\",\"fileName\":\"raw\",\"isRemote\":true,"
                + "\"overwrite\":false,\"step\":1,\"context\":null,\"runId\":\"r\",\"artifactVersionId\":"
                + (versionId == null ? "null" : "\"" + versionId + "\"") + "}]}";
    }

    @Test
    void the_version_stands_for_the_experiment_of_a_file() {
        String id = log("1.0.0", "");
        String path = "/api/rest/v2/experiment/asset/get-asset?allow301=False&assetId=f-" + id;
        assertThat(wire.get(path + "&experimentKey=&artifactVersionId=" + id).text())
                .isEqualTo("1.0.0");
        assertThat(wire.get(path + "&experimentKey=" + key).text())
                .as("its experiment has it too")
                .isEqualTo("1.0.0");
        assertThat(wire.get(path + "&experimentKey=&artifactVersionId=nope").status())
                .isEqualTo(404);
        assertThat(wire.get(path + "&experimentKey=").status()).isEqualTo(400);
        assertThat(wire.get(path + "&experimentKey=" + wire.create("w", "p")).status())
                .isEqualTo(404);
        assertThat(wire.rest("experiment/asset/list?experimentKey=" + key).get("assets"))
                .as("but does not list it among its own")
                .isEmpty();
        wire.rest("write/experiment/delete?experimentKey=" + key);
        assertThat(wire.get(path + "&experimentKey=&artifactVersionId=" + id).text())
                .isEqualTo("1.0.0");
    }

    @Test
    void remote_files_are_links_and_files_of_no_version_are_the_experiments() {
        String id = upsert(null, "").get("artifactVersionId").asText();
        String path = "/clientlib/rest/v2/write/artifact/assets/remote/batch?experimentKey=" + key;
        assertThat(wire.post(path, remote(id)).status()).isEqualTo(200);
        assertThat(wire.post(path, remote(id)).status()).as("it may come twice").isEqualTo(200);
        assertThat(wire.post(path, remote(null)).status()).isEqualTo(200);
        state(id, "CLOSED");
        JsonNode files = wire.rest("artifacts/version/files?" + BIRDS).get("files");
        assertThat(files).hasSize(1);
        assertThat(files.get(0).get("link").asText()).isEqualTo("s3://bucket/raw");
        assertThat(files.get(0).get("remote").asBoolean()).isTrue();
        assertThat(files.get(0).get("type").asText()).isEqualTo("unknown");
        assertThat(Wire.texts(
                        wire.rest("experiment/asset/list?experimentKey=" + key).get("assets"), "link"))
                .containsExactly("s3://bucket/raw");
        assertRefused(wire.post(path, remote("nope")), 624523, "nope");
    }

    // ---- lineage

    @Test
    void who_takes_a_version_is_noted_once_and_a_look_is_not() {
        String id = log("1.0.0", "");
        String other = wire.create("w", "q");
        wire.rest("artifacts/version?" + BIRDS);
        assertThat(wire.rest("get/artifacts?filter=all&experimentKey=" + other).get("inputs"))
                .isEmpty();
        for (int i = 0; i < 2; i++) {
            wire.rest("artifacts/version?" + BIRDS + "&experimentKey=" + other + "&consumerExperimentKey=" + other);
        }
        JsonNode lineage = wire.rest("get/artifacts?filter=all&experimentKey=" + other);
        assertThat(Wire.texts(lineage.get("inputs"), "artifactVersionId")).containsExactly(id);
        assertThat(lineage.get("outputs")).isEmpty();
        assertThat(Wire.texts(
                        wire.rest("get/artifacts?filter=output&experimentKey=" + key)
                                .get("outputs"),
                        "artifactName"))
                .containsExactly("birds");
        assertThat(wire.rest("get/artifacts?filter=input&experimentKey=" + key).has("outputs"))
                .isFalse();
        assertThat(wire.get("/api/rest/v2/get/artifacts?filter=up&experimentKey=" + key)
                        .status())
                .isEqualTo(400);
        assertThat(version404("&consumerExperimentKey=nobody").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"artifactVersionId\":\"x\",\"artifactId\":\"x\"}",
                "{\"artifactName\":{}}"
            })
    void never_fails_over_an_odd_body(String body) {
        for (String path : List.of(
                "write/artifacts/upsert",
                "write/artifacts/state",
                "write/artifacts/details",
                "write/artifacts/version/labels",
                "write/artifacts/version/delete",
                "write/artifact/assets/remote/batch")) {
            assertThat(wire.post("/api/rest/v2/" + path, body).status())
                    .as(path + " " + body)
                    .isEqualTo(400);
        }
    }
}
