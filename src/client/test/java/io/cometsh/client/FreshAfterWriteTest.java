package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.wire.View;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** After each write, the reads that it touches are sent again and their neighbours come from memory. */
class FreshAfterWriteTest {
    private static final String KEY = "a1".repeat(16);
    private static final String OTHER = "b2".repeat(16);
    private static final String SAVED = "{\"msg\":\"saved\",\"code\":200,\"data\":null,\"sdk_error_code\":0}";

    @TempDir
    static Path folder;

    private interface Step {
        void on(World world);
    }

    private record World(Api api, Experiment experiment) {}

    /** The reads of an experiment and of its project that are remembered, by a short name. */
    private static final Map<String, Step> READS = Map.ofEntries(
            Map.entry("tags", w -> w.experiment().getTags()),
            Map.entry("parameters", w -> w.experiment().getParametersSummary()),
            Map.entry("others", w -> w.experiment().getOthersSummary()),
            Map.entry("summary", w -> w.experiment().getMetricsSummary()),
            Map.entry("metric", w -> w.experiment().getMetrics("loss")),
            Map.entry("metrics", w -> w.experiment().getMetrics()),
            Map.entry("html", w -> w.experiment().getHtml()),
            Map.entry("code", w -> w.experiment().getCode()),
            Map.entry("output", w -> w.experiment().getOutput()),
            Map.entry("graph", w -> w.experiment().getModelGraph()),
            Map.entry("system", w -> w.experiment().getSystemDetails()),
            Map.entry("git", w -> w.experiment().getGitMetadata()),
            Map.entry("patch", w -> w.experiment().getGitPatch()),
            Map.entry("assets", w -> w.experiment().getAssetList()),
            Map.entry("metadata", w -> w.experiment().refresh()),
            Map.entry("project", w -> w.api().getProject("demo", "digits")),
            Map.entry("projects", w -> w.api().getProjects("demo")),
            Map.entry("notes", w -> w.api().getProjectNotes("demo", "digits")),
            Map.entry("listing", w -> w.api().getExperiments("demo", "digits")),
            Map.entry("models", w -> w.experiment().getModelNames()),
            Map.entry("lineage", w -> w.experiment().getArtifactLineage()),
            Map.entry("artifacts", w -> w.api().getArtifactList("demo")),
            Map.entry("views", w -> w.experiment().getViews()),
            Map.entry("shares", w -> w.api().getProjectShareKeys("p-1")),
            Map.entry("workspaces", w -> w.api().getWorkspaces()));

    private static final Set<String> ALL_BUT_WORKSPACES =
            READS.keySet().stream().filter(name -> !name.equals("workspaces")).collect(Collectors.toSet());

    /** Writes that touch only reads of the registry, artifacts and dashboards: InvalidationTest has their pairs. */
    private static final Set<String> ELSEWHERE = Set.of(
            "write/artifact/assets/remote/batch",
            "write/artifacts/details",
            "write/artifacts/state",
            "write/artifacts/upsert",
            "write/artifacts/version/labels",
            "write/experiment/move",
            "write/registry-model",
            "write/registry-model/delete",
            "write/registry-model/item",
            "write/registry-model/item/delete",
            "write/registry-model/item/stage",
            "write/registry-model/item/stage/delete",
            "write/registry-model/item/status",
            "write/registry-model/item/update",
            "write/registry-model/notes",
            "write/registry-model/update",
            "write/views/upsert");

    private static final Pattern WRITE = Pattern.compile("\"(?:/clientlib/rest/v2/)?(write/[^\"]*[^\"/])\"");

    private record Case(String name, Step write, Set<String> touched) {}

    private static Case after(String name, Step write, String... touched) {
        return new Case(name, write, Set.of(touched));
    }

