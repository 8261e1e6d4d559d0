package io.cometsh.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.query.QueryException;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.Transport;
import java.net.URI;
import java.util.Arrays;
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

/**
 * Replays what Comet's own Python client sent and got: the same call of ours makes the same requests and gives the same
 * value, unless {@link #DIFFERENT} says why not or {@link #NOT_YET} that there is no such method yet.
 *
 * <p>Retries, redirects and headers are the transport's, and the rules of single expressions are the language's: both
 * are compared with the same recording in tests of their own.
 */
class RecordedReadsTest {
    private static final List<Recording> ALL = Recording.all("/recorded/reads.jsonl");
    private static final Set<String> GROUPS =
            Set.of("listing", "experiment", "query", "other-reads", "operation", "error");
    private static final String FIRST_EXPERIMENT = "a1".repeat(16);
    private static final String UNNAMED_EXPERIMENT = "c3".repeat(16);

    /** What a call of ours gets: the api, the handle it is made on, and the arguments in the order of the parameters. */
    private record Given(Api api, Experiment experiment, Object... arguments) {
        String text(int place) {
            return (String) arguments[place];
        }

        int count() {
            int count = arguments.length;
            while (count > 0 && arguments[count - 1] == ABSENT) {
                count--;
            }
            return count;
        }

        <T> T or(int place, T otherwise) {
            @SuppressWarnings("unchecked")
            T value = arguments[place] == ABSENT ? otherwise : (T) arguments[place];
            return value;
        }
    }

    private interface Call {
        Object make(Given given);
    }

    private record Method(List<String> parameters, Call call) {}

    private static final Object ABSENT = new Object();

