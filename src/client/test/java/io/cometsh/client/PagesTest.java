package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.support.FakeTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages of experiments in a browser. */
class PagesTest {
    private final List<URI> opened = new ArrayList<>();
    private final Experiment experiment = new Api(
                    new FakeTransport().on("experiment/metadata", request -> FakeProject.row(7)),
                    () -> URI.create("http://stub/"),
                    ApiOptions.defaults().withBrowser(opened::add))
            .getExperimentByKey(FakeProject.key(7));

    @Test
    void opens_the_page_of_an_experiment_and_gives_its_address() {
        assertThat(experiment.display()).isEqualTo(experiment.getUrl());
        assertThat(opened).containsExactly(experiment.getUrl());
    }

    @Test
    void opens_a_tab_of_the_experiment() {
        assertThat(experiment.display("charts"))
                .hasToString("http://stub/demo/digits/" + FakeProject.key(7) + "?experiment-tab=chart");
        assertThat(experiment.display("assets").getQuery()).isEqualTo("experiment-tab=assets");
    }

    @Test
    void opens_nothing_for_an_unknown_tab_and_lists_the_tabs() {
        assertThatThrownBy(() -> experiment.display("chart")).hasMessageContaining("charts, code");
        assertThat(opened).isEmpty();
    }

    @Test
    void opens_the_page_of_the_project_and_one_of_its_dashboards() {
        assertThat(experiment.displayProject()).hasToString("http://stub/demo/digits");
        assertThat(experiment.displayProject("v 1"))
                .hasToString("http://stub/api/projects/redirect?projectId=p-1&viewId=v%201");
    }
}
