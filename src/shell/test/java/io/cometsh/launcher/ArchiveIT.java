package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import io.cometsh.support.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The class archive: made after the first run, used by the next ones, never in the way and never out of date. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchiveIT {
    @TempDir
    Path folder;

    private Installation installation;
    private Path cache;
    private Path trained;
    private Launch launch;

    @BeforeEach
    void install() throws Exception {
        installation = Installation.distribution(folder.resolve("the installation"), "one");
        Path home = Files.createDirectory(folder.resolve("a home"));
        cache = home.resolve(".cache/cometsh");
        trained = folder.resolve("trained");
        launch = Launch.of(installation.program(), home)
                .with("PROBE_TRAINED", trained)
                // The home of a test is one that does not last.
                .with("COMETSH_CDS", "on")
                .with("TMPDIR", Files.createDirectory(folder.resolve("a tmp")));
    }

    @AfterEach
    void let_the_training_end() throws Exception {
        // It writes into a folder that is about to be deleted.
        Await.until("no training is left", () -> files(".training").isEmpty());
    }

    private List<String> files(String... endings) throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> endings.length == 0 || Stream.of(endings).anyMatch(name::endsWith))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException noCacheYet) {
            return List.of();
        }
    }

    private List<String> archives() throws IOException {
        return files(".jsa", ".aot");
    }

    private int trainings() throws IOException {
        return Files.exists(trained) ? Files.readAllLines(trained).size() : 0;
    }

    /** A run that makes an archive, and one that uses it and records what it has found for the next ones. */
    private String archiveAfterRun(Launch by) throws Exception {
        assertThat(by.run("a").exit()).isZero();
        Await.until("the training ends", () -> files(".training").isEmpty());
        Await.until("an archive", () -> !archives().isEmpty());
        assertThat(by.run("a").exit()).isZero();
        return archives().get(0);
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void is_made_after_the_first_run_and_used_by_the_second(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        assertThat(by.run("archive")).isEqualTo(new Result(0, "none\n", ""));
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(archives()).hasSize(1);
        assertThat(by.run("archive")).isEqualTo(new Result(0, archives().get(0) + "\n", ""));
        assertThat(by.run("a")).isEqualTo(new Result(0, "one, library one, [a]\n", ""));
        assertThat(files()).as("nothing else is left").isEqualTo(archives());
        assertThat(trainings()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void is_used_whichever_compilers_the_run_asks_for(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        String made = archiveAfterRun(by);
        assertThat(by.with("PROBE", "archive").run("-e", "1").out()).isEqualTo(made + "\n");
        assertThat(by.with("PROBE", "archive").run("run.groovy").out()).isEqualTo(made + "\n");
    }

    @Test
    void is_not_taken_from_a_file_or_folder_that_others_can_write_and_made_again() throws Exception {
        archiveAfterRun(launch);
        for (String place : List.of("the file", "the folder")) {
            Path open = place.equals("the file") ? cache.resolve(archives().get(0)) : cache;
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThat(launch.run("archive")).as(place).isEqualTo(new Result(0, "none\n", ""));
            Await.until("the training ends", () -> files(".training").isEmpty());
            assertThat(launch.run("archive").out())
                    .as(place)
                    .isEqualTo(archives().get(0) + "\n");
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(cache.resolve(archives().get(0)))))
                .matches("r.-------");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void is_one_for_short_runs_and_another_one_for_the_rest(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk).with("PROBE", "archive");
        archiveAfterRun(by.with("PROBE", "a"));
        assertThat(by.run("export").out()).isEqualTo("none\n");
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(archives()).hasSize(2);
        String small = by.run("-e", "1").out();
        String full = by.run("export").out();
        assertThat(archives()).contains(small.strip(), full.strip());
        for (String[] words : new String[][] {{"--version"}, {"query", "a"}, {"run.groovy", "export"}, {"-"}, {}}) {
            assertThat(by.run(words).out()).as(String.join(" ", words)).isEqualTo(small);
        }
        for (String[] words : new String[][] {{"--local", "-e", "1"}, {"server"}, {"--help"}}) {
            assertThat(by.run(words).out()).as(String.join(" ", words)).isEqualTo(full);
        }
    }

    /** Without a key the shell runs the server, whose classes are in the full one. */
    @Test
    @Tag("terminal")
    void is_a_third_one_for_a_shell_with_a_key() throws Exception {
        Launch by = launch.with("PROBE", "archive");
        archiveAfterRun(by.with("PROBE", "a"));
        for (String[] words : new String[][] {{"export"}, {"-e", "1"}}) {
            by.run(words);
            Await.until("the training ends", () -> files(".training").isEmpty());
        }
        String full = by.run("export").out().strip();
        Launch withKey = by.with("COMET_API_KEY", "key");
        assertThat(onTerminal(withKey)).isEqualTo("none");
        Await.until("the training ends", () -> files(".training").isEmpty());
        String shell = onTerminal(withKey);
        assertThat(archives()).hasSize(3).contains(shell);
        assertThat(shell).isNotIn(full, by.run("-e", "1").out().strip());
        assertThat(onTerminal(by)).isEqualTo(full);
        Files.writeString(folder.resolve("a home/.comet.config"), "[comet]\napi_key = key\n");
        assertThat(onTerminal(by)).isEqualTo(shell);
    }

    private String onTerminal(Launch by) throws Exception {
        return by.through(Path.of("/usr/bin/script"))
                .run("-qec", "'" + installation.program() + "'", "/dev/null")
                .out()
                .strip();
    }

    /** Only a record that is used can be fooled. */
    @Test
    void is_found_by_the_record_of_an_earlier_run() throws Exception {
        archiveAfterRun(launch);
        Path record = record();
        Installation other = Installation.distribution(folder.resolve("another installation"), "two");
        Files.writeString(
                record,
                Files.readString(record)
                        .replace(installation.jar().toString(), other.jar().toString()));
        assertThat(launch.run("a").out()).isEqualTo("two, library two, [a]\n");
        // Another PATH on which the same Java comes first makes no difference: each virtual environment has one.
        assertThat(launch.with("PATH", "/bin:/usr/bin").run("a").out()).isEqualTo("two, library two, [a]\n");
        assertThat(launch.with("LANG", "C").run("a").out()).isEqualTo("one, library one, [a]\n");
    }

    /** The programs that a launcher may start; each is logged before it runs. */
    @Test
    void is_found_by_a_record_with_one_program_besides_java() throws Exception {
        archiveAfterRun(launch);
        Path logged = folder.resolve("started programs");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : List.of(
                "awk",
                "cat",
                "chmod",
                "cksum",
                "date",
                "dirname",
                "env",
                "expr",
                "find",
                "grep",
                "head",
                "id",
                "locale",
                "ls",
                "mkdir",
                "mktemp",
                "mv",
                "nice",
                "ps",
                "readlink",
                "rm",
                "rmdir",
                "sed",
                "sh",
                "sleep",
                "sort",
                "stat",
                "tail",
                "test",
                "touch",
                "tr",
                "uname",
                "wc")) {
            Path program = programs.resolve(name);
            Files.writeString(
                    program,
                    "#!/bin/sh\necho %s >>'%s'\nPATH=/usr/bin:/bin exec %s \"$@\"\n".formatted(name, logged, name));
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }

        assertThat(launch.with("PATH", programs + ":/bin:/usr/bin").run("a").out())
                .isEqualTo("one, library one, [a]\n");

        assertThat(Files.readAllLines(logged)).containsExactly("find");
    }

    @Test
    void is_not_found_by_a_record_that_others_can_write() throws Exception {
        archiveAfterRun(launch);
        Path record = record();
        Files.writeString(
                record, Files.readString(record).replace(installation.jar().toString(), "/no/such.jar"));
        Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(launch.run("a").out()).isEqualTo("one, library one, [a]\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(record)))
                .isEqualTo("rw-------");
    }

    @Test
    void is_not_used_for_another_java_than_the_one_that_the_record_was_made_for() throws Exception {
        archiveAfterRun(launch);
        Path java = Tools.javaHome(folder.resolve("another java"), "21.0.1", "echo another\n");
        assertThat(launch.with("COMETSH_JAVA", java).run("a").out()).isEqualTo("another\n");
        Path link = Files.createSymbolicLink(
                folder.resolve("current"), Jdk.current().home());
        Launch linked = launch.with("JAVA_HOME", link);
        assertThat(linked.run("a").out()).isEqualTo("one, library one, [a]\n");
        Files.delete(link);
        Files.createSymbolicLink(link, java);
        assertThat(linked.run("a").out()).isEqualTo("another\n");
    }

    private Path record() throws Exception {
        try (Stream<Path> all = Files.walk(cache.resolve("launch"))) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void does_not_keep_the_caller_waiting() throws Exception {
        Path gate = folder.resolve("gate");
        try {
            // The reader of stdout waits for its end: a training that held it open would hang here until the gate
            // opens.
            assertThat(launch.with("PROBE_GATE", gate).run("a"))
                    .isEqualTo(new Result(0, "one, library one, [a]\n", ""));
            Await.until("the training is under way", () -> trainings() == 1);
            assertThat(launch.run("archive").out()).isEqualTo("none\n");
            assertThat(trainings()).isEqualTo(1);
        } finally {
            Files.createFile(gate);
        }
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void never_runs_a_rebuilt_jar_s_old_classes(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        archiveAfterRun(by);
        installation.writeJar("two");
        assertThat(by.run("a").out()).isEqualTo("two, library one, [a]\n");
        Await.until("the new one", () -> archives().size() == 2);
        assertThat(by.run("a").out()).isEqualTo("two, library one, [a]\n");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void never_runs_them_even_when_the_new_jar_has_the_old_one_s_size_and_time(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        archiveAfterRun(by);
        FileTime time = Files.getLastModifiedTime(installation.jar());
        long size = Files.size(installation.jar());
        installation.writeJar("two");
        Files.setLastModifiedTime(installation.jar(), time);
        assertThat(installation.jar()).hasSize(size);
        assertThat(by.run("a").out()).isEqualTo("two, library one, [a]\n");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void never_runs_a_replaced_library_s_old_classes(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        archiveAfterRun(by);
        installation.writeLibrary("library two");
        assertThat(by.run("a").out()).isEqualTo("one, library two, [a]\n");
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(by.run("a").out()).isEqualTo("one, library two, [a]\n");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void never_runs_the_old_classes_of_a_module_whose_new_jar_has_the_old_one_s_size_and_time(Jdk jdk)
            throws Exception {
        installation.writeModule("module one");
        Launch by = launch.with(jdk);
        archiveAfterRun(by);
        FileTime time = Files.getLastModifiedTime(installation.module());
        long size = Files.size(installation.module());
        installation.writeModule("module two");
        Files.setLastModifiedTime(installation.module(), time);
        assertThat(installation.module()).hasSize(size);
        assertThat(by.run("archive").out()).isEqualTo("none\n");
        assertThat(by.run("a").out()).isEqualTo("one, module two, [a]\n");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void is_made_again_when_the_same_bytes_come_with_a_new_time(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        archiveAfterRun(by);
        installation.writeJar("one");
        assertThat(by.run("archive").out()).isEqualTo("none\n");
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(archives()).hasSize(1);
        assertThat(by.run("archive").out()).isEqualTo(archives().get(0) + "\n");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void crashes_no_run_when_it_was_cut_off(Jdk jdk) throws Exception {
        Launch by = launch.with(jdk);
        Path archive = cache.resolve(archiveAfterRun(by));
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(archive) / 2);
        }
        assertThat(by.run("archive")).isEqualTo(new Result(0, "none\n", ""));
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(archives()).hasSize(1);
        assertThat(by.run("archive").out()).isEqualTo(archives().get(0) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the jar", "a module"})
    void is_thrown_away_when_a_jar_changed_while_it_was_made(String changed) throws Exception {
        installation.writeModule("module one");
        Path gate = folder.resolve("gate");
        launch.with("PROBE_GATE", gate).run("a");
        Await.until("the training is under way", () -> trainings() == 1);
        boolean main = changed.equals("the jar");
        if (main) {
            installation.writeJar("two");
        } else {
            installation.writeModule("module two");
        }
        Files.createFile(gate);
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(archives()).isEmpty();
        assertThat(launch.run("a").out()).isEqualTo(main ? "two, module one, [a]\n" : "one, module two, [a]\n");
    }

    @Test
    void is_one_for_each_java_and_each_installation() throws Exception {
        Installation other = Installation.distribution(folder.resolve("another installation"), "one");
        for (Jdk jdk : Jdk.all()) {
            for (Path program : List.of(installation.program(), other.program())) {
                int before = archives().size();
                assertThat(launch.with(jdk).through(program).run("a").exit()).isZero();
                Await.until("one more archive", () -> archives().size() > before);
                Await.until("the training ends", () -> files(".training").isEmpty());
            }
        }
        for (Jdk jdk : Jdk.all()) {
            for (Path program : List.of(installation.program(), other.program())) {
                assertThat(launch.with(jdk).through(program).run("archive").out())
                        .isNotEqualTo("none\n");
            }
        }
    }

    @Test
    void is_made_once_for_five_first_runs_at_the_same_time() throws Exception {
        ExecutorService five = Executors.newFixedThreadPool(5);
        try {
            Callable<Result> run = () -> launch.run("a");
            for (var result : five.invokeAll(List.of(run, run, run, run, run))) {
                assertThat(result.get()).isEqualTo(new Result(0, "one, library one, [a]\n", ""));
            }
        } finally {
            five.shutdown();
        }
        Await.until("an archive", () -> !archives().isEmpty());
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void is_not_tried_again_the_same_day_when_making_it_failed() throws Exception {
        Launch failing = launch.with("PROBE_FAILS", "yes");
        assertThat(failing.run("a")).isEqualTo(new Result(0, "one, library one, [a]\n", ""));
        Await.until("the failure is noted", () -> !files(".failed").isEmpty());
        assertThat(failing.run("a").exit()).isZero();
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(trainings()).isEqualTo(1);
        assertThat(files(".part")).isEmpty();
    }

    @Test
    void is_tried_again_the_next_day() throws Exception {
        launch.with("PROBE_FAILS", "yes").run("a");
        Await.until("the failure is noted", () -> !files(".failed").isEmpty());
        Await.until("the training ends", () -> files(".training").isEmpty());
        age(cache.resolve(files(".failed").get(0)), Duration.ofHours(25));
        archiveAfterRun(launch);
        assertThat(trainings()).isEqualTo(2);
    }

    @Test
    void is_not_held_up_by_the_lock_of_a_training_that_was_killed() throws Exception {
        Files.writeString(firstLock(), goneProcess() + "\n");
        archiveAfterRun(launch);
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void is_left_to_a_training_that_is_under_way() throws Exception {
        Path lock = firstLock();
        Files.writeString(lock, ProcessHandle.current().pid() + "\n");
        try {
            assertThat(launch.run("a").exit()).isZero();
            assertThat(Files.readString(lock)).isEqualTo(ProcessHandle.current().pid() + "\n");
            assertThat(trainings()).isZero();
        } finally {
            Files.delete(lock);
        }
    }

    @Test
    void is_made_by_one_training_at_a_time_on_a_machine() throws Exception {
        Path gate = folder.resolve("gate");
        Path otherHome = Files.createDirectory(folder.resolve("another home"));
        try {
            launch.with("PROBE_GATE", gate).run("a");
            Await.until("the training is under way", () -> trainings() == 1);
            assertThat(launch.with("HOME", otherHome).run("a").exit()).isZero();
            Path training = otherHome.resolve(".cache/cometsh");
            Await.until("the other one gives up", () -> {
                try (Stream<Path> left = Files.list(training)) {
                    return left.findAny().isEmpty();
                }
            });
            assertThat(trainings()).isEqualTo(1);
        } finally {
            Files.createFile(gate);
        }
        Await.until("the training ends", () -> files(".training").isEmpty());
        cache = otherHome.resolve(".cache/cometsh");
        archiveAfterRun(launch.with("HOME", otherHome));
    }

    @Test
    void is_not_held_up_by_the_machine_s_lock_of_a_training_that_was_killed() throws Exception {
        age(Files.createDirectory(folder.resolve("a tmp/cometsh-training")), Duration.ofMinutes(11));
        archiveAfterRun(launch);
    }

    @Test
    void leaves_no_file_of_a_training_that_is_killed() throws Exception {
        Path gate = folder.resolve("gate");
        Path written = folder.resolve("written");
        launch.with("PROBE_GATE", gate).with("PROBE_WRITTEN", written).run("a");
        Await.until("the training is under way", () -> trainings() == 1);
        List<String> process = Files.readAllLines(written);
        assertThat(Path.of(process.get(1))).exists();
        ProcessHandle.of(Long.parseLong(process.get(0))).orElseThrow().destroyForcibly();
        Await.until("the training ends", () -> files(".training").isEmpty());
        assertThat(Path.of(process.get(1))).doesNotExist();
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left.map(Path::toString)).singleElement().asString().endsWith(".failed");
        }
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void beside_the_jar_serves_everyone_even_without_a_home(Jdk jdk) throws Exception {
        Path shared = installation.jars().resolve("archive");
        Result made = launch.with(jdk).with("COMETSH_CDS", "make").run("a");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out()).isEmpty();
        assertThat(trainings()).isEqualTo(3);
        List<String> names;
        try (Stream<Path> all = Files.list(shared)) {
            names = all.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(names).hasSize(3).allSatisfy(name -> assertThat(made.err()).contains(name));
        Launch by = launch.with(jdk).with("COMETSH_CDS", "").with("PROBE", "archive");
        for (Launch one : List.of(by.without("HOME"), by, by.with("CI", "true"), by)) {
            String small = one.run("-e", "1").out().strip();
            String full = one.run("export").out().strip();
            String shell = onTerminal(one.with("COMET_API_KEY", "key"));
            assertThat(List.of(small, shell, full)).containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(by.with("COMETSH_CDS", "off").run("export").out()).isEqualTo("none\n");
        assertThat(archives()).as("none of one's own").isEmpty();
        Files.setLastModifiedTime(
                installation.jar(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(by.run("export").out()).isEqualTo("none\n");
    }

    @Test
    void beside_the_jar_is_not_made_in_a_folder_that_cannot_be_written() throws Exception {
        Files.createFile(installation.jars().resolve("archive"));
        Result result = launch.with("COMETSH_CDS", "make").run();
        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.err())
                .contains("can't write to " + installation.jars().resolve("archive"));
        assertThat(trainings()).isZero();
    }

    @Test
    void is_made_only_in_a_home_that_lasts() throws Exception {
        for (Launch by :
                List.of(launch.without("COMETSH_CDS").with("TMPDIR", folder), launch.with("COMETSH_CDS", ""))) {
            assertThat(by.run("archive").out()).isEqualTo("none\n");
        }
        // The folders for temporary files have their names; this one is reached by another.
        Launch lasting = launch.with("COMETSH_CDS", "").with("HOME", Path.of("/proc/self/root" + folder + "/a home"));
        assertThat(lasting.with("CI", "true").run("archive").out()).isEqualTo("none\n");
        assertThat(cache).doesNotExist();
        archiveAfterRun(lasting);
    }

    /** The lock's name holds the key, so one training tells it; nothing of that training stays. */
    private Path firstLock() throws Exception {
        String name = archiveAfterRun(launch);
        Files.delete(cache.resolve(name));
        Files.delete(trained);
        return cache.resolve(name.substring(0, name.lastIndexOf('-')) + ".training");
    }

    private static long goneProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void goes_away_when_unused_for_a_month() throws Exception {
        Files.createDirectories(cache);
        Path unused = Files.createFile(cache.resolve("1-2-3.jsa"));
        Path used = Files.createFile(cache.resolve("4-5-6.aot"));
        Path foreign = Files.createFile(cache.resolve("names.json"));
        age(unused, Duration.ofDays(40));
        age(foreign, Duration.ofDays(40));
        age(used, Duration.ofDays(20));
        archiveAfterRun(launch);
        Await.until("the old one is gone", () -> !Files.exists(unused));
        assertThat(used).exists();
        assertThat(foreign).exists();
    }

    private static void age(Path file, Duration age) throws IOException {
        FileTime time = FileTime.from(Instant.now().minus(age));
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
    }

    @Test
    void is_kept_in_XDG_CACHE_HOME() throws Exception {
        cache = folder.resolve("a cache/cometsh");
        archiveAfterRun(launch.with("XDG_CACHE_HOME", folder.resolve("a cache")));
        assertThat(folder.resolve("a home/.cache")).doesNotExist();
    }

    @Test
    void is_kept_at_home_when_XDG_CACHE_HOME_is_relative() throws Exception {
        archiveAfterRun(launch.with("XDG_CACHE_HOME", "relative"));
    }

    @Test
    void is_neither_made_nor_used_when_switched_off_or_when_java_s_own_options_are_set() throws Exception {
        for (Launch by : List.of(
                launch.with("COMETSH_CDS", "off"),
                launch.with("JAVA_TOOL_OPTIONS", "-Da=b"),
                launch.with("JDK_JAVA_OPTIONS", "-Da=b"),
                launch.without("HOME"))) {
            assertThat(by.run("archive").out()).isEqualTo("none\n");
        }
        assertThat(files()).isEmpty();
        archiveAfterRun(launch);
        assertThat(launch.with("COMETSH_CDS", "off").run("archive").out()).isEqualTo("none\n");
    }
}
