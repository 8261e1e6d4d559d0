package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.method;

import io.cometsh.client.*;
import java.util.*;

/** What is read of one experiment. */
final class ExperimentCalls {
    private ExperimentCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method("exp.archived", "", g -> g.experiment().isArchived()),
                method(
                        "exp.get_metric_total_df",
                        "metric_name",
                        g -> g.experiment().getMetricTotalDf(g.text(0))),
                method("exp.id", "", g -> g.experiment().getId()),
                method("exp.key", "", g -> g.experiment().getKey()),
                method("exp.name", "", g -> g.experiment().getName()),
                method("unnamed.name", "", g -> g.experiment().getName()),
                method("exp.url", "", g -> g.experiment().getUrl()),
                method("exp.get_name", "", g -> g.experiment().getName()),
                method("exp.get_metadata", "", g -> g.experiment().getMetadata()),
                method("exp.get_tags", "", g -> g.experiment().getTags()),
                method(
                        "exp.get_parameters_summary",
                        "parameter",
                        g -> g.count() == 0
                                ? g.experiment().getParametersSummary()
                                : g.experiment().getParametersSummary(g.text(0))),
                method(
                        "exp.get_metrics_summary",
                        "metric",
                        g -> g.count() == 0
                                ? g.experiment().getMetricsSummary()
                                : g.experiment().getMetricsSummary(g.text(0))),
                method(
                        "exp.get_others_summary",
                        "other",
                        g -> g.count() == 0
                                ? g.experiment().getOthersSummary()
                                : g.experiment().getOthersSummary(g.text(0))),
                method("exp.get_html", "", g -> g.experiment().getHtml()),
                method("exp.get_code", "", g -> g.experiment().getCode()),
                method("exp.get_output", "", g -> g.experiment().getOutput()),
                method("exp.get_model_graph", "", g -> g.experiment().getModelGraph()),
                method("exp.get_system_details", "", g -> g.experiment().getSystemDetails()),
                method("exp.get_git_metadata", "", g -> g.experiment().getGitMetadata()),
                method("exp.get_git_patch", "", g -> g.experiment().getGitPatch()),
                method("exp.get_model_names", "", g -> g.experiment().getModelNames()),
                method("exp.get_curves", "", g -> g.experiment().getCurves()),
                method("exp.get_user", "", g -> g.experiment().getUser()),
                method("exp.get_pid", "", g -> g.experiment().getPid()),
                method("exp.get_os", "", g -> g.experiment().getOs()),
                method("exp.get_os_type", "", g -> g.experiment().getOsType()),
                method("exp.get_os_release", "", g -> g.experiment().getOsRelease()),
                method("exp.get_python_version", "", g -> g.experiment().getPythonVersion()),
                method("exp.get_python_version_verbose", "", g -> g.experiment().getPythonVersionVerbose()),
                method("exp.get_ip", "", g -> g.experiment().getIp()),
                method("exp.get_hostname", "", g -> g.experiment().getHostname()),
                method("exp.get_machine", "", g -> g.experiment().getMachine()),
                method("exp.get_processor", "", g -> g.experiment().getProcessor()),
                method("exp.get_command", "", g -> g.experiment().getCommand()),
                method("exp.get_executable", "", g -> g.experiment().getExecutable()),
                method("exp.get_installed_packages", "", g -> g.experiment().getInstalledPackages()),
                method("exp.get_os_packages", "", g -> g.experiment().getOsPackages()),
                method("exp.get_environment_details", "", g -> g.experiment().getEnvironmentDetails()),
                method("exp.get_gpu_static_info", "", g -> g.experiment().getGpuStaticInfo()),
                method("exp.get_additional_system_info", "", g -> g.experiment().getAdditionalSystemInfo()),
                method("exp.get_system_metric_names", "", g -> g.experiment().getSystemMetricNames()),
                method("exp.get_network_interface_ips", "", g -> g.experiment().getNetworkInterfaceIps()),
                method("exp.get_total_memory", "", g -> g.experiment().getTotalMemory()),
                method("exp.get_max_memory", "", g -> g.experiment().getMaxMemory()),
                method("exp.get_curve", "asset_id", g -> g.experiment().getCurve(g.text(0))),
                method(
                        "exp.get_model_asset_list",
                        "model_name",
                        g -> g.experiment().getModelAssetList(g.text(0))),
                method("exp.get_model_data", "name", g -> g.experiment().getModelData(g.text(0))),
                method(
                        "exp.get_artifact_lineage",
                        "direction",
                        g -> g.experiment().getArtifactLineage(g.or(0, "all"))),
                method("exp.to_json", "full", g -> g.experiment().toJson(g.or(0, false))),
                method(
                        "exp.download_tensorflow_folder",
                        "output_path overwrite",
                        g -> g.experiment().downloadTensorflowFolder(g.folderText(), g.or(1, null))),
                method("exp.get_asset_list", "asset_type", g -> g.experiment().getAssetList(g.or(0, "all"))),
                method(
                        "exp.get_asset",
                        "asset_id return_type",
                        g -> g.experiment().getAsset(g.text(0), g.or(1, "binary"))),
                method(
                        "exp.get_asset_by_name",
                        "asset_filename asset_type return_type",
                        g -> g.experiment().getAssetByName(g.text(0), g.or(1, "all"), g.or(2, "binary"))),
                method(
                        "exp.get_assets_by_name",
                        "asset_filename asset_type return_type",
                        g -> g.experiment().getAssetsByName(g.text(0), g.or(1, null), g.or(2, "binary"))),
                method(
                        "exp.get_metrics",
                        "metric",
                        g -> g.count() == 0
                                ? g.experiment().getMetrics()
                                : g.experiment().getMetrics(g.text(0))));
    }
}
