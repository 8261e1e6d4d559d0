package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.wire.ArtifactVersion;
import io.cometsh.client.wire.ModelVersion;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of {@code scripts/examples}, run by the launcher against the sample workspace. */
@Tag("launcher")
@Timeout(180)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExamplesIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final Path EXAMPLES = CHECKOUT.resolve("scripts/examples");
    private static final String KEY = "SeCrEtKeY0123456789";
    /** The sample was recorded once and gets older; this is more days than that. */
    private static final String LONG_AGO = "36500";

    private CometServer server;
    private Api api;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory().withSample(true).withKeys(Map.of(KEY, "ann *")));
        api = new Api(
                new OkHttpTransport(TransportOptions.of(server.address(), KEY)),
                server::address,
                ApiOptions.defaults());
        api.useCache(false);
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    private Ended run(String script, String... args) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(EXAMPLES.resolve(script).toString()));
        arguments.addAll(List.of(args));
        return BuiltProgram.in(folder).on(server.address(), KEY).run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "best-runs.groovy",
                "nightly-report.groovy",
                "clean-up-stale.groovy",
                "promote-best.groovy",
                "mirror-artifacts.groovy"
            })
    void shows_its_usage_when_it_is_called_wrongly(String script) throws Exception {
        Ended ended = run(script, "demo");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("usage: cometsh " + script + " ");
        assertThat(Files.readAllLines(EXAMPLES.resolve(script)))
                .startsWith("#!/usr/bin/env cometsh")
                .anyMatch(line -> line.startsWith("//   " + ended.err().strip().replace("usage: ", "")));
        assertThat(Files.isExecutable(EXAMPLES.resolve(script))).isTrue();
    }

    @Test
    void these_are_all_of_them() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "best-runs.groovy",
                            "nightly-report.groovy",
                            "clean-up-stale.groovy",
                            "promote-best.groovy",
                            "mirror-artifacts.groovy");
        }
    }

    @Test
    void the_nightly_report_has_a_row_a_run_with_the_metric_and_every_parameter() throws Exception {
        Ended ended = run("nightly-report.groovy", "demo", "digits", "val_accuracy", "report.csv", LONG_AGO);

        ExperimentList runs = api.getExperiments("demo", "digits");
        assertThat(ended).isEqualTo(new Ended(0, "", runs.size() + " runs in report.csv, 1 crashed\n"));
        List<String> rows = Files.readAllLines(folder.resolve("report.csv"));
        assertThat(rows).hasSize(runs.size() + 1);
        assertThat(rows.get(0))
                .startsWith(
                        "experiment_key,experiment_name,state,start_time,duration_seconds,metrics.val_accuracy,params.")
                .contains(",params.learning_rate");
        assertThat(rows).anyMatch(row -> row.contains(",mlp-h64,finished,") && row.contains(",0.977"));
        assertThat(folder.resolve("report.csv.part")).doesNotExist();
    }

    @Test
    void a_night_without_runs_and_one_that_failed_leave_the_last_report() throws Exception {
        Files.writeString(folder.resolve("report.csv"), "the last one\n");

        assertThat(run("nightly-report.groovy", "demo", "digits", "val_accuracy", "report.csv", "0"))
                .satisfies(ended -> assertThat(ended.exit()).isEqualTo(1))
                .satisfies(ended -> assertThat(ended.err()).startsWith("no run in demo/digits since "));
        assertThat(run("nightly-report.groovy", "demo", "digitz", "val_accuracy", "report.csv"))
                .satisfies(ended -> assertThat(ended.exit()).isEqualTo(4))
                .satisfies(ended -> assertThat(ended.err()).contains("did you mean digits?"));
        assertThat(folder.resolve("report.csv")).hasContent("the last one");
    }

    @Test
    void stale_experiments_are_shown_first_and_archived_on_request() throws Exception {
        int before = api.getExperiments("demo", "digits").size();

        Ended shown = run("clean-up-stale.groovy", "demo", "digits", "0");
        assertThat(shown.exit()).isZero();
        assertThat(shown.out().lines())
                .singleElement()
                .asString()
                .startsWith("would archive  ")
                .contains("  crashed since ");
        assertThat(shown.err()).isEqualTo("nothing was changed: add --yes to archive 1 of " + before + " old runs\n");
        assertThat(api.getExperiments("demo", "digits")).hasSize(before);

        Ended done = run("clean-up-stale.groovy", "demo", "digits", "0", "--yes");
        assertThat(done.exit()).isZero();
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).isEqualTo(shown.out().replace("would archive  ", "archived       "));
        assertThat(api.getExperiments("demo", "digits")).hasSize(before - 1);

        assertThat(run("clean-up-stale.groovy", "demo", "digits", "0", "--yes")).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void a_run_that_is_to_be_kept_or_is_young_is_not_a_stale_run() throws Exception {
        api.getExperiments("demo", "digits").stream()
                .filter(run -> run.getState().equals("crashed"))
                .forEach(run -> run.addTag("keep"));

        assertThat(run("clean-up-stale.groovy", "demo", "digits", "0", "--yes")).isEqualTo(new Ended(0, "", ""));
        assertThat(run("clean-up-stale.groovy", "demo", "digits", LONG_AGO)).isEqualTo(new Ended(0, "", ""));
    }

    private List<ModelVersion> versions(String model) {
        return api.getRegistryModelDetails("demo", model).versions();
    }

    @Test
    void the_best_experiment_is_shown_first_and_promoted_on_request() throws Exception {
        String model = api.getRegistryModelNames("demo").get(0);
        String[] call = {"demo", "digits-registry", "val_accuracy", model, "Production"};
        List<String> before = versions(model).stream().map(ModelVersion::status).toList();

        Ended shown = run("promote-best.groovy", call);
        assertThat(shown.exit()).isZero();
        assertThat(shown.err()).isEqualTo("nothing was changed: add --yes\n");
        assertThat(versions(model).stream().map(ModelVersion::status)).isEqualTo(before);

        Ended done = run(
                "promote-best.groovy",
                Stream.concat(Stream.of(call), Stream.of("--yes")).toArray(String[]::new));
        assertThat(done)
                .isEqualTo(new Ended(
                        0, shown.out().replace("would make ", "").replace(") Production", ") is now Production"), ""));
        assertThat(versions(model)).anyMatch(version -> "Production".equals(version.status()));

        Ended again = run(
                "promote-best.groovy",
                Stream.concat(Stream.of(call), Stream.of("--yes")).toArray(String[]::new));
        assertThat(again.exit()).isZero();
        assertThat(again.out()).endsWith(" is Production already\n");
    }

    @Test
    void nothing_is_promoted_when_no_run_has_the_model_or_the_metric() throws Exception {
        assertThat(run("promote-best.groovy", "demo", "digits", "val_accuracy", "no-such-model", "QA", "--yes"))
                .isEqualTo(
                        new Ended(1, "", "no run in demo/digits has val_accuracy and a model for \"no-such-model\"\n"));
        assertThat(run("promote-best.groovy", "demo", "digits", "val_acuracy", "any", "QA")
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void a_mirror_fetches_each_version_once_and_continues_where_it_stopped() throws Exception {
        String artifact = api.getArtifactList("demo").get(0).name();
        List<String> versions = api.getArtifactDetails("demo", artifact).versions().stream()
                .map(ArtifactVersion::version)
                .toList();
        Path mirror = folder.resolve("mirror").resolve(artifact);

        Ended first = run("mirror-artifacts.groovy", "demo", "mirror");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out().lines()).contains(artifact + "/" + versions.get(0), artifact + "/" + versions.get(1));
        assertThat(files(mirror.resolve(versions.get(0)))).isNotEmpty().hasSize((int)
                api.getArtifactFiles("demo", artifact, versions.get(0)).stream()
                        .filter(file -> !file.remote())
                        .count());

        Files.move(mirror.resolve(versions.get(0)), mirror.resolve(versions.get(0) + ".part"));
        Path kept = files(mirror.resolve(versions.get(0) + ".part")).get(0);
        Files.writeString(kept, "as it was left");
        Ended second = run("mirror-artifacts.groovy", "demo", "mirror", artifact);
        assertThat(second.out()).isEqualTo(artifact + "/" + versions.get(0) + "\n");
        assertThat(second.err()).isEqualTo("1 copied, " + (versions.size() - 1) + " there already\n");
        assertThat(mirror.resolve(versions.get(0)).resolve(kept.getFileName())).hasContent("as it was left");

        assertThat(run("mirror-artifacts.groovy", "demo", "mirror").out()).isEmpty();
    }

    @Test
    void a_mirror_of_what_is_not_there_names_what_is() throws Exception {
        Ended ended = run("mirror-artifacts.groovy", "demo", "mirror", "no-such-artifact");

        assertThat(ended.exit()).isEqualTo(4);
        assertThat(ended.err())
                .startsWith("no artifact no-such-artifact in demo; there are ")
                .contains(api.getArtifactList("demo").get(0).name());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
