package io.cometsh.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what Comet's own Python client sent when it wrote to an experiment: the same call of ours sends the same and
 * gives the same, unless {@link #DIFFERENT} says why not.
 */
class RecordedWritesTest {
    private static final List<Recording> ALL = Recording.all("/recorded/writes.jsonl");
    private static final String KEY = "aaaaaaaa0123456789abcdef01234567";

    @TempDir
    static Path folder;

    /** What a call of ours gets; arguments stand where the parameters of Python's method stand. */
    private record Given(Api api, Experiment experiment, Object[] arguments) {
        Object at(int place) {
            return arguments[place];
        }

        String text(int place) {
            return (String) arguments[place];
        }

        String file(int place) {
            return folder.resolve(text(place)).toString();
        }

        Number number(int place) {
            return (Number) arguments[place];
        }

        boolean is(int place) {
            return Boolean.TRUE.equals(arguments[place]);
        }
    }

    private interface Call {
        Object make(Given given);
    }

    private record Method(List<String> parameters, Call call) {}

    private static final Map<String, Method> METHODS = Map.ofEntries(
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
                            .logParameters((Map<?, ?>) g.at(0), g.number(1), g.number(2), g.at(3) == null || g.is(3))),
            method("exp.delete_parameter", "parameter", g -> g.experiment().deleteParameter(g.text(0))),
            method("exp.delete_parameters", "parameters", g -> g.experiment().deleteParameters((List<?>) g.at(0))),
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
                            .logVideo(g.file(0), g.text(1), g.is(2), g.number(3), g.number(4), g.text(5), (Map<?, ?>)
                                    g.at(6))),
            method(
                    "exp.log_curve",
                    "name x y overwrite step",
                    g -> g.experiment().logCurve(g.text(0), numbers(g.at(1)), numbers(g.at(2)), g.is(3), g.number(4))),
            method(
                    "exp.log_table",
                    "filename tabular_data headers",
                    g -> g.at(1) == null
                            ? g.experiment().logTable(g.file(0))
                            : g.experiment()
                                    .logTable(
                                            g.text(0),
                                            ((List<?>) g.at(1))
                                                    .stream()
                                                            .map(row -> (List<?>) row)
                                                            .toList(),
                                            (List<?>) g.at(2))),
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
            method("exp.set_command", "command_args_list", g -> g.experiment().setCommand((List<?>) g.at(0))),
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
                            .logCpuMetrics(numbers(g.at(0)), g.text(1), g.number(2), g.number(3), g.number(4))),
            method(
                    "exp.log_ram_metrics",
                    "total_ram used_ram context step epoch timestamp",
                    g -> g.experiment()
                            .logRamMetrics(g.number(0), g.number(1), g.text(2), g.number(3), g.number(4), g.number(5))),
            method(
                    "exp.log_load_metrics",
                    "load_avg context step epoch timestamp",
                    g -> g.experiment().logLoadMetrics(g.number(0), g.text(1), g.number(2), g.number(3), g.number(4))),
            method(
                    "exp.log_gpu_metrics",
                    "gpu_metrics",
                    g -> g.experiment()
                            .logGpuMetrics(((List<?>) g.at(0))
                                    .stream().map(gpu -> (Map<?, ?>) gpu).toList())));

    private static List<Number> numbers(Object list) {
        return ((List<?>) list).stream().map(Number.class::cast).toList();
    }

    /** In Java there is no such call to make. */
    private static final String NO_DATA_FRAME = "exp.log_table(\"frame.json\", pandas.DataFrame({\"x\": [1, 2]}))";

    /** Where we differ on purpose, and why. */
    private static final Map<String, String> DIFFERENT = new LinkedHashMap<>();

    static {
        because(
                "nobody asks for the server's version before it is needed",
                "APIExperiment(workspace=\"acme\", project_name=\"vision\")");
        because(
                "the facts are read anew when one of them is touched, not at once",
                "exp.set_start_time(1700000000000)",
                "exp.set_end_time(1700000001000)");
        because(
                "writes are never answered from memory",
                "api.stop_experiment(KEY) # again, same API object: answered from the client cache, nothing is sent",
                "exp.delete_asset(\"d4fcc9ef32394ea0956c1725c0c98604\")"
                        + " # again: answered from the client cache, nothing is sent");
        because(
                "metadata goes in a part of its own, not cut down to its first names in the address",
                "exp.log_asset(\"data.txt\", step=3, name=\"renamed.bin\", overwrite=True, context=\"train\", ftype=\"audio\", metadata={\"k\": {\"n\": 1}})",
                "exp.log_image(\"red.png\", \"square\", step=1, overwrite=True, context=\"train\", metadata={\"k\": 1})");
        because(
                "the part with the metadata is no file",
                "exp.log_video(\"clip.mp4\", name=\"v\", overwrite=True, step=1, epoch=2, context=\"train\", metadata={\"k\": 1})");
        because(
                "Java's zip notes the sizes behind the entry, which takes some bytes more",
                "exp.set_git_patch(\"diff --git a/a b/a\\n\") # a zip with one entry git_diff.patch");
        because(
                "our timestamp is in milliseconds, as everywhere else",
                "exp.log_html(\"<b>hi</b>\") # timestamp is milliseconds times 1000");
        because(
                "our timestamp is the time of day",
                "exp.log_output(\"line 1\\nline 2\\n\") # localTimestamp is a monotonic clock, not the time of day");
        because(
                "a write that was done is done, even if the reply is empty",
                "exp.log_metric(\"loss\", 1) # the server answers 204 and no body");
        because(
                "of the reply the recording has the size alone",
                "exp.update_status() # a GET answered with Content-Type application/octet-stream");
    }

    private static void because(String reason, String... titles) {
        for (String title : titles) {
            DIFFERENT.put(title, reason);
        }
    }

    private static Map.Entry<String, Method> method(String name, String parameters, Call call) {
        return entry(name, new Method(parameters.isEmpty() ? List.of() : List.of(parameters.split(" ")), call));
    }

    private static Stream<Recording> ours() {
        return ALL.stream().filter(recording -> !recording.call.equals(NO_DATA_FRAME));
    }

    /** The files that the recorder had in its folder. */
    @BeforeAll
    static void files() throws IOException {
        Files.writeString(folder.resolve("script.py"), "print(2)\n");
        Files.writeString(folder.resolve("data.txt"), "hello\n");
        Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");
        Files.write(folder.resolve("red.png"), new byte[73]);
        Files.write(folder.resolve("clip.mp4"), new byte[32]);
    }

    @TestFactory
    Stream<DynamicTest> sends_and_gives_the_same_unless_it_is_said_why_not() {
        return ours().map(recording ->
                DynamicTest.dynamicTest("line " + recording.line + ": " + recording.title(), () -> {
                    String difference = difference(recording.again());
                    if (DIFFERENT.containsKey(recording.title())) {
                        assertThat(difference)
                                .as("is listed as different: " + DIFFERENT.get(recording.title()))
                                .isNotEmpty();
                    } else {
                        assertThat(difference).isEmpty();
                    }
                }));
    }

    @Test
    void every_difference_that_is_listed_is_recorded() {
        assertThat(ours().map(Recording::title).filter(DIFFERENT::containsKey).collect(Collectors.toSet()))
                .isEqualTo(DIFFERENT.keySet());
    }

    private static String difference(Recording recording) {
        AtomicReference<Transport> answers = new AtomicReference<>(handle());
        Transport transport = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                return answers.get().send(request);
            }
        };
        try (Api api = new Api(
                transport,
                () -> URI.create("http://127.0.0.1:8765/"),
                ApiOptions.defaults().withWarnings(warning -> {}))) {
            Experiment experiment = api.getExperimentByKey(KEY);
            answers.set(recording);
            List<String> differences = new ArrayList<>();
            differences.add(value(recording, PythonCall.parse(recording.call), api, experiment));
            if (!recording.madeRequests().equals(recording.expectedRequests())) {
                differences.add("sent " + recording.madeRequests() + " instead of " + recording.expectedRequests());
            }
            differences.removeIf(String::isEmpty);
            return String.join("\n", differences);
        }
    }

    private static String value(Recording recording, PythonCall call, Api api, Experiment experiment) {
        JsonNode python = recording.returns;
        try {
            Object ours = METHODS.get(call.name())
                    .call()
                    .make(new Given(api, experiment, arguments(call, METHODS.get(call.name()))));
            if (python.isMissingNode()) {
                return "";
            }
            return python.has("raises")
                    ? "gives " + ours + " instead of " + python
                    : PythonView.difference(ours, python);
        } catch (CometException e) {
            return python.has("raises") ? "" : "throws " + e + " instead of " + python;
        }
    }

    private static Object[] arguments(PythonCall call, Method method) {
        Object[] arguments = new Object[method.parameters().size()];
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments[i] = call.arguments().get(i);
        }
        call.named().forEach((name, value) -> arguments[method.parameters().indexOf(name)] = value);
        return arguments;
    }

    /** The recorder had its handle before it made the calls; so do we. */
    private static Transport handle() {
        return ALL.stream()
                .filter(recording -> recording.call.equals("APIExperiment(api=api, previous_experiment=KEY)"))
                .findFirst()
                .map(Recording::again)
                .orElseThrow();
    }
}
