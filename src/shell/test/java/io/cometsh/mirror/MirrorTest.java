package io.cometsh.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.files.LockedFile;
import io.cometsh.progress.Display;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.ReadOnlyException;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes on the server, and what a mirror knows about it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MirrorTest {
    @TempDir
    private Path mirror;

    private final CometServer server = CometServer.start(ServerOptions.inMemory());
    private final Transport transport = new OkHttpTransport(TransportOptions.of(server.address(), "key"));
    private final Api online = new Api(transport, server::address, ApiOptions.defaults());

    @AfterEach
    void stop() {
        online.close();
        server.close();
    }

    @Test
    void a_change_that_the_listing_shows_is_read() {
        Experiment one = run("one");
        Experiment two = run("two");
        sync("1h");

        one.setName("renamed");
        two.archive();
        SyncResult result = sync("1h");

        assertThat(result.read()).isEqualTo(2);
        try (Api offline = offline()) {
            assertThat(names(offline.getExperiments("w", "p"))).containsExactly("renamed");
            assertThat(names(offline.getArchivedExperiments("w", "p"))).containsExactly("two");
        }
    }

    @Test
    void a_hidden_edit_of_each_kind_has_its_age_reported_and_is_found_by_a_refresh() {
        Experiment run = run("one");
        sync("1h");

        run.addTag("later");
        run.logParameter("lr", "0.5");
        run.logOther("note", "edited");
        run.logMetric("loss", 0.125, 7L);
        SyncResult hidden = sync("1h");
        try (Api offline = offline()) {
            assertThat(offline.getExperimentByKey(run.getKey()).getTags()).isEmpty();
        }
        assertThat(hidden.read()).isZero();
        assertThat(hidden.hidden()).as("a new tag is a new column").containsExactly("p");
        assertThat(hidden.oldest()).isBefore(InstantSource.system().instant());

        assertThat(sync("0s").read()).isEqualTo(1);
        try (Api offline = offline()) {
            Experiment copy = offline.getExperimentByKey(run.getKey());
            assertThat(copy.getTags()).containsExactly("later");
            assertThat(copy.getParametersSummary("lr").toString()).contains("0.5");
            assertThat(copy.getOthersSummary("note").toString()).contains("edited");
            assertThat(copy.getMetrics("loss")).hasSize(4);
        }
    }

    /** Each edit, by its name. */
    private static final Map<String, Consumer<Experiment>> EDITS = Map.of(
            "tag", run -> run.addTag("later"),
            "parameter", run -> run.logParameter("lr", "0.5"),
            "metric", run -> run.logMetric("loss", 0.125, 7L),
            "other", run -> run.logOther("note", "edited"),
            "name", run -> run.setName("renamed"),
            "archive", Experiment::archive);

    @ParameterizedTest
    @ValueSource(strings = {"tag", "parameter", "metric", "other", "name", "archive"})
    void after_an_edit_of_any_kind_the_mirror_is_right_or_reports_that_it_is_older(String kind) {
        Experiment run = run("one");
        run("two");
        sync("1h");
        Instant edit = InstantSource.system().instant();
        EDITS.get(kind).accept(run);

        SyncResult later = sync("1h");
        if (!content(run.getKey()).equals(content(online, run.getKey()))) {
            assertThat(later.read()).isLessThan(later.runs());
            assertThat(later.oldest()).isBeforeOrEqualTo(edit);
        }
        sync("0s");
        assertThat(content(run.getKey())).isEqualTo(content(online, run.getKey()));
    }

    @Test
    void a_run_that_comes_back_is_in_the_mirror_again() {
        Experiment run = run("one");
        run.archive();
        sync("1h");
        online.restoreExperiment(run.getKey());
        assertThat(sync("1h").deleted()).isZero();
        try (Api offline = offline()) {
            assertThat(names(offline.getExperiments("w", "p"))).containsExactly("one");
            assertThat(offline.getArchivedExperiments("w", "p")).isEmpty();
        }
    }

    @Test
    void a_mirror_of_another_form_is_refused_and_stays_as_it_is() throws IOException {
        run("one");
        sync("1h");
        Path state = mirror.resolve("mirror.json");
        String other = Files.readString(state).replace("\"mirror\" : 1", "\"mirror\" : 2");
        Files.writeString(state, other);
        String message = "was written by another version of cometsh (form 2): remove the folder and run sync again";
        assertThatThrownBy(() -> sync("1h")).hasMessageContaining(message);
        assertThatThrownBy(() -> {
                    try (Api offline = offline()) {
                        offline.getExperiments("w", "p");
                    }
                })
                .hasMessageContaining(message);
        assertThat(state).hasContent(other);
    }

    private String content(String key) {
        try (Api offline = offline()) {
            return content(offline, key);
        }
    }

    private static String content(Api api, String key) {
        Experiment run = api.getExperimentByKey(key);
        return String.join(
                "\n",
                run.getName(),
                run.getTags().toString(),
                run.getParametersSummary().toString(),
                run.getOthersSummary().toString(),
                run.getMetrics().toString(),
                names(api.getExperiments("w", "p")).toString(),
                names(api.getArchivedExperiments("w", "p")).toString());
    }

    @Test
    void a_deleted_run_leaves_a_tombstone_and_no_rows() {
        Experiment one = run("one");
        run("two");
        sync("1h");
        online.deleteExperiment(one.getKey());
        assertThat(sync("1h").deleted()).isEqualTo(1);
        assertThat(sync("1h").deleted()).as("it is deleted once").isZero();
        try (Api offline = offline()) {
            assertThat(names(offline.getExperiments("w", "p"))).containsExactly("two");
            assertThatThrownBy(() -> new io.cometsh.client.service.ExperimentReads(
                                    new io.cometsh.client.service.JsonCalls(
                                            new MirrorTransport(Mirrors.in(mirror), (project, time) -> {})),
                                    null,
                                    warning -> {})
                            .metadata(one.getKey()))
                    .isInstanceOf(CometHttpException.class)
                    .hasMessageContaining("is deleted: the sync of ");
        }
    }

    @Test
    void a_run_that_moves_to_another_project_is_in_one_of_them() {
        Experiment one = run("one");
        online.createProject("w", "other", null, false);
        sync("1h");
        online.moveExperiments(List.of(one.getKey()), "w", "other");
        sync("1h");
        sync("1h");
        try (Api offline = offline()) {
            assertThat(offline.getExperiments("w", "p")).isEmpty();
            assertThat(names(offline.getExperiments("w", "other"))).containsExactly("one");
            assertThat(offline.getExperimentByKey(one.getKey()).getMetrics("loss"))
                    .hasSize(3);
        }
    }

    @Test
    @Tag("slow")
    void many_small_syncs_leave_few_files_and_the_right_answers() throws IOException {
        List<Experiment> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(run("run " + i));
            runs.get(i / 2).logMetric("loss", i, 100L + i);
            runs.get(i / 2).setName("changed " + i);
            sync("1h");
        }
        assertThat(files("replies")).hasSizeLessThan(12);
        assertThat(files("points")).hasSizeLessThan(12);
        assertThat(files("index")).hasSize(1);
        try (Api offline = offline()) {
            assertThat(offline.getExperiments("w", "p").table().toString())
                    .isEqualTo(online.getExperiments("w", "p").table().toString());
            for (Experiment run : runs) {
                assertThat(offline.getExperimentByKey(run.getKey()).getMetrics())
                        .isEqualTo(run.getMetrics());
            }
        }
    }

    @Test
    void a_reader_keeps_the_version_that_it_opened() {
        Experiment one = run("one");
        sync("1h");
        try (Api before = offline()) {
            assertThat(names(before.getExperiments("w", "p"))).containsExactly("one");
            one.setName("renamed");
            sync("1h");
            sync("0s");
            sync("0s");
            assertThat(before.getExperimentByKey(one.getKey()).getMetrics("loss"))
                    .hasSize(3);
            assertThat(names(before.getExperiments("w", "p"))).containsExactly("one");
        }
        try (Api after = offline()) {
            assertThat(names(after.getExperiments("w", "p"))).containsExactly("renamed");
        }
    }

    @Test
    void a_write_and_a_read_that_a_sync_does_not_make_are_refused_by_name() {
        Experiment one = run("one");
        sync("1h");
        try (Api offline = offline()) {
            Experiment copy = offline.getExperimentByKey(one.getKey());
            assertThatThrownBy(() -> copy.addTag("x"))
                    .isInstanceOf(ReadOnlyException.class)
                    .hasMessageContaining("--offline");
            assertThatThrownBy(copy::getAssetList)
                    .isInstanceOf(NotMirroredException.class)
                    .hasMessageContaining("not experiment/asset/list; to ask the server, leave out --offline");
            assertThatThrownBy(() -> offline.getExperiments("w", "q"))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("no project \"q\" in workspace \"w\"");
            assertThatThrownBy(() -> offline.getExperiments("v", "p"))
                    .isInstanceOf(NotMirroredException.class)
                    .hasMessageContaining("there is no mirror of the workspace \"v\"")
                    .hasMessageContaining("cometsh sync v");
        }
    }

    @Test
    void one_sync_writes_at_a_time_and_a_folder_has_one_workspace() throws IOException {
        run("one");
        sync("1h");
        try (LockedFile lock = FolderLock.writer(mirror)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> sync("1h")).hasMessageContaining("another sync writes");
        }
        assertThatThrownBy(() -> new Sync(
                                transport,
                                "elsewhere",
                                mirror,
                                new SyncOptions("w", null, null),
                                Display.NONE.begin("sync", "runs", -1),
                                InstantSource.system())
                        .run())
                .hasMessageContaining("is the mirror of w on test: give another folder with --to");
    }

    @Test
    void an_unknown_name_is_an_error_that_names_the_nearest() {
        run("one");
        assertThatThrownBy(() -> sync("w", "pp", "1h")).hasMessageContaining("no project \"pp\"");
        assertThatThrownBy(() -> sync("ww", null, "1h")).hasMessageContaining("no workspace \"ww\"");
    }

    private Experiment run(String name) {
        Experiment run = online.createExperiment("w", "p", name);
        run.logParameter("lr", "0.1");
        for (long step = 0; step < 3; step++) {
            run.logMetric("loss", 1.0 / (step + 1), step);
        }
        return run;
    }

    private static List<String> names(List<Experiment> runs) {
        return runs.stream().map(Experiment::getName).toList();
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(mirror.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Api offline() {
        return new Api(
                new MirrorTransport(Mirrors.in(mirror), (project, time) -> {}),
                server::address,
                ApiOptions.defaults().withWarnings(warning -> {}));
    }

    private SyncResult sync(String refresh) {
        return sync("w", null, refresh);
    }

    private SyncResult sync(String workspace, String project, String refresh) {
        Duration age = refresh.equals("0s") ? Duration.ZERO : Duration.ofHours(1);
        return new Sync(
                        transport,
                        "test",
                        mirror,
                        new SyncOptions(workspace, project, age),
                        Display.NONE.begin("sync", "runs", -1),
                        InstantSource.system())
                .run();
    }
}