    private static Stream<Case> cases() {
        return Stream.of(
                after("logMetric", w -> w.experiment().logMetric("loss", 1), "summary", "metric", "metrics", "assets"),
                after(
                        "logMetrics",
                        w -> w.experiment().logMetrics(Map.of("loss", 1)),
                        "summary",
                        "metric",
                        "metrics",
                        "assets"),
                after("logParameter", w -> w.experiment().logParameter("lr", 1), "parameters"),
                after("logParameters", w -> w.experiment().logParameters(Map.of("lr", 1)), "parameters"),
                after("deleteParameter", w -> w.experiment().deleteParameter("lr"), "parameters"),
                after("deleteParameters", w -> w.experiment().deleteParameters(List.of("lr")), "parameters"),
                after("logOther", w -> w.experiment().logOther("note", "x"), "others", "metadata", "listing"),
                after("setName", w -> w.experiment().setName("x"), "others", "metadata", "listing"),
                after("addTag", w -> w.experiment().addTag("x"), "tags"),
                after("deleteTags", w -> w.experiment().deleteTags(List.of("x")), "tags"),
                after("logHtml", w -> w.experiment().logHtml("x"), "html"),
                after("logOutput", w -> w.experiment().logOutput("x"), "output"),
                after("setCode", w -> w.experiment().setCode("x"), "code"),
                after("setModelGraph", w -> w.experiment().setModelGraph("x"), "graph"),
                after("setFilename", w -> w.experiment().setFilename("x"), "metadata", "listing"),
                after("setGitMetadata", w -> w.experiment().setGitMetadata("u", "r", "b", "p", "o"), "git"),
                after("setGitPatch", w -> w.experiment().setGitPatch("diff"), "patch"),
                after("setHostname", w -> w.experiment().setHostname("x"), "system"),
                after("logAdditionalSystemInfo", w -> w.experiment().logAdditionalSystemInfo("k", "v"), "system"),
                after(
                        "logCpuMetrics",
                        w -> w.experiment().logCpuMetrics(List.of(1)),
                        "system",
                        "summary",
                        "metric",
                        "metrics",
                        "assets"),
                after(
                        "logRamMetrics",
                        w -> w.experiment().logRamMetrics(8, 4),
                        "system",
                        "summary",
                        "metric",
                        "metrics",
                        "assets"),
                after(
                        "logLoadMetrics",
                        w -> w.experiment().logLoadMetrics(1.5),
                        "system",
                        "summary",
                        "metric",
                        "metrics",
                        "assets"),
                after(
                        "logGpuMetrics",
                        w -> w.experiment().logGpuMetrics(List.of(Map.of("gpuId", 0))),
                        "system",
                        "summary",
                        "metric",
                        "metrics",
                        "assets"),
                after("setState", w -> w.experiment().setState("finished"), "metadata", "listing"),
                after("updateStatus", w -> w.experiment().updateStatus(), "metadata", "listing"),
                after("setStartTime", w -> w.experiment().setStartTime(1), "metadata", "listing"),
                after("setEndTime", w -> w.experiment().setEndTime(1), "metadata", "listing"),
                after("stop", w -> w.api().stopExperiment(KEY), "metadata", "listing", "others"),
                after("archive", w -> w.experiment().archive(), "metadata", "listing", "project", "projects"),
                after("restore", w -> w.api().restoreExperiment(KEY), "metadata", "listing", "project", "projects"),
                // The listing of the project it shows up in is another one.
                after("createSymlink", w -> w.experiment().createSymlink("best"), "metadata", "project", "projects"),
                after(
                        "logAsset",
                        w -> w.experiment().logAsset(folder.resolve("a.txt").toString()),
                        "assets",
                        "models"),
                after("logCurve", w -> w.experiment().logCurve("roc", List.of(0), List.of(1)), "assets", "models"),
                after("logTable", w -> w.experiment().logTable("t.csv", List.of(List.of(1))), "assets", "models"),
                after("deleteAsset", w -> w.experiment().deleteAsset("as-1"), "assets", "models"),
                after("registerModel", w -> w.experiment().registerModel("net"), "models"),
                after("logArtifact", w -> w.experiment().logArtifact(new Artifact("a")), "lineage", "artifacts"),
                after("createView", w -> w.experiment().createView(View.of("mine")), "views"),
                after(
                        "createExperiment",
                        w -> w.api().createExperiment("demo", "digits"),
                        "metadata",
                        "listing",
                        "project",
                        "projects"),
                after("setProjectNotes", w -> w.api().setProjectNotes("demo", "digits", "x"), "notes"),
                after("createProject", w -> w.api().createProject("demo", "digits"), "project", "projects", "listing"),
                after("setProjectOwner", w -> w.api().setProjectOwner("p-1", "bob"), "project", "projects"),
                after(
                        "updateProject",
                        w -> w.api().updateProject("demo", "digits", "new"),
                        "project",
                        "projects",
                        "listing",
                        "notes",
                        "metadata",
                        "views"),
                after("createProjectShareKey", w -> w.api().createProjectShareKey("p-1"), "shares", "project"),
                after("deleteProjectShareKey", w -> w.api().deleteProjectShareKey("p-1", "s"), "shares", "project"));
    }

