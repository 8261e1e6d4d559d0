package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.query.QueryVariable;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometReplyException;
import org.junit.jupiter.api.Test;

/** An error for a missing name lists the existing ones; an error for an ambiguous name lists the matches. */
class NotFoundTest {
    private final FakeProject project = new FakeProject(12);
    private final Api api = project.api();

    @Test
    void the_error_for_an_unknown_workspace_names_the_nearest() {
        assertThatThrownBy(() -> api.getProjects("dmeo"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no workspace \"dmeo\"; did you mean demo?");
        assertThatThrownBy(() -> api.getExperiments("acme"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no workspace \"acme\"; there are demo, team-vision");
    }

    @Test
    void a_workspace_without_projects_is_not_unknown() {
        assertThat(api.getProjects("team-vision")).isEmpty();
        assertThat(api.getExperiments("team-vision")).isEmpty();
    }

    @Test
    void the_error_for_an_unknown_project_names_the_nearest_in_every_method() {
        String message = "no project \"digit\" in workspace \"demo\"; did you mean digits?";
        Object query = QueryVariable.metric("loss").lt(1);
        assertThatThrownBy(() -> api.getExperiments("demo", "digit"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> api.getArchivedExperiments("demo", "digit")).hasMessage(message);
        assertThatThrownBy(() -> api.getExperiments("demo", "digit", "x")).hasMessage(message);
        assertThatThrownBy(() -> api.genExperiments("demo", "digit").toList()).hasMessage(message);
        assertThatThrownBy(() -> api.getExperiment("demo", "digit", "x")).hasMessage(message);
        assertThatThrownBy(() -> api.get("demo/digit/x")).hasMessage(message);
        assertThatThrownBy(() -> api.getProjectNotes("demo", "digit")).hasMessage(message);
        assertThatThrownBy(() -> api.getQueryVariables("demo", "digit")).hasMessage(message);
        assertThatThrownBy(() -> api.query("demo", "digit", query)).hasMessage(message);
        assertThatThrownBy(() -> api.search("demo", "digit", query)).hasMessage(message);
    }

    @Test
    void the_error_for_a_project_in_an_unknown_workspace_names_the_workspace() {
        project.transport.refuse("experiments", 404, "not found");
        assertThatThrownBy(() -> api.getExperiments("dmeo", "digits"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no workspace \"dmeo\"; did you mean demo?");
    }

    @Test
    void the_error_for_a_project_without_a_similar_name_lists_the_projects() {
        assertThatThrownBy(() -> api.getExperiments("demo", "zebra"))
                .hasMessage("no project \"zebra\" in workspace \"demo\"; there are digits, faces");
    }

    @Test
    void what_there_is_instead_is_asked_once() {
        assertThatThrownBy(() -> api.getExperiments("demo", "zebra")).isInstanceOf(NotFoundException.class);
        assertThat(project.transport.asked()).containsExactly("GET experiments", "GET projects");
    }

    @Test
    void an_error_without_a_hint_has_the_servers_words() {
        project.transport.refuse("projects", 500, "no");
        assertThatThrownBy(() -> api.getExperiments("demo", "digit"))
                .isInstanceOf(CometHttpException.class)
                .hasMessage(
                        "GET experiments?workspaceName=demo&projectName=digit&archived=False: 404 project not found");
    }

    @Test
    void getProject_gives_null_where_there_is_none_and_passes_other_refusals_on() {
        assertThat(api.getProject("demo", "digit")).isNull();
        assertThat(api.getProjectById("p-9")).isNull();
        project.transport.refuse("project", 400, "bad");
        assertThatThrownBy(() -> api.getProject("demo", "digits")).isInstanceOf(CometHttpException.class);
    }

    @Test
    void the_error_for_an_unknown_experiment_name_names_the_nearest() {
        assertThatThrownBy(() -> api.getExperiment("demo", "digits", "rnu 7"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no experiment \"rnu 7\" in demo/digits; did you mean run 7?");
        assertThatThrownBy(() -> api.get("demo", "digits", "zebra"))
                .hasMessage(
                        "no experiment \"zebra\" in demo/digits; there are run 0, run 1, run 10, run 11, run 2, run 3,"
                                + " run 4, run 5 and 4 more");
    }

    @Test
    void an_experiment_is_found_by_name_by_key_and_by_path() {
        assertThat(api.getExperiment("demo", "digits", "run 7").getKey()).isEqualTo(key(7));
        assertThat(api.getExperiment("demo", "digits", key(7)).getName()).isEqualTo("run 7");
        assertThat(api.getExperiment("demo/digits/run 7").getKey()).isEqualTo(key(7));
        assertThat(api.get("demo/digits/run 7")).isEqualTo(api.get("demo", "digits", key(7)));
    }

    @Test
    void what_looks_like_a_key_may_be_a_name() {
        String name = "a".repeat(40);
        project.transport.on("experiment/metadata", request -> {
            throw FakeTransport.refusal(request, 400, "unknown experiment key", 90211);
        });
        project.transport.on(
                "experiments", "{\"experiments\":[{\"experimentKey\":\"k1\",\"experimentName\":\"" + name + "\"}]}");
        assertThat(api.getExperiment("demo", "digits", name).getKey()).isEqualTo("k1");
        assertThat(project.transport.asked()).containsExactly("GET experiment/metadata", "GET experiments");
    }

    @Test
    void what_does_not_look_like_a_key_is_not_asked_for_as_one() {
        api.getExperiment("demo", "digits", "run 7");
        assertThat(project.transport.asked()).containsExactly("GET experiments");
    }

    @Test
    void the_error_for_an_ambiguous_name_lists_the_keys() {
        project.transport.on(
                "experiments",
                "{\"experiments\":[{\"experimentKey\":\"k1\",\"experimentName\":\"same\"},"
                        + "{\"experimentKey\":\"k2\",\"experimentName\":null},"
                        + "{\"experimentKey\":\"k3\",\"experimentName\":\"same\"}]}");
        assertThatThrownBy(() -> api.getExperiment("demo", "digits", "same"))
                .isInstanceOf(CometException.class)
                .isNotInstanceOf(NotFoundException.class)
                .hasMessage("2 experiments in demo/digits are named \"same\": give one of the keys k1, k3");
    }

    @Test
    void an_archived_experiment_is_looked_for_among_the_archived() {
        api.getArchivedExperiment("demo", "digits", "run 3");
        assertThat(project.transport.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.parameters()).containsEntry("archived", "True"));
    }

    @Test
    void an_unknown_key_is_an_error() {
        project.transport.refuse("experiment/metadata", 400, "unknown experiment key");
        assertThatThrownBy(() -> api.getExperimentByKey("k9"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no experiment with the key \"k9\"");
        assertThatThrownBy(() -> api.getExperimentById("k9")).hasMessage("no experiment with the key \"k9\"");
    }

    @Test
    void a_refusal_is_not_taken_for_an_unknown_key() {
        project.transport.refuse("experiment/metadata", 403, "not yours");
        assertThatThrownBy(() -> api.getExperimentByKey("k9"))
                .isInstanceOf(CometHttpException.class)
                .hasMessage("GET experiment/metadata?experimentKey=k9: 403 not yours");
        assertThatThrownBy(() -> api.getExperiment("demo", "digits", key(3))).isInstanceOf(CometHttpException.class);
    }

    @Test
    void the_error_for_an_invalid_path_shows_a_valid_one() {
        assertThatThrownBy(() -> api.getExperiment("demo/digits"))
                .isInstanceOf(CometException.class)
                .hasMessage("\"demo/digits\" names no experiment: write \"workspace/project/experiment\"");
    }

    @Test
    void a_pattern_that_is_not_a_regular_expression_is_an_error() {
        assertThatThrownBy(() -> api.getExperiments("demo", "digits", "red_*["))
                .isInstanceOf(CometException.class)
                .hasMessage("\"red_*[\" is not a regular expression: Unclosed character class");
        assertThat(project.transport.requests()).isEmpty();
    }

    @Test
    void a_pattern_matches_the_beginning_of_key_or_name() {
        assertThat(api.getExperiments("demo", "digits", "run 1"))
                .extracting(Experiment::getName)
                .containsExactly("run 1", "run 10", "run 11");
        assertThat(api.getExperiments("demo", "digits", "0+7$"))
                .extracting(Experiment::getName)
                .containsExactly("run 7");
        assertThat(api.getExperiments("demo", "digits", "un 1")).isEmpty();
    }

    @Test
    void a_reply_without_its_list_is_an_error_that_names_the_request() {
        project.transport.on("experiments", "{\"results\":[]}");
        assertThatThrownBy(() -> api.getExperiments("demo", "digits"))
                .isInstanceOf(CometReplyException.class)
                .hasMessage("GET experiments?workspaceName=demo&projectName=digits&archived=False: the reply has no"
                        + " \"experiments\"");
    }

    @Test
    void an_experiment_without_a_key_is_an_error_wherever_it_comes_from() {
        project.transport.on("experiments", "{\"experiments\":[{\"experimentName\":\"x\"}]}");
        project.transport.on("experiment/metadata", "{}");
        assertThatThrownBy(() -> api.getExperiments("demo", "digits"))
                .isInstanceOf(CometReplyException.class)
                .hasMessageEndingWith("the reply has no \"experimentKey\"");
        assertThatThrownBy(() -> api.getExperimentByKey("k"))
                .isInstanceOf(CometReplyException.class)
                .hasMessage("GET experiment/metadata?experimentKey=k: the reply has no \"experimentKey\"");
    }

    @Test
    void an_unknown_column_of_a_table_is_refused_before_anything_is_read() {
        ExperimentList all = api.getExperiments("demo", "digits");
        project.transport.forget();
        assertThatThrownBy(() -> all.table("experiment_nam"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage(
                        "no column \"experiment_nam\"; did you mean experiment_name or experiment_key? (and params.NAME, metrics.NAME,"
                                + " others.NAME, env.NAME, meta.NAME)");
        assertThat(project.transport.requests()).isEmpty();
    }

    @Test
    void the_warning_for_a_column_that_no_experiment_has_names_the_nearest() {
        ExperimentList all = api.getExperiments("demo", "digits");
        assertThatThrownBy(() -> all.table("metrics.los"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no experiment here has the column \"metrics.los\"; did you mean metrics.loss?");
    }
}
