package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.Model;
import io.cometsh.client.wire.ModelStatusConfiguration;
import io.cometsh.client.wire.View;
import io.cometsh.query.QueryVariable;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each method of the official SDK is called by each of its parameters' names, with no other name than Python's. */
class PythonSignaturesTest {
    private static final Pattern SIGNATURE = Pattern.compile("(\\w+)\\.(\\w+)\\((.*)\\)");

    /** Values where our type is not a text. */
    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("archived", true),
            Map.entry("cache", true),
            Map.entry("clear", true),
            Map.entry("command_args_list", List.of("a")),
            Map.entry("cpu_metrics", List.of(1)),
            Map.entry("delete_experiments", true),
            Map.entry("end_server_timestamp", 1L),
            Map.entry("epoch", 1),
            Map.entry("expand", true),
            Map.entry("experiment_keys", List.of("k")),
            Map.entry("fallback_to_sampled_data", true),
            Map.entry("full", true),
            Map.entry("gpu_metrics", List.of(Map.of())),
            Map.entry("gpu_static_info", List.of(Map.of())),
            Map.entry("headers", true),
            Map.entry("include_workspace_project_views", true),
            Map.entry("include_workspace_views", true),
            Map.entry("independent", true),
            Map.entry("installed_packages", List.of("a")),
            Map.entry("interpolate", true),
            Map.entry("load_avg", 0.5),
            Map.entry("log_progress", true),
            Map.entry("metadata", Map.of("a", 1)),
            Map.entry("metric_dict", Map.of("a", 1)),
            Map.entry("metrics", List.of("a")),
            Map.entry("nested_support", true),
            Map.entry("network_interface_ips", List.of("a")),
            Map.entry("os_packages", List.of("a")),
            Map.entry("overwrite", true),
            Map.entry("page", 1),
            Map.entry("page_size", 10),
            Map.entry("param_dict", Map.of("a", 1)),
            Map.entry("pid", 1),
            Map.entry("public", true),
            Map.entry("query", QueryVariable.tag("a")),
            Map.entry("stages", List.of("a")),
            Map.entry("start_server_timestamp", 1L),
            Map.entry("status_configuration", ModelStatusConfiguration.of(Map.of("status", "QA"))),
            Map.entry("stderr", true),
            Map.entry("step", 1),
            Map.entry("stream", true),
            Map.entry("symlink", true),
            Map.entry("tabular_data", List.of(List.of(1))),
            Map.entry("tags", List.of("a")),
            Map.entry("timeout", 600),
            Map.entry("timestamp", 1L),
            Map.entry("total_ram", 1L),
            Map.entry("used_ram", 1L),
            Map.entry("version_major", 1),
            Map.entry("version_minor", 1),
            Map.entry("view", View.of("a")),
            Map.entry("x", List.of(1)),
            Map.entry("y", List.of(1)));

    /** Parameters of the same name with another type. */
    private static final Map<String, Object> OWN_VALUES = Map.of(
            "API.get_metrics_for_chart.parameters",
            List.of("a"),
            "APIExperiment.delete_parameters.parameters",
            List.of("a"),
            "APIExperiment.log_metric.value",
            0.5,
            "APIExperiment.log_table.headers",
            List.of("a"));

    /** How Python's own process downloads: no word of Comet's, and of no use here. */
    private static final List<String> OF_PYTHON = List.of("log_progress", "stream", "timeout");

    private final FakeTransport server = new FakeTransport()
            .on("experiment/metadata", "{\"experimentKey\":\"k\",\"experimentName\":\"red\"}")
            .on("registry-model/details", "{\"registryModelId\":\"r-1\",\"modelName\":\"net\",\"versions\":[]}")
            .on("registry-model/compact-details", "{\"registryModelId\":\"r-1\",\"modelName\":\"net\"}")
            .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}");

    private record Parameter(String name, boolean optional) {}

    @TestFactory
    Stream<DynamicTest> every_name_is_a_name_here() throws IOException {
        PythonSpelling.installForClient();
        Api api = TestApi.of(server);
        Experiment experiment = api.getExperimentByKey("k");
        Model model = api.getModel("demo", "net");
        Map<String, Object> targets = Map.of("API", api, "APIExperiment", experiment, "Model", model);
        return lines().map(line -> DynamicTest.dynamicTest(line, () -> {
            Matcher signature = SIGNATURE.matcher(line);
            assertThat(signature.matches()).isTrue();
            Object target = targets.get(signature.group(1));
            String method = signature.group(2);
            List<Parameter> parameters = parameters(signature.group(3));
            for (List<Parameter> given : choices(parameters)) {
                Map<String, Object> named = new LinkedHashMap<>();
                for (Parameter parameter : given) {
                    String own = signature.group(1) + "." + method + "." + parameter.name();
                    named.put(
                            parameter.name(),
                            OWN_VALUES.getOrDefault(own, VALUES.getOrDefault(parameter.name(), "2.0.0")));
                }
                Object[] arguments = named.isEmpty() ? new Object[0] : new Object[] {named};
                PythonNamedCall call = PythonNamedCall.of(target, method, arguments);
                for (String name : named.keySet()) {
                    assertThat(call.argument(name))
                            .as(name + " of " + named.keySet())
                            .isSameAs(named.get(name));
                }
            }
        }));
    }

    private static Stream<String> lines() throws IOException {
        try (InputStream in = PythonSignaturesTest.class.getResourceAsStream("/io/cometsh/reference/python.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    /** What comes as {@code *args} and {@code **kwargs} has no name. */
    private static List<Parameter> parameters(String text) {
        return Arrays.stream(text.isEmpty() ? new String[0] : text.split(", "))
                .filter(one -> !one.startsWith("*") && !OF_PYTHON.contains(one.replaceFirst("=.*", "")))
                .map(one -> new Parameter(one.replaceFirst("=.*", ""), one.contains("=")))
                .toList();
    }

    /** The required parameters alone, with each of the others, and all. */
    private static List<List<Parameter>> choices(List<Parameter> all) {
        List<Parameter> required = all.stream().filter(one -> !one.optional()).toList();
        List<List<Parameter>> choices = new ArrayList<>(List.of(required, all));
        all.stream().filter(Parameter::optional).forEach(one -> {
            List<Parameter> more = new ArrayList<>(required);
            more.add(one);
            choices.add(more);
        });
        return choices;
    }
}
