package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.JsonCalls;
import io.cometsh.client.service.Views;
import io.cometsh.client.wire.View;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.SettingsReader;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.CometException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved dashboards, and what a program inside a dashboard sees. */
class ViewsAndPanelsTest {
    private final List<String> warnings = new ArrayList<>();
    private final FakeTransport server = new FakeTransport()
            .on("project", "{\"projectId\":\"p-1\",\"projectName\":\"digits\"}")
            .on("experiment/metadata", request -> FakeProject.row(7))
            .on("views/get-all", "{\"views\":[{\"templateName\":\"Losses\",\"templateId\":\"t\"}]}");

    @Test
    void a_view_that_the_server_broke_does_not_hide_the_others() {
        server.on(
                "views/get-all",
                "{\"views\":[{\"templateName\":\"\"},{\"templateName\":\"A\",\"dashboardChartState\":\"{\"},"
                        + "{\"template_name\":\"B\",\"isAutoRefreshEnabled\":true}]}");
        List<View> views = api(PanelContext.none()).getViews("demo", "digits");
        assertThat(views).extracting(View::name).containsExactly("B");
        assertThat(views.get(0).autoRefreshEnabled()).isTrue();
        assertThat(warnings).hasSize(2);
    }

    @Test
    void no_member_is_not_a_view_and_no_error() {
        server.on("views/get-all", "{}");
        assertThat(api(PanelContext.none()).getViews("demo", "digits")).isEmpty();
    }

    @Test
    void a_view_is_asked_for_again_after_one_was_made_and_not_before() {
        server.on("write/views/upsert", "{\"templateName\":\"New\"}");
        Api api = api(PanelContext.none());
        api.getViews("demo", "digits");
        api.getViews("demo", "digits");
        assertThat(server.count("views/get-all")).isEqualTo(1);
        api.createView("demo", "digits", View.of("New"));
        api.getViews("demo", "digits");
        assertThat(server.count("views/get-all")).isEqualTo(2);
    }

    @Test
    void an_experiment_has_the_views_of_its_project_and_of_single_experiments() {
        server.on("views/chart-templates", "{\"views\":[{\"templateName\":\"Mine\"}]}");
        Experiment experiment = api(PanelContext.none()).getExperimentByKey(FakeProject.key(7));
        assertThat(experiment.getViews(true, false)).extracting(View::name).containsExactly("Losses", "Mine");
        assertThat(server.requests().get(1).parameters())
                .containsEntry("projectId", "p-1")
                .containsEntry("experimentKey", FakeProject.key(7))
                .containsEntry("includeWorkspaceViews", "true");
        assertThat(server.requests().get(2).parameters()).doesNotContainKey("includeWorkspaceViews");
    }

    @Test
    void an_experiments_views_are_asked_for_again_after_one_was_made_and_not_before() {
        server.on("views/chart-templates", "{\"views\":[]}");
        server.on("write/chart-templates/upsert", "{\"templateName\":\"New\"}");
        Experiment experiment = api(PanelContext.none()).getExperimentByKey(FakeProject.key(7));
        experiment.getViews();
        experiment.getViews();
        assertThat(server.count("views/chart-templates")).isEqualTo(1);
        assertThat(experiment.createView(View.of("New")).name()).isEqualTo("New");
        experiment.getViews();
        assertThat(server.count("views/chart-templates")).isEqualTo(2);
    }

    @Test
    void a_view_without_a_name_or_with_a_state_that_is_not_json_cannot_be_made() {
        assertThatThrownBy(() -> View.of("")).isInstanceOf(CometException.class);
        assertThatThrownBy(() -> View.of("a").withChartState("{"))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("chartState");
        assertThatThrownBy(() -> View.of("a").withQueryState("")).isInstanceOf(CometException.class);
        assertThat(View.of("a").withTableState("[]").toUpsertPayload("p"))
                .isEqualTo(Map.of("projectId", "p", "templateName", "a", "reactGridTableState", "[]"));
    }

