package io.cometsh.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays the registry, artifact, view, panel and chart calls of Comet's own Python client: the same call of ours makes
 * the same requests and gives the same value, unless {@link #DIFFERENT} says why not, {@link #NOT_YET} that there is no
 * such method yet, or {@link #PYTHON_ONLY} that there is nothing to compare.
 */
class RecordedRegistryTest {
    private static final List<RecordedCall> ALL = Stream.concat(
                    RecordedCall.all("registry-artifacts-panels.jsonl").stream(),
                    RecordedCall.all("reads.jsonl").stream()
                            .filter(call -> Set.of("chart", "registry-writes").contains(call.group)
                                    || call.group.equals("other-reads")
                                            && call.call.matches(".*api\\.\\w*(artifact|registry|model|panel|view).*")))
            .toList();
    private static final Object ABSENT = new Object();

    /** What a call of ours gets: the api, the handles of the recording, and the arguments in the order of the parameters. */
    private record Given(Handles handles, Path folder, Object... arguments) {
        Api api() {
            return handles.api();
        }

        Model model() {
            return handles.model();
        }

        LoggedArtifact artifact() {
            return handles.artifact();
        }

        Experiment experiment() {
            return handles.experiment();
        }

        String folderText() {
            return folder.toString();
        }

        String text(int place) {
            return (String) or(place, null);
        }

        Integer number(int place) {
            Long number = (Long) or(place, null);
            return number == null ? null : number.intValue();
        }

        @SuppressWarnings("unchecked")
        List<String> texts(int place) {
            return (List<String>) or(place, null);
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> map(int place) {
            return (Map<String, Object>) or(place, null);
        }

        boolean is(int place, boolean otherwise) {
            return (Boolean) or(place, otherwise);
        }

        Object or(int place, Object otherwise) {
            return arguments[place] == ABSENT ? otherwise : arguments[place];
        }
    }

    /** The recorder's handles: each was made by a recorded call before the calls on it. */
    private record Handles(Api api, AtomicReference<Transport> answers) {
        Model model() {
            return through("model = api.get_model(\"acme\", \"detector\")", () -> api.getModel("acme", "detector"));
        }

        LoggedArtifact artifact() {
            return through("artifact = api.get_artifact(\"acme\", \"birds\")", () -> api.getArtifact("acme", "birds"));
        }

        Experiment experiment() {
            Transport before = answers.get();
            answers.set(request -> new ApiReply(
                    200,
                    "application/json",
                    ("{\"experimentKey\":\"aaaaaaaa0123456789abcdef01234567\",\"workspaceName\":\"acme\","
                                    + "\"projectName\":\"vision\",\"projectId\":\"7c1d4b8ae2f94b4c8f6b0d1e2a3c4d5e\"}")
                            .getBytes(StandardCharsets.UTF_8)));
            Experiment experiment = api.getExperimentByKey("aaaaaaaa0123456789abcdef01234567");
            answers.set(before);
            return experiment;
        }

        LoggedArtifactAsset asset() {
            LoggedArtifact artifact = artifact();
            return through("artifact.get_asset(\"table.csv\")", () -> artifact.getAsset("table.csv"));
        }

        private <T> T through(String call, java.util.function.Supplier<T> make) {
            Transport before = answers.get();
            answers.set(ALL.stream()
                    .filter(one -> one.call.equals(call))
                    .findFirst()
                    .orElseThrow()
                    .again());
            T handle = make.get();
            answers.set(before);
            return handle;
        }
    }

    private interface Call {
        Object make(Given given);
    }

    private interface Action {
        void run(Given given);
    }

    private record Method(List<String> parameters, Call call) {}

    /** Python's method, its parameters, and the call of ours. */
    private static final Map<String, Method> METHODS = Map.ofEntries(
            method(
                    "api.get_metrics_for_chart",
                    "experiment_keys metrics parameters independent full",
                    g -> g.api().getMetricsForChart(g.texts(0), g.texts(1), g.texts(2), g.is(3, true), g.is(4, false))),
            method(
                    "api.get_metrics_df",
                    "experiment_keys metrics x_axis interpolate",
                    g -> g.api().getMetricsDf(g.texts(0), g.texts(1), (String) g.or(2, "step"), g.is(3, true))),
            method(
                    "api.model_registry_allowed_status_values",
                    "workspace",
                    g -> g.api().modelRegistryAllowedStatusValues(g.text(0))),
            method("api.get_registry_model_names", "workspace", g -> g.api().getRegistryModelNames(g.text(0))),
            method("api.get_registry_model_count", "workspace", g -> g.api().getRegistryModelCount(g.text(0))),
            method(
                    "api.get_registry_model_details",
                    "workspace registry_name version",
                    g -> g.text(2) == null
                            ? g.api().getRegistryModelDetails(g.text(0), g.text(1))
                            : g.api().getRegistryModelDetails(g.text(0), g.text(1), g.text(2))),
            method(
                    "api.get_registry_model_versions",
                    "workspace registry_name",
                    g -> g.api().getRegistryModelVersions(g.text(0), g.text(1))),
            method(
                    "api.get_registry_model_notes",
                    "workspace registry_name",
                    g -> g.api().getRegistryModelNotes(g.text(0), g.text(1))),
            method(
                    "api.get_latest_registry_model_version_details",
                    "workspace registry_name stage version_major version_minor",
                    g -> g.api()
                            .getLatestRegistryModelVersionDetails(
                                    g.text(0), g.text(1), g.text(2), g.number(3), g.number(4))),
            method(
                    "api.get_model_registry_version_assets",
                    "workspace registry_name version stage",
                    g -> g.api().getModelRegistryVersionAssets(g.text(0), g.text(1), g.text(2), g.text(3))),
            action(
                    "api.update_registry_model",
                    "workspace registry_name new_name description public",
                    g -> g.api()
                            .updateRegistryModel(g.text(0), g.text(1), g.text(2), g.text(3), (Boolean) g.or(4, null))),
            action(
                    "api.update_registry_model_version",
                    "workspace registry_name version comment stages",
                    g -> g.api().updateRegistryModelVersion(g.text(0), g.text(1), g.text(2), g.text(3), g.texts(4))),
            action(
                    "api.update_registry_model_notes",
                    "workspace registry_name notes",
                    g -> g.api().updateRegistryModelNotes(g.text(0), g.text(1), g.text(2))),
            action(
                    "api.add_registry_model_version_stage",
                    "workspace registry_name version stage",
                    g -> g.api().addRegistryModelVersionStage(g.text(0), g.text(1), g.text(2), g.text(3))),
            action(
                    "api.delete_registry_model_version_stage",
                    "workspace registry_name version stage",
                    g -> g.api().deleteRegistryModelVersionStage(g.text(0), g.text(1), g.text(2), g.text(3))),
            action(
                    "api.delete_registry_model_version",
                    "workspace registry_name version",
                    g -> g.api().deleteRegistryModelVersion(g.text(0), g.text(1), g.text(2))),
            action(
                    "api.delete_registry_model",
                    "workspace registry_name",
                    g -> g.api().deleteRegistryModel(g.text(0), g.text(1))),
            method("api.get_model", "workspace model_name", g -> g.api().getModel(g.text(0), g.text(1))),
            method("Model.from_registry", "workspace model_name", g -> g.api().getModel(g.text(0), g.text(1))),
            method("model.name", "", g -> g.model().getName()),
            method("repr", "value", g -> {
                PythonExpression.Call of = (PythonExpression.Call) g.arguments()[0];
                return of.called()
                        ? g.api()
                                .getModel((String) of.arguments().get(0), (String)
                                        of.arguments().get(1))
                                .toString()
                        : g.model().toString();
            }),
            method(
                    "model.find_versions",
                    "version_prefix status tag",
                    g -> g.model().findVersions(g.text(0), g.text(1), g.text(2))),
            method("model.get_details", "version", g -> g.model().getDetails(g.text(0))),
            method("model.status", "version", g -> g.model().status(g.text(0))),
            method("model.tags", "version", g -> g.model().tags(g.text(0))),
            action("model.set_status", "version status", g -> g.model().setStatus(g.text(0), g.text(1))),
            action("model.add_tag", "version tag", g -> g.model().addTag(g.text(0), g.text(1))),
            action("model.delete_tag", "version tag", g -> g.model().deleteTag(g.text(0), g.text(1))),
            method("model.get_assets", "version", g -> g.model().getAssets(g.text(0))),
            method("model.get_version_history", "version", g -> g.model().getVersionHistory(g.text(0))),
            method(
                    "model.get_registry_model_metadata",
                    "version model_item_id",
                    g -> g.model().getRegistryModelMetadata(g.text(0), g.text(1))),
            action(
                    "model.update_registry_model_metadata",
                    "metadata version model_item_id",
                    g -> g.model().updateRegistryModelMetadata(g.map(0), g.text(1), g.text(2))),
            method(
                    "model.get_registry_model_status_configuration",
                    "version model_item_id",
                    g -> g.model().getRegistryModelStatusConfiguration(g.text(0), g.text(1))),
            action(
                    "model.update_registry_model_status_configuration",
                    "status_configuration version",
                    g -> g.model()
                            .updateRegistryModelStatusConfiguration(
                                    configuration((PythonExpression.Call) g.arguments()[0]), g.text(1))),
            method(
                    "model.download",
                    "version output_folder expand",
                    g -> g.model().download(g.text(0), g.folderText(), g.is(2, true))),
            method(
                    "api.download_registry_model",
                    "workspace registry_name version output_path expand stage",
                    g -> g.api()
                            .downloadRegistryModel(
                                    g.text(0), g.text(1), g.text(2), g.folderText(), g.is(4, true), g.text(5))),
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
                            "files", g.api().getArtifactFiles(g.text(0), g.text(1), g.text(2), g.text(3), g.text(4)))),
            method(
                    "api.get_artifact",
                    "workspace artifact_name version alias",
                    g -> g.api().getArtifact(g.text(0), g.text(1), g.text(2), g.text(3))),
            method("[]", "", g -> {
                LoggedArtifact artifact = g.artifact();
                return List.of(
                        artifact.getName(),
                        artifact.getArtifactType(),
                        artifact.getVersion(),
                        artifact.getWorkspace(),
                        Map.of("$set", artifact.getAliases()),
                        artifact.getMetadata(),
                        Map.of("$set", artifact.getVersionTags()),
                        Map.of("$set", artifact.getArtifactTags()),
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
            action("artifact.update_artifact_tags", "tags", g -> g.artifact().updateArtifactTags(g.texts(0))),
            action("artifact.update_version_tags", "tags", g -> g.artifact().updateVersionTags(g.texts(0))),
            action("artifact.update_aliases", "aliases", g -> g.artifact().updateAliases(g.texts(0))),
            method("exp.get_model_names", "", g -> g.experiment().getModelNames()),
            method("exp.get_artifact_lineage", "direction", g -> g.experiment().getArtifactLineage(g.text(0))),
            method(
                    "exp.download_model",
                    "name output_path expand",
                    g -> g.experiment().downloadModel(g.text(0), g.folderText(), g.is(2, true))),
            method(
                    "exp.register_model",
                    "model_name version workspace registry_name public description comment status tags stages metadata"
                            + " status_configuration",
                    g -> g.experiment()
                            .registerModel(
                                    g.text(0),
                                    g.text(1),
                                    g.text(2),
                                    g.text(3),
                                    (Boolean) g.or(4, null),
                                    g.text(5),
                                    g.text(6),
                                    g.text(7),
                                    g.texts(8),
                                    g.texts(9),
                                    g.map(10),
                                    g.or(11, null))),
            method(
                    "exp.get_views",
                    "include_workspace_views include_workspace_project_views",
                    g -> g.experiment().getViews(g.is(0, false), g.is(1, false))),
            method(
                    "exp.create_view",
                    "view",
                    g -> g.experiment().createView(view((PythonExpression.Call) g.arguments()[0]))),
            method(
                    "api.get_views",
                    "workspace project_name include_workspace_views",
                    g -> g.api().getViews(g.text(0), g.text(1), g.is(2, false))),
            method(
                    "api.create_view",
                    "workspace project_name view",
                    g -> g.api().createView(g.text(0), g.text(1), view((PythonExpression.Call) g.arguments()[2]))),
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

    /** Methods that the client does not have yet. */
    private static final Set<String> NOT_YET = Set.of("exp.get_model_asset_list");

    /** Python's own: constructors, its URI downloader and Streamlit pages; and the recorder's way to its experiment. */
    private static final Set<String> PYTHON_ONLY = Set.of(
            "API",
            "API().get_model",
            "api.get_experiment_by_key",
            "comet_ml.model_downloader.downloader.download",
            "#");

    /** Where we differ on purpose, and why. */
    private static final Map<String, String> DIFFERENT = new LinkedHashMap<>();

    static {
        because(
                "every line is replayed on an api of its own, whose cache is empty",
                "api.model_registry_allowed_status_values(\"acme\") # again, same API object: from the client cache");
        because(
                "where something is missing we ask what there is, to name the nearest",
                "api.get_registry_model_details(\"acme\", \"nope\")",
                "api.get_model(\"acme\", \"nope\")",
                "api.get_artifact_details(\"acme\", \"missing\")",
                "api.get_artifact(\"acme\", \"missing\")");
        because(
                "the transport follows where the server sends us on, which its own tests show",
                "api.download_experiment_asset(KEY, \"6aa914ffbee94e11b69445383d7732f4\", PATH) # redirected with 302");
        because(
                "bytes that are kept elsewhere are asked for at the server, which sends us on",
                "model.download(\"1.1.0\", output_folder=DIR) # s3DownloadEnabled true: bytes come from each asset's s3Link,"
                        + " without the API key",
                "model.download(\"1.1.0\", output_folder=DIR) # s3DownloadEnabled true and an asset without s3Link: skipped");
        because(
                "a link without metadata is a link, of which a warning tells",
                "model.download(\"1.1.0\", output_folder=DIR) # a remote s3:// asset with metadata null");
        because(
                "a download gives the place of what it wrote",
                "artifact.get_asset(\"table.csv\").download(DIR)",
                "api.download_registry_model('demo-ws', 'net', version='1.1.0', output_path='rm')");
        because(
                "the recorder's handle had listed the files before, ours lists them now",
                "artifact.download(DIR)",
                "artifact.download(DIR, overwrite_strategy=\"OVERWRITE\")");
        because(
                "the reply is handed out, where Python hands out None",
                "exp.register_model(\"detector\")",
                "exp.register_model(\"detector\", version=\"1.2.0\", registry_name=\"finder\", public=True, description=\"d\","
                        + " comment=\"c\", status=\"QA\", tags=[\"t\"], metadata={\"k\": 1}, status_configuration={\"status\":"
                        + " \"QA\", \"is_review_required\": False, \"status_configuration_items\": [{\"key\": \"a\","
                        + " \"value\": \"b\"}]})");
        because(
                "the recorder's api knew the server's version, ours asks for it",
                "exp.register_model(\"detector\", version=\"1.2.0\", registry_name=\"brand new\", public=False,"
                        + " description=\"d\", comment=\"c\", stages=[\"qa\"]) # server 3.5.41, name not in the registry yet",
                "exp.register_model(\"detector\", version=\"1.2.0\", stages=[\"qa\"], description=\"d\", public=True,"
                        + " tags=[\"t\"], status=\"QA\") # server 3.5.41, name is in the registry: description, public, tags,"
                        + " status dropped with warnings",
                "exp.register_model(\"nope\", version=\"1.2.0\") # server 3.5.41");
        because("the server's version has no part in it", "artifact.get_source_experiment()");
        because(
                "an argument of the wrong type is refused before anything is asked",
                "api.update_registry_model_version(\"acme\", \"detector\", \"1.0.0\", stages=\"qa\")",
                "api.update_registry_model_version('demo-ws', 'net', '1.0.0', stages='QA')");
        because(
                "a value that comes as a text and says a number is a number",
                "api.get_metrics_for_chart([K1, K2], ['loss'])",
                "api.get_metrics_for_chart([K1], ['loss', 'acc'], ['learning_rate'], independent=False, full=True)",
                "api.get_metrics_for_chart((K1,), ('loss', '', None))");
        because("nothing is an empty map, as everywhere", "api.get_metrics_for_chart([K1], [])");
        because(
                "parameters can be asked for without metrics",
                "api.get_metrics_for_chart([K1], None, ['learning_rate'])",
                "api.get_metrics_for_chart([K1], [], ['learning_rate'])");
        because(
                "no rows are a table without rows, for which nothing is asked",
                "api.get_metrics_df([], ['loss'])",
                "api.get_metrics_df([K1], [])");
    }

    private static void because(String reason, String... titles) {
        for (String title : titles) {
            DIFFERENT.put(title, reason);
        }
    }

    private static Map.Entry<String, Method> method(String name, String parameters, Call call) {
        return entry(name, new Method(parameters.isEmpty() ? List.of() : List.of(parameters.split(" ")), call));
    }

    private static Map.Entry<String, Method> action(String name, String parameters, Action action) {
        return method(name, parameters, given -> {
            action.run(given);
            return DONE;
        });
    }

    /** What a write of ours gives: it returns, or throws. Python hands out None, or its HTTP response. */
    private static final Object DONE = new Object();

    private static ModelStatusConfiguration configuration(PythonExpression.Call call) {
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object item : (List<?>) call.named().get("status_configuration_items")) {
            List<Object> arguments = ((PythonExpression.Call) item).arguments();
            items.put((String) arguments.get(0), arguments.get(1));
        }
        return ModelStatusConfiguration.of(
                        (String) call.named().get("status"),
                        (Boolean) call.named().get("is_review_required"),
                        items)
                .withComment((String) call.named().get("comment"));
    }

    private static View view(PythonExpression.Call call) {
        Map<String, Object> members = new LinkedHashMap<>();
        call.named()
                .forEach((name, value) -> members.put(
                        switch (name) {
                            case "name" -> "templateName";
                            case "chart_state" -> "dashboardChartState";
                            case "query_state" -> "experimentQueryState";
                            default -> name;
                        },
                        value));
        return View.fromPayloadDict(members);
    }

    /** The settings that the recorder had, by its notes. */
    private static PanelContext panel(RecordedCall recorded) {
        return switch (recorded.note) {
            case "COMET_WORKSPACE=acme COMET_PROJECT_NAME=vision" -> PanelContext.of("acme", "vision");
            case "COMET_WORKSPACE and COMET_PROJECT_NAME set" -> PanelContext.of("demo-ws", "vision");
            default -> PanelContext.none();
        };
    }

    @TestFactory
    Stream<DynamicTest> asks_and_gives_the_same_unless_it_is_said_why_not(@TempDir Path folder) {
        return ALL.stream()
                .filter(call -> METHODS.containsKey(name(call)))
                .map(call -> DynamicTest.dynamicTest(call.source + ":" + call.line + " " + call.title(), () -> {
                    String difference =
                            difference(call.again(), Files.createDirectory(folder.resolve(call.group + call.line)));
                    if (DIFFERENT.containsKey(call.title())) {
                        assertThat(difference)
                                .as("is listed as different: " + DIFFERENT.get(call.title()))
                                .isNotEmpty();
                    } else {
                        assertThat(difference).isEmpty();
                    }
                }));
    }

    @Test
    void every_difference_that_is_listed_is_recorded() {
        assertThat(ALL.stream()
                        .filter(call -> METHODS.containsKey(name(call)))
                        .map(RecordedCall::title)
                        .filter(DIFFERENT::containsKey)
                        .collect(Collectors.toSet()))
                .isEqualTo(DIFFERENT.keySet());
    }

    @Test
    void what_the_client_does_not_have_yet_is_listed() {
        Set<String> missing = new TreeSet<>();
        ALL.stream()
                .map(RecordedRegistryTest::name)
                .filter(name -> !METHODS.containsKey(name) && !PYTHON_ONLY.contains(name))
                .forEach(missing::add);
        assertThat(missing).isEqualTo(new TreeSet<>(NOT_YET));
    }

    private static String name(RecordedCall call) {
        if (call.call.isEmpty() || call.call.startsWith("#")) {
            return "#";
        }
        return PythonExpression.parse(call.call) instanceof PythonExpression.Call parsed ? parsed.path() : "[]";
    }

    /** What is different between our call and the recorded one; empty when nothing is. */
    private static String difference(RecordedCall recorded, Path folder) {
        AtomicReference<Transport> answers = new AtomicReference<>(recorded);
        Transport transport = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                return answers.get().send(request);
            }
        };
        try (Api api = new Api(
                transport,
                () -> URI.create("http://stub/"),
                ApiOptions.defaults().withWarnings(warning -> {}).withPanel(() -> panel(recorded)))) {
            String value = value(recorded, new Handles(api, answers), folder);
            if (recorded.call.contains("download(")) {
                // Files are asked for several at once.
                recorded.made.sort(Comparator.comparing(Object::toString));
                recorded.expected.sort(Comparator.comparing(Object::toString));
            }
            String requests = recorded.made.equals(recorded.expected)
                    ? ""
                    : "asked " + recorded.made + " instead of " + recorded.expected;
            return Stream.of(value, requests).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        }
    }

    private static String value(RecordedCall recorded, Handles handles, Path folder) {
        Method method = METHODS.get(name(recorded));
        Object ours;
        try {
            ours = method.call().make(new Given(handles, folder, arguments(recorded, method)));
        } catch (ClassCastException e) {
            // In Java the compiler says so, in a script the call finds no method.
            return recorded.raises != null ? "" : "throws " + e;
        } catch (CometException e) {
            return recorded.raises != null ? "" : "throws " + e + " instead of giving " + recorded.returns;
        }
        if (recorded.raises != null) {
            return "gives " + ours + " instead of raising " + recorded.raises;
        }
        if (recorded.returns.has("size on disk")) {
            Path file = (Path) (ours instanceof ArtifactAsset asset ? asset.localPathOrData() : ours);
            return JavaView.difference(size(file), recorded.returns.get("size on disk"));
        }
        if (recorded.returns.has("files written")) {
            return JavaView.difference(files(folder), recorded.returns.get("files written"));
        }
        boolean response = recorded.returns.has("$Response")
                || recorded.returns.path("$type").asText().equals("Response");
        return JavaView.difference(
                ours == DONE ? null : ours,
                response && ours == DONE ? JsonNodeFactory.instance.nullNode() : recorded.returns);
    }

    private static Long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object[] arguments(RecordedCall recorded, Method method) {
        Object[] arguments = new Object[method.parameters().size()];
        Arrays.fill(arguments, ABSENT);
        if (PythonExpression.parse(recorded.call) instanceof PythonExpression.Call call) {
            for (int i = 0; i < call.arguments().size(); i++) {
                arguments[i] = call.arguments().get(i);
            }
            call.named().forEach((name, value) -> arguments[method.parameters().indexOf(name)] = value);
        }
        return arguments;
    }
}
