package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.method;

import io.cometsh.client.*;
import java.util.*;
import java.util.stream.Collectors;

/** Workspaces, projects, experiments, queries. */
final class ApiCalls {
    private ApiCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method("api.server_url", "", g -> g.api().serverUrl()),
                method("api.get_account_details", "", g -> g.api().getAccountDetails()),
                method("api.get_default_workspace", "", g -> g.api().getDefaultWorkspace()),
                method("api.get_workspaces", "", g -> g.api().getWorkspaces()),
                method(
                        "api.get",
                        "workspace project_name experiment",
                        g -> g.api()
                                .get(Arrays.stream(g.arguments())
                                        .limit(g.count())
                                        .map(String.class::cast)
                                        .collect(Collectors.joining("/")))),
                method("api.get_projects", "workspace", g -> g.api().getProjects(g.text(0))),
                method("api.get_project", "workspace project_name", g -> g.api().getProject(g.text(0), g.text(1))),
                method("api.get_project_by_id", "project_id", g -> g.api().getProjectById(g.text(0))),
                method(
                        "api.get_project_notes",
                        "workspace project_name",
                        g -> g.api().getProjectNotes(g.text(0), g.text(1))),
                method(
                        "api.get_query_variables",
                        "workspace project_name",
                        g -> g.api().getQueryVariables(g.text(0), g.text(1))),
                method(
                        "api.get_experiments",
                        "workspace project_name pattern page page_size sort_by sort_order",
                        g -> g.api()
                                .getExperiments(
                                        g.text(0),
                                        g.text(1),
                                        g.text(2),
                                        g.integer(3),
                                        g.integer(4),
                                        g.text(5),
                                        g.text(6))),
                method(
                        "api.gen_experiments",
                        "workspace project_name pattern page page_size",
                        g -> g.api()
                                .genExperiments(
                                        g.text(0), g.text(1), g.text(2), g.integer(3), g.integer(4), null, null)),
                method(
                        "api.get_archived_experiments",
                        "workspace project_name",
                        g -> g.api().getArchivedExperiments(g.text(0), g.text(1))),
                method(
                        "api.get_experiment",
                        "workspace project_name experiment",
                        g -> g.api().getExperiment(g.text(0), g.text(1), g.text(2))),
                method(
                        "api.get_archived_experiment",
                        "workspace project_name experiment",
                        g -> g.api().getArchivedExperiment(g.text(0), g.text(1), g.text(2))),
                method(
                        "api.get_experiment_by_key",
                        "experiment_key",
                        g -> g.api().getExperimentByKey(g.text(0))),
                method("api.get_experiment_by_id", "experiment", g -> g.api().getExperimentById(g.text(0))),
                method(
                        "api.query",
                        "workspace project_name query archived",
                        g -> g.api().query(g.text(0), g.text(1), g.query(2), g.or(3, false))),
                method(
                        "api.search",
                        "workspace project_name query archived page page_size",
                        g -> g.api()
                                .search(g.text(0), g.text(1), g.query(2), g.or(3, false), g.or(4, 1), g.or(5, 100))),
                method(
                        "api.create_project",
                        "workspace project_name project_description public",
                        g -> g.api().createProject(g.text(0), g.text(1), g.or(2, null), g.or(3, false))),
                method(
                        "api.update_project",
                        "workspace project_name new_project_name description public",
                        g -> g.api().updateProject(g.text(0), g.text(1), g.or(2, null), g.or(3, null), g.or(4, null))),
                method(
                        "api.update_project_by_id",
                        "project_id new_project_name description public",
                        g -> g.api().updateProjectById(g.text(0), g.or(1, null), g.or(2, null), g.or(3, null))),
                method(
                        "api.delete_project",
                        "workspace project_name project_id delete_experiments",
                        g -> g.or(2, null) == null
                                ? g.api().deleteProject(g.or(0, null), g.or(1, null), g.or(3, false))
                                : g.api().deleteProjectById(g.text(2), g.or(3, false))),
                method(
                        "api.set_project_owner",
                        "project_id user_name",
                        g -> g.api().setProjectOwner(g.text(0), g.text(1))),
                method(
                        "api.set_project_notes",
                        "workspace project_name notes",
                        g -> g.api().setProjectNotes(g.text(0), g.text(1), g.text(2))),
                method("api.get_project_share_keys", "project_id", g -> g.api().getProjectShareKeys(g.text(0))),
                method(
                        "api.create_project_share_key",
                        "project_id",
                        g -> g.api().createProjectShareKey(g.text(0))),
                method(
                        "api.delete_project_share_key",
                        "project_id share_key",
                        g -> g.api().deleteProjectShareKey(g.text(0), g.text(1))),
                method("api.archive_experiment", "experiment_key", g -> g.api().archiveExperiment(g.text(0))),
                method("api.restore_experiment", "experiment_key", g -> g.api().restoreExperiment(g.text(0))),
                method("api.delete_experiment", "experiment_key", g -> g.api().deleteExperiment(g.text(0))),
                method(
                        "api.archive_experiments",
                        "experiment_keys",
                        g -> g.api().archiveExperiments(g.or(0, List.of()))),
                method("api.delete_experiments", "experiment_keys", g -> g.api().deleteExperiments(g.or(0, List.of()))),
                method(
                        "api.move_experiments",
                        "experiment_keys target_workspace target_project_name symlink",
                        g -> g.api().moveExperiments(g.or(0, List.of()), g.text(1), g.text(2), g.or(3, false))));
    }
}
