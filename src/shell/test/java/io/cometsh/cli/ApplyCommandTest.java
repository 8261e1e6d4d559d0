package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cometsh apply} and {@code cometsh undo}: plan, agree, apply, take back. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ApplyCommandTest {
    private static final int RUNS = 400;
    private static final String SMALL = "Metric(\"loss\") < 3";
    private static final String ALL = "Metric(\"loss\") != None";

    private CometServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", RUNS, (run, i) -> run.metric("loss", i));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "COMET_API_KEY",
                "any-key",
                "COMET_URL_OVERRIDE",
                server.address().toString());
    }

    private CommandRun run(String... args) {
        return CommandRun.of(folder, environment(), args);
    }

    private CommandRun apply(String expression, String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "acme/vision", expression));
        args.addAll(Arrays.asList(options));
        return run(args.toArray(String[]::new));
    }

    private int count(String expression, String... options) {
        List<String> args = new ArrayList<>(
                List.of("query", "acme/vision", expression, "-f", "csv", "--columns", "experiment_key", "--lenient"));
        args.addAll(Arrays.asList(options));
        return (int) run(args.toArray(String[]::new)).out().lines().count() - 1;
    }

    @Test
    void without_a_terminal_it_needs_a_yes() {
        CommandRun refused = apply(SMALL, "--add-tag", "x");
        assertThat(refused)
                .isEqualTo(new CommandRun(
                        3,
                        "",
                        "cometsh: 3 changes to 3 experiments: without a terminal to ask at it needs --yes; --dry-run"
                                + " shows it\n"));
        assertThat(count("Tag(\"x\")")).isZero();
    }

    @Test
    void a_dry_run_prints_the_plan() {
        CommandRun dry = apply(SMALL, "--add-tag", "x", "--archive", "--dry-run", "-f", "csv");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out().lines().limit(3))
                .containsExactly(
                        "experiment_name,change,undo,experiment_key",
                        "run-0,add tag x,remove tag x," + Worlds.key(0),
                        "run-0,archive,restore," + Worlds.key(0));
        assertThat(dry.err()).isEqualTo("6 changes to 3 experiments: nothing of it is done, this is a dry run\n");
        assertThat(count(ALL)).isEqualTo(RUNS);
    }

    @Test
    void with_a_yes_it_is_done_and_undo_takes_it_back() {
        CommandRun done = apply(SMALL, "--add-tag", "x", "--archive", "--yes", "-f", "csv");
        assertThat(done.exitCode()).isZero();
        assertThat(done.err()).isEqualTo("done: 6 changes to 3 experiments; cometsh undo takes it back\n");
        assertThat(count(ALL)).isEqualTo(RUNS - 3);
        assertThat(apply(SMALL, "--add-tag", "x", "--archive", "--yes").err()).isEqualTo("nothing to change\n");

        assertThat(run("undo").exitCode()).isEqualTo(3);
        assertThat(run("undo", "--yes").err()).isEqualTo("done: 6 changes to 3 experiments\n");
        assertThat(count(ALL)).isEqualTo(RUNS);
        assertThat(count("Tag(\"x\")")).isZero();
        assertThat(run("undo", "--yes").exitCode()).isEqualTo(4);
    }

    @Test
    void restore_searches_the_archive_automatically() {
        apply(SMALL, "--archive", "--yes");
        assertThat(apply("Metric(\"loss\") < 2", "--restore", "--yes").err()).startsWith("done: 2 changes");
        assertThat(count(ALL)).isEqualTo(RUNS - 1);
    }

    @Test
    void read_only_is_stronger_than_yes() {
        assertThat(apply(SMALL, "--archive", "--yes", "--read-only").exitCode()).isEqualTo(3);
        assertThat(count(ALL)).isEqualTo(RUNS);
    }

    @Test
    void a_change_must_be_named_and_its_project_be_there() {
        assertThat(apply(SMALL).exitCode()).isEqualTo(2);
        assertThat(apply(SMALL, "--archive", "--restore", "--yes").exitCode()).isEqualTo(2);
        CommandRun nowhere = apply(SMALL, "--move-to", "visoin", "--yes");
        assertThat(nowhere.exitCode()).isEqualTo(4);
        assertThat(nowhere.err())
                .isEqualTo("cometsh: no project \"visoin\" in workspace \"acme\" to move to; did you mean vision?\n");
    }

    @Test
    void at_a_terminal_it_asks() {
        assertThat(at_a_terminal("n\n").exitCode()).isEqualTo(1);
        assertThat(at_a_terminal("").exitCode()).isEqualTo(1);
        assertThat(count("Tag(\"x\")")).isZero();
        CommandRun agreed = at_a_terminal("y\n");
        assertThat(agreed.exitCode()).isZero();
        assertThat(agreed.err())
                .contains("run-0", "add tag x", "Apply 3 changes to 3 experiments? [y/N] done: 3 changes");
        assertThat(count("Tag(\"x\")")).isEqualTo(3);
    }

    @Test
    void the_plan_is_not_shown_again_to_who_has_just_agreed_to_it() {
        CommandRun agreed = at_a_terminal("y\n", true);
        assertThat(agreed.err()).containsOnlyOnce("run-0");
        assertThat(agreed.out()).isEmpty();
        assertThat(at_a_terminal("y\n", false).out())
                .as("there is nothing to do twice, and a pipe gets the data")
                .isEmpty();
        run("undo", "--yes");
        assertThat(at_a_terminal("y\n", false).out()).contains("run-0");
    }

    private CommandRun at_a_terminal(String typed) {
        return at_a_terminal(typed, false);
    }

    private CommandRun at_a_terminal(String typed, boolean outToo) {
        return CommandRun.typing(typed, outToo, folder, environment(), "apply", "acme/vision", SMALL, "--add-tag", "x");
    }

    @Test
    void killed_in_the_middle_the_journal_tells_the_truth() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.cometsh.cli.Main",
                        "apply",
                        "acme/vision",
                        ALL,
                        "--add-tag",
                        "x",
                        "--yes",
                        "--url",
                        server.address().toString(),
                        "--api-key-file",
                        Files.writeString(folder.resolve("key"), "any-key").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        while (child.isAlive() && begun() < 20) {
            Thread.onSpinWait();
        }
        child.destroyForcibly().waitFor(30, TimeUnit.SECONDS);

        int tagged = count("Tag(\"x\")");
        assertThat(tagged).as(Files.readString(folder.resolve("out"))).isBetween(1, RUNS - 1);
        assertThat(begun()).as("what was written down before").isGreaterThanOrEqualTo(tagged);
        CommandRun undo = run("undo", "--dry-run", "-f", "csv");
        assertThat(undo.out().lines().count() - 1)
                .as("what undo would take back; " + undo.err())
                .isEqualTo(tagged);
        assertThat(apply(ALL, "--add-tag", "x", "--yes").err())
                .as("the same again does the rest")
                .startsWith("done: " + (RUNS - tagged) + " changes");
        assertThat(run("undo", "--yes").exitCode()).isZero();
        assertThat(count("Tag(\"x\")")).isEqualTo(tagged);
        assertThat(run("undo", "--yes").exitCode()).isZero();
        assertThat(count("Tag(\"x\")")).isZero();
    }

    private long begun() throws IOException {
        Path journals = folder.resolve(".local/state/cometsh/journal");
        if (!Files.isDirectory(journals)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(journals)) {
            long lines = 0;
            for (Path file : files.toList()) {
                lines += Files.readString(file)
                        .lines()
                        .filter(line -> line.startsWith("{\"begin\""))
                        .count();
            }
            return lines;
        }
    }
}
