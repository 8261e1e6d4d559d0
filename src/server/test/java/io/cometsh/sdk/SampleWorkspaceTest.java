package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.oracle.PlainHttp;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The workspace that everybody meets first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleWorkspaceTest {

    private static final String LISTING = "api/rest/v2/experiments?workspaceName=demo&projectName=%s&archived=%s";

    private static CometServer server;
    private static PlainHttp http;

    @BeforeAll
    static void start_a_server_with_the_sample() {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        http = new PlainHttp(server.address(), "any key");
    }

    @AfterAll
    static void stop_the_server() {
        server.close();
    }

    @Test
    void has_four_projects_two_of_them_of_real_size() {
        List<String> projects = new ArrayList<>();
        http.get("api/rest/v2/projects?workspaceName=demo")
                .get("projects")
                .forEach(p -> projects.add(p.get("projectName").textValue()));

        assertThat(projects).containsExactlyInAnyOrder("digits", "digits-augmented", "digits-registry", "digits-seeds");
        assertThat(listing("digits", false)).hasSizeGreaterThanOrEqualTo(45);
        assertThat(listing("digits-augmented", false)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(listing("digits-seeds", false))
                .extracting(run -> run.get("experimentName").textValue())
                .hasSize(18)
                .contains("base-seed1", "new-seed6", "other-seed6");
    }

    @Test
    void answers_the_first_query_of_the_readme_with_some_runs_and_not_with_all() {
        Map<String, Object> rule =
                Map.of("id", "accuracy", "field", "accuracy", "type", "double", "operator", "greater", "value", 0.9);
        Map<String, Object> query = Map.of("condition", "AND", "rules", List.of(rule), "valid", true);
        JsonNode hits = http.post(
                        "api/rest/v2/project/query",
                        Map.of(
                                "workspaceName",
                                "demo",
                                "projectName",
                                "digits",
                                "archived",
                                false,
                                "predicates",
                                List.of(Map.of("source", "metrics", "query", query))))
                .get("experimentKeys");

        assertThat(hits.size()).isBetween(10, listing("digits", false).size() - 10);
    }

    @Test
    void has_a_crashed_an_archived_and_a_killed_run_and_none_that_runs_for_ever() {
        List<String> crashed = new ArrayList<>();
        List<String> running = new ArrayList<>();
        List<String> names = new ArrayList<>();
        listing("digits", false).forEach(row -> {
            String name = row.get("experimentName").textValue();
            names.add(name);
            if (row.get("hasCrashed").booleanValue()) {
                crashed.add(name);
            }
            if (row.get("running").booleanValue()) {
                running.add(name);
            }
        });

        assertThat(crashed).containsExactly("mlp-lr-range-test");
        assertThat(running).isEmpty();
        assertThat(names).contains("mlp-killed").doesNotContain("mlp-wrong-labels");
        assertThat(listing("digits", true))
                .map(row -> row.get("experimentName").textValue())
                .containsExactly("mlp-wrong-labels");
    }

    @Test
    void every_finished_run_has_its_curves_and_names_its_training_data() {
        for (JsonNode row : listing("digits", false)) {
            String experiment = "?experimentKey=" + row.get("experimentKey").textValue();
            JsonNode metrics = http.get("api/rest/v2/experiment/metrics/get-all" + experiment)
                    .get("metrics");
            JsonNode others =
                    http.get("api/rest/v2/experiment/log-other" + experiment).get("values");

            assertThat(metrics)
                    .as("points of %s", row)
                    .map(point -> point.get("metricName").textValue())
                    .contains("loss", "val_loss", "accuracy", "val_accuracy");
            assertThat(others).anySatisfy(other -> {
                assertThat(other.get("name").textValue()).isEqualTo("dataset");
                assertThat(other.get("valueCurrent").textValue())
                        .contains("Optical Recognition of Handwritten Digits", "CC BY 4.0");
            });
        }
    }

    @Test
    void has_a_registered_model_with_versions_in_use() {
        JsonNode details =
                http.get("api/rest/v2/registry-model/details?workspaceName=demo&modelName=digits-classifier");

        assertThat(details.get("versions"))
                .map(version -> version.get("version").textValue() + " "
                        + version.get("status").textValue() + " " + version.get("tags"))
                .containsExactly("2.0.0 Staging [\"best\"]", "1.1.0 Production []", "1.0.0 None [\"baseline\"]");
        for (JsonNode version : details.get("versions")) {
            assertThat(version.get("assets"))
                    .map(asset -> asset.get("fileName").textValue())
                    .containsExactly("model.json", "weights.npz");
            assertThat(version.at("/assets/1/fileSize").asInt()).isGreaterThan(1000);
        }
    }

    @Test
    void has_an_artifact_that_the_models_were_trained_on() {
        JsonNode details = http.get("api/rest/v2/artifacts/get?workspace=demo&artifactName=digits-split");

        assertThat(details.get("versions"))
                .map(version -> version.get("version").textValue() + " " + version.get("alias"))
                .containsExactly("1.0.0 [\"two-parts\"]", "2.0.0 [\"Latest\",\"three-parts\"]");
        assertThat(http.get("api/rest/v2/artifacts/version/files?workspace=demo&artifactName=digits-split&alias=latest")
                        .get("files"))
                .map(file -> file.get("fileName").textValue() + " " + file.get("remote"))
                .containsExactly("images true", "test.csv false", "train.csv false", "validation.csv false");
        String model = http.get(
                        "api/rest/v2/registry-model/latest_version?workspaceName=demo&modelName=digits-classifier")
                .at("/versions/0/experimentKey")
                .textValue();
        JsonNode lineage = http.get("api/rest/v2/get/artifacts?filter=input&experimentKey=" + model);
        assertThat(lineage.at("/inputs/0/artifactName").textValue()).isEqualTo("digits-split");
    }

    @Test
    void is_small_and_tells_nothing_of_the_machine_that_recorded_it() throws IOException {
        byte[] packed = resource("/sample/demo.jsonl.gz");
        String lines;
        try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(packed))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(packed.length).isLessThan(2_000_000);
        assertThat(lines)
                .doesNotContainPattern(
                        Pattern.compile("\\b(127|10|172|192)\\.\\d+\\.\\d+\\.\\d+\\b|/(home|root|tmp|usr|work)/"));
        for (String line : lines.split("\n")) {
            assertThat(new ObjectMapper().readTree(line)).isNotEmpty();
        }
    }

    @Test
    void names_source_and_licence_of_its_data() throws IOException {
        assertThat(new String(resource("/sample/README.txt"), StandardCharsets.UTF_8))
                .contains("Optical Recognition of Handwritten Digits", "CC BY 4.0", "https://doi.org/10.24432/C50P49");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SampleWorkspaceTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static List<JsonNode> listing(String project, boolean archived) {
        List<JsonNode> rows = new ArrayList<>();
        http.get(LISTING.formatted(project, archived)).get("experiments").forEach(rows::add);
        return rows;
    }
}