    /** Python's method, its parameters, and the call of ours. */
    private static final Map<String, Method> METHODS = Map.ofEntries(
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
                                    .toArray(String[]::new))),
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
                                    g.or(1, null),
                                    g.or(2, null),
                                    g.or(3, null),
                                    g.or(4, null),
                                    g.or(5, null),
                                    g.or(6, null))),
            method(
                    "api.gen_experiments",
                    "workspace project_name pattern page page_size",
                    g -> g.api()
                            .genExperiments(
                                    g.text(0), g.or(1, null), g.or(2, null), g.or(3, null), g.or(4, null), null, null)),
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
            method("api.get_experiment_by_key", "experiment_key", g -> g.api().getExperimentByKey(g.text(0))),
            method("api.get_experiment_by_id", "experiment", g -> g.api().getExperimentById(g.text(0))),
            method(
                    "api.query",
                    "workspace project_name query archived",
                    g -> g.api().query(g.text(0), g.text(1), g.arguments()[2], g.or(3, false))),
            method(
                    "api.search",
                    "workspace project_name query archived page page_size",
                    g -> g.api()
                            .search(g.text(0), g.text(1), g.arguments()[2], g.or(3, false), g.or(4, 1), g.or(5, 100))),
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
            method("api.set_project_owner", "project_id user_name", g -> g.api().setProjectOwner(g.text(0), g.text(1))),
            method(
                    "api.set_project_notes",
                    "workspace project_name notes",
                    g -> g.api().setProjectNotes(g.text(0), g.text(1), g.text(2))),
            method("api.get_project_share_keys", "project_id", g -> g.api().getProjectShareKeys(g.text(0))),
            method("api.create_project_share_key", "project_id", g -> g.api().createProjectShareKey(g.text(0))),
            method(
                    "api.delete_project_share_key",
                    "project_id share_key",
                    g -> g.api().deleteProjectShareKey(g.text(0), g.text(1))),
            method("api.stop_experiment", "experiment_key", g -> g.api().stopExperiment(g.text(0))),
            method("api.archive_experiment", "experiment_key", g -> g.api().archiveExperiment(g.text(0))),
            method("api.restore_experiment", "experiment_key", g -> g.api().restoreExperiment(g.text(0))),
            method("api.delete_experiment", "experiment_key", g -> g.api().deleteExperiment(g.text(0))),
            method("api.archive_experiments", "experiment_keys", g -> g.api().archiveExperiments(g.or(0, List.of()))),
            method("api.delete_experiments", "experiment_keys", g -> g.api().deleteExperiments(g.or(0, List.of()))),
            method(
                    "api.move_experiments",
                    "experiment_keys target_workspace target_project_name symlink",
                    g -> g.api().moveExperiments(g.or(0, List.of()), g.text(1), g.text(2), g.or(3, false))),
            method("exp.delete_asset", "asset_id", g -> g.experiment().deleteAsset(g.text(0))),
            method("exp.archive", "", g -> g.experiment().archive()),
            method("exp.create_symlink", "project_name", g -> g.experiment().createSymlink(g.text(0))),
            method("exp.update_status", "", g -> g.experiment().updateStatus()),
            method("exp.set_state", "state", g -> {
                g.experiment().setState(g.text(0));
                return null;
            }),
            method("exp.id", "", g -> g.experiment().getId()),
            method("exp.key", "", g -> g.experiment().getKey()),
            method("exp.name", "", g -> g.experiment().getName()),
            method("unnamed.name", "", g -> g.experiment().getName()),
            method("exp.url", "", g -> g.experiment().getUrl()),
            method("exp.get_name", "", g -> g.experiment().getName()),
            method("exp.get_metadata", "", g -> g.experiment().getMetadata()),
            method("exp.get_state", "", g -> g.experiment().getState()),
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
            method("exp.get_metric_total_df", "metric_name", g -> g.experiment().getMetricTotalDf(g.text(0))),
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
            method("exp.get_model_asset_list", "model_name", g -> g.experiment().getModelAssetList(g.text(0))),
            method("exp.get_model_data", "name", g -> g.experiment().getModelData(g.text(0))),
            method("exp.get_artifact_lineage", "direction", g -> g.experiment().getArtifactLineage(g.or(0, "all"))),
            method("exp.to_json", "full", g -> g.experiment().toJson(g.or(0, false))),
            method("exp.get_asset_list", "asset_type", g -> g.experiment().getAssetList(g.or(0, "all"))),
            method("exp.get_asset", "asset_id return_type", g -> g.experiment().getAsset(g.text(0), g.or(1, "binary"))),
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

    /** Methods, and parameters of methods, that the client does not have yet. */
    private static final Set<String> NOT_YET = Set.of(
            "api.create_view",
            "api.get_views",
            "api.download_experiment_asset",
            "api.download_registry_model",
            "api.get_artifact",
            "api.get_artifact_details",
            "api.get_artifact_files",
            "api.get_artifact_list",
            "api.get_latest_registry_model_version_details",
            "api.get_model_registry_version_assets",
            "api.get_panel_experiment_colors",
            "api.get_panel_experiment_keys",
            "api.get_panel_experiments",
            "api.get_panel_height",
            "api.get_panel_metric_colors",
            "api.get_panel_metrics_names",
            "api.get_panel_options",
            "api.get_panel_project_id",
            "api.get_panel_project_name",
            "api.get_panel_size",
            "api.get_panel_width",
            "api.get_panel_workspace",
            "api.get_registry_model_count",
            "api.get_registry_model_details",
            "api.get_registry_model_names",
            "api.get_registry_model_notes",
            "api.get_registry_model_versions",
            "api.model_registry_allowed_status_values",
            "exp.create_view",
            "exp.download_model",
            "exp.download_tensorflow_folder",
            "exp.get_views");

    /** Python's own: constructors, built-in functions, private members, and a client with other settings. */
    private static final Set<String> PYTHON_ONLY =
            Set.of("APIExperiment", "open", "repr", "sorted", "exp._get_experiment_url", "once.get_workspaces");

    /** In Java there is no such call to make: no overload has a pattern and no project, and a reply is no value. */
    private static final Set<String> NO_OVERLOAD = Set.of(
            "exp.get_asset('as-1', return_type='response')",
            "exp.get_asset('as-1', return_type='response', stream=True).content");

    /** Where we differ on purpose, and why. */
    private static final Map<String, String> DIFFERENT = new LinkedHashMap<>();

    static {
        because("our address ends in a slash, so that paths can be put behind it", "api.server_url");
        because(
                "an empty list is checked: the workspace may be a typing error, which Python gives as \"no projects\"",
                "api.get_projects('team-ws')",
                "api.get_projects('demo-ws') # no projects member",
                "api.get_experiments('demo-ws') # no projects member");
        because(
                "where something is missing we ask what there is, to name the nearest",
                "api.get_project_notes('demo-ws', 'nope')",
                "api.get_experiments('demo-ws', 'nope')",
                "api.get_experiments('my ws/é+&', 'a b')",
                "api.query('demo-ws', 'nope', Tag('best')) # unknown project",
                "api.get_query_variables('demo-ws', 'nope') # unknown project");
        because(
                "what is no key is not asked for as one",
                "api.get_experiment('demo-ws', 'vision', 'blue-run')",
                "api.get('demo-ws/vision/red-run')",
                "api.get('demo-ws', 'vision/red-run')",
                "api.get_experiment('demo-ws', 'vision', 'nope') # experiments answers 400 rather than 404",
                "api.get_experiment('demo-ws', 'vision', 'nope') # experimentName missing breaks look-up by name",
                "api.get_experiment('demo-ws', 'vision', 'red-run') # metadata answers 400",
                "api.get_experiment('demo-ws', 'vision', 'red-run') # metadata answers 404");
        because(
                "what is no key is not asked for as one, so a refusal of that read cannot be met",
                "api.get_experiment('demo-ws', 'vision', 'red-run') # metadata answers 401",
                "api.get_experiment('demo-ws', 'vision', 'red-run') # metadata answers 403");
        because(
                "what is not there is an error that names the nearest, not null",
                "api.get_experiment('demo-ws', 'vision', 'nope')",
                "api.get_experiment('demo-ws', 'nope', 'nope')",
                "api.get('demo-ws/vision/nope')",
                "api.get_experiment_by_key('0' * 32)",
                "api.get_experiment_by_key(K1) # metadata answers 400",
                "api.get_experiment_by_key(K1) # metadata answers 404",
                "api.search('demo-ws', 'nope', Tag('best')) # unknown project");
        because(
                "a slash may stand in any part of the path",
                "api.get('demo-ws/vision', 'red-run')",
                "api.get('demo-ws', 'vision/a', 'b')");
        because(
                "an archived experiment is looked for by name among the archived ones",
                "api.get_archived_experiment('demo-ws', 'vision', 'old-run')");
        because("one read of the metadata is enough", "api.get_experiment_by_key(K1)", "api.get_experiment_by_id(K1)");
        because(
                "a member that is missing is false where it says whether",
                "api.get_experiments('demo-ws', 'vision') # experimentName missing is fine when listing",
                "exp.get_state() # hasCrashed missing");
        because(
                "a member of the system details that is missing is null",
                "exp.get_hostname() # system details with only the member user");
        because(
                "an answer without any member is an empty list, as for other lists",
                "exp.get_asset_list() # empty object answer",
                "exp.get_model_names() # empty object answer");
        because("no file of a name is an empty list", "exp.get_assets_by_name('nope', asset_type='image')");
        because(
                "a form that there is not is refused before anything is asked",
                "exp.get_asset('as-1', return_type='xml')");
        because(
                "redirects are followed below the client, and what is behind them may come with 206",
                "exp.get_asset('as-1') # a redirect is followed even with allow301=False");
        because(
                "of the patch's zip the recording has the size alone; DetailsTest has a whole one",
                "exp.to_json(full=True)");
        because(
                "an ambiguous name is an error, not the last of them",
                "api.get_experiment('demo-ws', 'vision', 'same') # two experiments share a name");
        because(
                "name and facts come with the answer that brought the experiment and are not asked for again",
                "unnamed.name",
                "exp.get_metadata()",
                "exp.get_name()",
                "exp.get_name() # empty object answer",
                "unnamed.name # empty object answer");
        because(
                "one object that is not there is null, not an empty list",
                "exp.get_parameters_summary('nope')",
                "exp.get_metrics_summary('nope')");
        because("a stream of experiments is read page by page", "api.gen_experiments('demo-ws', 'vision')");
        because(
                "what is about one project and is not given one is refused",
                "api.get_experiments('demo-ws', page=1, page_size=2)");
        because(
                "of the points in a zip the recording has the size alone; MetricTotalsTest has whole ones",
                "exp.get_metric_total_df('loss')",
                "exp.get_metric_total_df('loss') # two parts");
        because(
                "a metric is asked for by its name, not by that of its files",
                "exp.get_metric_total_df('no such/metric')");
        because("no list is an empty list", "exp.get_tags() # empty object answer");
        because(
                "a metric without points may be a typing error: its name is compared with those that there are",
                "exp.get_metrics('loss') # empty object answer");
        because(
                "a server without the read of all metrics is asked metric by metric, whatever version it claims",
                "exp.get_metrics() # server claims a new version but lacks get-all");
        because(
                "a hit stays in the list by its key; what cannot be read of it is an error when it is touched",
                "api.query('demo-ws', 'vision', Tag('best')) # server names a key whose metadata is then refused with 400: the list holds null");
        because(
                "an answer without any member is empty, here as elsewhere",
                "api.query('demo-ws', 'vision', Tag('best')) # no experimentKeys member");
        because(
                "before the refusal is passed on it is made sure that the project is not what is missing",
                "api.search('demo-ws', 'vision', Tag('best')) # an old server");
        because("a project without a name is not asked to be deleted", "api.delete_project()");
        because(
                "where something is missing we ask what there is, to name the nearest",
                "api.set_project_notes('demo-ws', 'nope', 'hello')");
        because(
                "a write that was done is done, even if the reply is empty",
                "api.archive_experiment(K1) # empty body that is not JSON",
                "api.archive_experiment(K1) # empty body labelled JSON",
                "api.create_project('demo-ws', 'x') # POST answered 204");
        because("a reply with an error code is an error", "api.create_project('demo-ws', 'x') # POST answered 201");
        because(
                "any label will do around what begins like JSON",
                "api.get_workspaces() # JSON with charset",
                "api.get_workspaces() # JSON with charset and space",
                "api.get_workspaces() # capitals",
                "api.get_workspaces() # text/json",
                "api.get_workspaces() # no content type at all");
        because("null instead of a list is not what this endpoint answers", "api.get_workspaces() # JSON null");
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
        return ALL.stream()
                .filter(recording -> GROUPS.contains(recording.group) && !NO_OVERLOAD.contains(recording.call))
                // These two look at what the call before has changed; ExperimentLifeTest does both.
                .filter(recording -> !recording.group.equals("operation")
                        || !Set.of("exp.archived", "exp.url").contains(recording.call))
                .filter(recording -> !recording.group.equals("query")
                        || recording.severalSteps
                        || recording.call.startsWith("api.get_query_variables")
                        || recording.note.equals("unknown project"))
                .filter(recording -> !recording.group.equals("error") || !recording.severalSteps);
    }

    @TestFactory
    Stream<DynamicTest> asks_and_gives_the_same_unless_it_is_said_why_not() {
        return ours().filter(recording -> missing(recording.call) == null)
                .map(recording -> DynamicTest.dynamicTest("line " + recording.line + ": " + recording.title(), () -> {
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
        assertThat(ours().filter(recording -> missing(recording.call) == null)
                        .map(Recording::title)
                        .filter(DIFFERENT::containsKey)
                        .collect(Collectors.toSet()))
                .isEqualTo(DIFFERENT.keySet());
    }

    @Test
    void what_the_client_does_not_have_yet_is_listed() {
        Set<String> missing = new TreeSet<>();
        ours().map(recording -> missing(recording.call))
                .filter(name -> name != null && !PYTHON_ONLY.contains(name))
                .forEach(missing::add);
        assertThat(missing).isEqualTo(new TreeSet<>(NOT_YET));
    }

    /** The method or parameter that we lack for a call; null when we can make it. */
    private static String missing(String call) {
        String name = PythonCall.name(call);
        Method method = METHODS.get(name);
        if (method == null) {
            return name;
        }
        return PythonCall.parse(call).named().keySet().stream()
                .filter(parameter -> !method.parameters().contains(parameter))
                .findFirst()
                .map(parameter -> name + "(" + parameter + ")")
                .orElse(null);
    }

    /** What is different between our call and the recorded one; empty when nothing is. */
    private static String difference(Recording recording) {
        AtomicReference<Transport> answers = new AtomicReference<>(handles());
        Transport transport = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                return answers.get().send(request);
            }
        };
        try (Api api = new Api(
                transport,
                () -> URI.create("http://stub/"),
                ApiOptions.defaults().withWarnings(warning -> {}))) {
            PythonCall call = PythonCall.parse(recording.call);
            Experiment experiment =
                    handle(api, call.name().startsWith("unnamed") ? UNNAMED_EXPERIMENT : FIRST_EXPERIMENT);
            answers.set(recording);
            String value = value(recording, call, api, experiment);
            // Those that are made in parallel arrive in any order.
            String requests = sorted(recording.madeRequests()).equals(sorted(recording.expectedRequests()))
                    ? ""
                    : "asked " + recording.madeRequests() + " instead of " + recording.expectedRequests();
            return Stream.of(value, requests).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        }
    }

    private static List<String> sorted(List<JsonNode> requests) {
        return requests.stream().map(JsonNode::toString).sorted().toList();
    }

    private static String value(Recording recording, PythonCall call, Api api, Experiment experiment) {
        JsonNode python = recording.returns;
        Object ours;
        try {
            ours = METHODS.get(call.name())
                    .call()
                    .make(new Given(api, experiment, arguments(call, METHODS.get(call.name()))));
            if (!python.has("raises")) {
                return PythonView.difference(ours, python);
            }
        } catch (CometException | QueryException e) {
            return python.has("raises") && sameKind(e, python.get("raises").asText())
                    ? ""
                    : "throws " + e + " instead of " + python;
        }
        return "gives " + ours + " instead of " + python;
    }

    private static boolean sameKind(RuntimeException ours, String python) {
        if (python.endsWith(".NotFound")) {
            return ours instanceof NotFoundException || ours instanceof CometHttpException http && http.status() == 404;
        }
        if (python.endsWith(".Unauthorized")) {
            return ours instanceof CometHttpException http && http.isUnauthorized();
        }
        return true;
    }

    private static Object[] arguments(PythonCall call, Method method) {
        Object[] arguments =
                new Object[Math.max(method.parameters().size(), call.arguments().size())];
        Arrays.fill(arguments, ABSENT);
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments[i] = call.arguments().get(i);
        }
        call.named().forEach((name, value) -> arguments[method.parameters().indexOf(name)] = value);
        return arguments;
    }

    /** The recorder had its handles from a listing before it made the calls; so do we. */
    private static Transport handles() {
        return ALL.stream()
                .filter(recording -> recording.call.equals("api.get_experiments('demo-ws', 'vision')"))
                .findFirst()
                .map(Recording::again)
                .orElseThrow();
    }

    private static Experiment handle(Api api, String key) {
        return api.getExperiments("demo-ws", "vision").stream()
                .filter(experiment -> experiment.getKey().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
