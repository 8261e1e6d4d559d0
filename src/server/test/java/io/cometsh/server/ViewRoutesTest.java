package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved dashboards and share codes over real HTTP. */
class ViewRoutesTest {
    private CometServer server;
    private Wire wire;
    private String key;
    private String project;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
        key = wire.create("w", "p");
        project = projectId("p");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String projectId(String name) {
        return wire.rest("project?workspaceName=w&projectName=" + name)
                .get("projectId")
                .asText();
    }

    private JsonNode save(String kind, String name, String more) {
        return wire.write(
                kind + "/upsert", "{'projectId':'" + project + "','templateName':'" + name + "'" + more + "}");
    }

    private List<String> names(String kind, String more) {
        return Wire.texts(
                wire.rest("views/" + kind + "?projectId=" + project + more).get("views"), "templateName");
    }

    @Test
    void a_view_comes_back_as_it_was_saved() {
        JsonNode saved =
                save("views", "Losses", ",'experimentQueryState':'{}','v2':{'panels':[1,{'a':null}]},'v3':null");
        JsonNode read =
                wire.rest("views/get-all?projectId=" + project).get("views").get(0);
        assertThat(read).isEqualTo(saved);
        assertThat(read.get("experimentQueryState").asText()).isEqualTo("{}");
        assertThat(read.get("dashboardChartState").isNull()).isTrue();
        assertThat(read.get("v2").toString()).isEqualTo("{\"panels\":[1,{\"a\":null}]}");
        assertThat(read.get("createdBy").asText()).isEqualTo("local");
        assertThat(read.get("viewSource").asText()).isEqualTo("dashboard_template");
    }

    @Test
    void with_its_id_a_view_is_replaced_and_without_one_it_is_another() {
        String id = save("views", "A", ",'v2':{'a':1}").get("templateId").asText();
        save("views", "B", "");
        save("views", "A2", ",'templateId':'" + id + "','v3':{'b':1}");
        JsonNode views = wire.rest("views/get-all?projectId=" + project).get("views");
        assertThat(Wire.texts(views, "templateName")).containsExactly("A2", "B");
        assertThat(views.get(0).get("v2").isNull()).isTrue();
        assertThat(views.get(0).get("v3").get("b").asInt()).isEqualTo(1);
        assertThat(wire.post(
                                "/api/rest/v2/write/views/upsert",
                                "{\"projectId\":\"" + project + "\",\"templateName\":\"x\",\"templateId\":\"nope\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_experiments_views_are_its_own() {
        String other = wire.create("w", "p");
        save("views", "of all", "");
        save("chart-templates", "of one", ",'experimentKey':'" + key + "','dashboardChartState':'[]'");
        assertThat(names("get-all", "&experimentKey=" + key)).containsExactly("of all");
        assertThat(names("chart-templates", "&experimentKey=" + key)).containsExactly("of one");
        assertThat(names("chart-templates", "&experimentKey=" + other)).isEmpty();
        assertThat(names("chart-templates", "")).containsExactly("of one");
    }

    @Test
    void the_workspaces_other_projects_show_theirs_when_asked() {
        save("views", "mine", "");
        wire.create("w", "q");
        String first = project;
        project = projectId("q");
        save("views", "theirs", "");
        project = first;
        assertThat(names("get-all", "")).containsExactly("mine");
        assertThat(names("get-all", "&includeWorkspaceViews=true")).containsExactly("mine", "theirs");
        assertThat(Wire.texts(
                        wire.rest("views/get-all?includeWorkspaceViews=true&projectId=" + project)
                                .get("views"),
                        "source"))
                .containsExactly("project", "workspace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'projectId':'P'}",
                "{'projectId':'P','templateName':' '}",
                "{'projectId':'P','templateName':'x','experimentQueryState':{}}",
                "{'projectId':'P','templateName':'x','dashboardChartState':'{'}",
                "{'projectId':'P','templateName':'x','reactGridTableState':''}",
                "{'projectId':'P','templateName':'x','experimentKey':'nobody'}"
            })
    void what_would_break_a_reader_is_refused(String body) {
        assertThat(wire.post(
                                "/api/rest/v2/write/views/upsert",
                                body.replace('\'', '"').replace("P", project))
                        .status())
                .isEqualTo(400);
        assertThat(names("get-all", "")).isEmpty();
    }

    @Test
    void views_of_an_unknown_project_are_an_error_and_a_removed_project_takes_its_views_along() {
        assertThat(wire.get("/api/rest/v2/views/get-all?projectId=nope").status())
                .isEqualTo(404);
        save("views", "gone", "");
        wire.write("project/delete", "{'projectId':'" + project + "','deleteAllExperiments':true}");
        wire.create("w", "p");
        project = projectId("p");
        assertThat(names("get-all", "&includeWorkspaceViews=true")).isEmpty();
    }

    @Test
    void a_project_can_be_shared_under_several_codes_and_each_can_be_taken_back() {
        String links = "project/get-project-share-links?projectId=" + project;
        assertThat(wire.rest(links).get("shareCodes")).isEmpty();
        String first = wire.rest("write/project/add-share-link?projectId=" + project)
                .get("shareCode")
                .asText();
        String second = wire.rest("write/project/add-share-link?projectId=" + project)
                .get("shareCode")
                .asText();
        assertThat(Wire.texts(wire.rest(links).get("shareCodes"))).containsExactlyInAnyOrder(first, second);
        String delete = "write/project/delete-project-share-link?projectId=" + project + "&shareCode=" + first;
        wire.rest(delete);
        assertThat(Wire.texts(wire.rest(links).get("shareCodes"))).containsExactly(second);
        assertThat(wire.get("/api/rest/v2/" + delete).status()).isEqualTo(400);
        assertThat(wire.get("/api/rest/v2/write/project/add-share-link?projectId=nope")
                        .status())
                .isEqualTo(404);
    }
}
