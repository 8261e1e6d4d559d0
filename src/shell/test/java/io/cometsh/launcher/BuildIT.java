package io.cometsh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import io.cometsh.support.Await;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

/** What the launcher builds in a checkout, and when it does not: with a fake Maven that records its calls. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BuildIT {
    /** Does to target/ what pom.xml makes Maven do, with a jar that lies ready. */
    private static final String MAVEN = """
            echo "$*" >>'%1$s/calls'
            echo "$JAVA_HOME" >'%1$s/java-home'
            echo "$MAVEN_OPTS" >'%1$s/maven-opts'
            cat >'%1$s/stdin'
            echo '[INFO] Scanning for projects...'
            echo '[INFO] --- maven-compiler-plugin:3.16.0:compile (default-compile) @ cometsh ---'
            mkdir -p target/launcher target/lib
            touch target/launcher/started
            if [ -e '%1$s/slow' ]; then touch '%1$s/waiting'; while [ -e '%1$s/slow' ]; do sleep 0.1; done; fi
            if [ -e '%1$s/broken' ]; then
              echo '[ERROR] Main.java:[1,1] class, interface, enum, or record expected'
              exit 1
            fi
            sleep 0.1
            cp '%1$s/ready/lib/cometsh-1.0.jar' target/
            cp '%1$s/ready/lib/lib/'*.jar target/lib/
            touch target/launcher/finished
            """;

    @TempDir
    Path folder;

    private Path maven;
    private Installation ready;
    private Installation checkout;
    private Launch launch;

    @BeforeEach
    void install() throws Exception {
        maven = Files.createDirectory(folder.resolve("maven"));
        ready = Installation.distribution(maven.resolve("ready"), "built");
        Tools.script(maven.resolve("bin/mvn"), MAVEN.formatted(maven));
        checkout = Installation.checkout(folder.resolve("the checkout"));
        Path tools = Tools.withoutJava(folder.resolve("tools"));
        launch = Launch.of(checkout.program(), folder)
                .with("PATH", maven.resolve("bin") + ":" + tools)
                .with("COMETSH_CDS", "off");
        // What is written later in the test is newer than this, whatever the file system's clock can tell apart.
        for (String source : List.of(
                "pom.xml",
                "src/shell/main",
                "src/shell/main/java",
                "src/shell/main/java/demo",
                "src/shell/main/java/demo/Main.java")) {
            setTime(source, Instant.now().minus(Duration.ofHours(1)));
        }
    }

    private void setTime(String file, Instant time) throws Exception {
        Files.setLastModifiedTime(checkout.root().resolve(file), FileTime.from(time));
    }

    private void edit(String file) throws Exception {
        setTime(file, Instant.now().plus(Duration.ofSeconds(5)));
    }

    private int builds() throws Exception {
        Path calls = maven.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private void runs() throws Exception {
        Result result = launch.run("a");
        assertThat(result.err()).doesNotContain("failed");
        assertThat(result.out()).isEqualTo("built, library built, [a]\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void builds_what_is_missing_with_the_progress_on_stderr() throws Exception {
        Result result = launch.run("a");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo("built, library built, [a]\n");
        assertThat(result.err())
                .startsWith("cometsh: not built yet: building (log: "
                        + checkout.root().toRealPath() + "/target/launcher/build.log)\n")
                .endsWith("cometsh: built\n");
    }

    @Test
    void prints_nothing_and_builds_nothing_when_everything_is_there() throws Exception {
        runs();
        assertThat(launch.run("a")).isEqualTo(new Result(0, "built, library built, [a]\n", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void builds_without_the_checks_and_with_the_java_it_found() throws Exception {
        runs();
        assertThat(Files.readString(maven.resolve("calls")))
                .isEqualTo("-B -Dstyle.color=never package -Dmaven.test.skip=true -Dspotless.check.skip=true"
                        + " -Dspotbugs.skip=true\n");
        assertThat(Files.readString(maven.resolve("java-home")))
                .isEqualTo(Jdk.current().home() + "\n");
    }

    @Test
    void gives_Maven_s_Java_the_options_for_a_short_run_before_the_users() throws Exception {
        runs();
        Path options = maven.resolve("maven-opts");
        assertThat(Files.readString(options).strip()).isEqualTo("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        edit("pom.xml");
        launch.with("MAVEN_OPTS", "-XX:+UseParallelGC -Xmx1g").run("a");
        assertThat(Files.readString(options).strip()).isEqualTo("-XX:TieredStopAtLevel=1 -XX:+UseParallelGC -Xmx1g");
    }

    @Test
    void leaves_stdin_to_the_program() throws Exception {
        assertThat(launch.typing("println 1\n").run("stdin").out()).isEqualTo("println 1\n");
        assertThat(maven.resolve("stdin")).isEmptyFile();
    }

    @Test
    void notices_a_source_a_resource_and_a_pom_that_are_newer_than_the_jar() throws Exception {
        runs();
        edit("src/shell/main/java/demo/Main.java");
        assertThat(launch.run("a").err()).startsWith("cometsh: the sources are newer than the jar: building");
        setTime("src/shell/main/java/demo/Main.java", Instant.now().minusSeconds(60));
        edit("pom.xml");
        runs();
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void notices_a_source_that_was_added_with_an_old_time_or_deleted() throws Exception {
        runs();
        Path added = Files.createDirectories(checkout.root().resolve("src/lang/main/resources"))
                .resolve("old.txt");
        Files.createFile(added);
        Files.setLastModifiedTime(added, FileTime.fromMillis(0));
        runs();
        assertThat(builds()).isEqualTo(2);
        Files.delete(added);
        runs();
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void does_not_build_for_a_newer_test_or_script() throws Exception {
        runs();
        Files.writeString(checkout.root().resolve("src/shell/test/java/Some.java"), "class Some {}");
        edit("src/shell/test/java/Some.java");
        edit("bin/cometsh");
        runs();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void builds_again_after_a_build_that_was_interrupted() throws Exception {
        runs();
        // Another Maven had started and was killed while it wrote the jar.
        edit("target/launcher/started");
        Files.writeString(checkout.jar(), "half a jar");
        setTime("target/launcher/finished", Instant.now().minusSeconds(60));
        assertThat(launch.run("a").err()).startsWith("cometsh: the last build did not finish: building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void shows_a_failed_build_and_runs_nothing() throws Exception {
        runs();
        edit("pom.xml");
        Files.createFile(maven.resolve("broken"));
        Result result = launch.run("a");
        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("[ERROR] Main.java:[1,1] class, interface, enum, or record expected\n")
                .doesNotContain("Scanning")
                .contains("cometsh: the build failed; the same by hand: cd '"
                        + checkout.root().toRealPath() + "' && mvn -B ");
        assertThat(launch.run("a").exit()).as("the next one too").isEqualTo(127);
        Files.delete(maven.resolve("broken"));
        setTime("pom.xml", Instant.now().minusSeconds(60));
        runs();
    }

    @Test
    void reports_that_there_is_no_maven() throws Exception {
        Files.delete(maven.resolve("bin/mvn"));
        assertThat(launch.run("a"))
                .isEqualTo(new Result(
                        127,
                        "",
                        "cometsh: not built yet, and there is no mvn on the PATH to build with:"
                                + " install Maven 3.8 or newer (COMETSH_BUILD=off runs the existing build)\n"));
    }

    @Test
    void needs_no_maven_when_all_is_built() throws Exception {
        runs();
        Files.delete(maven.resolve("bin/mvn"));
        runs();
    }

    @Test
    void runs_the_old_jar_where_building_is_switched_off() throws Exception {
        Launch off = launch.with("COMETSH_BUILD", "off");
        Result nothing = off.run("a");
        assertThat(nothing.exit()).isEqualTo(127);
        assertThat(nothing.err()).contains("COMETSH_BUILD=off forbids building it");
        runs();
        edit("pom.xml");
        assertThat(off.run("a")).isEqualTo(new Result(0, "built, library built, [a]\n", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void builds_once_for_two_first_runs_at_the_same_time() throws Exception {
        Path slow = Files.createFile(maven.resolve("slow"));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Result> run = () -> launch.run("a");
            var first = two.submit(run);
            Await.until("a build is under way", () -> Files.exists(maven.resolve("waiting")));
            var second = two.submit(run);
            Files.delete(slow);
            assertThat(first.get().out()).isEqualTo("built, library built, [a]\n");
            assertThat(second.get().out()).isEqualTo("built, library built, [a]\n");
        } finally {
            two.shutdown();
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void is_not_held_up_by_the_lock_of_a_launcher_that_was_killed() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(checkout.jars());
        Files.writeString(checkout.root().resolve("target/launcher.lock"), gone.pid() + "\n");
        runs();
        assertThat(checkout.root().resolve("target/launcher.lock")).doesNotExist();
    }

    @Test
    void ends_the_build_when_it_is_terminated_and_builds_again_the_next_time() throws Exception {
        Path slow = Files.createFile(maven.resolve("slow"));
        Process process = launch.start("a");
        Await.until("a build is under way", () -> Files.exists(maven.resolve("waiting")));
        List<ProcessHandle> children = process.descendants().toList();
        Launch.signal("TERM", process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).doesNotContain("built,");
        Await.until("Maven is gone", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(checkout.root().resolve("target/launcher.lock")).doesNotExist();
        Files.delete(slow);
        runs();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void never_runs_the_jar_of_an_older_version() throws Exception {
        runs();
        Path older = Files.writeString(checkout.jars().resolve("cometsh-0.9.jar"), "not even a jar");
        Files.setLastModifiedTime(older, FileTime.from(Instant.now().plusSeconds(60)));
        edit("pom.xml");
        runs();
        assertThat(older).doesNotExist();
    }

    @Test
    void leaves_a_running_program_its_jars_and_its_modules_jars() throws Exception {
        ready.writeModule("module one");
        launch.run("a");
        Process running = launch.start("late");
        try (BufferedReader out = running.inputReader(UTF_8)) {
            assertThat(out.readLine()).isEqualTo("module one");
            ready.writeModule("module two");
            edit("pom.xml");
            assertThat(launch.run("a").out()).isEqualTo("built, module two, [a]\n");
            running.getOutputStream().close();
            assertThat(out.readLine()).isEqualTo("module one");
        } finally {
            running.destroy();
        }
    }

    @Test
    void builds_nothing_in_a_distribution() throws Exception {
        Installation distribution = Installation.distribution(folder.resolve("distribution"), "packed");
        assertThat(launch.through(distribution.program()).run("a"))
                .isEqualTo(new Result(0, "packed, library packed, [a]\n", ""));
        assertThat(builds()).isZero();
    }
}