    @Test
    void a_portable_view_has_nothing_of_its_project_or_experiment() {
        View view = View.fromPayloadDict(Map.of(
                "templateName", "a",
                "templateId", "t",
                "projectId", "p",
                "experimentKey", "k",
                "pinnedExperiments", List.of("k"),
                "v2", Map.of("experimentKey", "k", "panels", List.of()),
                "v3", Map.of("experimentKey", "k")));
        assertThat(view.asPortable().toUpsertPayload("q"))
                .isEqualTo(Map.of("projectId", "q", "templateName", "a", "v2", Map.of("panels", List.of())));
        assertThat(view.asPortable().pinnedExperiments()).isNull();
        assertThat(view.toUpsertPayload("q")).containsEntry("templateId", "t").containsEntry("experimentKey", "k");
    }

    @Test
    void an_experiment_has_the_views_of_the_project_and_its_own() {
        server.on("views/chart-templates", "{\"views\":[{\"templateName\":\"Mine\"}]}")
                .on("write/chart-templates/upsert", "{\"templateName\":\"Mine\"}");
        Views views = new Views(new JsonCalls(server), warnings::add);
        assertThat(views.ofExperiment("p-1", "k", false, true))
                .extracting(View::name)
                .containsExactly("Losses", "Mine");
        assertThat(server.requests())
                .extracting(request -> request.target())
                .containsExactly(
                        "views/get-all?projectId=p-1&experimentKey=k",
                        "views/chart-templates?projectId=p-1&experimentKey=k&includeWorkspaceViews=true");
        views.create("p-1", "k", View.of("Mine").withQueryState("{}"));
        assertThat(server.requests().get(2).json())
                .isEqualTo("{\"projectId\":\"p-1\",\"templateName\":\"Mine\",\"experimentKey\":\"k\","
                        + "\"experimentQueryState\":\"{}\"}");
    }

    @Test
    void inside_a_panel_its_own_experiments_and_options_are_given() {
        Api api = api(new PanelContext(
                "demo",
                "digits",
                List.of(FakeProject.key(7)),
                Map.of("title", "t", "n", 3),
                Map.of(FakeProject.key(7), Map.of("primary", "#ff0000", "light", "#ffcccc")),
                Map.of("loss", Map.of("primary", "#00ff00", "light", "#ccffcc")),
                640,
                480));
        assertThat(api.getPanelExperimentKeys()).containsExactly(FakeProject.key(7));
        assertThat(server.requests()).isEmpty();
        assertThat(api.getPanelExperiments()).extracting(Experiment::getKey).containsExactly(FakeProject.key(7));
        assertThat(server.asked()).containsExactly("GET experiment/metadata");
        assertThat(api.getPanelOptions()).containsEntry("n", 3);
        assertThat(api.getPanelExperimentColors().get(FakeProject.key(7))).containsEntry("primary", "#ff0000");
        assertThat(api.getPanelMetricColors()).containsOnlyKeys("loss");
        assertThat(api.getPanelSize()).containsExactly(640, 480);
    }

    @Test
    void outside_of_a_panel_the_error_names_the_settings() {
        for (PanelContext context : List.of(PanelContext.none(), PanelContext.of("demo", null))) {
            Api api = api(context);
            assertThatThrownBy(api::getPanelExperiments)
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("getPanelExperiments is for programs inside a Comet panel")
                    .hasMessageContaining("COMET_PROJECT_NAME");
            assertThat(api.getPanelOptions()).isEmpty();
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void the_settings_replace_a_panel_but_not_the_default_project(@TempDir Path home) {
        assertThat(PanelContext.of(SettingsReader.read(
                        Arguments.none(),
                        Map.of("COMET_WORKSPACE", "demo", "COMET_PROJECT_NAME", "digits"),
                        home,
                        home)))
                .isEqualTo(PanelContext.of("demo", "digits"));
        assertThat(PanelContext.of(
                        SettingsReader.read(Arguments.none(), Map.of("COMET_WORKSPACE", "demo"), home, home)))
                .isEqualTo(PanelContext.of("demo", null));
    }

    private Api api(PanelContext context) {
        return new Api(
                server,
                () -> URI.create("http://stub/"),
                ApiOptions.defaults().withWarnings(warnings::add).withPanel(() -> context));
    }
}
