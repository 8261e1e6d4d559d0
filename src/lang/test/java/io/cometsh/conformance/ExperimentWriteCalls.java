package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.method;

import io.cometsh.client.*;
import java.nio.file.Path;
import java.util.*;

/** What is written to one experiment. */
final class ExperimentWriteCalls {
    private ExperimentWriteCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method(
                        "APIExperiment",
                        "api workspace project_name experiment_name previous_experiment",
                        g -> g.at(4) == null
                                ? g.api().createExperiment(g.text(1), g.text(2), g.text(3))
                                : g.api().getExperimentByKey(g.text(4))),
                method("api.stop_experiment", "experiment_key", g -> g.api().stopExperiment(g.text(0))),
                method("exp.get_state", "", g -> g.experiment().getState()),
                method("exp.update_status", "", g -> g.experiment().updateStatus()),
                method(
                        "exp.set_start_time",
                        "start_server_timestamp",
                        g -> g.experiment().setStartTime(g.number(0))),
                method(
                        "exp.set_end_time",
                        "end_server_timestamp",
                        g -> g.experiment().setEndTime(g.number(0))),
                method("exp.set_state", "state", g -> {
                    g.experiment().setState(g.text(0));
                    return null;
                }),
                method("exp.archive", "", g -> g.experiment().archive()),
                method("exp.create_symlink", "project_name", g -> g.experiment().createSymlink(g.text(0))),
                method("exp.delete_asset", "asset_id", g -> g.experiment().deleteAsset(g.text(0))),
                method("exp.end", "", g -> {
                    g.experiment().end();
                    return null;
                }),
                method(
                        "exp.log_parameter",
                        "parameter value step timestamp",
                        g -> g.experiment().logParameter(g.text(0), g.at(1), g.number(2), g.number(3))),
                method(
                        "exp.log_parameters",
                        "param_dict step timestamp nested_support",
                        g -> g.experiment()
                                .logParameters(
                                        (Map<?, ?>) g.at(0), g.number(1), g.number(2), g.at(3) == null || g.is(3))),
                method("exp.delete_parameter", "parameter", g -> g.experiment().deleteParameter(g.text(0))),
                method(
                        "exp.delete_parameters",
                        "parameters",
                        g -> g.experiment().deleteParameters((List<?>) g.at(0))),
                method(
                        "exp.log_metric",
                        "metric value step epoch timestamp",
                        g -> g.experiment().logMetric(g.text(0), g.number(1), g.number(2), g.number(3), g.number(4))),
                method(
                        "exp.log_metrics",
                        "metric_dict step epoch timestamp",
                        g -> g.experiment().logMetrics((Map<?, ?>) g.at(0), g.number(1), g.number(2), g.number(3))),
                method(
                        "exp.log_other",
                        "key value timestamp",
                        g -> g.experiment().logOther(g.text(0), g.at(1), g.number(2))),
                method("exp.set_name", "name", g -> {
                    g.experiment().setName(g.text(0));
                    return null;
                }),
                method("exp.add_tag", "tag", g -> g.experiment().addTag(g.text(0))),
                method("exp.add_tags", "tags", g -> g.experiment().addTags((List<?>) g.at(0))),
                method("exp.delete_tags", "tags", g -> g.experiment().deleteTags((List<?>) g.at(0))),
                method(
                        "exp.log_html",
                        "html clear timestamp",
                        g -> g.experiment().logHtml(g.text(0), g.is(1), g.number(2))),
                method(
                        "exp.log_output",
                        "output context stderr timestamp",
                        g -> g.experiment().logOutput(g.text(0), g.text(1), g.is(2), g.number(3))),
                method(
                        "exp.set_code",
                        "code filename",
                        g -> g.at(1) == null
                                ? g.experiment().setCode(g.text(0))
                                : g.experiment().setCode(Path.of(g.file(1)))),
                method(
                        "exp.log_asset",
                        "filename step name overwrite context ftype metadata",
                        g -> g.experiment()
                                .logAsset(g.file(0), g.number(1), g.text(2), g.is(3), g.text(4), g.text(5), (Map<?, ?>)
                                        g.at(6))),
                method(
                        "exp.log_image",
                        "filename image_name step overwrite context metadata",
                        g -> g.experiment()
                                .logImage(g.file(0), g.text(1), g.number(2), g.is(3), g.text(4), (Map<?, ?>) g.at(5))),
                method(
                        "exp.log_video",
                        "filename name overwrite step epoch context metadata",
                        g -> g.experiment()
                                .logVideo(
                                        g.file(0), g.text(1), g.is(2), g.number(3), g.number(4), g.text(5), (Map<?, ?>)
                                                g.at(6))),
                method(
                        "exp.log_curve",
                        "name x y overwrite step",
                        g -> g.experiment().logCurve(g.text(0), g.numbers(1), g.numbers(2), g.is(3), g.number(4))),
                method("exp.log_table", "filename tabular_data headers", g -> {
                    if (g.at(1) instanceof Python.Call) {
                        throw new NoSuchCall();
                    }
                    return g.at(1) == null
                            ? g.experiment().logTable(g.file(0))
                            : g.experiment().logTable(g.text(0), rows(g.at(1)), (List<?>) g.at(2));
                }),
                method("exp.set_git_patch", "file_data", g -> g.experiment().setGitPatch(g.text(0))),
                method("exp.set_filename", "filename", g -> g.experiment().setFilename(g.text(0))),
                method("exp.set_model_graph", "graph", g -> g.experiment().setModelGraph(g.text(0))),
                method(
                        "exp.set_git_metadata",
                        "user root branch parent origin",
                        g -> g.experiment().setGitMetadata(g.text(0), g.text(1), g.text(2), g.text(3), g.text(4))),
                method("exp.set_user", "user", g -> g.experiment().setUser((String) g.at(0))),
                method("exp.set_pid", "pid", g -> g.experiment().setPid((Number) g.at(0))),
                method("exp.set_os", "os", g -> g.experiment().setOs((String) g.at(0))),
                method("exp.set_os_type", "os_type", g -> g.experiment().setOsType((String) g.at(0))),
                method("exp.set_os_release", "os_release", g -> g.experiment().setOsRelease((String) g.at(0))),
                method(
                        "exp.set_python_version",
                        "python_version",
                        g -> g.experiment().setPythonVersion((String) g.at(0))),
                method(
                        "exp.set_python_version_verbose",
                        "python_version_verbose",
                        g -> g.experiment().setPythonVersionVerbose((String) g.at(0))),
                method("exp.set_ip", "ip", g -> g.experiment().setIp((String) g.at(0))),
                method("exp.set_hostname", "hostname", g -> g.experiment().setHostname((String) g.at(0))),
                method("exp.set_machine", "machine", g -> g.experiment().setMachine((String) g.at(0))),
                method("exp.set_processor", "processor", g -> g.experiment().setProcessor((String) g.at(0))),
                method("exp.set_executable", "executable", g -> g.experiment().setExecutable((String) g.at(0))),
                method(
                        "exp.set_command",
                        "command_args_list",
                        g -> g.experiment().setCommand((List<?>) g.at(0))),
                method(
                        "exp.set_installed_packages",
                        "installed_packages",
                        g -> g.experiment().setInstalledPackages((List<?>) g.at(0))),
                method("exp.set_os_packages", "os_packages", g -> g.experiment().setOsPackages((List<?>) g.at(0))),
                method(
                        "exp.set_network_interface_ips",
                        "network_interface_ips",
                        g -> g.experiment().setNetworkInterfaceIps((List<?>) g.at(0))),
                method(
                        "exp.set_gpu_static_info",
                        "gpu_static_info",
                        g -> g.experiment().setGpuStaticInfo((List<?>) g.at(0))),
                method(
                        "exp.log_additional_system_info",
                        "key value",
                        g -> g.experiment().logAdditionalSystemInfo(g.text(0), g.at(1))),
                method(
                        "exp.log_cpu_metrics",
                        "cpu_metrics context step epoch timestamp",
                        g -> g.experiment()
                                .logCpuMetrics(g.numbers(0), g.text(1), g.number(2), g.number(3), g.number(4))),
                method(
                        "exp.log_ram_metrics",
                        "total_ram used_ram context step epoch timestamp",
                        g -> g.experiment()
                                .logRamMetrics(
                                        g.number(0), g.number(1), g.text(2), g.number(3), g.number(4), g.number(5))),
                method(
                        "exp.log_load_metrics",
                        "load_avg context step epoch timestamp",
                        g -> g.experiment()
                                .logLoadMetrics(g.number(0), g.text(1), g.number(2), g.number(3), g.number(4))),
                method(
                        "exp.log_gpu_metrics",
                        "gpu_metrics",
                        g -> g.experiment()
                                .logGpuMetrics(((List<?>) g.at(0))
                                        .stream().map(gpu -> (Map<?, ?>) gpu).toList())));
    }

    private static List<List<?>> rows(Object list) {
        List<List<?>> rows = new ArrayList<>();
        ((List<?>) list).forEach(row -> rows.add((List<?>) row));
        return rows;
    }
}
