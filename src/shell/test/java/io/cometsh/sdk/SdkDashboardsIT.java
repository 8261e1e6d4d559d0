package io.cometsh.sdk;

import static io.cometsh.sdk.Answers.json;
import static io.cometsh.sdk.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Python SDK saves views, shares a project and asks what a panel asks. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkDashboardsIT {

    @TempDir
    private static Path folder;

    @AutoClose
    private static CometServer server;

    private static JsonNode report;

    @BeforeAll
    static void work_with_dashboards() throws Exception {
        server = CometServer.start(ServerOptions.inMemory());
        report = new PythonScript(server.address(), folder).run("dashboards.py");
    }

    @Test
    void the_sdk_does_not_complain() {
        assertThat(report.get("complaints")).isEmpty();
    }

    @Test
    void a_view_of_a_project_comes_back_as_it_was_saved() {
        JsonNode views = report.at("/views/of the project");

        assertThat(views).hasSize(1);
        assertThat(views.at("/0/name").asText()).isEqualTo("Losses");
        assertThat(views.at("/0/query_state").asText()).isEqualTo("{\"rules\": []}");
        assertThat(views.at("/0/chart_state").asText()).isEqualTo("[]");
        assertThat(views.at("/0/table_state").isNull()).isTrue();
        assertThat(views.at("/0/v2")).isEqualTo(json("{'panels':[{'metric':'loss'}]}"));
        assertThat(views.at("/0/experiment_key").isNull()).isTrue();
        assertThat(texts(report.at("/views/with the workspace's"))).containsExactly("Losses");
    }

    @Test
    void a_view_of_an_experiment_is_only_its_own() {
        assertThat(report.at("/views/of the experiment"))
                .map(view -> view.get("name").asText() + " "
                        + view.get("view_source").asText())
                .containsExactly("Losses dashboard_template", "This run chart_template");
        assertThat(report.at("/views/of the experiment/1")).isEqualTo(report.at("/views/made/0"));
        assertThat(report.at("/views/made/0/experiment_key")).isEqualTo(report.get("key"));
        assertThat(report.at("/views/of another")).isEqualTo(report.at("/views/of the project"));
    }

    @Test
    void a_project_is_shared_and_a_share_is_taken_back() {
        assertThat(report.get("shares")).isEqualTo(json("{'both':true,'left':true}"));
    }

    @Test
    void a_panel_finds_its_project() {
        assertThat(report.get("panel"))
                .isEqualTo(json(
                        "{'workspace':'lab','project':'dashboards','id is the project\\u0027s':true,'metrics':['accuracy','loss'],'keys':true,"
                                + "'experiments':2,'options':{},'size':[0,0]}"));
    }
}
