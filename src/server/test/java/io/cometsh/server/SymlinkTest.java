package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.sample.SnapshotReader;
import io.cometsh.server.sample.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An experiment that is shown in a second project: there it is listed, counted and found as if it were its own. */
class SymlinkTest {
    private CometServer server;
    private Wire wire;
    private String key;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
        key = wire.create("w", "home");
        metric(key, "acc", "0.9");
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + key + "','parameterName':'opt','parameterValue':'adam'}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void metric(String experiment, String name, String value) {
        wire.write(
                "experiment/metric",
                "{'experimentKey':'" + experiment + "','metricName':'" + name + "','metricValue':" + value + "}");
    }

    private JsonNode link() {
        return wire.rest("write/project/symlink?projectName=best&experimentKey=" + key);
    }

    private List<String> listed(String project) {
        return Wire.texts(
                wire.rest("experiments?workspaceName=w&projectName=" + project).get("experiments"), "experimentKey");
    }

    private List<String> found(String source, String name, String type, String operator, String value) {
        return Wire.texts(wire.post(
                        "/api/rest/v2/project/query",
                        ("{'workspaceName':'w','projectName':'best','archived':false,'predicates':[{'source':'" + source
                                        + "','query':{'condition':'AND','valid':true,'rules':[{'id':'" + name
                                        + "','field':'" + name + "','type':'" + type
                                        + "','operator':'" + operator + "','value':" + value + "}]}}]}")
                                .replace('\'', '"'))
                .json()
                .get("experimentKeys"));
    }

    private List<String> better(String than) {
        return found("metrics", "acc", "double", "greater", than);
    }

    private String type(String column) {
        for (JsonNode one : wire.rest("project/column-names?workspaceName=w&projectName=best")
                .get("columns")) {
            if (one.get("name").asText().equals(column)) {
                return one.get("type").asText();
            }
        }
        return "none";
    }

    @Test
    void is_listed_counted_and_found_in_both_projects() {
        assertThat(link().get("link").asText()).isEqualTo(server.address() + "w/best/" + key);
        String later = wire.create("w", "best");
        metric(later, "acc", "0.5");
        assertThat(listed("best")).containsExactly(key, later);
        assertThat(listed("home")).containsExactly(key);
        assertThat(wire.rest("project?workspaceName=w&projectName=best")
                        .get("numberOfExperiments")
                        .asInt())
                .isEqualTo(2);
        assertThat(wire.rest("experiment/metadata?experimentKey=" + key)
                        .get("projectName")
                        .asText())
                .isEqualTo("home");
        assertThat(better("0.6")).containsExactly(key);
        assertThat(better("0.1")).containsExactly(key, later);
        assertThat(found("params", "opt", "string", "equal", "'adam'")).containsExactly(key);
        assertThat(type("acc")).isEqualTo("double");
        assertThat(type("opt")).isEqualTo("string");
    }

    @Test
    void what_it_logs_later_is_found_too() {
        String own = wire.create("w", "best");
        metric(own, "acc", "0.5");
        assertThat(better("0.1")).containsExactly(own);
        link();
        assertThat(better("0.1")).as("loaded before").containsExactly(key, own);
        metric(key, "acc", "0.05");
        assertThat(better("0.1")).containsExactly(own);
        assertThat(type("new")).isEqualTo("none");
        wire.write("experiment/log-other", "{'experimentKey':'" + key + "','key':'new','value':'x'}");
        assertThat(type("new")).isEqualTo("string");
        assertThat(found("log_other", "new", "string", "equal", "'x'")).containsExactly(key);
        wire.write("experiment/tags", "{'experimentKey':'" + key + "','addedTags':['t']}");
        assertThat(found("tag", "t", "string", "equal", "'t'")).containsExactly(key);
        wire.write("experiment/tags/delete", "{'experimentKey':'" + key + "','tags':['t']}");
        assertThat(found("tag", "t", "string", "equal", "'t'")).isEmpty();
        assertThat(type("t")).isEqualTo("none");
        wire.rest("write/experiment/archive?experimentKey=" + key);
        assertThat(listed("best")).containsExactly(own);
        assertThat(better("0.01")).containsExactly(own);
    }

    @Test
    void the_same_link_twice_is_one_and_one_to_its_own_project_is_none() {
        link();
        link();
        wire.rest("write/project/symlink?projectName=home&experimentKey=" + key);
        assertThat(listed("best")).containsExactly(key);
        assertThat(listed("home")).containsExactly(key);
    }

    @Test
    void a_living_run_and_a_move_with_links_do_the_same() {
        assertThat(wire.get("/clientlib/symlink/new?projectName=best&experimentKey=" + key)
                        .status())
                .isEqualTo(200);
        String other = wire.create("w", "home");
        wire.write(
                "experiment/move",
                "{'targetWorkspaceName':'w','targetProjectName':'shown','experimentKeys':['" + key + "','" + other
                        + "'],'symlink':true}");
        assertThat(listed("best")).containsExactly(key);
        assertThat(listed("home")).containsExactly(key, other);
        assertThat(wire.rest("experiments?workspaceName=w&projectName=shown").get("experiments"))
                .hasSize(2);
        assertThat(wire.get("/api/rest/v2/write/project/symlink?projectName=best&experimentKey=nobody")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void goes_with_the_experiment_and_its_columns_with_it() {
        link();
        assertThat(better("0.1")).containsExactly(key);
        wire.rest("write/experiment/delete?experimentKey=" + key);
        assertThat(listed("best")).isEmpty();
        assertThat(better("0.1")).isEmpty();
        assertThat(type("acc")).isEqualTo("none");
    }

    @Test
    void moved_into_the_project_it_was_shown_in_it_is_there_once() {
        link();
        wire.write(
                "experiment/move",
                "{'targetWorkspaceName':'w','targetProjectName':'best','experimentKeys':['" + key
                        + "'],'symlink':false}");
        assertThat(listed("best")).containsExactly(key);
        assertThat(listed("home")).isEmpty();
        assertThat(better("0.1")).containsExactly(key);
        assertThat(wire.rest("project?workspaceName=w&projectName=best")
                        .get("numberOfExperiments")
                        .asInt())
                .isEqualTo(1);
        wire.rest("write/experiment/delete?experimentKey=" + key);
        assertThat(type("acc")).isEqualTo("none");
    }

    @Test
    void moved_elsewhere_it_is_still_shown() {
        link();
        wire.write(
                "experiment/move",
                "{'targetWorkspaceName':'w','targetProjectName':'third','experimentKeys':['" + key
                        + "'],'symlink':false}");
        assertThat(listed("best")).containsExactly(key);
        assertThat(better("0.1")).containsExactly(key);
        metric(key, "acc", "0.01");
        assertThat(better("0.1")).isEmpty();
    }

    @Test
    void a_project_that_only_shows_others_can_be_removed_and_they_stay() {
        link();
        wire.write("project/delete", "{'workspaceName':'w','projectName':'best','deleteAllExperiments':true}");
        assertThat(listed("home")).containsExactly(key);
        metric(key, "acc", "0.8");
        wire.create("w", "best");
        assertThat(listed("best")).hasSize(1).doesNotContain(key);
    }

    @Test
    void comes_through_a_snapshot() throws IOException {
        link();
        byte[] snapshot = SnapshotWriter.of(server, "w");
        try (CometServer to = CometServer.start(ServerOptions.inMemory())) {
            SnapshotReader.read(new ByteArrayInputStream(snapshot), ServerAccess.store(to));
            wire = new Wire(to.address());
            assertThat(listed("best")).containsExactly(key);
            assertThat(better("0.1")).containsExactly(key);
            assertThat(SnapshotWriter.of(to, "w")).isEqualTo(snapshot);
        }
    }
}