    @BeforeAll
    static void file() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "x");
    }

    @TestFactory
    Stream<DynamicTest> only_reads_that_a_write_touches_are_sent_again() {
        return cases().map(one -> DynamicTest.dynamicTest(one.name(), () -> {
            Set<String> fresh = new TreeSet<>();
            for (String read : READS.keySet()) {
                if (isFreshAfter(one.write(), read, KEY)) {
                    fresh.add(read);
                }
            }
            assertThat(fresh).isEqualTo(new TreeSet<>(one.touched()));
        }));
    }

    @Test
    void another_experiment_stays_in_memory() {
        assertThat(isFreshAfter(w -> w.api().deleteExperiment(KEY), "tags", OTHER))
                .isFalse();
        assertThat(isFreshAfter(w -> w.api().getExperimentByKey(KEY).addTag("x"), "tags", OTHER))
                .isFalse();
    }

    @Test
    void a_deleted_experiment_is_forgotten_whole() {
        Set<String> kept = Set.of("workspaces", "notes", "shares", "views", "artifacts");

        READS.keySet()
                .forEach(read -> assertThat(isFreshAfter(w -> w.api().deleteExperiment(KEY), read, KEY))
                        .as(read)
                        .isEqualTo(!kept.contains(read)));
    }

    @Test
    void a_deleted_project_leaves_nothing_in_memory() {
        READS.keySet()
                .forEach(read -> assertThat(isFreshAfter(w -> w.api().deleteProject("demo", "digits"), read, KEY))
                        .as(read)
                        .isTrue());
    }

    @Test
    void every_write_of_the_client_is_in_a_row() throws IOException {
        Set<String> inRows = new TreeSet<>(ELSEWHERE);
        Stream.concat(
                        cases().map(Case::write),
                        Stream.<Step>of(
                                w -> w.api().deleteExperiment(KEY), w -> w.api().deleteProject("demo", "digits")))
                .forEach(write -> inRows.addAll(written(write)));
        Set<String> missing = new TreeSet<>();
        Set<String> stale = new TreeSet<>(ELSEWHERE);
        try (Stream<Path> sources = Files.walk(Path.of("src/client/main/java/io/cometsh/client"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher write = WRITE.matcher(Files.readString(source));
                while (write.find()) {
                    stale.remove(write.group(1));
                    if (!inRows.contains(write.group(1))) {
                        missing.add(write.group(1));
                    }
                }
            }
        }
        assertThat(missing).as("writes without a row").isEmpty();
        assertThat(stale).as("listed, but the client does not write so").isEmpty();
    }

    private static List<String> written(Step write) {
        FakeTransport server = server();
        try (Api api = TestApi.of(server)) {
            write.on(new World(api, api.getExperimentByKey(KEY)));
            return server.asked().stream()
                    .filter(asked -> asked.contains("write/"))
                    .map(asked -> asked.replaceFirst("^.*?(?=write/)", ""))
                    .toList();
        }
    }

    @Test
    void without_a_write_all_come_from_memory() {
        ALL_BUT_WORKSPACES.forEach(
                read -> assertThat(isFreshAfter(w -> {}, read, KEY)).as(read).isFalse());
    }

    /** Whether the last request of a read is made again when the read is, after a write. */
    private static boolean isFreshAfter(Step write, String read, String experimentOfTheRead) {
        FakeTransport server = server();
        try (Api api = TestApi.of(server)) {
            api.doCache(
                    "projects",
                    "experiments",
                    "experiment/metadata",
                    "experiment/asset/list",
                    "experiment/model",
                    "project/get-project-share-links");
            World reader = new World(api, api.getExperimentByKey(experimentOfTheRead));
            World writer = new World(api, api.getExperimentByKey(KEY));
            server.forget();
            READS.get(read).on(reader);
            List<String> first = server.asked();
            String last = first.isEmpty() ? "GET experiment/metadata" : first.get(first.size() - 1);
            write.on(writer);
            server.forget();
            READS.get(read).on(reader);
            return server.asked().contains(last);
        }
    }

    private static FakeTransport server() {
        FakeTransport server = new FakeTransport()
                .on(
                        "experiment/metadata",
                        request ->
                                "{\"experimentKey\":\"" + request.parameters().get("experimentKey")
                                        + "\",\"workspaceName\":\"demo\",\"projectName\":\"digits\"}")
                .on("workspaces", "{\"workspaceNames\":[\"demo\",\"team\"]}")
                .on("projects", "{\"projects\":[{\"projectName\":\"digits\",\"projectId\":\"p-1\"}]}")
                .on(
                        "project",
                        "{\"projectId\":\"p-1\",\"projectName\":\"digits\",\"workspaceName\":\"demo\",\"numberOfExperiments\":2}")
                .on("project/notes", "{\"notes\":\"the project's notes\"}")
                .on("project/get-project-share-links", "{\"shareCodes\":[\"share-1\"]}")
                .on("experiments", "{\"experiments\":[{\"experimentKey\":\"" + KEY + "\"}]}")
                .on("experiment/tags", "{\"tags\":[\"best\",\"v2\"]}")
                .on("experiment/model", "{\"models\":[{\"modelName\":\"net\",\"experimentModelId\":\"m\"}]}")
                .on("get/artifacts", "{\"artifacts\":[]}")
                .on("artifacts/get-all", "{\"artifacts\":[]}")
                .on("artifacts/version", "{\"artifactVersion\":\"1.0.0\"}")
                .on("write/artifacts/upsert", "{\"artifactId\":\"a\",\"artifactVersionId\":\"v\"}")
                .on("write/artifacts/state", SAVED)
                .on("views/get-all", "{\"views\":[]}")
                .on("views/chart-templates", "{\"views\":[{\"templateName\":\"a\"}]}")
                .on("write/chart-templates/upsert", "{\"templateName\":\"mine\"}")
                .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}")
                .on("write/registry-model/item/create", "{\"registryModelItemId\":\"i\"}")
                .on("experiment/asset/list", "{\"assets\":[{\"assetId\":\"as-1\"}]}")
                .on("experiment/system-details", "{\"hostname\":\"node-7\"}")
                .on("experiment/git/metadata", "{\"branch\":\"refs/heads/main\"}")
                .on("experiment/git/patch", "a patch that is not zipped")
                .on("write/experiment/create", "{\"experimentKey\":\"" + OTHER + "\"}")
                .on("write/project/symlink", "{\"link\":\"http://stub/demo/best\"}")
                .on("write/project/add-share-link", "{\"shareCode\":\"share-2\"}");
        for (String values : List.of("parameters", "log-other", "metrics/summary")) {
            server.on("experiment/" + values, "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\"1\"}]}");
        }
        for (String points : List.of("get-metric", "get-all")) {
            server.on(
                    "experiment/metrics/" + points, "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"1\"}]}");
        }
        for (String text : List.of("html", "code", "output", "graph")) {
            server.on("experiment/" + text, "{\"" + text + "\":\"some text\"}");
        }
        for (String write : List.of(
                "metric",
                "parameter",
                "parameter/delete",
                "log-other",
                "tags",
                "tags/delete",
                "html",
                "code",
                "graph",
                "file-path",
                "git/metadata",
                "git/patch",
                "cpu-metrics",
                "ram-metrics",
                "load-metrics",
                "gpu-metrics",
                "update-status",
                "set-status",
                "set-start-end-time",
                "stop",
                "archive",
                "restore",
                "delete",
                "upload-asset",
                "asset/delete")) {
            server.on("write/experiment/" + write, SAVED);
        }
        for (String write :
                List.of("create", "update", "update-owner", "delete", "notes", "delete-project-share-link")) {
            server.on("write/project/" + write, SAVED);
        }
        return server.on("write/experiments/parameters/delete", SAVED)
                .on("/clientlib/rest/v2/write/experiment/output", SAVED)
                .on("/clientlib/rest/v2/write/experiment/system-details", SAVED);
    }
}
