package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.action;
import static io.cometsh.conformance.Translator.method;

import io.cometsh.client.*;
import io.cometsh.client.wire.View;
import java.util.*;

/** Artifacts, views and panels. */
final class ArtifactCalls {
    private static final String LABELS =
            "[artifact.name, artifact.artifact_type, artifact.version, artifact.workspace, "
                    + "artifact.aliases, artifact.metadata, artifact.version_tags, artifact.artifact_tags, artifact.size, "
                    + "artifact.source_experiment_key]";

    private ArtifactCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method(
                        "api.download_experiment_asset",
                        "experiment_key asset_id output_path",
                        g -> g.api().downloadExperimentAsset(g.text(0), g.text(1), g.folderText() + "/file")),
                method(
                        "api.get_artifact_list",
                        "workspace artifact_type",
                        g -> Map.of("artifacts", g.api().getArtifactList(g.text(0), g.text(1)))),
                method(
                        "api.get_artifact_details",
                        "workspace artifact_name artifact_id",
                        g -> g.text(2) == null
                                ? g.api().getArtifactDetails(g.text(0), g.text(1))
                                : g.api().getArtifactDetails(g.text(2))),
                method(
                        "api.get_artifact_files",
                        "workspace artifact_name artifact_id version alias",
                        g -> Map.of(
                                "files",
                                g.api().getArtifactFiles(g.text(0), g.text(1), g.text(2), g.text(3), g.text(4)))),
                method(
                        "api.get_artifact",
                        "workspace artifact_name version alias",
                        g -> g.api().getArtifact(g.text(0), g.text(1), g.text(2), g.text(3))),
                method(LABELS, "", g -> {
                    LoggedArtifact artifact = g.artifact();
                    return List.of(
                            artifact.getName(),
                            artifact.getArtifactType(),
                            artifact.getVersion(),
                            artifact.getWorkspace(),
                            artifact.getAliases(),
                            artifact.getMetadata(),
                            artifact.getVersionTags(),
                            artifact.getArtifactTags(),
                            artifact.getSize(),
                            artifact.getSourceExperimentKey());
                }),
                method("artifact.assets", "", g -> g.artifact().getAssets()),
                method("artifact.remote_assets", "", g -> g.artifact().getRemoteAssets()),
                method("artifact.get_asset", "path", g -> g.artifact().getAsset(g.text(0))),
                method(
                        "artifact.get_asset().download",
                        "path",
                        g -> g.artifact().getAsset("table.csv").download(g.folderText())),
                method(
                        "artifact.download",
                        "path overwrite_strategy",
                        g -> g.artifact().download(g.folderText(), g.or(1, null))),
                method("artifact.get_source_experiment", "", g -> g.artifact().getSourceExperiment()),
                action(
                        "artifact.update_artifact_tags",
                        "tags",
                        g -> g.artifact().updateArtifactTags(g.texts(0))),
                action("artifact.update_version_tags", "tags", g -> g.artifact().updateVersionTags(g.texts(0))),
                action("artifact.update_aliases", "aliases", g -> g.artifact().updateAliases(g.texts(0))),
                method(
                        "api.get_views",
                        "workspace project_name include_workspace_views",
                        g -> g.api().getViews(g.text(0), g.text(1), g.is(2, false))),
                method(
                        "api.create_view",
                        "workspace project_name view",
                        g -> g.api().createView(g.text(0), g.text(1), view((Python.Call) g.at(2)))),
                method(
                        "exp.get_views",
                        "include_workspace_views include_workspace_project_views",
                        g -> g.experiment().getViews(g.is(0), g.is(1))),
                method("exp.create_view", "view", g -> g.experiment().createView(view((Python.Call) g.at(0)))),
                method("api.get_panel_workspace", "", g -> g.api().getPanelWorkspace()),
                method("api.get_panel_project_name", "", g -> g.api().getPanelProjectName()),
                method("api.get_panel_project_id", "", g -> g.api().getPanelProjectId()),
                method("api.get_panel_metrics_names", "", g -> g.api().getPanelMetricsNames()),
                method("api.get_panel_experiment_keys", "", g -> g.api().getPanelExperimentKeys()),
                method("api.get_panel_experiments", "", g -> g.api().getPanelExperiments()),
                method("api.get_panel_options", "", g -> g.api().getPanelOptions()),
                method("api.get_panel_experiment_colors", "", g -> g.api().getPanelExperimentColors()),
                method("api.get_panel_metric_colors", "", g -> g.api().getPanelMetricColors()),
                method("api.get_panel_width", "", g -> g.api().getPanelWidth()),
                method("api.get_panel_height", "", g -> g.api().getPanelHeight()),
                method("api.get_panel_size", "", g -> g.api().getPanelSize()));
    }

    private static View view(Python.Call call) {
        Map<String, Object> members = new LinkedHashMap<>();
        call.named()
                .forEach((name, argument) -> members.put(
                        switch (name) {
                            case "name" -> "templateName";
                            case "chart_state" -> "dashboardChartState";
                            case "query_state" -> "experimentQueryState";
                            case "template_id" -> "templateId";
                            default -> name;
                        },
                        argument.value()));
        return View.fromPayloadDict(members);
    }
}
